-- +goose Up

-- Ids are texts, compared by their bytes. Days are texts (2026-11-20), the empty
-- text is an unknown one. observed_at counts whole seconds since 1970-01-01 UTC,
-- the other instants count microseconds. Yes-or-no facts are 1 and 0; null is
-- unknown there and for numbers and instants. Prices are decimals as they were
-- given. changed_in is the import in which the facts of a row last changed.

create table import (
    seq         bigint   not null primary key,
    source      text     (collate) not null,
    kind        text     (collate) not null,
    observed_at bigint   not null,
    sha256      text     (collate) not null,
    complete    smallint not null,
    rows_stored bigint   not null,
    changed     bigint   not null,
    gone        bigint   not null,
    rejected    bigint   not null
);

create table tenant (
    tenant_id text (collate) not null primary key
)(without rowid);

create table tenant_fact (
    tenant_id          text      (collate) not null,
    source             text      (collate) not null,
    observed_at        bigint    not null,
    changed_in         bigint    not null,
    name               text      (collate) not null,
    domain             text      (collate) not null,
    country            text      (collate) not null,
    cloud              text      (collate) not null,
    relationship       text      (collate) not null,
    delegated_admin    smallint,
    agreement_accepted smallint,
    csp_partner        smallint,
    primary key (tenant_id, source)
)(without rowid);

-- How each source last delivered each tenant. delivered_at is the observation
-- time of the delivery, observed_at the newest one of a row that it stored.
create table tenant_source (
    tenant_id    text   (collate) not null,
    source       text   (collate) not null,
    kind         text   (collate) not null,
    delivered_at bigint not null,
    observed_at  bigint not null,
    rejected     bigint not null,
    primary key (tenant_id, source, kind)
)(without rowid);

-- last_day is the last day of service as the domain computes it from the end
-- that the source wrote. cancellable_until is 0 where there is no window.
create table subscription_fact (
    tenant_id         text      (collate) not null,
    subscription_id   text      (collate) not null,
    source            text      (collate) not null,
    observed_at       bigint    not null,
    changed_in        bigint    not null,
    gone              smallint  not null,
    last_day          text      (collate) not null,
    channel           text      (collate) not null,
    seller_id         text      (collate) not null,
    seller_name       text      (collate) not null,
    commerce          text      (collate) not null,
    product_type      text      (collate) not null,
    offer_id          text      (collate) not null,
    offer_name        text      (collate) not null,
    friendly_name     text      (collate) not null,
    quantity          bigint,
    assigned          bigint,
    status            text      (collate) not null,
    status_since      text      (collate) not null,
    auto_renew        smallint,
    end_of_term       text      (collate) not null,
    term              text      (collate) not null,
    term_start        text      (collate) not null,
    created           text      (collate) not null,
    commitment_end    bigint,
    commitment_end_at bigint,
    cancellable_until bigint,
    billing_cycle     text      (collate) not null,
    trial             smallint,
    est               smallint,
    unit_price        text      (collate) not null,
    currency          text      (collate) not null,
    parent_id         text      (collate) not null,
    transferred_on    text      (collate) not null,
    primary key (tenant_id, subscription_id, source)
)(without rowid);

-- One array per row: reading one column is several times faster than reading
-- thirty.
create view subscription_row as
select
    tenant_id,
    subscription_id,
    source,
    (array)
        tenant_id, subscription_id, source, observed_at, gone, channel, seller_id, seller_name, commerce,
        product_type, offer_id, offer_name, friendly_name, quantity, assigned, status, status_since, auto_renew,
        end_of_term, term, term_start, created, commitment_end, commitment_end_at, cancellable_until, billing_cycle,
        trial, est, unit_price, currency, parent_id, transferred_on
    (end) as fields
from subscription_fact;

-- target_key is empty for a move without targets, else a hash of them.
create table move (
    tenant_id        text   (collate) not null,
    source_id        text   (collate) not null,
    target_key       text   (collate) not null,
    source           text   (collate) not null,
    observed_at      bigint not null,
    changed_in       bigint not null,
    targets          text   (collate) not null,
    target_tenant_id text   (collate) not null,
    route            text   (collate) not null,
    status           text   (collate) not null,
    requester_role   text   (collate) not null,
    expected_end     text   (collate) not null,
    planned_on       text   (collate) not null,
    note             text   (collate) not null,
    primary key (tenant_id, source_id, target_key)
)(without rowid);

create index move_destination on move (target_tenant_id) where target_tenant_id <> '';

create table move_target (
    tenant_id  text (collate) not null,
    source_id  text (collate) not null,
    target_key text (collate) not null,
    target_id  text (collate) not null,
    primary key (tenant_id, source_id, target_key, target_id),
    foreign key (tenant_id, source_id, target_key) references move on delete cascade
)(without rowid);

create index move_target_id on move_target (target_id);

create table transfer (
    tenant_id         text    (collate) not null,
    transfer_id       text    (collate) not null,
    source            text    (collate) not null,
    observed_at       bigint  not null,
    changed_in        bigint  not null,
    status            text    (collate) not null,
    created_at        bigint,
    expires_at        text    (collate) not null,
    source_partner_id text    (collate) not null,
    target_partner_id text    (collate) not null,
    subscription_ids  text    (collate) not null,
    primary key (tenant_id, transfer_id, source)
)(without rowid);

create table offer (
    offer_id        text      (collate) not null,
    source          text      (collate) not null,
    observed_at     bigint    not null,
    changed_in      bigint    not null,
    title           text      (collate) not null,
    on_sale_until   text      (collate) not null,
    renewable_until text      (collate) not null,
    seat_cap        bigint,
    monthly_plan    smallint,
    monthly_price   text      (collate) not null,
    currency        text      (collate) not null,
    equivalent_to   text      (collate) not null,
    primary key (offer_id, source)
)(without rowid);
