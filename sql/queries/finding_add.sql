insert into finding (id, tenant_id, subscription_id, subject, code, job, term_end, first_run)
values (rows)
on conflict (id) do nothing
