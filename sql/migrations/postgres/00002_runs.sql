-- +goose Up

-- Instants count whole seconds since 1970-01-01 UTC; due, expires_at and
-- previous dues count microseconds.

create table lease (
    name       text   collate "C" not null primary key,
    holder     text   collate "C" not null,
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
    state       text    collate "C" not null,
    started_by  text    collate "C" not null,
    actor       text    collate "C" not null,
    reason      text    collate "C" not null,
    tenants     text    collate "C" not null,
    policy      text    collate "C" not null,
    policy_hash text    collate "C" not null,
    version     text    collate "C" not null,
    summary     text    collate "C" not null,
    lease       text    collate "C" not null,
    epoch       bigint  not null,
    decided     bigint  not null
);

create table run_job (
    run   bigint   not null references run,
    job   text     collate "C" not null,
    place smallint not null,
    primary key (run, job)
);

create table coverage (
    run           bigint   not null references run,
    tenant_id     text     collate "C" not null,
    name          text     collate "C" not null,
    evaluated     smallint not null,
    reason        text     collate "C" not null,
    source        text     collate "C" not null,
    observed_at   bigint,
    subscriptions bigint   not null,
    seats         bigint   not null,
    with_findings bigint   not null,
    suppressed    bigint   not null,
    routine       text     collate "C" not null,
    silenced      text     collate "C" not null,
    primary key (run, tenant_id)
);

-- An id is a hash over the tenant too. Keys begin with the tenant all the same, so
-- that what belongs together lies together.
create table finding (
    tenant_id       text   collate "C" not null,
    id              text   collate "C" not null,
    subscription_id text   collate "C" not null,
    subject         text   collate "C" not null,
    code            text   collate "C" not null,
    job             text   collate "C" not null,
    term_end        text   collate "C" not null,
    first_run       bigint not null,
    primary key (tenant_id, id)
);

-- The content of a finding from one run of a line up to, and without, another:
-- 9223372036854775807 where it is the present one.
create table finding_version (
    tenant_id     text     collate "C" not null,
    finding_id    text     collate "C" not null,
    line          bigint   not null,
    from_run      bigint   not null,
    to_run        bigint   not null,
    cause         text     collate "C" not null,
    severity      text     collate "C" not null,
    severity_rank smallint not null,
    owner         text     collate "C" not null,
    due           bigint,
    whole_day     smallint not null,
    currency      text     collate "C",
    exposure      bigint,
    tenant_name   text     collate "C" not null,
    seller_id     text     collate "C" not null,
    first_seen    bigint   not null,
    content       text     collate "C" not null,
    primary key (tenant_id, finding_id, line, from_run),
    foreign key (tenant_id, finding_id) references finding
);

create index finding_version_from on finding_version (from_run);

create index finding_version_to on finding_version (line, to_run, tenant_id);

create table resolution (
    run        bigint not null references run,
    tenant_id  text   collate "C" not null,
    finding_id text   collate "C" not null,
    reason     text   collate "C" not null,
    primary key (run, tenant_id, finding_id),
    foreign key (tenant_id, finding_id) references finding
);

create index resolution_finding on resolution (tenant_id, finding_id);

-- after_run is the last published run that the decision could know.
create table decision (
    seq        bigint not null primary key,
    tenant_id  text   collate "C" not null,
    finding_id text   collate "C" not null,
    kind       text   collate "C" not null,
    actor      text   collate "C" not null,
    reason     text   collate "C" not null,
    until_day  text   collate "C" not null,
    decided_at bigint not null,
    after_run  bigint not null,
    foreign key (tenant_id, finding_id) references finding
);

create index decision_finding on decision (tenant_id, finding_id, seq);
