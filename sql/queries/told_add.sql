insert into told (sending, finding_id, milestone, version, urgency, over)
values (rows)
