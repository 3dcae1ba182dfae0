-- +goose Up

-- How a tenant was called and whom to write to there, as the run knew it.
alter table coverage_version add column domain text (collate) not null default '';
alter table coverage_version add column contact_name text (collate) not null default '';
alter table coverage_version add column contact_email text (collate) not null default '';
alter table coverage_version add column language text (collate) not null default '';

-- What the runs of a line knew of a seller, from one run up to, and without, another:
-- 9223372036854775807 where it is the present one. The lines are those of
-- coverage_version. Of a seller that a run no longer knows, all texts are empty.
create table seller_version (
    seller_id     text   (collate) not null,
    line          bigint not null,
    from_run      bigint not null,
    to_run        bigint not null,
    name          text   (collate) not null,
    contact_name  text   (collate) not null,
    contact_email text   (collate) not null,
    language      text   (collate) not null,
    primary key (seller_id, line, from_run)
)(without rowid);

create index seller_version_from on seller_version (from_run);

create index seller_version_to on seller_version (line, to_run, seller_id);
