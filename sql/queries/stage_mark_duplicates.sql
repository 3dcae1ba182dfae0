update staged
set rejected = 2
where rejected = 0
    and item in (select item from staged where rejected = 0 group by item having count(*) > 1)
