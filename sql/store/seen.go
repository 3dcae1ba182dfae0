package store

import (
	"database/sql"

	"handover/reconcile"
)

// An amount that shrinks every day is kept once, and computed for the as-of of the run
// that has found the finding last: up to the one that a query is about.

// seenIn returns the SQL for the as-of of the last run that has found a finding, which
// is f, as a version of it says, among the runs q that a condition lets through.
func seenIn(version, among string) string {
	return `coalesce((
        select q.as_of
        from run as q
        join run_job as k on k.run = q.seq and k.job = f.job
        join coverage_version as e on e.tenant_id = f.tenant_id and ` + coverageIn("e", "q") + ` and e.evaluated = 1
        where q.line = ` + version + `.line and ` + among + ` and q.state in ('complete', 'partial', 'pruned')
        order by q.seq desc
        limit 1
    ), ` + version + `.first_seen)`
}

// seenBy returns the SQL for seenIn of a version v among the runs up to the published
// run r, of which c is the coverage of the tenant: in most cases r itself has found it,
// and no other run need be looked for.
func seenBy() string {
	return `case
        when c.evaluated = 1 and exists (select 1 from run_job as h where h.run = r.seq and h.job = f.job) then r.as_of
        else ` + seenIn("v", "q.seq <= r.seq") + `
    end`
}

// ifShrinking returns the SQL for an as-of of a version, which is null where its amount
// is the same on all days.
func ifShrinking(version, asOf string) string {
	return "case when " + version + ".day_parts > 0 then " + asOf + " end"
}

// amountAt returns the SQL for the amount of a version v at an as-of, as
// reconcile.Exposure.On has it. The limits keep both databases from looking for the
// as-of anew wherever the days are named.
func amountAt(asOf string) string {
	return `case when v.day_parts > 0 then (
        select x.whole / v.day_parts + case
            when x.whole % v.day_parts > v.day_parts - x.whole % v.day_parts then 1
            when x.whole % v.day_parts = v.day_parts - x.whole % v.day_parts then x.whole / v.day_parts % 2
            else 0
        end
        from (
            select v.day_minor * case when y.days > 0 then y.days else 0 end as whole
            from (select v.day_last + 1 - ` + asOf + ` / 86400 as days limit 1) as y
            limit 1
        ) as x
    ) else v.exposure end`
}

// shareColumns are null for an amount that does not shrink.
func shareColumns(s reconcile.DayShare) (minor, parts, last any) {
	if !s.Known() {
		return nil, nil, nil
	}
	return s.Minor, s.Parts, int64(s.Last)
}

// share returns the day's share of a version.
func (r *versionRow) share() reconcile.DayShare {
	if r.DayParts.Int64 <= 0 {
		return reconcile.DayShare{}
	}
	return reconcile.DayShare{Minor: r.DayMinor.Int64, Parts: r.DayParts.Int64, Last: reconcile.Day(r.DayLast.Int64)}
}

// asOf brings the exposure to an as-of, where it has one.
func (f *storedFinding) asOf(seen sql.NullInt64) {
	if seen.Valid {
		f.Exposure = f.Exposure.On(dayOf(seen))
	}
}
