insert into lease (name, holder, epoch, expires_at)
values (?, ?, 1, ?)
on conflict (name) do update set
    holder = excluded.holder,
    epoch = lease.epoch + 1,
    expires_at = excluded.expires_at
where lease.expires_at <= ? or lease.expires_at > ?
