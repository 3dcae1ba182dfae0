-- +goose Up

-- 1 from the beginning of a run that is to have reports until they are written.
alter table run add column unwritten smallint not null default 0;
