-- Imports follow one another, so that the later one of two wins as a whole.
lock table import in exclusive mode
