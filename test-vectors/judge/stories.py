"""Plays stories step by step, and compares each result with the one that the story expects."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from .carrier import Refused
from .claims import EPOCH
from .policy import policy
from .verdict import Verdict
from .verifier import Verifier


def story_disagreements(stories: list[dict]) -> list[str]:
    """Returns one line for each step with a different result."""
    return [
        f"{story['name']}, step {number}: expected {expected}, judged {got}"
        for story in stories
        for number, expected, got in played(story)
        if expected != got
    ]


def played(story: dict) -> Iterator[tuple[int, object, object]]:
    verifier = Verifier(bytes.fromhex(story["anchor"]))
    for number, step in enumerate(story["steps"], 1):
        if step["do"] == "restart":
            verifier, refused = verifier.restarted()
            yield number, [], refused
        elif step["do"] == "policy":
            verifier.policy = policy(step["policy"])
        elif step["do"] == "check":
            yield number, expected(step), judged(verifier, step)
        else:
            yield number, {name: step[name] for name in ("expect", "lists") if name in step}, applied(verifier, step)


def applied(verifier: Verifier, step: dict) -> dict:
    data = bytes.fromhex(step["hex"])
    now = seconds(step["now"]) if "now" in step else None
    lists = {"lists": []} if "lists" in step else {}
    try:
        if step["do"] == "apply-bundle":
            return {"expect": "accepted", "lists": verifier.apply_bundle(data, now)}
        if step["do"] == "restore":
            return {"expect": "accepted", "lists": verifier.restore(data)}
        if step["do"] == "add-authority":
            return {"expect": verifier.add_authority(data)}
        if step["do"] == "update-trust":
            return {"expect": verifier.update_trust(data, now)}
        if step["do"] == "object":
            return {"expect": verifier.update_object(data)}
        return {"expect": verifier.update_status(data, now)}
    except Refused as refused:
        return {"expect": str(refused)} | lists


def judged(verifier: Verifier, step: dict) -> dict:
    as_of = date.fromisoformat(step["as_of"]) if "as_of" in step else None
    return shown(verifier.check(step["text"], step.get("wedge", False), seconds(step["now"]), as_of))


def shown(verdict: Verdict) -> dict:
    last_day = verdict.last_day
    return {
        "expect": verdict.code,
        "stands": verdict.stands,
        "reasons": verdict.reasons,
        "label": verdict.label,
        "last_day": None if last_day is None else (EPOCH + timedelta(last_day)).isoformat(),
        "trust_age_days": verdict.trust_age_days,
        "status_age_days": verdict.status_age_days,
        "recognised": verdict.recognised,
        "policy": verdict.policy,
    }


def expected(step: dict) -> dict:
    missing = {"last_day": None, "trust_age_days": None, "status_age_days": None, "recognised": [], "policy": []}
    return {name: step.get(name, missing.get(name)) for name in shown(Verdict(""))}


def seconds(time: str) -> int:
    return int(datetime.fromisoformat(time).timestamp())
