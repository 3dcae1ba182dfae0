-- One that was begun before and never ended may come twice.
insert into sending (key, seq, target, party_kind, party_id, run, state, twice, tries, words, begun_at, items)
values (?, ?, ?, ?, ?, ?, 'sending', 0, 0, '', ?, ?)
on conflict (key) do update set
    seq = excluded.seq,
    state = 'sending',
    twice = case when sending.state in ('sending', 'unsure') then 1 else sending.twice end,
    words = '',
    begun_at = excluded.begun_at,
    ended_at = null,
    items = excluded.items
