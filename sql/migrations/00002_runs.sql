-- +goose Up

-- Instants count whole seconds since 1970-01-01 UTC; due, expires_at and
-- previous dues count microseconds.

create table lease (
    name       text   (collate) not null primary key,
    holder     text   (collate) not null,
    epoch      bigint not null,
    expires_at bigint not null
);

-- line is 0 for the history of the store; a backfill has a line of its own.
-- decided is the last decision that the run takes note of.
create table run (
    seq         bigint  not null primary key,
    line        bigint  not null,
    as_of       bigint  not null,
    started_at  bigint  not null,
    finished_at bigint,
    state       text    (collate) not null,
    started_by  text    (collate) not null,
    actor       text    (collate) not null,
    reason      text    (collate) not null,
    tenants     text    (collate) not null,
    policy      text    (collate) not null,
    policy_hash text    (collate) not null,
    version     text    (collate) not null,
    summary     text    (collate) not null,
    lease       text    (collate) not null,
    epoch       bigint  not null,
    decided     bigint  not null
);

create table run_job (
    run   bigint   not null references run,
    job   text     (collate) not null,
    place smallint not null,
    primary key (run, job)
)(without rowid);

create table coverage (
    run           bigint   not null references run,
    tenant_id     text     (collate) not null,
    name          text     (collate) not null,
    evaluated     smallint not null,
    reason        text     (collate) not null,
    source        text     (collate) not null,
    observed_at   bigint,
    subscriptions bigint   not null,
    seats         bigint   not null,
    with_findings bigint   not null,
    suppressed    bigint   not null,
    routine       text     (collate) not null,
    silenced      text     (collate) not null,
    primary key (run, tenant_id)
)(without rowid);

-- An id is a hash over the tenant too. Keys begin with the tenant all the same, so
-- that what belongs together lies together.
create table finding (
    tenant_id       text   (collate) not null,
    id              text   (collate) not null,
    subscription_id text   (collate) not null,
    subject         text   (collate) not null,
    code            text   (collate) not null,
    job             text   (collate) not null,
    term_end        text   (collate) not null,
    first_run       bigint not null,
    primary key (tenant_id, id)
)(without rowid);

-- The content of a finding from one run of a line up to, and without, another:
-- 9223372036854775807 where it is the present one.
create table finding_version (
    tenant_id     text     (collate) not null,
    finding_id    text     (collate) not null,
    line          bigint   not null,
    from_run      bigint   not null,
    to_run        bigint   not null,
    cause         text     (collate) not null,
    severity      text     (collate) not null,
    severity_rank smallint not null,
    owner         text     (collate) not null,
    due           bigint,
    whole_day     smallint not null,
    currency      text     (collate),
    exposure      bigint,
    tenant_name   text     (collate) not null,
    seller_id     text     (collate) not null,
    first_seen    bigint   not null,
    content       text     (collate) not null,
    primary key (tenant_id, finding_id, line, from_run),
    foreign key (tenant_id, finding_id) references finding
);

create index finding_version_from on finding_version (from_run);

create index finding_version_to on finding_version (line, to_run, tenant_id);

create table resolution (
    run        bigint not null references run,
    tenant_id  text   (collate) not null,
    finding_id text   (collate) not null,
    reason     text   (collate) not null,
    primary key (run, tenant_id, finding_id),
    foreign key (tenant_id, finding_id) references finding
)(without rowid);

create index resolution_finding on resolution (tenant_id, finding_id);

-- after_run is the last published run that the decision could know.
create table decision (
    seq        bigint not null primary key,
    tenant_id  text   (collate) not null,
    finding_id text   (collate) not null,
    kind       text   (collate) not null,
    actor      text   (collate) not null,
    reason     text   (collate) not null,
    until_day  text   (collate) not null,
    decided_at bigint not null,
    after_run  bigint not null,
    foreign key (tenant_id, finding_id) references finding
);

create index decision_finding on decision (tenant_id, finding_id, seq);
