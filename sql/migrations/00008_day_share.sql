-- +goose Up

-- A day's share of an amount that shrinks every day: day_minor of day_parts minor
-- units, through day_last, counted from 1970-01-01. Then exposure and the content
-- hold what the amount was when the version was written.
alter table finding_version add column day_minor bigint;
alter table finding_version add column day_parts bigint;
alter table finding_version add column day_last bigint;
