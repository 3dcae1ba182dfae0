select coalesce(max(s.run), 0)
from sending as s
where s.target = ? and s.state in ('delivered', 'handed-over')
