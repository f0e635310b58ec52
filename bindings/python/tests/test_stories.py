"""Each file of test-vectors/stories is a test with the file's name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

import vectors
from starseal import (
    Assessment,
    Code,
    Freshness,
    Language,
    ListOutcome,
    ListRefused,
    Policy,
    StarsealError,
    Update,
    Verifier,
    default_policy,
)
from vectors import named, read

SPELLED = {Update.TAKEN: "accepted", Update.KNOWN: "unchanged"}


@pytest.mark.parametrize("name", named("stories"))
def test_story(name: str) -> None:
    story = read(f"stories/{name}")
    told = Told(bytes.fromhex(story["anchor"]))
    for step, said in zip(story["steps"], read("sentences")[f"stories/{name}"], strict=True):
        assert told.step(step) == said, step["do"]


class Told:
    """A verifier and the anchors that it was made with."""

    def __init__(self, anchor: bytes) -> None:
        self.anchors = [anchor]
        self.verifier = Verifier(anchor)

    def step(self, step: dict[str, Any]) -> Any:  # noqa: ANN401
        """Runs a step and returns what sentences.json should have for it."""
        given = bytes.fromhex(step.get("hex", ""))
        now = vectors.moment(step["now"]) if "now" in step else None
        match step["do"]:
            case "add-authority":
                return outcome(lambda: self.add(given), step)
            case "update-trust":
                return outcome(lambda: self.verifier.update_trust(given, now), step)
            case "update-status":
                return outcome(lambda: self.verifier.update_status(given, now), step)
            case "object":
                return outcome(lambda: self.verifier.update_object(given), step)
            case "apply-bundle":
                return lists(lambda: self.verifier.apply(given, now), step)
            case "restore":
                return lists(lambda: self.verifier.restore(given), step)
            case "restart":
                return self.restart()
            case "policy":
                self.verifier.policy = policy(step["policy"])
                return None
            case "check":
                return self.check(step)
        raise AssertionError(f"unknown step {step['do']}")

    def add(self, anchor: bytes) -> Update:
        self.verifier.add_authority(anchor)
        self.anchors.append(anchor)
        return Update.TAKEN

    def restart(self) -> None:
        state = self.verifier.export_state()
        if len(self.anchors) == 1:
            restarted, lists = Verifier.restored(self.anchors[0], state)
            assert not [one for one in lists if isinstance(one, ListRefused)]
        else:
            restarted = Verifier(self.anchors[0])
            for anchor in self.anchors[1:]:
                restarted.add_authority(anchor)
            assert not [one for one in restarted.restore(state) if isinstance(one, ListRefused)]
        assert restarted.export_state() == state
        self.verifier = restarted

    def check(self, step: dict[str, Any]) -> dict[str, Any]:
        verdict = self.verifier.check(step["text"], vectors.asked(step))
        assert vectors.shown(verdict) == vectors.wanted(step)
        assert verdict.stands is step["stands"]
        age = vectors.age(verdict, verdict.status_issued_at, Code.STATUS_AGEING, Code.STATUS_STALE)
        assert age == step.get("status_age_days")
        assert verdict.last_day == vectors.day(step.get("last_day"))
        recognized = [
            {"authority": by.authority_names.in_language(Language.EN), "level": by.level, "since": by.since.isoformat()}
            for by in verdict.recognized
        ]
        assert recognized == step.get("recognised", [])
        rules = [{"rule": one.rule, "required": one.required, "found": one.found} for one in verdict.broken_rules]
        assert rules == step.get("policy", [])
        return vectors.said(verdict)


def outcome(update: Callable[[], Update], step: dict[str, Any]) -> dict[str, Any] | None:
    try:
        taken = update()
    except StarsealError as error:
        assert error.code.value == step["expect"]
        return vectors.said_of_code(error.code)
    assert SPELLED[taken] == step["expect"]
    return None


def lists(apply: Callable[[], Iterable[ListOutcome]], step: dict[str, Any]) -> dict[str, Any] | None:
    try:
        each = list(apply())
    except StarsealError as error:
        assert error.code.value == step["expect"]
        assert step["lists"] == []
        return vectors.said_of_code(error.code)
    assert step["expect"] == "accepted"
    assert [one.code.value if isinstance(one, ListRefused) else SPELLED[one] for one in each] == step["lists"]
    said = [vectors.said_of_code(one.code) if isinstance(one, ListRefused) else None for one in each]
    return {"lists": said} if any(said) else None


def policy(asked: dict[str, Any]) -> Policy:
    """Returns the policy of a step. Fields that the step leaves out have their default."""
    given = dict(asked)
    if "minimum_level_of_category" in given:
        levels = given["minimum_level_of_category"].items()
        given["minimum_level_of_category"] = {int(category): level for category, level in levels}
    if "accepted_criteria" in given:
        given["accepted_criteria"] = tuple(given["accepted_criteria"])
    if "assessment" in given:
        given["assessment"] = Assessment(given["assessment"])
    for freshness in {"trust_list", "status_list"} & given.keys():
        given[freshness] = Freshness(**given[freshness])
    asked_for = Policy(**given)
    assert Policy() == default_policy()
    return asked_for
