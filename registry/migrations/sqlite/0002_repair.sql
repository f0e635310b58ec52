-- What brings a ledger back in order: restored copies, corrected clocks, and erased personal data.

-- Set while a ledger was restored, and not yet compared with what was published last. It has at most one row.
CREATE TABLE restored (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    event INTEGER NOT NULL
) STRICT;

-- ---- the view: derived from the events, and made again to compare it.

CREATE TABLE restoration (
    event INTEGER PRIMARY KEY,
    sha256 BLOB,
    published_event INTEGER,
    published_hash BLOB,
    issued_at INTEGER,
    indexes INTEGER NOT NULL,
    first_index INTEGER NOT NULL
) STRICT;

-- Indexes that a publication has, and the ledger no longer has: from the first to the last one.
CREATE TABLE lost (
    first_index INTEGER PRIMARY KEY,
    last_index INTEGER NOT NULL,
    event INTEGER NOT NULL
) STRICT;

CREATE TABLE lost_change (
    status_index INTEGER NOT NULL,
    day INTEGER NOT NULL,
    status TEXT NOT NULL,
    last_day INTEGER,
    start INTEGER,
    event INTEGER NOT NULL,
    PRIMARY KEY (status_index, day)
) STRICT, WITHOUT ROWID;

-- Registrations that a publication calls withdrawn or revoked, and the ledger did not.
CREATE TABLE owed (
    product_id TEXT NOT NULL REFERENCES registration (product_id),
    event INTEGER NOT NULL,
    PRIMARY KEY (product_id, event)
) STRICT, WITHOUT ROWID;

CREATE TABLE clock_correction (
    event INTEGER PRIMARY KEY,
    wrong INTEGER NOT NULL,
    corrected INTEGER NOT NULL
) STRICT;

CREATE TABLE erasure (
    sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
    application TEXT NOT NULL REFERENCES application (number),
    event INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
