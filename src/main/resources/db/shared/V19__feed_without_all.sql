-- Who sees everything reads the log itself, and nobody reads the feed by type.
DROP INDEX change_feed_by_type;
DELETE FROM change_feed WHERE scope = 'all';
