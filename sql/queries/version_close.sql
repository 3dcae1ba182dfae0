update finding_version
set to_run = ?
where line = ?
    and to_run is null
    and from_run < ?
    and finding_id in (
        select x.finding_id from finding_version as x where x.from_run = ?
        union all
        select z.finding_id from resolution as z where z.run = ?
    )
