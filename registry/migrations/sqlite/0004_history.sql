-- The history of the data that the ledger was compared with last: another one after a recovery to a point in time, or on
-- another server. It has at most one row, and none where the database is a file.
CREATE TABLE history (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    name TEXT NOT NULL
) STRICT;
