-- +goose Up

-- How many seats are assigned at most, where only the sum over several subscriptions of
-- one product is known.
alter table subscription_fact add column assigned_at_most bigint;

-- What a subscription has become by upgrades: a list of ids.
alter table subscription_fact add column successors text (collate) not null default '[]';
