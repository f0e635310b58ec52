"""Validates records of the library and the program against docs/reference/record.schema.json, with jsonschema."""

import copy
import json

import pytest
from jsonschema import Draft202012Validator
from test_program import AS_A_LINE, LABELS, LAST_NOW
from vectors import BY_NAME, FOLDER, REPOSITORY, name_of, of_kind

SCHEMA = json.loads((REPOSITORY / "docs/reference/record.schema.json").read_text())
VALIDATOR = Draft202012Validator(SCHEMA)
RECORDS = {name: json.loads(line) for name, line in json.loads((FOLDER / "records.json").read_text()).items()}
STANDS, REFUSED = "router-with-every-claim", "signature-of-zeros"
NO_LABEL = {
    **RECORDS[REFUSED],
    **dict.fromkeys(("detail", "key_id", "text", "text_bytes", "policy_sha256")),
    "code": "no-label",
    "mark": "query",
    "checks": [],
    "trust_lists": [],
}

# The fields that the program adds to the library's record, or words differently.
OF_THE_PROGRAM = ("checked_at", "detail", "place")


def faults(record: dict) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in VALIDATOR.iter_errors(record)]


def changed(record: dict, path: tuple, value) -> dict:
    """Returns the record with another value at a path, or without the field if the value is `...`."""
    record = copy.deepcopy(record)
    *above, last = path
    part = record
    for step in above:
        part = part[step]
    if value is ...:
        del part[last]
    else:
        part[last] = value
    return record


def objects(part, path=()):
    """Yields the paths of all objects in a record."""
    if isinstance(part, dict):
        yield path
        for name, value in part.items():
            yield from objects(value, (*path, name))
    elif isinstance(part, list):
        for place, value in enumerate(part):
            yield from objects(value, (*path, place))


def at(record: dict, path: tuple):
    for step in path:
        record = record[step]
    return record


def test_the_schema_is_valid():
    Draft202012Validator.check_schema(SCHEMA)


def closed(part, path="#"):
    """Yields the paths of the schema's objects that accept unknown fields. Conditions do not count as objects."""
    if isinstance(part, dict):
        if part.get("type") == "object" and part.get("additionalProperties") is not False:
            yield path
        for name, value in part.items():
            yield from closed(value, f"{path}/{name}")
    elif isinstance(part, list):
        for place, value in enumerate(part):
            yield from closed(value, f"{path}/{place}")


def test_no_object_accepts_unknown_fields():
    assert list(closed(SCHEMA)) == []


@pytest.mark.parametrize("name", RECORDS)
def test_record_of_a_vector(name):
    assert faults(RECORDS[name]) == []


def test_every_label_vector_has_a_record():
    assert RECORDS.keys() == {vector["name"] for vector in of_kind("label")}


def test_record_without_a_label():
    assert faults(NO_LABEL) == []
    corners = [[1.5, 2], [9, 2], [9, 10], [1, 10]]
    assert faults({**NO_LABEL, "place": {"source": "shelf.jpg", "corners": corners, "hint": "glare"}}) == []


# The optional claims of a label, and the other fields that are left out if they do not apply.
OPTIONAL = {"criteria", "category", "holder", "model", "gtin", "evaluator", "serial", "codes"}
MISSING = [
    (name, (*path, field))
    for name in (STANDS, REFUSED)
    for path in objects(RECORDS[name])
    for field in at(RECORDS[name], path)
    if not (path[:1] in (("label",), ("checks",)) and field in OPTIONAL) and path[:1] != ("names",)
]
EXTRA = [(name, path) for name in (STANDS, REFUSED) for path in objects(RECORDS[name])]


@pytest.mark.parametrize(("name", "path"), MISSING, ids=str)
def test_a_missing_field_is_refused(name, path):
    assert faults(changed(RECORDS[name], path, ...))


@pytest.mark.parametrize(("name", "path"), EXTRA, ids=str)
def test_an_unknown_field_is_refused(name, path):
    assert faults(changed(RECORDS[name], (*path, "more"), 1))


STATUS_LIST = {"uri": "https://status.example/1", "issued_at": "2026-11-22T03:00:00Z", "sha256": "0" * 64}
WRONG = [
    (STANDS, ("schema",), "starseal-verdict/2"),
    (STANDS, ("code",), "fine"),
    (STANDS, ("code",), "expired"),  # a code that does not stand
    (STANDS, ("code",), "no-status-published"),  # the code of a note
    (STANDS, ("code",), "trust-list-older"),  # the code of a list
    (STANDS, ("code",), "no-label"),
    (STANDS, ("stands",), False),
    (STANDS, ("stands",), "true"),
    (STANDS, ("authentic",), False),
    (STANDS, ("mark",), "clock"),
    (STANDS, ("sentence", "en"), ""),
    (STANDS, ("reasons",), ["active"]),
    (STANDS, ("reasons",), ["expired", "expired"]),
    (STANDS, ("label",), None),
    (STANDS, ("label", "issued_on"), "2026-13-01"),
    (STANDS, ("label", "issued_on"), "15 June 2026"),
    (STANDS, ("label", "level"), 0),
    (STANDS, ("label", "gtin"), []),
    (STANDS, ("label", "gtin", 0), 4912345678904),
    (STANDS, ("label", "holder"), None),
    (STANDS, ("names", "level", "ja"), ...),
    (STANDS, ("assessment",), "assessed"),
    (STANDS, ("last_day",), None),
    (STANDS, ("issuer",), None),
    (STANDS, ("authority", "id"), "7dc78060"),
    (STANDS, ("url",), "http://jc-star.example/"),
    (STANDS, ("key_id",), None),
    (STANDS, ("checks",), []),
    (STANDS, ("checks", 0), ...),
    (STANDS, ("checks", 0, "check"), "limit"),
    (STANDS, ("checks", 0, "result"), "skipped"),
    (STANDS, ("checks", 0, "result"), "failed"),  # a failed check without a code
    (STANDS, ("checks", 0, "codes"), ["too-long"]),  # a passed check with a code
    (STANDS, ("text",), None),
    (STANDS, ("text_bytes",), None),
    (STANDS, ("checked_at",), None),  # null although as_of is null
    (STANDS, ("checked_at",), "2026-11-22T03:00:00+09:00"),
    (STANDS, ("checked_at",), "2026-11-22"),
    (STANDS, ("as_of",), "2026-11-22T03:00:00Z"),
    (STANDS, ("moment",), None),
    (STANDS, ("trust_lists",), []),
    (STANDS, ("trust_lists", 0, "version"), "1"),
    (STANDS, ("policy_sha256",), None),
    (STANDS, ("policy_sha256",), "A" * 64),
    (STANDS, ("program", "name"), "another"),
    (STANDS, ("place",), {"source": "a.png"}),
    (STANDS, ("place",), {"source": None, "corners": [[0, 0]], "hint": None}),
    (STANDS, ("place",), {"source": None, "corners": None, "hint": "far"}),
    (REFUSED, ("code",), "active"),
    (REFUSED, ("stands",), True),
    (REFUSED, ("authentic",), True),
    (REFUSED, ("mark",), "check"),
    (REFUSED, ("label",), RECORDS[STANDS]["label"]),
    (REFUSED, ("names",), {}),
    (REFUSED, ("url",), "HTTPS://JC-STAR.EXAMPLE/L/X"),
    (REFUSED, ("issuer",), RECORDS[STANDS]["issuer"]),
    (REFUSED, ("moment",), "2026-11-22T03:00:00Z"),
    (REFUSED, ("status_list",), STATUS_LIST),
]


@pytest.mark.parametrize(("name", "path", "value"), WRONG, ids=str)
def test_a_wrong_value_is_refused(name, path, value):
    assert faults(changed(RECORDS[name], path, value))


@pytest.mark.parametrize("path", [("text",), ("code",), ("checks",), ("trust_lists",)])
def test_a_record_without_a_label_has_no_text(path):
    assert faults(changed(NO_LABEL, path, RECORDS[REFUSED][path[0]]))


# --- the output of the program


def without(record: dict, fields=OF_THE_PROGRAM) -> dict:
    return {field: value for field, value in record.items() if field not in fields}


def checked(records: list[dict]) -> list[dict]:
    """Returns the records. Each must fit the schema and state the source of the text and the time of the check."""
    for record in records:
        assert faults(record) == [], record
        assert record["checked_at"] and record["place"]["source"]
        assert list(record) == list(SCHEMA["properties"]), "fields in the order of the reference"
    return records


def printed(starseal, vector: dict) -> dict:
    _, records = starseal.verify(
        vector["input"]["text"],
        trust=vector["trust"],
        now=vector["now"],
        as_of=vector.get("as_of"),
        wedge=vector["input"].get("wedge", False),
        typed=vector["name"] in AS_A_LINE,
    )
    (record,) = checked(records)
    return record


PRINTED = [vector for vector in LABELS if vector["now"] <= LAST_NOW]
OF_A_CODE = {vector["expect"]: vector for vector in PRINTED}
OF_A_WEDGE = [vector for vector in PRINTED if vector["input"].get("wedge")]
OF_A_DAY = [vector for vector in PRINTED if vector.get("as_of")]


@pytest.mark.parametrize("vector", OF_A_CODE.values(), ids=name_of)
def test_program_prints_the_record_of_a_text(starseal, vector):
    """For one vector of each code, the record is that of the library, except for the program's own fields."""
    record = printed(starseal, vector)
    assert without(record) == without(RECORDS[vector["name"]])
    assert record["checked_at"] == vector["now"]


@pytest.mark.parametrize("vector", OF_A_WEDGE, ids=name_of)
def test_program_prints_the_record_of_a_wedge_line(starseal, vector):
    assert without(printed(starseal, vector)) == without(RECORDS[vector["name"]])


@pytest.mark.parametrize("vector", OF_A_DAY, ids=name_of)
def test_program_prints_the_record_of_a_past_day(starseal, vector):
    record = printed(starseal, vector)
    assert without(record) == without(RECORDS[vector["name"]])
    assert (record["as_of"], record["checked_at"]) == (vector["as_of"], vector["now"])


@pytest.mark.parametrize("vector", of_kind("image"), ids=name_of)
def test_program_prints_the_records_of_an_image(starseal, vector):
    _, records = starseal.verify(FOLDER / vector["input"]["image"], trust=vector["trust"], now=vector["now"])
    checked(records)
    picture = vector["input"]["image"].rpartition("/")[2]
    assert records and all(record["place"]["source"].endswith(picture) for record in records)
    labels = [record for record in records if record["text"] is not None]
    assert all(record["place"]["corners"] for record in labels)
    assert bool(labels) == (vector["expect"] != "no-label")


def test_program_prints_the_status_list_and_the_policy(starseal, tmp_path):
    """Checks a label with a status list, with a policy that it does not meet, and after it was withdrawn."""
    camera, now = BY_NAME["camera"], "2026-11-22T03:00:00Z"
    status, changed_status, policy = tmp_path / "1.cwt", tmp_path / "2.cwt", tmp_path / "policy.toml"
    index = camera["label"]["status_index"]
    common = ("--trust", starseal.trust("with-status"), "--key", starseal.key("status 1"))
    policy.write_text("minimum_level = 4\n")
    for arguments in (
        ("create", *common, "--size", index + 1, "--allocate", f"0-{index}", "--now", "2026-11-20", "--out", status),
        ("set", status, *common, "--index", index, "--to", "withdrawn", "--now", "2026-11-21", "--out", changed_status),
    ):
        done = starseal.run("status", *arguments)
        assert done.returncode == 0, done.stderr

    def record(*options) -> dict:
        arguments = ("--trust", starseal.trust("with-status"), "--now", now, "--json", *options)
        done = starseal.run("verify", *arguments, "--", camera["input"]["text"])
        (found,) = checked([json.loads(line) for line in done.stdout.splitlines()])
        return found

    stands, withdrawn = record("--status", status), record("--status", changed_status)
    unmet = record("--status", status, "--policy", policy)
    assert [each["code"] for each in (stands, withdrawn, unmet)] == ["active", "withdrawn", "policy-unmet"]
    assert stands["status_list"]["sha256"] != withdrawn["status_list"]["sha256"]
    assert unmet["policy_unmet"] == [{"rule": "minimum-level", "required": "4", "found": "1"}]
    assert unmet["policy_sha256"] != stands["policy_sha256"]
