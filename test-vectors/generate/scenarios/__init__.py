"""The scenarios, in the order of the checks (R-45)."""

from . import (
    carrier,
    claims,
    dates,
    framing,
    images,
    keys,
    prefixes,
    scheme,
    seal,
    signature,
    till,
    trust_content,
    trust_envelope,
    trust_scopes,
    trust_types,
    trust_urls,
    values,
    wedge,
)

MODULES = [
    carrier,
    framing,
    wedge,
    seal,
    keys,
    signature,
    claims,
    values,
    prefixes,
    till,
    scheme,
    dates,
    images,
    trust_envelope,
    trust_content,
    trust_types,
    trust_urls,
    trust_scopes,
]


def everything():
    for module in MODULES:
        yield from module.scenarios()
