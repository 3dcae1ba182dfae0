package merge

import (
	"time"

	"handover/reconcile"
)

// group is a field, or fields that mean something only beside the first of them
// and so come from its row. Where nobody knows the first, the others are fields
// like any.
type group struct {
	columns []column

	// emptyCounts: a row that carries one of the columns has its word in all of
	// them, also where they are empty.
	emptyCounts bool

	// billsLast: bills count only where no other source gives the value.
	billsLast bool

	// ends marks the group whose values are compared as E.
	ends bool

	// mute reports of a row that knows the value whether it is not about this
	// term, and so has no word; behind reports whether another feed is preferred.
	mute   func(*merging, *voice) bool
	behind func(*merging, *voice) bool
}

func one(c column) group { return group{columns: []column{c}} }

// groupsInOrder returns all fields in the order in which they are merged. The
// channel decides ranks; what decides E comes before it, and what depends on E
// after it.
func groupsInOrder() []group {
	return []group{
		one(choice(reconcile.FieldChannel, func(s *subscription) *reconcile.Channel { return &s.Channel })),
		one(choice(reconcile.FieldCommerce, func(s *subscription) *reconcile.Commerce { return &s.Commerce })),
		one(choice(reconcile.FieldProductType, func(s *subscription) *reconcile.ProductType { return &s.ProductType })),
		one(text(reconcile.FieldOfferID, func(s *subscription) *string { return &s.OfferID })),
		ends(),
		termStart(),
		inEST(),
		status(),
		one(autoRenew()),
		one(endOfTerm()),
		seats(reconcile.FieldQuantity, func(s *subscription) *reconcile.Count { return &s.Quantity }),
		seats(reconcile.FieldAssigned, func(s *subscription) *reconcile.Count { return &s.Assigned }),
		seats(reconcile.FieldAssignedAtMost, func(s *subscription) *reconcile.Count { return &s.AssignedAtMost }),
		seller(),
		price(),
		renewal(),
		one(choice(reconcile.FieldAccountType, func(s *subscription) *reconcile.AccountType { return &s.AccountType })),
		one(text(reconcile.FieldOfferName, func(s *subscription) *string { return &s.OfferName })),
		one(text(reconcile.FieldFriendlyName, func(s *subscription) *string { return &s.FriendlyName })),
		one(choice(reconcile.FieldTerm, func(s *subscription) *reconcile.Term { return &s.Term })),
		one(day(reconcile.FieldCreated, func(s *subscription) *reconcile.Day { return &s.Created })),
		one(cancellable()),
		one(tri(reconcile.FieldTrial, func(s *subscription) *reconcile.Tri { return &s.Trial })),
		one(text(reconcile.FieldParentID, func(s *subscription) *string { return &s.ParentID })),
		one(idList(reconcile.FieldSuccessors, func(s *subscription) *[]string { return &s.Successors })),
		one(day(reconcile.FieldTransferredOn, func(s *subscription) *reconcile.Day { return &s.TransferredOn })),
	}
}

func seats(field reconcile.Field, at func(*subscription) *reconcile.Count) group {
	g := one(count(field, at))
	g.billsLast = true
	return g
}

func seller() group {
	return group{columns: []column{
		text(reconcile.FieldSellerID, func(s *subscription) *string { return &s.SellerID }),
		text(reconcile.FieldSellerName, func(s *subscription) *string { return &s.SellerName }),
	}}
}

func ends() group {
	return group{ends: true, billsLast: true, columns: []column{
		instant(reconcile.FieldCommitmentEnd, func(s *subscription) *time.Time { return &s.CommitmentEnd }),
		instant(reconcile.FieldCommitmentEndAt, func(s *subscription) *time.Time { return &s.CommitmentEndAt }),
	}}
}

// The status is Microsoft's to tell before a distributor's: what is cancelled in
// a platform is the end of its billing.
func status() group {
	return group{
		billsLast: true,
		columns: []column{
			choice(reconcile.FieldStatus, func(s *subscription) *reconcile.Status { return &s.Status }),
			day(reconcile.FieldStatusSince, func(s *subscription) *reconcile.Day { return &s.StatusSince }),
		},
		behind: func(m *merging, v *voice) bool {
			return v.source.Feed == reconcile.DistributorFeed && m.microsoftTells(v.old)
		},
	}
}

// The start of a bill is that of the term that it charges.
func termStart() group {
	g := one(day(reconcile.FieldTermStart, func(s *subscription) *reconcile.Day { return &s.TermStart }))
	g.behind = notReconciliation
	g.mute = func(m *merging, v *voice) bool { return v.isBill() && v.end != m.end }
	return g
}

// A row is in an extended term if any source says so, a bill through the month
// that it charges.
func inEST() group {
	g := one(tri(reconcile.FieldEST, func(s *subscription) *reconcile.Tri { return &s.InEST }))
	g.behind = func(m *merging, v *voice) bool { return m.rows[v.row].InEST == reconcile.No }
	g.mute = func(m *merging, v *voice) bool { return v.isBill() && m.today > m.chargedThrough(v) }
	return g
}

func price() group {
	return group{
		behind: notReconciliation,
		columns: []column{
			unitPrice(), currency(),
			choice(reconcile.FieldBillingCycle, func(s *subscription) *reconcile.BillingCycle { return &s.BillingCycle }),
		},
	}
}

func renewal() group {
	return group{
		emptyCounts: true,
		columns: []column{
			count(reconcile.FieldRenewQuantity, func(s *subscription) *reconcile.Count { return &s.RenewQuantity }),
			text(reconcile.FieldRenewOfferID, func(s *subscription) *string { return &s.RenewOfferID }),
			choice(reconcile.FieldRenewTerm, func(s *subscription) *reconcile.Term { return &s.RenewTerm }),
		},
	}
}

func notReconciliation(_ *merging, v *voice) bool {
	return v.source.Feed != reconcile.ReconciliationFeed
}
