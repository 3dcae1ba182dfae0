-- +goose Up

-- A night: the steps that were done in one go, by a schedule or a command. schedule is
-- empty where a command did it, finished_at null as long as it is under way, run 0 where
-- there was none.
create table night (
    seq         bigint not null primary key,
    schedule    text   (collate) not null,
    started_at  bigint not null,
    finished_at bigint,
    state       text   (collate) not null,
    run         bigint not null
);

create index night_run on night (run);

create table night_step (
    night       bigint   not null references night,
    place       smallint not null,
    name        text     (collate) not null,
    started_at  bigint   not null,
    finished_at bigint   not null,
    state       text     (collate) not null,
    detail      text     (collate) not null,
    primary key (night, place)
)(without rowid);

-- Files of watched folders that were read and could not be moved away: they are not read
-- again as long as they are the same. modified_at counts nanoseconds.
create table stuck_file (
    folder      text   (collate) not null,
    name        text   (collate) not null,
    size        bigint not null,
    modified_at bigint not null,
    sha256      text   (collate) not null,
    refused     smallint not null,
    primary key (folder, name)
)(without rowid);
