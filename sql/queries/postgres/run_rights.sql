-- What the server would refuse a run.
select n.privilege || ' on ' || n.name
from (
    select name, 'select' as privilege
    from unnest(array[
        'import', 'tenant', 'tenant_fact', 'tenant_source', 'subscription_fact', 'move', 'transfer', 'offer', 'seller',
        'fact_change', 'decision', 'lease', 'run', 'run_job', 'coverage_version', 'coverage_time',
        'seller_version', 'finding', 'finding_version', 'resolution', 'plan_version', 'plan_item', 'plan_elsewhere'
    ]) as t (name)
    union all
    select name, 'insert'
    from unnest(array[
        'lease', 'run', 'run_job', 'coverage_version', 'coverage_time', 'seller_version', 'finding', 'finding_version', 'resolution',
        'plan_version', 'plan_item', 'plan_elsewhere'
    ]) as t (name)
    union all
    select name, 'update'
    from unnest(array['lease', 'run', 'coverage_version', 'seller_version', 'finding_version', 'plan_version']) as t (name)
    union all
    select name, 'delete'
    from unnest(array[
        'coverage_version', 'coverage_time', 'seller_version', 'finding', 'finding_version', 'resolution', 'plan_version',
        'plan_elsewhere'
    ]) as t (name)
) as n
where not has_table_privilege(n.name, n.privilege)
union all
select 'writing at all'
where current_setting('default_transaction_read_only') = 'on' or pg_is_in_recovery()
order by 1
