package ingest_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/ingest"
	"handover/reconcile"
)

// TestWatchRow reads moves that watch a whole tenant, and refuses what makes no
// sense of one with what to do.
func TestWatchRow(t *testing.T) {
	const header = "tenant_id,source_subscription_id,source_seller_id,target_subscription_id,target_tenant_id,expected_end,status\n"
	for row, reason := range map[string]string{
		"T,*,,,,,":             "",
		"T,*,P1,,T2,,Dropped":  "",
		"T,*,P1,,,,lost":       "", // is kept and told
		"T,S1,P1,,,,":          "only a row with * as source_subscription_id names a seller; leave it empty, or write * to watch all that the seller sold",
		"T,*,,S2,,,":           "a row with * has no targets; leave it empty, and give the subscription that is replaced a row of its own",
		"T,*,,,,2026-12-31,":   "a row with * has no expected end; leave it empty, and give a subscription that needs one a row of its own",
		"T,*,P1,,,,Done":       "a row with * is planned, in-progress or dropped; write dropped to end it",
		"T,S1,,S2,,,Done":      "",
		"T,S1,,S2;S1,,,":       "a subscription does not replace itself; name the one that takes its place, or leave it empty",
		"T,S1,,S1,T,,":         "a subscription does not replace itself; name the one that takes its place, or leave it empty",
		"T,S1,,s1,t,,":         "a subscription does not replace itself; name the one that takes its place, or leave it empty",
		"T,S1,,S1,T2,,":        "", // of another tenant
		"T,S1,,S2,,2026-12-31": "row has 6 columns, the header 7",
	} {
		f := newFolder(t, map[string]string{"moves.csv": header + row + "\n"})
		_, _, err := run(t, ingest.Options{Strict: true}, f.path("moves.csv"))
		if refused := refusal(err); refused != reason {
			t.Errorf("%s: refused because of %q, want %q", row, refused, reason)
		}
	}
	facts, _ := mustImport(t, "moves.csv", header+"T,*,P1,,,,\n")
	want := reconcile.Move{
		TenantID: "T", SourceID: reconcile.WatchAll, SourceSellerID: "P1", Route: reconcile.RouteAuto, Status: reconcile.MovePlanned,
	}
	if diff := cmp.Diff(&want, facts[0].Move); diff != "" {
		t.Errorf("move (-want +got):\n%s", diff)
	}
}

// TestTransferStates reads the two states that have two names.
func TestTransferStates(t *testing.T) {
	for status, want := range map[string]reconcile.TransferStatus{
		"Active": reconcile.TransferInProgress, "Completed": reconcile.TransferComplete, "COMPLETE": reconcile.TransferComplete,
		"PartiallyComplete": reconcile.TransferPartial, "failed": reconcile.TransferFailed, "Odd": "Odd",
	} {
		facts, _ := mustImport(t, "transfers.csv", "transfer_id,tenant_id,status,completed_at,failed_subscription_ids\nX,T,"+status+",2026-11-01,S1;S2\n")
		got := facts[0].Transfer
		if got.Status != want || !got.CompletedAt.Equal(date(11, 1)) || len(got.FailedIDs) != 2 {
			t.Errorf("%s: %+v, want %s", status, got, want)
		}
	}
}

func TestSellerRow(t *testing.T) {
	facts, _ := mustImport(t, "sellers.csv", "seller_id,name,contact_name,contact_email,language,acts_until,lead_days\n"+
		"P1,Fabrikam,Ann,ann@fabrikam.example,DE,2026-12-31,5\n")
	want := reconcile.FactRow{Line: 2, Seller: &reconcile.Seller{
		ID: "P1", Name: "Fabrikam", ContactName: "Ann", ContactEmail: "ann@fabrikam.example", Language: "de",
		ActsUntil: reconcile.NewDay(2026, 12, 31), LeadDays: reconcile.CountOf(5),
	}}
	if diff := cmp.Diff([]reconcile.FactRow{want}, facts); diff != "" {
		t.Errorf("rows differ (-want +got):\n%s", diff)
	}
}

// refusal returns why a file was refused, empty where it was not.
func refusal(err error) string {
	if refused, ok := errors.AsType[*ingest.RefusedError](err); ok {
		return refused.Reason
	}
	return ""
}
