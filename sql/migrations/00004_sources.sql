-- +goose Up

alter table tenant_fact add column contact_name text (collate) not null default '';
alter table tenant_fact add column contact_email text (collate) not null default '';
alter table tenant_fact add column language text (collate) not null default '';

create table seller (
    seller_id     text   (collate) not null,
    source        text   (collate) not null,
    observed_at   bigint not null,
    changed_in    bigint not null,
    name          text   (collate) not null,
    contact_name  text   (collate) not null,
    contact_email text   (collate) not null,
    language      text   (collate) not null,
    acts_until    text   (collate) not null,
    lead_days     bigint,
    primary key (seller_id, source)
)(without rowid);

alter table offer add column annual_price text (collate) not null default '';
alter table offer add column annual_monthly_price text (collate) not null default '';
alter table offer add column triennial_price text (collate) not null default '';
alter table offer add column est_price text (collate) not null default '';

drop view subscription_row;

alter table subscription_fact add column account_type text (collate) not null default '';
alter table subscription_fact add column renew_quantity bigint;
alter table subscription_fact add column renew_offer_id text (collate) not null default '';
alter table subscription_fact add column renew_term text (collate) not null default '';

-- carries says which columns the last file had that held the row, one bit each as
-- the domain numbers them. The source first delivered it at since and last at
-- delivered_at; a complete delivery lacked it first at missing_since. was holds what
-- stood in the columns whose history is kept before the last change, else nothing.
-- Of a row of an older store it is not known since when it is there: since then.
alter table subscription_fact add column carries bigint not null default 0;
alter table subscription_fact add column since bigint not null default 0;
alter table subscription_fact add column delivered_at bigint not null default 0;
alter table subscription_fact add column missing_since bigint;
alter table subscription_fact add column was text (collate) not null default '';

update subscription_fact
set
    carries = 268435439
        - case when end_of_term = '' then 16384 else 0 end
        - case when cancellable_until is null then 1048576 else 0 end,
    since = observed_at,
    missing_since = case when gone = 1 then observed_at end,
    delivered_at = case when gone = 1 then observed_at else coalesce(
        (
            select d.delivered_at
            from tenant_source as d
            where d.tenant_id = subscription_fact.tenant_id
                and d.source = subscription_fact.source
                and d.kind = 'subscriptions'
        ),
        observed_at
    ) end;

alter table tenant_source add column first_at bigint not null default 0;

update tenant_source set first_at = delivered_at;

-- The columns of the file, -1 where that is not known.
alter table import add column carries bigint not null default -1;

-- How the facts of a subscription changed in one source: last told otherwise at
-- before_at, and first so at seen_at. A null stands for a column that was not there.
-- What never changed has been so since the row is there.
create table fact_change (
    tenant_id       text   (collate) not null,
    subscription_id text   (collate) not null,
    source          text   (collate) not null,
    field           text   (collate) not null,
    seen_at         bigint not null,
    before_at       bigint not null,
    value_before    text     (collate),
    value_after     text     (collate),
    primary key (tenant_id, subscription_id, source, field, seen_at)
)(without rowid);

create index fact_change_seen on fact_change (seen_at);

-- The first import of a move; null where that was before this was kept.
alter table move add column first_seen bigint;
alter table move add column source_seller_id text (collate) not null default '';

-- complete_seen is when the request was first seen to be complete.
alter table transfer add column completed_at bigint;
alter table transfer add column complete_seen bigint;
alter table transfer add column failed_subscription_ids text (collate) not null default '[]';

update transfer set complete_seen = observed_at where status in ('complete', 'partiallycomplete');

-- When the source that is to blame was last seen, and the rows that only bills know.
alter table coverage add column source_at bigint;
alter table coverage add column charges_only bigint not null default 0;
