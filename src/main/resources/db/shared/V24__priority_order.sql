-- One index serves the filter and the order by priority: in it, leads of one priority stand by their
-- last change.
DROP INDEX leads_by_priority;
DROP INDEX leads_by_priority_rank;
CREATE INDEX leads_by_priority ON leads (priority_rank, updated_at${thenRow}) WHERE deleted_at IS NULL;
