-- What look-ups need, so that each of them reads a few rows of an index at a million labels.

-- Holders by the parts of their names. Each row has the name from one of its characters on, in any case and width, so
-- that what a name contains is what one of its rows begins with. It is derived, as the other tables of the view are.
CREATE TABLE holder (
    part TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (part, name)
);

DROP INDEX application_holder;
CREATE INDEX application_holder ON application (holder, number);
DROP INDEX label_model;
CREATE INDEX label_model ON label (model, event, position);
CREATE INDEX publication_day ON publication (day, event);
