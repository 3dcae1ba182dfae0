-- +goose Up

-- The points of the trend as the run carries them, the oldest first.
alter table run add column trend text (collate) not null default '[]';

-- The plan of the open moves into a tenant from one run of a line up to, and
-- without, another: 9223372036854775807 where it is the present one. hash tells an
-- unchanged plan from a changed one; it is empty where nothing is left to plan.
create table plan_version (
    tenant_id   text   (collate) not null,
    line        bigint not null,
    from_run    bigint not null,
    to_run      bigint not null,
    tenant_name text   (collate) not null,
    hash        text   (collate) not null,
    primary key (tenant_id, line, from_run)
)(without rowid);

create index plan_version_from on plan_version (from_run);

create index plan_version_to on plan_version (line, to_run, tenant_id);

-- kind is obstacle or step, which is also their order; place counts the lines.
-- move_tenant_id is the tenant in which the source of the move lives.
create table plan_item (
    tenant_id      text   (collate) not null,
    line           bigint not null,
    from_run       bigint not null,
    kind           text   (collate) not null,
    place          bigint not null,
    day            text   (collate) not null,
    move_tenant_id text   (collate) not null,
    owner          text   (collate) not null,
    seller_id      text   (collate) not null,
    content        text   (collate) not null,
    primary key (tenant_id, line, from_run, kind, place),
    foreign key (tenant_id, line, from_run) references plan_version on delete cascade
)(without rowid);

-- The tenants that a run has planned for the sake of moves from tenants that it was
-- asked for, without looking at them otherwise.
create table plan_elsewhere (
    run       bigint not null references run,
    tenant_id text   (collate) not null,
    evaluated smallint not null,
    primary key (run, tenant_id)
)(without rowid);
