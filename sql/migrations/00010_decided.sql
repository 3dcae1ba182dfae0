-- +goose Up

-- Who decided what a delivery says, and why; empty where a feed told it. forgotten is 1
-- once the rows of its source were taken away: it tells nothing of the source any more.
alter table import add column actor text (collate) not null default '';
alter table import add column reason text (collate) not null default '';
alter table import add column forgotten smallint not null default 0;
