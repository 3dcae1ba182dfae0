-- What came last of each finding, or may have, comes last.
select s.party_kind, s.party_id, s.run, case when s.state = 'unsure' then 1 else 0 end, t.finding_id, t.milestone, t.version, t.urgency, t.over
from sending as s
join told as t on t.sending = s.key
where s.target = ? and s.state in ('delivered', 'handed-over', 'unsure')
order by s.seq
