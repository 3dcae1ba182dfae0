package storetest

import (
	"fmt"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"handover/reconcile"
)

func notReadTests() map[string]func(*bench) {
	return map[string]func(*bench){
		"keeps the last attempt of each source":     testNotRead,
		"a later delivery of the tenant ends it":    testNotReadEnds,
		"makes tenants known that nobody has seen":  testNotReadKnown,
		"takes any text for the reason":             testNotReadTexts,
		"goes with its source":                      testNotReadForgotten,
		"a tenant that holds nothing is delivered":  testNothing,
		"nothing of another kind":                   testNothingOfOthers,
		"nothing at all is found unchanged":         testNothingAgain,
		"nothing of many tenants is found in parts": testNothingOfMany,
		"tells what a source has":                   testHeld,
	}
}

// unread is a failed attempt of a source.
func unread(tenant, source string, hour int) reconcile.NotRead {
	return reconcile.NotRead{TenantID: tenant, Source: source, At: at(hour), Reason: reconcile.ReadFailed, Why: "page 2 is lacking"}
}

func (b *bench) notRead(failed ...reconcile.NotRead) {
	b.Helper()
	d, err := b.the().Delivery(b.Context())
	b.must(err)
	defer func() { b.must(d.Rollback()) }()
	b.must(d.NotRead(b.Context(), failed))
	b.must(d.Commit(b.Context()))
}

// wantNotRead compares what is stored, each as "t1 csv at 3 not-read".
func (b *bench) wantNotRead(when string, want ...string) {
	b.Helper()
	var got []string
	for _, state := range b.scan() {
		for _, n := range state.NotRead {
			got = append(got, fmt.Sprintf("%s %s at %d %s", n.TenantID, n.Source, int(n.At.Sub(at(0))/time.Hour), n.Reason))
		}
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		b.Errorf("%s: not read (-want +got):\n%s", when, diff)
	}
}

func testNotRead(b *bench) {
	b.notRead()
	b.wantNotRead("nothing failed")
	shut := unread("t1", "api", 3)
	shut.Reason, shut.Why = reconcile.AccessRefused, "no consent"
	b.notRead(unread("t2", "csv", 3), unread("t1", "csv", 2), unread("t1", "csv", 3), unread("t1", "csv", 1), shut)
	b.wantNotRead("at first", "t1 api at 3 no-access", "t1 csv at 3 not-read", "t2 csv at 3 not-read")
	if diff := cmp.Diff([]reconcile.NotRead{shut, unread("t1", "csv", 3)}, b.tenant("t1").NotRead); diff != "" {
		b.Errorf("t1 (-want +got):\n%s", diff)
	}
	b.notRead(unread("t1", "api", 2), unread("t2", "csv", 5))
	b.wantNotRead("an older attempt and a newer one", "t1 api at 3 no-access", "t1 csv at 3 not-read", "t2 csv at 5 not-read")
}

func testNotReadEnds(b *bench) {
	b.notRead(unread("t1", "csv", 3), unread("t2", "csv", 3), unread("t1", "api", 3))
	b.deliver(delivery{at: 2, rows: rows{sub("t1", "s1", 5)}})
	b.wantNotRead("after an older delivery", "t1 api at 3 not-read", "t1 csv at 3 not-read", "t2 csv at 3 not-read")
	b.deliver(delivery{kind: reconcile.TenantRows, at: 4, rows: rows{profile("t1", "Contoso")}})
	b.wantNotRead("after one of another kind", "t1 api at 3 not-read", "t1 csv at 3 not-read", "t2 csv at 3 not-read")
	b.deliver(delivery{at: 3, rows: rows{sub("t1", "s1", 5)}})
	b.wantNotRead("after one of its time", "t1 api at 3 not-read", "t2 csv at 3 not-read")
	b.deliver(delivery{at: 4, complete: true, rows: rows{{Nothing: "t2"}}})
	b.wantNotRead("after one that holds nothing", "t1 api at 3 not-read")
	b.notRead(unread("t1", "csv", 2))
	b.wantNotRead("after an attempt before it", "t1 api at 3 not-read")
	b.notRead(unread("t1", "csv", 9))
	b.deliver(delivery{at: 5, clock: 5, rows: rows{sub("t1", "s1", 5)}})
	b.wantNotRead("after one of a clock that was ahead", "t1 api at 3 not-read")
}

func testNotReadKnown(b *bench) {
	b.notRead(unread("t7", "csv", 3))
	state := b.tenant("t7")
	if len(state.Tenant.Subscriptions)+len(state.Deliveries) > 0 || len(state.NotRead) != 1 {
		b.Errorf("it is %+v", state)
	}
	b.deliver(delivery{at: 4, rows: rows{sub("t7", "s1", 5)}})
	b.wantNotRead("once it is delivered")
	for _, wrong := range []reconcile.NotRead{unread("", "csv", 1), unread("t1", "", 1), unread(strings.Repeat("x", reconcile.MaxIDBytes+1), "csv", 1)} {
		d, err := b.the().Delivery(b.Context())
		b.must(err)
		if d.NotRead(b.Context(), []reconcile.NotRead{wrong}) == nil || d.Commit(b.Context()) == nil {
			b.Errorf("%.20s of %q is taken", wrong.TenantID, wrong.Source)
		}
		b.must(d.Rollback())
	}
}

func testNotReadTexts(b *bench) {
	for why, want := range map[string]string{
		"a\x00b\r\n\x1b[31mc\xff": "a b [31mc\uFFFD",
		" 503 ":                   "503",
		strings.Repeat("ä", 400):  strings.Repeat("ä", 299) + "…",
	} {
		failed := unread("t1", "csv", 3)
		failed.Why = why
		b.notRead(failed)
		if got := b.tenant("t1").NotRead[0].Why; got != want {
			b.Errorf("%q becomes %q, want %q", why, got, want)
		}
	}
}

func testNotReadForgotten(b *bench) {
	b.notRead(unread("t1", "csv", 3), unread("t1", "api", 3))
	shut := unread("t2", "csv", 3)
	shut.Reason = reconcile.AccessRefused
	b.notRead(shut)
	b.deliver(delivery{at: 1, source: "api", rows: rows{sub("t5", "s1", 5)}})
	stats, err := b.the().Stats(b.Context())
	b.must(err)
	if api, csv := stats.Of("api"), stats.Of("csv"); api.NotRead != 1 || api.Tenants != 1 || csv.NotRead != 2 || csv.Shut != 1 {
		b.Errorf("the sources are %+v and %+v", api, csv)
	}
	_, err = b.the().Forget(b.Context(), "csv")
	b.must(err)
	b.wantNotRead("when csv is forgotten", "t1 api at 3 not-read")
}

func testNothing(b *bench) {
	b.deliver(delivery{at: 1, rows: rows{sub("t1", "s1", 5), sub("t2", "s2", 5), sub("t3", "s3", 5)}})
	nothing := rows{{Nothing: "t1"}, sub("t2", "s2", 6), {Nothing: "t4"}}
	b.deliver(delivery{at: 2, rows: nothing, want: &counts{Rows: 1, Changed: 1}})
	b.wantFacts("not complete", "t1 s1 csv 5", "t2 s2 csv 6", "t3 s3 csv 5")
	b.deliver(delivery{at: 3, complete: true, rows: nothing, want: &counts{Rows: 1, Gone: 1}})
	b.wantFacts("complete", "t1 s1 gone", "t2 s2 csv 6", "t3 s3 csv 5")
	for _, tenant := range []string{"t1", "t4"} {
		if diff := cmp.Diff([]string{"csv subscriptions at 3, 0 rejected"}, b.deliveries(tenant)); diff != "" {
			b.Errorf("deliveries of %s (-want +got):\n%s", tenant, diff)
		}
	}
	b.deliver(delivery{at: 4, complete: true, rows: rows{sub("t1", "s1", 5), sub("t4", "s4", 1)}, want: &counts{Rows: 2, Changed: 2}})
	b.wantFacts("what comes back", "t1 s1 csv 5", "t2 s2 csv 6", "t3 s3 csv 5", "t4 s4 csv 1")
	if since := b.tenant("t4").Tenant.Subscriptions[0].FirstSeen; since != reconcile.DayOf(at(4)) {
		b.Errorf("a row where there was none is first seen on %s", since)
	}
}

func (b *bench) wantFacts(when string, want ...string) {
	b.Helper()
	if diff := cmp.Diff(want, b.facts(), cmpopts.EquateEmpty()); diff != "" {
		b.Errorf("%s: facts (-want +got):\n%s", when, diff)
	}
}

func testNothingOfOthers(b *bench) {
	b.deliver(delivery{kind: reconcile.TransferRows, at: 1, rows: rows{transfer("r1", reconcile.TransferPending)}})
	b.deliver(delivery{kind: reconcile.TransferRows, at: 2, complete: true, rows: rows{{Nothing: "t1"}, {Nothing: "t2"}}, want: &counts{Gone: 1}})
	if got := b.tenant("t1").Tenant.Transfers; len(got) > 0 {
		b.Errorf("transfers %+v are there", got)
	}
	for _, tenant := range []string{"t1", "t2"} {
		if diff := cmp.Diff([]string{"csv transfers at 2, 0 rejected"}, b.deliveries(tenant)); diff != "" {
			b.Errorf("deliveries of %s (-want +got):\n%s", tenant, diff)
		}
	}
}

// testNothingAgain delivers the same night after night: it moves the times only, and what
// the store holds is what it holds of nights in which nothing is passed over.
func testNothingAgain(b *bench) {
	nights := func(plain bool) []string {
		b.wipe()
		for night := range 4 {
			b.deliver(delivery{at: 24 * night, complete: true, plain: plain, rows: rows{
				sub("t1", "s1", 5), {Nothing: "t2"}, sub("t3", "s3", 5), {Nothing: "t4"}, {Nothing: "t5"},
			}})
		}
		b.deliver(delivery{at: 96, complete: true, plain: plain, rows: rows{{Nothing: "t1"}, sub("t2", "s2", 1), {Nothing: "t3"}, {Nothing: "t4"}}})
		lines := b.facts()
		for _, tenant := range []string{"t1", "t2", "t3", "t4", "t5"} {
			lines = append(lines, tenant+" "+strings.Join(b.deliveries(tenant), "; "))
		}
		return lines
	}
	want := []string{
		"t1 s1 gone", "t2 s2 csv 1", "t3 s3 gone",
		"t1 csv subscriptions at 96, 0 rejected", "t2 csv subscriptions at 96, 0 rejected", "t3 csv subscriptions at 96, 0 rejected",
		"t4 csv subscriptions at 96, 0 rejected", "t5 csv subscriptions at 72, 0 rejected",
	}
	for _, plain := range []bool{true, false} {
		if diff := cmp.Diff(want, nights(plain)); diff != "" {
			b.Errorf("plain: %v (-want +got):\n%s", plain, diff)
		}
	}
	if digests := b.lines("select tenant_id from tenant_source where digest <> ''", func(row []string) string { return row[0] }); len(digests) != 5 {
		b.Errorf("of %v is there a digest", digests)
	}
}

// testNothingOfMany has more tenants than are looked at together.
func testNothingOfMany(b *bench) {
	const tenants = 4100
	many := make(rows, tenants)
	for i := range many {
		many[i] = reconcile.FactRow{Nothing: fmt.Sprintf("t%d", i)}
	}
	for hour := range 2 {
		b.deliver(delivery{at: hour, complete: true, rows: many, want: &counts{}})
		got := b.lines(fmt.Sprintf("select count(*) from tenant_source where delivered_at = %d", at(hour).Unix()), func(row []string) string { return row[0] })
		if got[0] != fmt.Sprint(tenants) {
			b.Errorf("%v tenants are delivered at %d, want %d", got, hour, tenants)
		}
	}
	gone := many[0]
	_, err := b.tryDeliver(delivery{at: 3, rows: rows{gone, sub("t9", "s1", 1), gone}})
	b.must(err)
}

func testHeld(b *bench) {
	b.deliver(delivery{at: 1, complete: true, rows: rows{sub("t2", "b", 5), sub("t2", "a", 5), sub("t1", "c", 5), sub("t3", "d", 5)}})
	upgraded := sub("t2", "b", 5)
	upgraded.Subscription.Successors = []string{"x", "y"}
	b.deliver(delivery{at: 2, complete: true, rows: rows{upgraded, {Nothing: "t3"}}})
	b.deliver(delivery{kind: reconcile.TenantRows, at: 2, rows: rows{profile("t4", "Contoso")}})
	b.deliver(delivery{at: 1, source: "api", rows: rows{sub("t2", "e", 5), sub("t5", "f", 5)}})
	tenants, err := b.the().DeliveredTenants(b.Context(), "csv")
	b.must(err)
	if diff := cmp.Diff([]string{"t1", "t2", "t3", "t4"}, tenants); diff != "" {
		b.Errorf("tenants of csv (-want +got):\n%s", diff)
	}
	held, err := b.the().HeldSubscriptions(b.Context(), "csv", append(tenants, "t9"))
	b.must(err)
	if diff := cmp.Diff(map[string]map[string][]string{"t1": {"c": nil}, "t2": {"b": {"x", "y"}}}, held); diff != "" {
		b.Errorf("subscriptions of csv (-want +got):\n%s", diff)
	}
	tenants, err = b.the().DeliveredTenants(b.Context(), "nobody")
	b.must(err)
	if len(tenants) > 0 {
		b.Errorf("nobody has delivered %v", tenants)
	}
}
