select key, target, party_kind, party_id, run, state, twice, tries, words, begun_at, ended_at, items
from sending
where target = ? and state = 'sending'
order by seq
