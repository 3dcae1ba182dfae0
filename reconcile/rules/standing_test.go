package rules_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/reconcile/rules"
)

// The diff of two nights reads from the rows why a finding is gone.
func TestRowsTellHowTheyStand(t *testing.T) {
	end := reconcile.NewDay(2026, 9, 1)
	row := func(id, seller string, renew reconcile.Tri, action reconcile.EndOfTerm) reconcile.Subscription {
		return reconcile.Subscription{
			ID: id, TenantID: "t", Channel: reconcile.CSP, SellerID: seller, OfferID: "A:1", Status: reconcile.Active, Term: reconcile.Annual,
			AutoRenew: renew, EndOfTerm: action, Quantity: reconcile.CountOf(5), CommitmentEnd: end.Start(),
		}
	}
	move := func(source string, status reconcile.MoveStatus, targets ...string) reconcile.Move {
		return reconcile.Move{TenantID: "t", SourceID: source, TargetIDs: targets, Route: reconcile.RouteRebuy, Status: status}
	}
	target := row("target", "us", reconcile.Yes, reconcile.NoAction)
	target.Created = reconcile.NewDay(2026, 5, 1)
	tenant := reconcile.Tenant{
		Profile: reconcile.Profile{ID: "t", Country: "DE", Relationship: reconcile.Reseller},
		Subscriptions: []reconcile.Subscription{
			row("nobody's", "another", reconcile.Yes, reconcile.NoAction),
			row("open", "another", reconcile.Yes, reconcile.NoAction),
			row("covered", "another", reconcile.No, reconcile.ActionCancel),
			row("done and gone", "another", reconcile.No, reconcile.ActionCancel),
			row("done, goes on", "another", reconcile.Yes, reconcile.NoAction),
			row("done, open again", "another", reconcile.Yes, reconcile.NoAction),
			target,
		},
		Moves: []reconcile.Move{
			move("open", reconcile.MovePlanned), move("covered", reconcile.MovePlanned, "target"), move("done and gone", reconcile.MoveDone),
			move("done, goes on", reconcile.MoveDone), move("done, open again", reconcile.MoveDone, "gone"), move("done, open again", reconcile.MovePlanned),
		},
	}
	missing := row("missing", "another", reconcile.Yes, reconcile.NoAction)
	missing.Gone, missing.MissingSince = true, reconcile.NewDay(2026, 6, 1)
	tenant.Missing = []reconcile.Subscription{missing}
	deleted := row("deleted early", "another", reconcile.No, reconcile.NoAction)
	deleted.Status, deleted.StatusSince = reconcile.Deleted, reconcile.NewDay(2026, 5, 1)
	tenant.Subscriptions = append(tenant.Subscriptions, deleted)
	stands := func(concerned, moved, covered bool) reconcile.RowState {
		return reconcile.RowState{LastDay: end, Status: reconcile.Active, Concerned: concerned, Moved: moved, Covered: covered}
	}
	want := map[string]reconcile.RowState{
		"nobody's":         stands(false, false, false),
		"open":             stands(true, false, false),
		"covered":          stands(true, false, true),
		"done and gone":    stands(false, true, false),
		"done, goes on":    stands(true, true, false),
		"done, open again": stands(true, false, false),
		"target":           stands(true, false, false),
		"missing":          {LastDay: end, Status: reconcile.Active, Gone: true},
		"deleted early":    {LastDay: end, Status: reconcile.Deleted, BeforeEnd: true},
	}
	if diff := cmp.Diff(want, rules.Evaluate(inJune(t), tenant).Rows); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
}
