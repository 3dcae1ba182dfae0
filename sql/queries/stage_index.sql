create index staged_key on staged ((staged_key))
