"""The stories, which apply steps to a verifier over time, by subject."""

from . import (
    authorities,
    bounds,
    bundles,
    clocks,
    compromise,
    field_failures,
    freshness,
    in_force,
    memory,
    missing,
    object_bundles,
    object_limits,
    object_states,
    object_tables,
    past,
    policies,
    scopes,
    status_lists,
    status_objects,
    trust_updates,
    witnesses,
)

MODULES = [
    trust_updates,
    authorities,
    status_lists,
    compromise,
    freshness,
    policies,
    bundles,
    field_failures,
    clocks,
    memory,
    scopes,
    bounds,
    status_objects,
    object_tables,
    in_force,
    missing,
    past,
    witnesses,
    object_bundles,
    object_limits,
    object_states,
]


def everything():
    for module in MODULES:
        yield from module.stories()
