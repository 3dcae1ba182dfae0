update seller_version
set to_run = ?
where line = ?
    and to_run > ?
    and from_run < ?
    and seller_id in (select x.seller_id from seller_version as x where x.from_run = ?)
