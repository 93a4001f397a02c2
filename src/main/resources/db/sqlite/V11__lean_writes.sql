-- The program itself keeps lead_parts up to date: a statement with a trigger runs under a savepoint,
-- at which FTS5 writes down what it has gathered so far.
DROP TRIGGER lead_parts_insert;
DROP TRIGGER lead_parts_update;
