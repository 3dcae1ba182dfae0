-- Nobody takes over a lease whose row is locked, as it is while something of its run
-- is stored: that need not be waited for.
select set_config('lock_timeout', cast(? as text), true)
