"""The tables of objects: columns, numbers, days, digests; and witness directories (R-72, R-113)."""

from .status_objects import DAY, HOUR, malformed
from .story import *

FIRST_DAY, LAST_INDEX = 14_610, 4_294_967_295
MOST_CHANGES, MOST_WITNESSES = 64, 1_024
EXTENDED = {INDEX: ("2030-03-31", "2028-04-01"), 9: ("2030-03-31", "2028-04-01")}
CHANGED = {
    INDEX: [("2026-12-01", DEFERRAL, None), ("2026-12-02", ACTIVE, "2030-03-31")],
    9: [("2027-01-01", 12, None)],
}
DIGESTS = {INDEX: sorted([witness(), bytes(32)]), 9: [bytes(32)]}
# Each of them ends a number in LEB128 too late, or is no number below 2^32.
BAD_NUMBERS = {
    "with a zero byte at the end": b"\x87\x00\x01",
    "with a number that does not end": b"\x07\x81",
    "with a number of six bytes": b"\x87\x80\x80\x80\x80\x00\x01",
    "with a number above 32 bits": b"\x07\xff\xff\xff\xff\x1f",
}
BAD_INDEXES = BAD_NUMBERS | {
    "of 2^32": b"\x07" + objects.leb128(LAST_INDEX - 7),
    "after the last one": objects.leb128(LAST_INDEX) + b"\x00",
}


def put(table: list[bytes], **columns: bytes) -> list:
    """Returns a table with some columns replaced: `c0` is the first."""
    return [columns.get(f"c{at}", column) for at, column in enumerate(table)]


def in_force(days=None, ahead=None) -> bytes:
    none = ([b""] * 3, [b""] * 5)
    return encode(
        [
            objects.IN_FORCE,
            1,
            none[0] if days is None else days,
            none[1] if ahead is None else ahead,
        ]
    )


def past(table) -> bytes:
    return encode([objects.PAST, 1, table])


def witness_range(table, first=0, last=15) -> bytes:
    return encode([objects.RANGE, 1, first, last, table])


def lengths(table: list[bytes], at: int) -> list[list[bytes]]:
    """Returns the table with the column a byte too short and a byte too long."""
    return [
        put(table, **{f"c{at}": table[at][:-1]}),
        put(table, **{f"c{at}": table[at] + b"\x01"}),
    ]


def stories():
    yield from tables_of_days()
    yield from tables_of_changes()
    yield from ranges()


def tables_of_days():
    table = objects.last_days(EXTENDED)
    spans = table[2]

    def told(name, description, each):
        return malformed(
            f"last-days-{name}",
            description,
            "R-113",
            "in_force",
            [in_force(days=one) for one in each],
        )

    yield told(
        "of-other-lengths",
        "Each column a byte too short and a byte too long; a column too few and too many; a column that is a text.",
        [
            *lengths(table, 0),
            *lengths(table, 1),
            *lengths(table, 2),
            table[:2],
            [*table, b""],
            [table[0], "texts", spans],
        ],
    )
    yield told(
        "with-bad-indexes",
        "An index " + "; ".join(BAD_INDEXES) + ".",
        [put(table, c0=column) for column in BAD_INDEXES.values()],
    )
    yield told(
        "that-are-no-days",
        "A last day before 2010; a start before 2010; a span that is longer than its last day.",
        [
            put(
                table,
                c1=objects.words([FIRST_DAY - 1, FIRST_DAY]),
                c2=objects.words([0, 0]),
            ),
            put(
                table,
                c1=objects.words([FIRST_DAY, FIRST_DAY]),
                c2=objects.words([1, 0]),
            ),
            put(
                table,
                c1=objects.words([FIRST_DAY, FIRST_DAY]),
                c2=objects.words([FIRST_DAY + 1, 0]),
            ),
        ],
    )
    edges = objects.in_force({INDEX: (FIRST_DAY, FIRST_DAY), 9: (65_535, FIRST_DAY), 15: (65_535, 65_535)})
    yield (
        story(
            "last-days-at-their-bounds",
            "The first day and the last day that can be written.",
            "R-113",
        )
        .status(status(DAY, {at: ACTIVE for at in range(16)}, in_force=edges))
        .object(edges)
        .check("active")
    )


def tables_of_changes():
    yield from faults_of_changes("in-force-changes", "in_force", lambda rows: in_force(ahead=rows))
    yield from faults_of_changes("past-changes", "past", past)
    most = [(day("2026-12-01") + at, (ACTIVE, DEFERRAL)[at % 2], None) for at in range(MOST_CHANGES)]
    full = objects.in_force(
        {},
        {INDEX: most, 9: [(65_535, 255, 65_535)], 15: [("2026-12-01", 14, FIRST_DAY)]},
    )
    yield (
        story(
            "changes-at-their-bounds",
            "64 changes of one index; values without a meaning; the last day.",
            "R-113",
        )
        .status(status(DAY, {at: ACTIVE for at in range(16)}, in_force=full))
        .object(full)
        .check("active")
        .check("deferral", "status-ageing", as_of="2026-12-02", status_age_days=11)
        .check("active", "status-ageing", as_of="2026-12-03", status_age_days=12)
        .check(
            "status-unknown",
            "status-ageing",
            "status-value-unknown",
            claims=but(LABEL, {5: 15}),
            as_of="2026-12-03",
            status_age_days=12,
        )
    )


def faults_of_changes(called: str, claim: str, written):
    table = objects.changes(CHANGED)
    one = objects.changes({INDEX: [("2026-12-01", DEFERRAL, None)]})

    def told(name, description, each):
        return malformed(
            f"{called}-{name}",
            description,
            "R-113",
            claim,
            [written(rows) for rows in each],
        )

    yield told(
        "of-other-lengths",
        "Each column a byte too short and a byte too long; a column too few and too many.",
        [again for at in range(5) for again in lengths(table, at)] + [table[:4], [*table, b""]],
    )
    yield told(
        "with-bad-indexes",
        "An index " + "; ".join(BAD_INDEXES) + ".",
        [put(table, c0=column) for column in BAD_INDEXES.values()],
    )
    many = [(day("2027-01-01") + at, ACTIVE, None) for at in range(MOST_CHANGES + 1)]
    yield told(
        "with-bad-counts",
        "A count of 0; of 65; of 2^32; two counts for one index; a number with a zero byte at the end.",
        [
            put(one, c1=b"\x00", c2=b"", c3=b"", c4=b""),
            objects.changes({INDEX: many}),
            put(one, c1=b"\x80\x80\x80\x80\x10"),
            put(table, c0=b"\x07"),
            put(one, c1=b"\x81\x00"),
        ],
    )
    yield told(
        "with-bad-days",
        "An effective day before 2010; a last day before 2010, that is not 0; two changes of one day; days that "
        "descend.",
        [
            objects.changes({INDEX: [(FIRST_DAY - 1, ACTIVE, None)]}),
            objects.changes({INDEX: [("2026-12-01", ACTIVE, FIRST_DAY - 1)]}),
            objects.changes({INDEX: [("2026-12-01", ACTIVE, 1)]}),
            objects.changes(
                {
                    INDEX: [
                        ("2026-12-01", DEFERRAL, None),
                        ("2026-12-01", ACTIVE, None),
                    ]
                }
            ),
            objects.changes(
                {
                    INDEX: [
                        ("2026-12-02", DEFERRAL, None),
                        ("2026-12-01", ACTIVE, None),
                    ]
                }
            ),
        ],
    )
    yield told(
        "to-not-allocated",
        "An index that is allocated stays so.",
        [objects.changes({INDEX: [("2026-12-01", NOT_ALLOCATED, None)]})],
    )


def ranges():
    def told(name, description, each):
        return malformed(
            f"witness-directory-{name}",
            description,
            "R-72",
            "witnesses",
            [encode([objects.DIRECTORY, 1, one]) for one in each],
        )

    digest = bytes(32)
    yield told(
        "with-bad-ranges",
        "No range; one that ends before it starts; two that overlap; two that descend; one twice; indexes of 33 bits; "
        "a digest of 31 bytes, and none.",
        [
            [],
            [[8, 7, digest]],
            [[0, 7, digest], [7, 9, digest]],
            [[8, 9, digest], [0, 7, digest]],
            [[0, 7, digest], [0, 7, digest]],
            [[0, LAST_INDEX + 1, digest]],
            [[LAST_INDEX + 1, LAST_INDEX + 1, digest]],
            [[0, 7, digest[:31]]],
            [[0, 7]],
            [[0, 7, digest, digest]],
        ],
    )
    table = objects.witnesses(DIGESTS)
    low, high = sorted([witness(), bytes(32)])

    def in_range(name, description, each, rules="R-113", code="status-object-malformed"):
        """Gives one directory an hour for each range, and the range."""
        told = story(f"witness-range-{name}", description, rules)
        for hour, data in enumerate(each, 1):
            bound = objects.directory((0, 15, data))
            told = told.status(status(HOUR(hour), witnesses=bound)).object(bound).object(data, code)
        return told

    yield in_range(
        "of-other-lengths",
        "Each column a byte too short and a byte too long; a digest too few and too many; a column too few.",
        [witness_range(rows) for at in range(3) for rows in lengths(table, at)]
        + [
            witness_range(put(table, c2=table[2][:-32])),
            witness_range(put(table, c2=table[2] + digest)),
        ]
        + [witness_range(table[:2])],
    )
    yield in_range(
        "with-bad-indexes",
        "An index " + "; ".join(BAD_INDEXES) + ".",
        [witness_range(put(table, c0=column)) for column in BAD_INDEXES.values()],
    )
    yield in_range(
        "with-bad-counts",
        "A count of 0; two counts for one index; a count with a zero byte at the end.",
        [
            witness_range([b"\x07", b"\x00", b""]),
            witness_range(put(table, c0=b"\x07")),
            witness_range([b"\x07", b"\x81\x00", digest]),
        ],
    )
    yield in_range(
        "with-digests-out-of-order",
        "One digest twice; digests that descend.",
        [
            witness_range([b"\x07", b"\x02", low + low]),
            witness_range([b"\x07", b"\x02", high + low]),
        ],
    )
    yield in_range(
        "with-other-indexes",
        "Another first index, and another last index, than the directory names; an index before the first; one after "
        "the last; a range that ends before it starts.",
        [
            witness_range(table, first=1),
            witness_range(table, last=14),
            witness_range([b"\x10", b"\x01", digest]),
            witness_range(table, first=15, last=0),
        ],
        rules="R-72",
    )
    below = witness_range(table, first=8)
    bound = objects.directory((8, 15, below))
    yield (
        story(
            "witness-range-with-an-index-before-its-first",
            "The directory names the range from index 8.",
            "R-72",
        )
        .status(status(DAY, witnesses=bound))
        .object(bound)
        .object(below, "status-object-malformed")
    )
    later = encode([objects.RANGE, 2, "another form"])
    yield in_range(
        "of-a-later-version",
        "The version is read first.",
        [later],
        rules="R-112",
        code="status-object-unsupported",
    )
    full = [number.to_bytes(32, "big") for number in range(MOST_WITNESSES + 1)]
    yield in_range(
        "with-1025-witnesses",
        "One digest more than an index may have.",
        [objects.witness_range(0, 15, {INDEX: full})],
    )
    most = objects.witness_range(0, 15, {INDEX: sorted([*full[1:MOST_WITNESSES], witness()])})
    bound = objects.directory((0, 15, most))
    yield (
        story(
            "witness-range-with-1024-witnesses",
            "As many digests as an index may have.",
            "R-113 R-72",
            ANCHOR,
        )
        .status(status(DAY, witnesses=bound))
        .objects(bound, most)
        .trust(
            signed(
                following(
                    ANCHOR,
                    "2026-11-21T00:00:00Z",
                    (ISSUERS, 0, 4, 0, entry("label 1", compromised="2026-10-01")),
                )
            )
        )
        .check("active", "witnessed")
    )
    last = objects.witness_range(LAST_INDEX, LAST_INDEX, {LAST_INDEX: [digest]})
    bound = objects.directory((0, 0, objects.witness_range(0, 0, {})), (LAST_INDEX, LAST_INDEX, last))
    yield (
        story(
            "witness-range-of-the-last-index",
            "Ranges of one index; one of them has no witness.",
            "R-72 R-113",
        )
        .status(status(DAY, witnesses=bound))
        .objects(bound, last, objects.witness_range(0, 0, {}))
    )
