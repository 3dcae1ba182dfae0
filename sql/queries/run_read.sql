select (run)
from run
where seq = ?
