"""The sentences of every verdict in each language.

The messages are read as data from the core's files. Their values come from the vectors and stories, and from the names
in the dictionaries of the trust lists.
"""

import json
import re
from functools import cache
from pathlib import Path

import cbor2

from .trust import ISSUERS, NAMES, SCHEME, SELF_DECLARED, THIRD_PARTY

WORDS = Path(__file__).resolve().parent.parent.parent / "core" / "src" / "words"
LANGUAGES = ("en", "ja")
ASSESSMENTS = {SELF_DECLARED: "self-declared", THIRD_PARTY: "third-party"}
NOTHING_REFUSED = {"accepted", "unchanged"}


def sentences(made: dict[str, bytes]) -> dict:
    """Returns the sentences of each vector and each story among the files made, by `vectors/NAME` or `stories/NAME`."""
    said = {}
    for path in sorted(made):
        if path.startswith("vectors/"):
            said[path.removesuffix(".json")] = of_vector(json.loads(made[path]), made)
        elif path.startswith("stories/"):
            said[path.removesuffix(".json")] = of_story(json.loads(made[path]))
    return {name: words for name, words in said.items() if words is not None}


def of_vector(vector: dict, made: dict[str, bytes]) -> dict | list | None:
    """Returns the sentences of one verdict; for an image, one entry for each label; None for an accepted trust list."""
    if vector["kind"] == "trust-list":
        return of_outcome(vector["expect"])
    authority = trust_payload(json.loads(made[f"trust/{vector['trust']}.json"])["hex"])
    if vector["kind"] == "label":
        return of_verdict(vector, authority)
    return [of_verdict(each, authority) for each in vector.get("each", [vector])]


def of_story(story: dict) -> list:
    """Returns one element for each step: the sentences of a check or of a refusal, otherwise None."""
    authorities, said = [trust_payload(story["anchor"])], []
    for step in story["steps"]:
        if step["do"] == "check":
            said.append(of_verdict(step, sealed_under(step["text"], authorities), authorities))
            continue
        if step["do"] == "add-authority" and step["expect"] == "accepted":
            authorities.append(trust_payload(step["hex"]))
        lists = [of_outcome(code) for code in step.get("lists", [])]
        refused = of_outcome(step.get("expect", "accepted"))
        said.append({"lists": lists} if any(lists) else refused)
    return said


def of_outcome(code: str) -> dict | None:
    """Returns the sentences for the result of a list, an object, a bundle or a state. Only refusals have sentences."""
    return None if code in NOTHING_REFUSED else of_verdict({"expect": code, "reasons": [], "label": None})


def of_verdict(judged: dict, authority: dict | None = None, authorities: list[dict] = ()) -> dict:
    """Returns the sentences of a verdict. `authority` is that of the label's key. A label that is not shown has no
    values: its code has the sentence that it has beside another one."""
    said = {}
    for language in LANGUAGES:
        known = values(judged, authority, authorities, language)
        said[language] = {
            "sentence": (say if known else say_beside)(language, judged["expect"], known),
            "reasons": [say_beside(language, code, known | age(judged, code)) for code in judged["reasons"]],
        }
    return said


def values(judged: dict, authority: dict | None, authorities: list[dict], language: str) -> dict[str, str]:
    """Returns the values in the sentences about an authentic label. There are none for other labels."""
    label = judged["label"]
    if label is None:
        return {}
    level = authority[SCHEME][2][label["level"]]
    known = {
        "assessment": say(language, ASSESSMENTS[level[2]], {}),
        "level": level[1][language],
        "product": label["product_id"],
        "first_day": label["issued_on"],
        "last_day": judged.get("last_day", label["expires_on"]),
    }
    for counts in judged.get("recognised", [])[:1]:
        (by,) = [payload for payload in authorities if payload[NAMES]["en"] == counts["authority"]]
        known["authority"] = by[NAMES][language]
        known["recognised_level"] = by[SCHEME][2][counts["level"]][1][language]
    return known


def age(judged: dict, code: str) -> dict[str, str]:
    """Returns the age of the list that a note is about. For `status-stale` it is `status_age_days`."""
    days = judged.get(f"{code.partition('-')[0]}_age_days")
    return {} if days is None else {"age_days": str(days)}


def say(language: str, name: str, known: dict[str, str]) -> str:
    """Returns a message with its values. A missing value is an error."""
    return re.sub(r"\{ \$([a-z_]+) \}", lambda value: known[value[1]], messages(language)[name])


def say_beside(language: str, code: str, known: dict[str, str]) -> str:
    """Returns the sentence of a reason: the message `beside-CODE` if there is one, otherwise the message of the
    code."""
    beside = f"beside-{code}"
    return say(language, beside if beside in messages(language) else code, known)


@cache
def messages(language: str) -> dict[str, str]:
    """Returns the messages of a file by ID. Their syntax is in docs/translating.md."""
    lines = (WORDS / f"{language}.ftl").read_text("utf-8").split("\n")
    return dict(line.split(" = ", 1) for line in lines if line and not line.startswith("#"))


def trust_payload(hexadecimal: str) -> dict:
    return cbor2.loads(cbor2.loads(bytes.fromhex(hexadecimal)).value[2])


def sealed_under(text: str, authorities: list[dict]) -> dict | None:
    """Returns the authority with an issuer whose prefix the text starts with. No story changes a dictionary or a
    prefix, so the anchors suffice."""
    for payload in authorities:
        if any(text.startswith(prefix) for issuer in payload[ISSUERS] for prefix in issuer[2]):
            return payload
    return None
