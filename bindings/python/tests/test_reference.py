"""The reference that pdoc generates has all public names, and the documentation of the Rust sources."""

from __future__ import annotations

import html
import re
import warnings

import pdoc

import starseal


def text() -> str:
    with warnings.catch_warnings():
        # pdoc warns about an annotation that it cannot resolve and a default value that it cannot show.
        warnings.simplefilter("error")
        page = pdoc.doc.Module(starseal)
        pdoc.render.configure(show_source=False)
        made = pdoc.render.html_module(page, {"starseal": page})
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", made)).split())


def test_reference() -> None:
    shown = text()
    for name in starseal.__all__:
        assert name in shown
    for sentence in (
        # ffi/src/verdict.rs, core/src/code/table.rs, ffi/src/verifier.rs
        "The last day on which the label counts, as printed or as extended since; none if the label is not authentic.",
        "Two different lists with the same version both have valid signatures.",
        "Every signature is verified again, from this verifier's own anchors, so a state brings nothing",
    ):
        assert sentence in shown
    # The generated code is not an API.
    assert "all_codes" not in shown
    assert "VerdictContent" not in shown
