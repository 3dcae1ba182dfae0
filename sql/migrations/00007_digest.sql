-- +goose Up

-- Tells the rows of a tenant as the source last delivered them, and their columns.
-- Where it is not empty, every row of the tenant that the source still has was in that
-- delivery and was seen when that was: delivered_at then stands for observed_at and
-- delivered_at of those rows, whatever the rows hold.
alter table tenant_source add column digest text (collate) not null default '';

-- What that digest is one of: a hash of the key and one of the content of each row, one
-- after the other. It is of use only where it is what the digest tells.
create table tenant_rows (
    tenant_id text (collate) not null,
    source    text (collate) not null,
    hashes    text (collate) not null,
    primary key (tenant_id, source)
)(without rowid);
