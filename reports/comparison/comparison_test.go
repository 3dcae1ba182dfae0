package comparison_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"iter"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/comparison"
	"handover/reports/reportstest"
	"handover/reports/words"
)

var update = flag.Bool("update", false, "write the goldens anew")

var firstNight = time.Date(2026, 11, 20, 5, 0, 0, 0, time.UTC)

// stored is a run in memory.
type stored struct {
	run      reconcile.Run
	coverage []reconcile.Coverage
	listed   []reconcile.Reported
	hidden   []reconcile.Finding
	resolved []reconcile.Resolution
	fail     error
}

func (s *stored) Run() reconcile.Run { return s.run }

func (s *stored) Coverage(context.Context, reconcile.Filter) iter.Seq2[reconcile.Coverage, error] {
	return reports.Listed(s.coverage)
}

func page[T any](rows []T, fail error, tenant func(*T) string, first, last string) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for i := range rows {
			if id := tenant(&rows[i]); id >= first && id <= last && !yield(rows[i], nil) {
				return
			}
		}
		if fail != nil {
			var none T
			yield(none, fail)
		}
	}
}

func (s *stored) Page(_ context.Context, first, last string) iter.Seq2[reconcile.Reported, error] {
	return page(s.listed, s.fail, func(r *reconcile.Reported) string { return r.Finding.TenantID }, first, last)
}

func (s *stored) Hidden(_ context.Context, first, last string) iter.Seq2[reconcile.Finding, error] {
	return page(s.hidden, nil, func(f *reconcile.Finding) string { return f.TenantID }, first, last)
}

func (s *stored) ResolvedSince(_ context.Context, _ int64, first, last string) iter.Seq2[reconcile.Resolution, error] {
	return page(s.resolved, nil, func(r *reconcile.Resolution) string { return r.Finding.TenantID }, first, last)
}

func issue(tenant, subscription string, cents int64) reconcile.Reported {
	f := reconcile.Finding{
		Code: "auto-renew-on", Job: reconcile.AutoRenewJob, Severity: reconcile.High, Owner: reconcile.OwnerUs, TenantID: tenant,
		TenantName: "Contoso " + tenant, SubscriptionID: subscription, OfferName: "Microsoft 365 Business Basic",
		Due:      reconcile.DueDay(reconcile.NewDay(2026, 12, 24)),
		Exposure: reconcile.Exposure{Kind: reconcile.MoneyAvoidable, Amount: reconcile.Amount{Minor: cents, Currency: "EUR"}},
	}
	f.ID = f.Identify()
	return reconcile.Reported{Finding: f, State: reconcile.StateOpen, FirstSeen: firstNight}
}

func covered(ids ...string) (list []reconcile.Coverage) {
	for _, id := range ids {
		list = append(list, reconcile.Coverage{TenantID: id, Name: "Contoso " + id, Evaluated: true})
	}
	return list
}

// two are the runs of two nights: each ran a job and looked at a tenant that the other
// did not.
func two() (before, after *stored) {
	before = &stored{
		run: reconcile.Run{
			Seq: 3, AsOf: firstNight, StartedAt: firstNight, FinishedAt: firstNight, State: reconcile.RunComplete, Trigger: reconcile.TriggerCLI,
			Jobs: []reconcile.Job{reconcile.AutoRenewJob, reconcile.BillingJob},
		},
		coverage: covered("a", "b", "old"),
		listed:   []reconcile.Reported{issue("a", "same", 100), issue("a", "worse", 200), issue("b", "moved", 400), issue("b", "hidden", 800), issue("old", "s", 1600)},
	}
	after = &stored{
		run: reconcile.Run{
			Seq: 5, AsOf: firstNight.AddDate(0, 0, 2), StartedAt: firstNight.AddDate(0, 0, 2), FinishedAt: firstNight.AddDate(0, 0, 2),
			State: reconcile.RunPartial, Trigger: reconcile.TriggerCLI, Jobs: []reconcile.Job{reconcile.AutoRenewJob, reconcile.UsageJob},
		},
		coverage: covered("a", "b", "new"),
	}
	after.coverage[1].Evaluated, after.coverage[1].Reason, after.coverage[1].Source = false, reconcile.StaleData, "csv"
	worse, fresh := issue("a", "worse", 250), issue("b", "fresh", 3200)
	worse.Finding.Severity = reconcile.Critical
	fresh.FirstSeen = after.run.AsOf
	after.listed = []reconcile.Reported{issue("a", "same", 100), worse, fresh, issue("new", "s", 6400)}
	after.hidden = []reconcile.Finding{issue("b", "hidden", 0).Finding}
	after.resolved = []reconcile.Resolution{{Finding: issue("b", "moved", 0).Finding, Reason: reconcile.ReasonMoved}}
	return before, after
}

func compared(t *testing.T, language string) *comparison.Comparison {
	t.Helper()
	before, after := two()
	c, err := comparison.New(t.Context(), before, after, language, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// What only one run looked at is named and not compared.
func TestScope(t *testing.T) {
	c := compared(t, "en")
	got := fmt.Sprint(c.Jobs, c.JobsBefore, c.JobsAfter, c.Tenants, c.TenantsBefore, c.TenantsAfter)
	if want := "[auto-renew] [billing] [usage] 2 [{old Contoso old }] [{new Contoso new }]"; got != want {
		t.Errorf("compared are %s, want %s", got, want)
	}
	if len(c.Coverage) != 1 || c.Coverage[0].After.TenantID != "b" || c.Coverage[0].After.Evaluated {
		t.Errorf("coverage %+v", c.Coverage)
	}
	deltas := map[reconcile.Delta]int{reconcile.New: 1, reconcile.Changed: 1, reconcile.Unchanged: 1}
	if diff := cmp.Diff(deltas, c.Deltas); diff != "" {
		t.Errorf("deltas (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[reconcile.ResolvedReason]int{reconcile.ReasonMoved: 1, "": 1}, c.Resolved); diff != "" {
		t.Errorf("no longer listed (-want +got):\n%s", diff)
	}
	l := c.Bridge.Lines[0]
	if got, want := fmt.Sprint(l.Opening, l.New, l.Repriced, l.Resolved, l.Suppressed, l.Closing), "1500 3200 50 -400 -800 3550"; got != want {
		t.Errorf("the bridge is %s, want %s", got, want)
	}
}

func TestText(t *testing.T) {
	for _, language := range words.Languages() {
		var b bytes.Buffer
		if err := comparison.WriteText(t.Context(), &b, compared(t, language)); err != nil {
			t.Fatal(err)
		}
		reportstest.Golden(t, "testdata/"+language+".txt", b.Bytes(), *update)
	}
}

func TestJSON(t *testing.T) {
	var b bytes.Buffer
	if err := comparison.WriteJSON(t.Context(), &b, compared(t, "en")); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Schema   string
		Counts   struct{ New, Changed, Unchanged, Silenced int }
		Findings []struct {
			Change        string
			Reason        *string
			Differences   []struct{ Field, Before, After string }
			Before, After *struct {
				SubscriptionID string `json:"subscription_id"`
			}
		}
	}
	decoder := json.NewDecoder(&b)
	if err := decoder.Decode(&got); err != nil {
		t.Fatal(err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		t.Errorf("something follows: %v", err)
	}
	var rows []string
	for _, f := range got.Findings {
		reason := "-"
		if f.Reason != nil {
			reason = *f.Reason
		}
		rows = append(rows, fmt.Sprintf("%s %s %v %t %t", f.Change, reason, f.Differences, f.Before != nil, f.After != nil))
	}
	want := []string{"changed - [{severity high critical}] true true", "new - [] false true", "resolved moved [] true false", "silenced - [] true false"}
	if diff := cmp.Diff(want, rows); diff != "" || got.Schema != comparison.Schema || got.Counts.Silenced != 1 || got.Counts.Unchanged != 1 {
		t.Errorf("%s %+v (-want +got):\n%s", got.Schema, got.Counts, diff)
	}
}

func TestWorkbook(t *testing.T) {
	for _, language := range words.Languages() {
		var b bytes.Buffer
		if err := comparison.WriteXLSX(t.Context(), &b, compared(t, language)); err != nil {
			t.Fatal(err)
		}
		file, err := excelize.OpenReader(&b)
		if err != nil {
			t.Fatal(err)
		}
		sheets := file.GetSheetList()
		rows := map[int]int{}
		for i, sheet := range sheets {
			list, err := file.GetRows(sheet)
			if err != nil {
				t.Fatal(err)
			}
			rows[i] = len(list)
		}
		if diff := cmp.Diff(map[int]int{0: 10, 1: 5, 2: 2, 3: 3}, rows); diff != "" {
			t.Errorf("%s: rows of the sheets %q (-want +got):\n%s", language, sheets, diff)
		}
		if err := file.Close(); err != nil {
			t.Error(err)
		}
	}
}

// Two runs that list the same have nothing to tell, and a run that cannot be read is no
// comparison.
func TestNothingAndFailure(t *testing.T) {
	before, after := two()
	after.coverage, after.listed, after.run.Jobs = before.coverage, before.listed, before.run.Jobs
	c, err := comparison.New(t.Context(), before, after, "en", time.UTC)
	if err != nil || c.Changes() != 0 {
		t.Fatalf("%d changes: %v", c.Changes(), err)
	}
	var b bytes.Buffer
	if err := errors.Join(comparison.WriteText(t.Context(), &b, c), comparison.WriteXLSX(t.Context(), io.Discard, c)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(b.Bytes(), []byte("\nNothing has changed.\n")) {
		t.Errorf("%s", b.String())
	}
	before.fail = io.ErrUnexpectedEOF
	for _, err := range []error{comparison.WriteText(t.Context(), io.Discard, c), comparison.WriteJSON(t.Context(), io.Discard, c)} {
		if !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("a run that breaks off gives %v", err)
		}
	}
}
