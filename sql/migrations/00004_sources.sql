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

alter table move add column source_seller_id text (collate) not null default '';

alter table transfer add column completed_at bigint;
alter table transfer add column failed_subscription_ids text (collate) not null default '[]';
