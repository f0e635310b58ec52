"""The stories, which apply steps to a verifier over time, by subject."""

from . import authorities, bounds, bundles, compromise, field_failures, freshness, policies, status_lists, trust_updates

MODULES = [trust_updates, authorities, status_lists, compromise, freshness, policies, bundles, field_failures, bounds]


def everything():
    for module in MODULES:
        yield from module.stories()
