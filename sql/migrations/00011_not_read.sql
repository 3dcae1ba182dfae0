-- +goose Up

-- The last attempt of a source to read the subscriptions of a tenant, where it failed.
create table not_read (
    tenant_id text   (collate) not null,
    source    text   (collate) not null,
    at        bigint not null,
    reason    text   (collate) not null,
    why       text   (collate) not null,
    primary key (tenant_id, source)
)(without rowid);

-- Why a source could not read the tenant, where that is the reason, as it told it.
alter table coverage_version add column why text (collate) not null default '';
