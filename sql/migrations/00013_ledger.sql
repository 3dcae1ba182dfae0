-- +goose Up

-- What became of each message: the record is there before it is sent. seq grows with
-- every beginning. twice is 1 where the message may have come twice. The party is the
-- customer or the partner that a letter is for, and empty for anything else.
create table sending (
    key        text     (collate) not null primary key,
    seq        bigint   not null,
    target     text     (collate) not null,
    party_kind text     (collate) not null,
    party_id   text     (collate) not null,
    run        bigint   not null,
    state      text     (collate) not null,
    twice      smallint not null,
    tries      bigint   not null,
    words      text     (collate) not null,
    begun_at   bigint   not null,
    ended_at   bigint,
    items      bigint   not null
)(without rowid);

create index sending_run on sending (run, seq);

create index sending_target on sending (target, state, seq);

-- What a message told of a finding: which version of it, and how near its due was.
create table told (
    sending    text     (collate) not null references sending on delete cascade,
    finding_id text     (collate) not null,
    milestone  text     (collate) not null,
    version    text     (collate) not null,
    urgency    text     (collate) not null,
    over       smallint not null,
    primary key (sending, finding_id)
)(without rowid);

create index told_finding on told (finding_id);

-- The addresses to which somebody allowed to write, for each party.
create table letter_release (
    party_kind  text   (collate) not null,
    party_id    text   (collate) not null,
    address     text   (collate) not null,
    actor       text   (collate) not null,
    released_at bigint not null,
    primary key (party_kind, party_id, address)
)(without rowid);
