-- +goose Up

-- The last day of delegated administration, where every relationship that holds ends on or
-- before it and none extends itself. Told together with delegated_admin.
alter table tenant_fact add column delegated_until text (collate) not null default '';

-- The same as far as a run tells it: it was near then, or past.
alter table coverage_version add column delegated_until text (collate) not null default '';
