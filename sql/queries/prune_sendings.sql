-- A message that was the last to tell its target of a finding stays, and so does one of
-- which nobody knows yet what became of it: what is told next depends on both. An alarm is
-- of no run, and goes by its age.
(take) from sending
where (run > 0 and run < ? or run = 0 and begun_at < ?)
    and state <> 'sending'
    and not exists (
        select 1
        from told as t
        where t.sending = sending.key
            and not exists (
                select 1
                from told as later
                join sending as s on s.key = later.sending
                where later.finding_id = t.finding_id and s.target = sending.target and s.seq > sending.seq
            )
    )
