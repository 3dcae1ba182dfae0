-- +goose Up

-- What the runs of a line looked at in a tenant, from one run up to, and without,
-- another: 9223372036854775807 where it is the present one. The runs of the store's
-- history over all tenants are line 0. A run over some tenants and a backfill have
-- lines of their own, named by their numbers, so that what is there was looked at.
create table coverage_version (
    tenant_id     text     (collate) not null,
    line          bigint   not null,
    from_run      bigint   not null,
    to_run        bigint   not null,
    name          text     (collate) not null,
    evaluated     smallint not null,
    reason        text     (collate) not null,
    source        text     (collate) not null,
    observed      bigint,
    source_seen   bigint,
    subscriptions bigint   not null,
    charges_only  bigint   not null,
    seats         bigint   not null,
    with_findings bigint   not null,
    suppressed    bigint   not null,
    routine       text     (collate) not null,
    silenced      text     (collate) not null,
    primary key (tenant_id, line, from_run)
)(without rowid);

-- What the numbers of observed and source_seen stand for in each run: one delivery
-- moves the time of all its tenants, of which nothing else may have changed.
create table coverage_time (
    run    bigint not null references run,
    number bigint not null,
    at     bigint not null,
    primary key (run, number)
)(without rowid);

-- The times of a run are numbered by their order, which is the same in most runs.
insert into coverage_time (run, number, at)
select t.run, row_number() over (partition by t.run order by t.at), t.at
from (
    select run, observed_at as at from coverage where observed_at is not null
    union
    select run, source_at from coverage where source_at is not null
) as t
join run as r on r.seq = t.run
where r.state in ('complete', 'partial');

create index coverage_time_at on coverage_time (run, at);

-- What an unpublished run has stored is not carried over: nobody has seen it, and its
-- record is closed when the lease is taken next.
insert into coverage_version (
    tenant_id, line, from_run, to_run, name, evaluated, reason, source, observed, source_seen, subscriptions,
    charges_only, seats, with_findings, suppressed, routine, silenced
)
select
    tenant_id, line, run, coalesce(lead(run) over (partition by tenant_id, line order by run), 9223372036854775807),
    name, evaluated, reason, source, observed, source_seen, subscriptions,
    charges_only, seats, with_findings, suppressed, routine, silenced
from (
    select d.*, lag(content) over (partition by tenant_id, line order by run) as before
    from (
        select
            c.*, case when r.tenants = '[]' then r.line else r.seq end as line, o.number as observed, s.number as source_seen,
            (array)
                c.name, c.evaluated, c.reason, c.source, o.number, s.number, c.subscriptions, c.charges_only, c.seats,
                c.with_findings, c.suppressed, c.routine, c.silenced
            (end) as content
        from coverage as c
        join run as r on r.seq = c.run
        left join coverage_time as o on o.run = c.run and o.at = c.observed_at
        left join coverage_time as s on s.run = c.run and s.at = c.source_at
        where r.state in ('complete', 'partial')
    ) as d
) as v
where before is null or before <> content;

drop index coverage_time_at;

drop table coverage;

create index coverage_version_from on coverage_version (from_run);

create index coverage_version_to on coverage_version (line, to_run, tenant_id);
