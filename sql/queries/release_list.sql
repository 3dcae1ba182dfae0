select party_kind, party_id, address, actor, released_at
from letter_release
order by party_kind, party_id, address
