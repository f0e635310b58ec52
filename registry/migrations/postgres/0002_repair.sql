-- What brings a ledger back in order: restored copies, corrected clocks, and erased personal data.

-- Set while a ledger was restored, and not yet compared with what was published last. It has at most one row.
CREATE TABLE restored (
    one BIGINT PRIMARY KEY CHECK (one = 1),
    event BIGINT NOT NULL
);

-- ---- the view: derived from the events, and made again to compare it.

CREATE TABLE restoration (
    event BIGINT PRIMARY KEY,
    sha256 BYTEA,
    published_event BIGINT,
    published_hash BYTEA,
    issued_at BIGINT,
    indexes BIGINT NOT NULL,
    first_index BIGINT NOT NULL
);

-- Indexes that a publication has, and the ledger no longer has: from the first to the last one.
CREATE TABLE lost (
    first_index BIGINT PRIMARY KEY,
    last_index BIGINT NOT NULL,
    event BIGINT NOT NULL
);

CREATE TABLE lost_change (
    status_index BIGINT NOT NULL,
    day BIGINT NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    last_day BIGINT,
    start BIGINT,
    event BIGINT NOT NULL,
    PRIMARY KEY (status_index, day)
);

-- Registrations that a publication calls withdrawn or revoked, and the ledger did not.
CREATE TABLE owed (
    product_id TEXT COLLATE "C" NOT NULL REFERENCES registration (product_id),
    event BIGINT NOT NULL,
    PRIMARY KEY (product_id, event)
);

CREATE TABLE clock_correction (
    event BIGINT PRIMARY KEY,
    wrong BIGINT NOT NULL,
    corrected BIGINT NOT NULL
);

CREATE TABLE erasure (
    sha256 BYTEA PRIMARY KEY CHECK (length(sha256) = 32),
    application TEXT COLLATE "C" NOT NULL REFERENCES application (number),
    event BIGINT NOT NULL
);
