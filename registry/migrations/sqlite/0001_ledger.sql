-- What a ledger holds: events and what belongs to them, and the view that is derived from the events.

-- The migrations that were run, each with the SHA-256 of its file.
CREATE TABLE migration (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL
) STRICT;

-- ---- the truth: what cannot be derived. Nothing here is ever changed.

CREATE TABLE event (
    number INTEGER PRIMARY KEY CHECK (number > 0),
    hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    bytes BLOB NOT NULL
) STRICT;

-- The seals of the labels of a grant, by their position in it.
CREATE TABLE seal (
    event INTEGER NOT NULL REFERENCES event (number),
    position INTEGER NOT NULL CHECK (position >= 0),
    bytes BLOB NOT NULL,
    PRIMARY KEY (event, position)
) STRICT, WITHOUT ROWID;

-- The grants of which all labels have their seals.
CREATE TABLE sealed (
    event INTEGER PRIMARY KEY REFERENCES event (number)
) STRICT;

-- The signed status list of a publication.
CREATE TABLE token (
    event INTEGER PRIMARY KEY REFERENCES event (number),
    bytes BLOB NOT NULL
) STRICT;

-- Contents that events name by their SHA-256: trust lists.
CREATE TABLE content (
    sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
    bytes BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Personal data of applicants, which events name by their SHA-256. They can be erased.
CREATE TABLE personal (
    sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
    bytes BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- What one officer has proposed, and another may approve. An approved one has its event.
CREATE TABLE proposal (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    data BLOB NOT NULL,
    statement BLOB NOT NULL,
    officer TEXT NOT NULL,
    proposed_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    last_index INTEGER,
    event INTEGER REFERENCES event (number),
    refused TEXT
) STRICT;
CREATE INDEX proposal_open ON proposal (number) WHERE event IS NULL AND refused IS NULL;

CREATE TRIGGER event_is_kept BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'starseal: this is never changed'); END;
CREATE TRIGGER event_stays BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'starseal: this is never changed'); END;
CREATE TRIGGER seal_is_kept BEFORE UPDATE ON seal
BEGIN SELECT RAISE(ABORT, 'starseal: this is never changed'); END;
CREATE TRIGGER seal_stays BEFORE DELETE ON seal
BEGIN SELECT RAISE(ABORT, 'starseal: this is never changed'); END;
CREATE TRIGGER token_is_kept BEFORE UPDATE ON token
BEGIN SELECT RAISE(ABORT, 'starseal: this is never changed'); END;
CREATE TRIGGER token_stays BEFORE DELETE ON token
BEGIN SELECT RAISE(ABORT, 'starseal: this is never changed'); END;
CREATE TRIGGER content_is_kept BEFORE UPDATE ON content
BEGIN SELECT RAISE(ABORT, 'starseal: this is never changed'); END;
CREATE TRIGGER content_stays BEFORE DELETE ON content
BEGIN SELECT RAISE(ABORT, 'starseal: this is never changed'); END;

-- ---- the view: derived from the events, and made again to compare it.

CREATE TABLE officer (
    key BLOB PRIMARY KEY CHECK (length(key) = 32),
    name TEXT NOT NULL,
    added INTEGER NOT NULL,
    retired INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX officer_with_one_key ON officer (name) WHERE retired IS NULL;

CREATE TABLE rule (
    kind TEXT PRIMARY KEY,
    officers INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE nonce (
    nonce BLOB PRIMARY KEY CHECK (length(nonce) = 16),
    event INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE trust (
    event INTEGER PRIMARY KEY,
    sha256 BLOB NOT NULL,
    status_list TEXT NOT NULL
) STRICT;

CREATE TABLE application (
    number TEXT PRIMARY KEY,
    event INTEGER NOT NULL,
    content BLOB NOT NULL,
    holder TEXT,
    state TEXT NOT NULL,
    state_on INTEGER NOT NULL,
    receipt TEXT UNIQUE,
    provisional TEXT UNIQUE
) STRICT, WITHOUT ROWID;
CREATE INDEX application_state ON application (state, number);
CREATE INDEX application_holder ON application (holder);

CREATE TABLE step (
    application TEXT NOT NULL REFERENCES application (number),
    place INTEGER NOT NULL,
    step TEXT NOT NULL,
    day INTEGER NOT NULL,
    reference TEXT,
    reason TEXT,
    event INTEGER NOT NULL,
    undone INTEGER,
    PRIMARY KEY (application, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE registration (
    product_id TEXT PRIMARY KEY,
    status_index INTEGER NOT NULL UNIQUE,
    application TEXT NOT NULL UNIQUE REFERENCES application (number),
    event INTEGER NOT NULL,
    position INTEGER NOT NULL,
    labels INTEGER NOT NULL,
    issued_on INTEGER NOT NULL,
    expires_on INTEGER NOT NULL,
    last_day INTEGER NOT NULL,
    status TEXT NOT NULL,
    changes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX registration_event ON registration (event);

CREATE TABLE label (
    event INTEGER NOT NULL,
    position INTEGER NOT NULL,
    product_id TEXT NOT NULL REFERENCES registration (product_id),
    model TEXT,
    PRIMARY KEY (event, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX label_model ON label (model);

CREATE TABLE gtin (
    gtin INTEGER NOT NULL,
    event INTEGER NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (gtin, event, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE change (
    product_id TEXT NOT NULL REFERENCES registration (product_id),
    place INTEGER NOT NULL,
    kind TEXT NOT NULL,
    day INTEGER NOT NULL,
    last_day INTEGER,
    before INTEGER NOT NULL,
    status TEXT NOT NULL,
    reason TEXT NOT NULL,
    event INTEGER NOT NULL,
    PRIMARY KEY (product_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_event ON change (event);

CREATE TABLE publication (
    event INTEGER PRIMARY KEY,
    issued_at INTEGER NOT NULL,
    day INTEGER NOT NULL,
    indexes INTEGER NOT NULL
) STRICT;
