insert into letter_release (party_kind, party_id, address, actor, released_at)
values (?, ?, ?, ?, ?)
on conflict (party_kind, party_id, address) do nothing
