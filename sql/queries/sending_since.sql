select count(*)
from sending
where target = ? and state <> 'failed' and party_id <> '' and begun_at > ?
