package reconcile_test

import (
	"fmt"
	"maps"
	"math/big"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handover/reconcile"
)

// at returns a finding of one subscription an amount; no currency is no amount.
func at(subscription string, kind reconcile.MoneyKind, currency string, minor int64) reconcile.Finding {
	f := reconcile.Finding{Code: "auto-renew-on", Job: reconcile.AutoRenewJob, TenantID: "t", SubscriptionID: subscription}
	f.Exposure = reconcile.Exposure{Kind: kind, Period: reconcile.PerTerm, Lack: reconcile.LackPrice}
	if currency != "" {
		f.Exposure.Lack, f.Exposure.Amount = "", reconcile.Amount{Minor: minor, Currency: currency}
	}
	f.ID = f.Identify()
	return f
}

// opened is a finding that the run before has listed.
func opened(f reconcile.Finding) reconcile.KnownFinding {
	return reconcile.KnownFinding{Finding: f, Open: true, Opening: reconcile.Opening{Listed: true, Exposure: f.Exposure}}
}

// tell writes the lines of a bridge.
func tell(b reconcile.Bridge) []string {
	var lines []string
	for _, l := range b.Lines {
		lines = append(lines, fmt.Sprintf("%s %s: %s, new %s, repriced %s, resolved %s, gone %s, suppressed %s: %s",
			l.Kind, l.Currency, l.Opening, l.New, l.Repriced, l.Resolved, l.Gone, l.Suppressed, l.Closing))
	}
	return lines
}

func TestBridge(t *testing.T) {
	t.Parallel()
	const avoidable, lost = reconcile.MoneyAvoidable, reconcile.MoneyLost
	silenced := opened(at("silenced", avoidable, "EUR", 100))
	back := reconcile.KnownFinding{Finding: at("back", avoidable, "EUR", 5), Open: true, Opening: reconcile.Opening{Silenced: true}}
	away := opened(at("away", avoidable, "EUR", 7)) // by a run since
	away.Open, away.Reason = false, reconcile.ReasonGone
	otherJob := opened(at("other job", avoidable, "EUR", 5000))
	otherJob.Finding.Job = reconcile.BillingJob
	known := []reconcile.KnownFinding{
		opened(at("steady", avoidable, "EUR", 1000)), opened(at("dearer", avoidable, "EUR", 200)), opened(at("abroad", avoidable, "EUR", 300)),
		opened(at("kind", avoidable, "EUR", 40)), opened(at("blank", avoidable, "EUR", 9)), opened(at("fixed", avoidable, "EUR", 60)),
		opened(at("gone", avoidable, "EUR", 70)), silenced, back, away, otherJob,
		{Finding: at("again", avoidable, "EUR", 8)},
		opened(at("priced", avoidable, "", 0)),
	}
	changes := reconcile.Changes{
		Listed: []reconcile.Listed{
			{Finding: at("steady", avoidable, "EUR", 1000)},
			{Finding: at("dearer", avoidable, "EUR", 250)},
			{Finding: at("abroad", avoidable, "USD", 330)},
			{Finding: at("kind", lost, "EUR", 40)},
			{Finding: at("blank", avoidable, "", 0)},
			{Finding: at("back", avoidable, "EUR", 6)},
			{Finding: at("again", avoidable, "EUR", 8)},
			{Finding: at("unheard of", avoidable, "EUR", 3)},
			{Finding: at("priced", avoidable, "EUR", 2)},
		},
		Resolved: []reconcile.Resolution{
			{Finding: at("fixed", avoidable, "EUR", 60), Reason: reconcile.ReasonFixed}, {Finding: at("gone", avoidable, "EUR", 70), Reason: reconcile.ReasonGone},
		},
	}
	crossing := reconcile.NewCrossing(7)
	crossing.AddTenant(known, &changes, []reconcile.Job{reconcile.AutoRenewJob})
	want := []string{
		"avoidable EUR: 1786, new 11, repriced -297, resolved -60, gone -77, suppressed -94: 1269",
		"avoidable USD: 0, new 0, repriced 330, resolved 0, gone 0, suppressed 0: 330",
		"lost EUR: 0, new 0, repriced 40, resolved 0, gone 0, suppressed 0: 40",
	}
	if diff := cmp.Diff(want, tell(crossing.Bridge())); diff != "" {
		t.Errorf("bridge (-want +got):\n%s", diff)
	}
}

// nights are runs over one store, some of them of one job alone.
type nights struct {
	world    map[string]reconcile.Finding
	silent   map[string]bool
	known    map[string]reconcile.KnownFinding
	openings map[int]map[string]reconcile.Opening // as the last run of so many jobs left the findings
	left     map[int]map[string]reconcile.ResolvedReason
	closings map[int][]reconcile.BridgeLine
}

// Whatever happens between two runs of the same jobs, the bridge begins where the
// earlier one ended, leads by what it adds up to what the later one lists, and does
// so in every line to the last minor unit.
func TestBridgeTies(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := nights{
			world: map[string]reconcile.Finding{}, silent: map[string]bool{}, known: map[string]reconcile.KnownFinding{},
			openings: map[int]map[string]reconcile.Opening{}, left: map[int]map[string]reconcile.ResolvedReason{}, closings: map[int][]reconcile.BridgeLine{},
		}
		for range rapid.IntRange(1, 8).Draw(t, "nights") {
			n.change(t)
			n.run(t, rapid.IntRange(1, 2).Draw(t, "jobs"), rapid.IntRange(0, 4).Draw(t, "evaluated") > 0)
		}
	})
}

func (n *nights) change(t *rapid.T) {
	for range rapid.IntRange(0, 6).Draw(t, "changes") {
		f := at(rapid.SampledFrom([]string{"s1", "s2", "s3", "s4", "s5"}).Draw(t, "subscription"),
			rapid.SampledFrom(reconcile.MoneyKinds()[:2]).Draw(t, "kind"),
			rapid.SampledFrom([]string{"", "EUR", "EUR", "USD"}).Draw(t, "currency"), rapid.Int64Range(-3, 100).Draw(t, "minor"))
		if f.SubscriptionID > "s3" {
			f.Job = reconcile.EndDatesJob
		}
		n.world[f.ID], n.silent[f.ID] = f, rapid.IntRange(0, 3).Draw(t, "silent") == 0
		if rapid.IntRange(0, 3).Draw(t, "away") == 0 {
			delete(n.world, f.ID)
		}
	}
}

func (n *nights) run(t *rapid.T, count int, evaluated bool) {
	jobs := reconcile.Jobs()[:count]
	var known []reconcile.KnownFinding
	for _, id := range slices.Sorted(maps.Keys(n.known)) {
		k := n.known[id]
		k.Opening = n.openings[count][id]
		if !k.Open {
			k.Reason = n.left[count][id]
		}
		known = append(known, k)
	}
	changes := reconcile.Keep(known, jobs, 1)
	if evaluated {
		changes = reconcile.Diff(known, n.result(), jobs, 1)
		for i := range changes.Resolved {
			changes.Resolved[i].Reason = rapid.SampledFrom([]reconcile.ResolvedReason{reconcile.ReasonGone, reconcile.ReasonFixed}).Draw(t, "reason")
		}
	}
	crossing := reconcile.NewCrossing(1)
	crossing.AddTenant(known, &changes, jobs)
	bridge := crossing.Bridge()
	n.check(t, bridge, &changes, n.closings[count])
	n.learn(&changes)
	n.openings[count], n.left[count] = map[string]reconcile.Opening{}, map[string]reconcile.ResolvedReason{}
	for id, k := range n.known {
		if k.Open && slices.Contains(jobs, k.Finding.Job) {
			n.openings[count][id] = reconcile.Opening{Listed: !k.Suppressed, Silenced: k.Suppressed, Exposure: k.Finding.Exposure}
		}
	}
	n.closings[count] = bridge.Lines
}

func (n *nights) result() *reconcile.Result {
	var result reconcile.Result
	for _, id := range slices.Sorted(maps.Keys(n.world)) {
		if n.silent[id] {
			result.Silenced = append(result.Silenced, reconcile.Silenced{Finding: n.world[id], By: "another"})
		} else {
			result.Findings = append(result.Findings, n.world[id])
		}
	}
	return &result
}

// learn brings what is known to what the run leaves.
func (n *nights) learn(changes *reconcile.Changes) {
	for _, v := range changes.Versions {
		n.known[v.Finding.ID] = reconcile.KnownFinding{Finding: v.Finding, Open: true, Suppressed: v.Cause == reconcile.CauseSuppressed}
	}
	for _, gone := range changes.Resolved {
		n.known[gone.Finding.ID] = reconcile.KnownFinding{Finding: gone.Finding}
		for _, left := range n.left {
			left[gone.Finding.ID] = gone.Reason
		}
	}
}

func (n *nights) check(t *rapid.T, bridge reconcile.Bridge, changes *reconcile.Changes, before []reconcile.BridgeLine) {
	closed, rows := map[string]*big.Int{}, map[string]*big.Int{}
	for _, l := range before {
		closed[string(l.Kind)+l.Currency] = l.Closing
	}
	tally := reconcile.NewTally(instant("2026-11-20T06:00:00Z"))
	for i := range changes.Listed {
		tally.AddFinding(&changes.Listed[i].Finding, changes.Listed[i].Delta, changes.Listed[i].State)
	}
	for _, sum := range tally.Summary().Money {
		rows[string(sum.Kind)+sum.Currency] = sum.Rows
	}
	for _, l := range bridge.Lines {
		key, sum := string(l.Kind)+l.Currency, new(big.Int).Set(l.Opening)
		for _, amount := range l.Between() {
			sum.Add(sum, amount)
		}
		if sum.Cmp(l.Closing) != 0 || !sameOrZero(l.Opening, closed[key]) || !sameOrZero(l.Closing, rows[key]) {
			t.Fatalf("the line does not tie: %v; the run before closed with %s, the run lists %s", tell(bridge), closed[key], rows[key])
		}
		delete(closed, key)
		delete(rows, key)
	}
	for key, left := range closed {
		if left.Sign() != 0 {
			t.Fatalf("%s of the run before is in no line of %v", key, tell(bridge))
		}
	}
	for key, sum := range rows {
		if sum.Sign() != 0 {
			t.Fatalf("%s of the run is in no line of %v", key, tell(bridge))
		}
	}
}

func sameOrZero(a, b *big.Int) bool {
	if b == nil {
		return a.Sign() == 0
	}
	return a.Cmp(b) == 0
}
