-- What a ledger holds: events and what belongs to them, and the view that is derived from the events.

-- The migrations that were run, each with the SHA-256 of its file.
CREATE TABLE migration (
    number BIGINT PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL,
    sha256 TEXT COLLATE "C" NOT NULL
);

-- ---- the truth: what cannot be derived. Nothing here is ever changed.

CREATE TABLE event (
    number BIGINT PRIMARY KEY CHECK (number > 0),
    hash BYTEA NOT NULL UNIQUE CHECK (length(hash) = 32),
    bytes BYTEA NOT NULL
);

-- The seals of the labels of a grant, by their position in it.
CREATE TABLE seal (
    event BIGINT NOT NULL REFERENCES event (number),
    position BIGINT NOT NULL CHECK (position >= 0),
    bytes BYTEA NOT NULL,
    PRIMARY KEY (event, position)
);

-- The grants of which all labels have their seals.
CREATE TABLE sealed (
    event BIGINT PRIMARY KEY REFERENCES event (number)
);

-- The signed status list of a publication.
CREATE TABLE token (
    event BIGINT PRIMARY KEY REFERENCES event (number),
    bytes BYTEA NOT NULL
);

-- Contents that events name by their SHA-256: trust lists.
CREATE TABLE content (
    sha256 BYTEA PRIMARY KEY CHECK (length(sha256) = 32),
    bytes BYTEA NOT NULL
);

-- Personal data of applicants, which events name by their SHA-256. They can be erased.
CREATE TABLE personal (
    sha256 BYTEA PRIMARY KEY CHECK (length(sha256) = 32),
    bytes BYTEA NOT NULL
);

-- What one officer has proposed, and another may approve. An approved one has its event.
CREATE TABLE proposal (
    number BIGINT PRIMARY KEY,
    kind TEXT COLLATE "C" NOT NULL,
    data BYTEA NOT NULL,
    statement BYTEA NOT NULL,
    officer TEXT COLLATE "C" NOT NULL,
    proposed_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    last_index BIGINT,
    event BIGINT REFERENCES event (number),
    refused TEXT COLLATE "C"
);
CREATE INDEX proposal_open ON proposal (number) WHERE event IS NULL AND refused IS NULL;

CREATE FUNCTION starseal_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'starseal: this is never changed';
END
$$;
CREATE TRIGGER event_is_kept BEFORE UPDATE OR DELETE ON event
    FOR EACH ROW EXECUTE FUNCTION starseal_never_changed();
CREATE TRIGGER event_stays BEFORE TRUNCATE ON event
    FOR EACH STATEMENT EXECUTE FUNCTION starseal_never_changed();
CREATE TRIGGER seal_is_kept BEFORE UPDATE OR DELETE ON seal
    FOR EACH ROW EXECUTE FUNCTION starseal_never_changed();
CREATE TRIGGER seal_stays BEFORE TRUNCATE ON seal
    FOR EACH STATEMENT EXECUTE FUNCTION starseal_never_changed();
CREATE TRIGGER token_is_kept BEFORE UPDATE OR DELETE ON token
    FOR EACH ROW EXECUTE FUNCTION starseal_never_changed();
CREATE TRIGGER token_stays BEFORE TRUNCATE ON token
    FOR EACH STATEMENT EXECUTE FUNCTION starseal_never_changed();
CREATE TRIGGER content_is_kept BEFORE UPDATE OR DELETE ON content
    FOR EACH ROW EXECUTE FUNCTION starseal_never_changed();
CREATE TRIGGER content_stays BEFORE TRUNCATE ON content
    FOR EACH STATEMENT EXECUTE FUNCTION starseal_never_changed();

-- ---- the view: derived from the events, and made again to compare it.

CREATE TABLE officer (
    key BYTEA PRIMARY KEY CHECK (length(key) = 32),
    name TEXT COLLATE "C" NOT NULL,
    added BIGINT NOT NULL,
    retired BIGINT
);
CREATE UNIQUE INDEX officer_with_one_key ON officer (name) WHERE retired IS NULL;

CREATE TABLE rule (
    kind TEXT COLLATE "C" PRIMARY KEY,
    officers BIGINT NOT NULL
);

CREATE TABLE nonce (
    nonce BYTEA PRIMARY KEY CHECK (length(nonce) = 16),
    event BIGINT NOT NULL
);

CREATE TABLE trust (
    event BIGINT PRIMARY KEY,
    sha256 BYTEA NOT NULL,
    status_list TEXT COLLATE "C" NOT NULL
);

CREATE TABLE application (
    number TEXT COLLATE "C" PRIMARY KEY,
    event BIGINT NOT NULL,
    content BYTEA NOT NULL,
    holder TEXT COLLATE "C",
    state TEXT COLLATE "C" NOT NULL,
    state_on BIGINT NOT NULL,
    receipt TEXT COLLATE "C" UNIQUE,
    provisional TEXT COLLATE "C" UNIQUE
);
CREATE INDEX application_state ON application (state, number);
CREATE INDEX application_holder ON application (holder);

CREATE TABLE step (
    application TEXT COLLATE "C" NOT NULL REFERENCES application (number),
    place BIGINT NOT NULL,
    step TEXT COLLATE "C" NOT NULL,
    day BIGINT NOT NULL,
    reference TEXT COLLATE "C",
    reason TEXT COLLATE "C",
    event BIGINT NOT NULL,
    undone BIGINT,
    PRIMARY KEY (application, place)
);

CREATE TABLE registration (
    product_id TEXT COLLATE "C" PRIMARY KEY,
    status_index BIGINT NOT NULL UNIQUE,
    application TEXT COLLATE "C" NOT NULL UNIQUE REFERENCES application (number),
    event BIGINT NOT NULL,
    position BIGINT NOT NULL,
    labels BIGINT NOT NULL,
    issued_on BIGINT NOT NULL,
    expires_on BIGINT NOT NULL,
    last_day BIGINT NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    changes BIGINT NOT NULL
);
CREATE INDEX registration_event ON registration (event);

CREATE TABLE label (
    event BIGINT NOT NULL,
    position BIGINT NOT NULL,
    product_id TEXT COLLATE "C" NOT NULL REFERENCES registration (product_id),
    model TEXT COLLATE "C",
    PRIMARY KEY (event, position)
);
CREATE INDEX label_model ON label (model);

CREATE TABLE gtin (
    gtin BIGINT NOT NULL,
    event BIGINT NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (gtin, event, position)
);

CREATE TABLE change (
    product_id TEXT COLLATE "C" NOT NULL REFERENCES registration (product_id),
    place BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    day BIGINT NOT NULL,
    last_day BIGINT,
    before BIGINT NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    event BIGINT NOT NULL,
    PRIMARY KEY (product_id, place)
);
CREATE INDEX change_event ON change (event);

CREATE TABLE publication (
    event BIGINT PRIMARY KEY,
    issued_at BIGINT NOT NULL,
    day BIGINT NOT NULL,
    indexes BIGINT NOT NULL
);
