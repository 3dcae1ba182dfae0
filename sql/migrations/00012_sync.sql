-- +goose Up

-- Each reading of all customers of a remote, which is a source of data. state is running (also where it was cut off
-- and may go on), whole or partial. lacks says why the list of customers is not whole; empty:
-- it is. The counts are those of the end of the pass.
create table sync_pass (
    source    text   (collate) not null,
    seq       bigint not null,
    began     bigint not null,
    ended     bigint,
    state     text   (collate) not null,
    lacks     text   (collate) not null,
    spool     text   (collate) not null,
    customers bigint not null,
    read      bigint not null,
    not_read  bigint not null,
    no_access bigint not null,
    rejected  bigint not null,
    primary key (source, seq)
)(without rowid);

-- What became of each customer of the last pass: 0 nothing yet, 1 read, 2 not read, 3 no
-- access. listed is 0 of one that the list lacks, and that is asked for by itself.
create table sync_customer (
    source    text     (collate) not null,
    seq       bigint   not null,
    tenant_id text     (collate) not null,
    listed    smallint not null,
    outcome   smallint not null,
    primary key (source, seq, tenant_id)
)(without rowid);
