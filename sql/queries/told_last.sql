-- What arrived last of each finding comes last.
select s.party_kind, s.party_id, s.run, t.finding_id, t.milestone, t.version, t.urgency, t.over
from sending as s
join told as t on t.sending = s.key
where s.target = ? and s.state in ('delivered', 'handed-over')
order by s.seq
