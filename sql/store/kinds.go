package store

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"handover/reconcile"
	sqlfiles "handover/sql"
)

// kind is how the rows of one kind of delivery are staged and merged.
type kind struct {
	stage, merge, changed sqlfiles.Query
	index, gone           sqlfiles.Query // of a complete delivery; empty: nothing of the kind vanishes
	columns               int            // after the first stagedColumns ones
	blank                 []any          // the values of those columns in a rejected row

	// encode appends the values of a row to a buffer, or gives nil for a row of
	// another kind.
	encode func(into []any, row *reconcile.FactRow, observedAt int64) []any

	// ids gives those values of a row that are parts of keys.
	ids func(row *reconcile.FactRow) []string
}

func (s *Store) kindOf(name reconcile.DeliveryKind) (*kind, error) {
	var k kind
	switch name {
	case reconcile.TenantRows:
		k = kind{
			stage: s.sql.StageTenant, merge: s.sql.MergeTenant, changed: s.sql.ChangedTenant, columns: 8,
			encode: encodeTenant, ids: func(r *reconcile.FactRow) []string { return []string{r.Tenant.ID} },
		}
	case reconcile.CatalogRows:
		k = kind{
			stage: s.sql.StageOffer, merge: s.sql.MergeOffer, changed: s.sql.ChangedOffer, columns: 8,
			encode: encodeOffer, ids: func(r *reconcile.FactRow) []string { return []string{r.Offer.ID} },
		}
	case reconcile.SubscriptionRows:
		k = kind{
			stage: s.sql.StageSubscription, merge: s.sql.MergeSubscription, changed: s.sql.ChangedSubscription,
			index: s.sql.StageIndex, gone: s.sql.GoneSubscription, columns: 28, encode: encodeSubscription,
			ids: func(r *reconcile.FactRow) []string { return []string{r.Subscription.TenantID, r.Subscription.ID} },
		}
	case reconcile.MoveRows:
		k = kind{
			stage: s.sql.StageMove, merge: s.sql.MergeMove, changed: s.sql.ChangedMove,
			index: s.sql.StageIndexMove, gone: s.sql.GoneMove, columns: 10, encode: encodeMove, ids: moveIDs,
		}
	case reconcile.TransferRows:
		k = kind{
			stage: s.sql.StageTransfer, merge: s.sql.MergeTransfer, changed: s.sql.ChangedTransfer,
			index: s.sql.StageIndex, gone: s.sql.GoneTransfer, columns: 6, encode: encodeTransfer,
			ids: func(r *reconcile.FactRow) []string { return []string{r.Transfer.TenantID, r.Transfer.ID} },
		}
	default:
		return nil, fmt.Errorf("import %q: there is no such kind of delivery", name)
	}
	k.blank = blankOf(&k)
	return &k, nil
}

// blankOf gives what stands in the columns of a rejected row: the values of a
// row without facts.
func blankOf(k *kind) []any {
	empty := reconcile.FactRow{
		Tenant: &reconcile.Profile{}, Offer: &reconcile.Offer{}, Subscription: &reconcile.Subscription{},
		Move: &reconcile.Move{}, Transfer: &reconcile.Transfer{},
	}
	return k.encode(nil, &empty, 0)[stagedColumns:]
}

func encodeTenant(into []any, row *reconcile.FactRow, observedAt int64) []any {
	p := row.Tenant
	if p == nil {
		return nil
	}
	return append(into, row.Line, p.ID, p.ID, int64(0), observedAt,
		p.Name, p.Domain, p.Country, string(p.Cloud), string(p.Relationship),
		tri(p.DelegatedAdmin), tri(p.AgreementAccepted), tri(p.CSPPartner))
}

func encodeOffer(into []any, row *reconcile.FactRow, observedAt int64) []any {
	o := row.Offer
	if o == nil {
		return nil
	}
	return append(into, row.Line, "", o.ID, int64(0), observedAt,
		o.Title, o.OnSaleUntil.String(), o.RenewableUntil.String(), count(o.SeatCap), tri(o.MonthlyPlan),
		o.MonthlyPrice.String(), o.Currency, list(o.EquivalentTo))
}

func encodeSubscription(into []any, row *reconcile.FactRow, observedAt int64) []any {
	s := row.Subscription
	if s == nil {
		return nil
	}
	if !s.ObservedAt.IsZero() {
		observedAt = s.ObservedAt.Unix()
	}
	last, _ := reconcile.LastDay(s)
	return append(into, row.Line, s.TenantID, s.ID, int64(0), observedAt,
		last.String(), string(s.Channel), s.SellerID, s.SellerName, string(s.Commerce), string(s.ProductType),
		s.OfferID, s.OfferName, s.FriendlyName, count(s.Quantity), count(s.Assigned), string(s.Status),
		s.StatusSince.String(), tri(s.AutoRenew), string(s.EndOfTerm), string(s.Term), s.TermStart.String(),
		s.Created.String(), micros(s.CommitmentEnd), micros(s.CommitmentEndAt), window(s.Cancellable),
		string(s.BillingCycle), tri(s.Trial), tri(s.InEST), s.UnitPrice.String(), s.Currency, s.ParentID,
		s.TransferredOn.String())
}

func encodeMove(into []any, row *reconcile.FactRow, observedAt int64) []any {
	m := row.Move
	if m == nil {
		return nil
	}
	targets := targetsOf(m)
	return append(into, row.Line, m.TenantID, moveKey(m, targets), int64(0), observedAt,
		m.SourceID, targetKey(targets), list(targets), m.TargetTenantID, string(m.Route),
		string(cmp.Or(m.Status, reconcile.MovePlanned)), m.RequesterRole, m.ExpectedEnd.String(), m.PlannedOn.String(), m.Note)
}

func moveIDs(row *reconcile.FactRow) []string {
	m := row.Move
	return append([]string{m.TenantID, m.SourceID, m.TargetTenantID}, m.TargetIDs...)
}

// targetsOf gives the targets of a move as a set: sorted, each once.
func targetsOf(m *reconcile.Move) []string {
	targets := slices.Clone(m.TargetIDs)
	slices.Sort(targets)
	return slices.Compact(targets)
}

// targetKey is a hash of the targets, since any number of ids does not fit into
// a key, and empty for none.
func targetKey(targets []string) string {
	if len(targets) == 0 {
		return ""
	}
	sum := sha256.Sum256([]byte(list(targets)))
	return hex.EncodeToString(sum[:16])
}

// moveKey is the identity of a move as a user may read it. An id with a blank is
// quoted, so that no two moves share a key.
func moveKey(m *reconcile.Move, targets []string) string {
	parts := append([]string{m.TenantID, m.SourceID}, targets...)
	for i, part := range parts {
		if strings.ContainsAny(part, " \"") {
			parts[i] = strconv.Quote(part)
		}
	}
	return strings.Join(parts, " ")
}

func encodeTransfer(into []any, row *reconcile.FactRow, observedAt int64) []any {
	t := row.Transfer
	if t == nil {
		return nil
	}
	return append(into, row.Line, t.TenantID, t.ID, int64(0), observedAt,
		string(t.Status), seconds(t.CreatedAt), t.ExpiresAt.String(), t.SourcePartnerID, t.TargetPartnerID,
		list(t.SubscriptionIDs))
}
