insert into finding (tenant_id, id, subscription_id, subject, code, job, term_end, first_run)
values (rows)
on conflict (tenant_id, id) do nothing
