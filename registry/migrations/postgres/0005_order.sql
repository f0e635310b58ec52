-- The orders in which a publication reads registrations and changes, page by page.
DROP INDEX registration_event;
CREATE INDEX registration_event ON registration (event, status_index);
DROP INDEX change_event;
CREATE INDEX change_event ON change (event, product_id, place);
