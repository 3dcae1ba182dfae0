package rulestest

// Sequence is a run after each of several deliveries, with what each says beside
// what is unchanged: "new code severity", "changed code severity", "reopened code
// severity", "suppressed code", "resolved code reason".
type Sequence struct {
	Name   string
	Nights []Night
	Want   [][]string
}

// Until returns the night of an index, with those before it, as a case.
func (s *Sequence) Until(i int) Case {
	n := s.Nights[i]
	return Case{
		Name: s.Name, AsOf: n.Seen, Nights: s.Nights[:i], Source: n.Source, Complete: n.Complete,
		Tenants: n.Tenants, Subscriptions: n.Subscriptions, Moves: n.Moves, Transfers: n.Transfers, Catalog: n.Catalog,
	}
}

// Sequences returns the lives of sources, each a sequence of nights.
func Sequences() []Sequence {
	const deleted = cancelled + "status=deleted status_since=2026-06-10 "
	const offered = theirs + "subscription_id=q created=2026-06-10 " + distant
	transferred := func(seen, state, status string) Night {
		n := nightly(seen, theirs+cancelled+"status="+state, beside)
		n.Transfers = rows(completed + "created_at=2026-06-01 status=" + status)
		return n
	}
	return []Sequence{
		{
			Name: "missing, and back",
			Nights: []Night{
				nightly("2026-06-10", theirs+renewing, beside), nightly("2026-06-11", beside), nightly("2026-06-12", beside),
				nightly("2026-06-13", theirs+renewing, beside),
			},
			Want: [][]string{
				{"new auto-renew-on critical"},
				{"new source-missing critical", "resolved auto-renew-on gone"},
				nil,
				{"reopened auto-renew-on critical", "resolved source-missing fixed"},
			},
		},
		{
			Name: "replaced, and moved in the end",
			Nights: []Night{
				nightly("2026-06-09", theirs+cancelled, beside), nightly("2026-06-10", theirs+deleted, offered, beside),
				nightly("2026-06-11", theirs+deleted, offered, beside).moved("tenant_id=t source_subscription_id=q", move+"status=done"),
			},
			Want: [][]string{
				{"new cancel-without-cover critical"},
				{"new source-replaced high", "resolved cancel-without-cover cancelled"},
				{"resolved source-replaced moved"},
			},
		},
		{
			Name: "a transfer completes, and the move is closed",
			Nights: []Night{
				transferred("2026-06-09", "active", "Pending"), transferred("2026-06-10", "active", "Complete"),
				transferred("2026-06-11", "deleted", "Complete").plus(ours + "created=2026-06-10 " + distant + "commitment_end=2026-09-01"),
				transferred("2026-06-12", "deleted", "Complete").plus(ours + "created=2026-06-10 " + distant + "commitment_end=2026-09-01").moved(named + "status=done"),
			},
			Want: [][]string{
				{"new cancel-without-cover critical", "new transfer-expiring high"},
				{"new move-finished medium", "resolved cancel-without-cover moved", "resolved transfer-expiring fixed"},
				{"changed move-finished info"},
				{"resolved move-finished moved"},
			},
		},
		{
			Name: "covered, and closed",
			Nights: []Night{
				nightly("2026-08-20", theirs+cancelled), nightly("2026-08-21", theirs+cancelled, inPlace+"created=2026-08-21"),
				nightly("2026-09-03", theirs+cancelled+"status=disabled", inPlace+"created=2026-08-21"),
				nightly("2026-09-04", theirs+cancelled+"status=disabled", inPlace+"created=2026-08-21").moved(named + "status=done"),
			},
			Want: [][]string{
				{"new cancel-without-cover critical"},
				{"new double-billing medium", "resolved cancel-without-cover covered"},
				{"new move-finished info", "resolved double-billing moved"},
				{"resolved move-finished moved"},
			},
		},
		{
			Name: "ours goes over to another partner",
			Nights: []Night{
				ownNight("2026-06-10", ours+extending, "Pending"), ownNight("2026-06-11", ours+extending+"status=deleted", "Complete"),
			},
			Want: [][]string{
				{"new est-auto-convert high", "new transfer-blocks-change high", "new transfer-expiring high"},
				{"resolved est-auto-convert moved", "resolved transfer-blocks-change moved", "resolved transfer-expiring fixed"},
			},
		},
	}
}

// ownNight is a delivery of a row of ours that a request takes to another partner.
func ownNight(seen, subscription, status string) Night {
	return Night{
		Seen: seen, Complete: true, Tenants: rows(tenant), Subscriptions: rows(subscription),
		Transfers: rows("transfer_id=x9 tenant_id=t created_at=2026-06-01 source_partner_id=" + PartnerID +
			" target_partner_id=99999999-9999-9999-9999-999999999999 subscription_ids=o status=" + status),
	}
}

// moved replaces the moves of a delivery.
func (n Night) moved(moves ...string) Night {
	n.Moves = moves
	return n
}
