update staged
set rejected = 2
where item in (select item from staged where rejected = 0 group by item having count(*) > 1)
