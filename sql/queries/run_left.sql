select seq from run where lease = ? and state = 'running' order by seq
