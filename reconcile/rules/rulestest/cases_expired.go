package rulestest

import "slices"

func expiredCases() []Case {
	return slices.Concat(graceOpenCases(), graceMissedCases(), dataDeletedCases(), beforeEndCases(), undocumentedCases())
}

func graceOpenCases() []Case {
	// Until 2026-05-31 it can be covered, until 2026-08-29 the data is there.
	const expired = "status=expired term=P1Y commitment_end=2026-05-01 auto_renew=false end_of_term= "
	const fires = "grace-open critical us 2026-05-31 -"
	return []Case{
		one("grace-open: expired", "2026-05-10", expired, fires).
			shows("grace-open access=yes", "grace-open data_until=2026-08-29", "grace-open cover_by=2026-05-31"),
		one("grace-open: past its cover-by until the status changes", "2026-06-15", expired, fires),
		alone("grace-open: ours", "2026-05-10", ours+expired, "grace-open high us 2026-05-31 -"),
		alone("grace-open: ours, cancelled on purpose", "2026-05-10", ours+expired+"end_of_term=cancel").counts("not-involved 1"),
		one("grace-open: a source cancelled on purpose", "2026-05-10", expired+"end_of_term=cancel", fires),
		alone("grace-open: neither a source nor ours", "2026-05-10", theirs+expired).counts("not-involved 1"),
		one("grace-open: the move is done", "2026-05-10", expired).moved(move + "status=done").counts("not-involved 1"),
		one("grace-open: active the day after the free grace began", "2026-05-04", lapsing, "grace-open critical us 2026-06-02 -").
			shows("grace-open assumes=status-lags"),
		one("grace-open: ea has no service in its grace", "2026-05-10", expired+"channel=ea", "grace-open critical us 2026-05-01 -").
			shows("grace-open access=disputed"),
		one("grace-open: mca-e over three years", "2026-05-10", expired+"channel=mca-e term=P3Y", "grace-open critical us 2026-07-30 -"),
		one("grace-open: no end known", "2026-05-10", expired+"commitment_end=", "grace-open critical us - -", "invalid-row medium us - -").
			shows("grace-open access=yes"),
		one("grace-open: no end known, ea", "2026-05-10", expired+"channel=ea commitment_end=", "grace-open critical us - -", "invalid-row medium us - -").
			shows("grace-open access=disputed"),
		one("grace-open: software", "2026-05-10", expired+"product_type=software", fires),
		alone("grace-open: software of ours", "2026-05-10", ours+expired+"product_type=software").counts("other-product 1"),
		one("grace-open: replaced within the grace", "2026-05-25", expired).moved(named).
			plus(inPlace+"term_start=2026-05-20").counts("covered 1", "far-renewal 1"),
		one("grace-open: replaced on the last day of the grace", "2026-06-05", expired).moved(named).
			plus(inPlace+"term_start=2026-05-31").counts("covered 1", "far-renewal 1"),
		one("grace-open: replaced in the grace, and renewed since", "2026-06-25", expired).moved(named).
			plus(inPlace+"term=P1M created=2026-05-20 term_start=2026-06-20 commitment_end=2026-07-19").counts("covered 1", "routine-renewal 1"),
		one("grace-open: replaced too late", "2026-06-10", expired, fires, "coverage-gap critical us 2026-05-31 -").moved(named).
			plus(inPlace+"term_start=2026-06-05").shows("coverage-gap gap_from=2026-06-01", "coverage-gap gap_to=2026-06-04"),
		one("grace-open: pending is too late after the end", "2026-05-25", expired, fires, "coverage-gap critical us 2026-05-31 -").moved(named).
			plus(inPlace + "status=pending"),
		// Two seats are missing.
		one("grace-open: too few seats do not cover", "2026-05-25", expired, fires, "quantity-mismatch high us 2026-05-01 -").moved(named).
			plus(inPlace + "quantity=18").shows("quantity-mismatch difference=2"),
	}
}

func graceMissedCases() []Case {
	const disabled = "status=disabled term=P1Y commitment_end=2026-03-01 auto_renew=false end_of_term= "
	missed := func(name, subscription, until string) Case {
		return one("grace-missed: "+name, "2026-05-10", disabled+subscription, "grace-missed critical us "+until+" -").
			shows("grace-missed data_until=" + until)
	}
	return []Case{
		missed("30 and 90 days", "", "2026-06-29"),
		missed("cancelled: 90 days", "end_of_term=cancel", "2026-05-30"),
		missed("ea: 90 and 60 days", "channel=ea", "2026-07-29"),
		missed("mca-e over three years: 90 and 90 days", "channel=mca-e term=P3Y", "2026-08-28"),
		missed("open: 30 and 90 days", "channel=open", "2026-06-29"),
		missed("web-direct: 30 and 90 days", "channel=web-direct", "2026-06-29"),
		one("grace-missed: no end known", "2026-05-10", disabled+"commitment_end=", "grace-missed critical us - -", "invalid-row medium us - -"),
		one("grace-missed: overdue", "2026-07-10", disabled, "grace-missed critical us 2026-06-29 -"),
		alone("grace-missed: ours", "2026-05-10", ours+disabled, "grace-missed high us 2026-06-29 -"),
		alone("grace-missed: ours, cancelled on purpose", "2026-05-10", ours+disabled+"end_of_term=cancel").counts("not-involved 1"),
		alone("grace-missed: neither a source nor ours", "2026-05-10", theirs+disabled).counts("not-involved 1"),
		one("grace-missed: software", "2026-05-10", disabled+"product_type=software").counts("not-involved 1"),
		one("grace-missed: replaced before the end", "2026-05-10", disabled, finished).moved(named).
			plus(inPlace + "term_start=2026-03-01").counts("far-renewal 1"),
		one("grace-missed: replaced within the grace it has gone through", "2026-05-10", disabled, finished).moved(named).
			plus(inPlace + "term_start=2026-03-31").counts("far-renewal 1"),
		one("grace-missed: cancelled, there was no grace", "2026-05-10", disabled+"end_of_term=cancel", "grace-missed critical us 2026-05-30 -").
			moved(named).plus(inPlace + "term_start=2026-03-02"),
		one("grace-missed: ea, there was no service in the grace", "2026-05-10", disabled+"channel=ea", "grace-missed critical us 2026-07-29 -").
			moved(named).plus(inPlace + "term_start=2026-03-02"),
		one("grace-missed: replaced after the grace", "2026-05-10", disabled, "grace-missed critical us 2026-06-29 -").moved(named).
			plus(inPlace + "term_start=2026-04-01"),
	}
}

func dataDeletedCases() []Case {
	const deleted = "status=deleted term=P1Y commitment_end=2026-01-31 auto_renew=false end_of_term= "
	return []Case{
		one("data-deleted: not replaced", "2026-06-10", deleted, "data-deleted critical customer - -"),
		one("data-deleted: auto-renew still reads true", "2026-06-10", deleted+"auto_renew=true", "data-deleted critical customer - -"),
		alone("data-deleted: ours", "2026-06-10", ours+deleted).counts("not-involved 1"),
		one("data-deleted: software", "2026-06-10", deleted+"product_type=software").counts("not-involved 1"),
		one("data-deleted: replaced before the end", "2026-06-10", deleted, finished).moved(named).
			plus(inPlace + "term_start=2026-01-31").counts("far-renewal 1"),
		one("data-deleted: too few seats", "2026-06-10", deleted, "data-deleted critical customer - -", "quantity-mismatch high us 2026-01-31 -").
			moved(named).plus(inPlace + "term_start=2026-01-31 quantity=1"),
	}
}

func suspendedCases() []Case {
	return slices.Concat(billedCases(), legacySuspendedCases(), backupCases())
}

func billedCases() []Case {
	const suspended = "status=suspended term=P1Y commitment_end=2026-09-01 auto_renew=false end_of_term= "
	const billed, ends = "suspended-billed medium source-partner 2026-09-01 -", "suspended-near-end high us 2026-09-01 -"
	return []Case{
		// From 3 June to 1 September are 91 of 365 days: 2400.00 × 91 ÷ 365 = 598.356….
		one("suspended: first day of the horizon", opening, suspended+paid,
			"suspended-billed medium source-partner 2026-09-01 598.36EUR", ends).
			shows("suspended-near-end data_until=2026-12-30", "suspended-near-end cover_by=2026-09-01"),
		one("suspended: one day before", before, suspended, billed),
		// 11 of 365 days: 2400.00 × 11 ÷ 365 = 72.328….
		one("suspended: to the last day", "2026-08-22", suspended+paid, "suspended-billed medium source-partner 2026-09-01 72.33EUR", ends),
		one("suspended: no number of seats, no exposure", before, suspended+paid+"quantity=", billed),
		one("suspended: never ends", before, suspended+paid+"commitment_end=9999-12-31", "suspended-billed medium source-partner - -"),
		alone("suspended: ours", opening, ours+suspended, "suspended-billed medium us 2026-09-01 -", unpriced, "suspended-near-end high us 2026-09-01 -"),
		alone("suspended: neither a source nor ours", opening, theirs+suspended).counts("not-involved 1"),
		one("suspended: a replacement takes over", opening, suspended, billed).moved(named).plus(successor).counts("far-renewal 1"),
		one("suspended: a replacement is named, though never seen", opening, suspended, billed,
			"coverage-gap critical us 2026-09-01 -", "move-conflict high us - -").moved(named),
		one("suspended: not of new commerce", opening, suspended+"channel=open").counts("not-involved 1"),
		one("suspended: software", opening, suspended+"product_type=software").counts("not-involved 1"),
	}
}

func legacySuspendedCases() []Case {
	const suspended = "offer_id=fe616d64-e9a8-40ef-843f-152e9bbef3d1 status=suspended term=P1Y commitment_end=2027-03-02 " +
		"auto_renew=false end_of_term= status_since="
	return []Case{
		// 90 days after 1 April are 30 June.
		one("legacy-suspended: 90 days", "2026-04-20", suspended+"2026-04-01", "legacy-suspended high source-partner 2026-06-30 -").
			shows("legacy-suspended E=2027-03-01"),
		one("legacy-suspended: overdue", "2026-07-20", suspended+"2026-04-01", "legacy-suspended high source-partner 2026-06-30 -"),
		one("legacy-suspended: since when is unknown", "2026-04-20", suspended, "legacy-suspended high source-partner - -"),
		alone("legacy-suspended: ours", "2026-04-20", ours+suspended+"2026-04-01", "legacy-suspended high us 2026-06-30 -"),
		alone("legacy-suspended: neither a source nor ours", "2026-04-20", theirs+suspended+"2026-04-01").counts("not-involved 1"),
		one("legacy-suspended: active", "2026-04-20", suspended+"2026-04-01 status=active").counts("not-involved 1"),
		one("legacy-suspended: another channel", "2026-04-20", suspended+"2026-04-01 channel=open").counts("not-involved 1"),
	}
}

func backupCases() []Case {
	const deleted = "status=deleted status_since=2026-05-01 term=P1Y commitment_end=2026-09-01 auto_renew=false end_of_term= "
	const fires, lost = "cancelled-backup high customer 2026-05-08 -", "data-deleted critical customer - -"
	return []Case{
		one("cancelled-backup: the last of its seven days", "2026-05-08", deleted, fires).silences("data-deleted 1"),
		one("cancelled-backup: the day after", "2026-05-09", deleted, lost),
		one("cancelled-backup: the last day of the term", "2026-05-05", deleted+"commitment_end=2026-05-05", fires).silences("data-deleted 1"),
		one("cancelled-backup: the term is over", "2026-05-06", deleted+"commitment_end=2026-05-05", lost),
		one("cancelled-backup: since when is unknown", "2026-05-08", deleted+"status_since=", lost),
		one("cancelled-backup: legacy", "2026-05-08", deleted+"commerce=legacy", lost),
		one("cancelled-backup: disabled", "2026-05-08", deleted+"status=disabled", "grace-missed critical us 2026-07-30 -"),
		alone("cancelled-backup: ours", "2026-05-08", ours+deleted, fires),
		alone("cancelled-backup: neither a source nor ours", "2026-05-08", theirs+deleted).counts("not-involved 1"),
		one("cancelled-backup: replaced", "2026-05-08", deleted, finished).moved(named).plus(inPlace).counts("far-renewal 1"),
	}
}
