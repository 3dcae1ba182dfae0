update import set forgotten = 1 where source = ? and forgotten = 0
