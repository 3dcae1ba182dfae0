select finding_id, min(first_seen)
from finding_version
where line = ? and from_run < ? and (tenant_id, finding_id) in (values (rows))
group by finding_id
