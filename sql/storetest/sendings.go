package storetest

import (
	"fmt"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
)

func sendingTests() map[string]func(*bench) {
	return map[string]func(*bench){
		"what is in flight may come twice":                              testSendingTwice,
		"only what arrived counts as told, and what may have is marked": testToldArrived,
		"a day's letters are counted":                                   testLettersSince,
		"what several runs resolved":                                    testResolvedSince,
		"an address is released once":                                   testReleases,
		"a message that was never begun is no end":                      testNeverBegun,
	}
}

var contoso = reconcile.Addressed{Kind: "tenant", ID: "t1"}

func telling(milestone reconcile.Milestone, version string, ids ...string) []reconcile.ToldItem {
	var list []reconcile.ToldItem
	for _, id := range ids {
		list = append(list, reconcile.ToldItem{
			Finding: id, Milestone: milestone, Told: reconcile.Told{Version: version, Urgency: reconcile.Within7, Over: milestone == reconcile.MilestoneResolved},
		})
	}
	return list
}

// begun begins a message an hour after its run.
func (b *bench) begun(key, target string, party reconcile.Addressed, run int64, items []reconcile.ToldItem) reconcile.Sending {
	b.Helper()
	m := reconcile.Sending{Key: key, Target: target, Party: party, Run: run, BegunAt: at(int(run)), State: reconcile.SendingBegun, Items: len(items)}
	b.must(b.the().BeginSending(b.Context(), &m, items))
	return m
}

func (b *bench) ended(m reconcile.Sending, state reconcile.SendingState) reconcile.Sending {
	b.Helper()
	m.State, m.Tries, m.EndedAt = state, 1, m.BegunAt
	b.must(b.the().EndSending(b.Context(), &m))
	return m
}

func (b *bench) sendings(run int64) []reconcile.Sending {
	b.Helper()
	list, err := b.the().Sendings(b.Context(), run)
	b.must(err)
	return list
}

func testSendingTwice(b *bench) {
	first := b.begun("k1", "ops", reconcile.Addressed{}, 1, telling(reconcile.MilestoneNew, "v", "f2", "f1"))
	second := b.begun("k2", "ops", contoso, 1, nil)
	open, err := b.the().OpenSendings(b.Context(), "ops")
	b.must(err)
	if diff := cmp.Diff([]reconcile.Sending{first, second}, open); diff != "" {
		b.Errorf("in flight (-want +got):\n%s", diff)
	}
	if m := b.begun("k1", "ops", reconcile.Addressed{}, 1, telling(reconcile.MilestoneNew, "v", "f2", "f3", "f4")); !m.Twice {
		b.Error("whoever begins it again is not told that it may come twice")
	}
	first.Twice, first.Items = true, 3
	first = b.ended(first, reconcile.SendingUnsure)
	second = b.ended(second, reconcile.SendingFailed)
	if diff := cmp.Diff([]reconcile.Sending{second, first}, b.sendings(1)); diff != "" {
		b.Errorf("ended (-want +got):\n%s", diff)
	}
	for key, twice := range map[string]bool{"k1": true, "k2": false} { // one that was refused did not come
		b.begun(key, "ops", reconcile.Addressed{}, 1, nil)
		for _, m := range b.sendings(1) {
			if m.Key == key && (m.Twice != twice || m.State != reconcile.SendingBegun || m.Tries != 1) {
				b.Errorf("begun again: %+v, twice %t expected", m, twice)
			}
		}
	}
}

func testToldArrived(b *bench) {
	b.ended(b.begun("k1", "ops", contoso, 1, telling(reconcile.MilestoneNew, "v1", "f1", "f2")), reconcile.SendingDelivered)
	b.ended(b.begun("k2", "ops", contoso, 2, telling(reconcile.MilestoneChanged, "v2", "f1")), reconcile.SendingHandedOver)
	b.ended(b.begun("k3", "ops", contoso, 3, telling(reconcile.MilestoneOverdue, "v3", "f1")), reconcile.SendingFailed)
	b.ended(b.begun("k4", "ops", contoso, 4, telling(reconcile.MilestoneOverdue, "v4", "f1")), reconcile.SendingUnsure)
	b.begun("k5", "ops", contoso, 5, telling(reconcile.MilestoneOverdue, "v5", "f1"))
	b.ended(b.begun("k6", "hook", contoso, 6, telling(reconcile.MilestoneResolved, "v6", "f1")), reconcile.SendingDelivered)
	var got []string
	for _, t := range all(b, b.the().LastTold(b.Context(), "ops")) {
		got = append(got, fmt.Sprint(t.Unsure, t.Run, t.Party.ID, t.Finding, t.Milestone, t.Version, t.Urgency, t.Over))
	}
	want := []string{"false 1t1f1newv17false", "false 1t1f2newv17false", "false 2t1f1changedv27false", "true 4t1f1overduev47false"}
	if diff := cmp.Diff(want, got); diff != "" {
		b.Errorf("told (-want +got):\n%s", diff)
	}
	last, err := b.the().LastSent(b.Context(), "ops")
	b.must(err)
	none, err := b.the().LastSent(b.Context(), "nobody")
	b.must(err)
	if last != 2 || none != 0 {
		b.Errorf("the last message is of run %d, and of run %d where there is none", last, none)
	}
}

func testLettersSince(b *bench) {
	b.ended(b.begun("k1", "letters", contoso, 1, nil), reconcile.SendingDelivered)
	b.ended(b.begun("k2", "letters", contoso, 2, nil), reconcile.SendingDelivered)
	b.ended(b.begun("k3", "letters", contoso, 3, nil), reconcile.SendingFailed)
	b.begun("k4", "letters", contoso, 4, nil)
	b.ended(b.begun("k5", "letters", reconcile.Addressed{}, 5, nil), reconcile.SendingDelivered) // no letter
	b.ended(b.begun("k6", "others", contoso, 6, nil), reconcile.SendingDelivered)
	n, err := b.the().LettersSince(b.Context(), "letters", at(1))
	b.must(err)
	if n != 2 {
		b.Errorf("%d letters, want 2", n)
	}
}

func testResolvedSince(b *bench) {
	b.deliver(delivery{rows: rows{sub("t1", "s1", 5)}})
	one, two, stays := finding("t1", "one"), finding("t1", "two"), finding("t1", "stays")
	first := b.runOnce(run{found: findings(one, two, stays)})
	second := b.runOnce(run{found: findings(two, stays)})
	third := b.runOnce(run{found: findings(stays)})
	b.runOnce(run{asOf: 1, backfill: true})
	since := func(after, upTo int64) (subjects []string) {
		for _, r := range all(b, b.the().ResolvedSince(b.Context(), after, upTo)) {
			subjects = append(subjects, r.Finding.Subject+" "+string(r.Reason)+" "+string(r.Finding.Severity))
		}
		return subjects
	}
	for _, c := range []struct {
		after, upTo int64
		want        []string
	}{
		{first.Seq, third.Seq, []string{"one fixed high", "two fixed high"}},
		{first.Seq, second.Seq, []string{"one fixed high"}},
		{second.Seq, third.Seq + 9, []string{"two fixed high"}},
		{third.Seq, third.Seq, nil},
	} {
		if diff := cmp.Diff(c.want, since(c.after, c.upTo)); diff != "" {
			b.Errorf("behind %d up to %d (-want +got):\n%s", c.after, c.upTo, diff)
		}
	}
}

func testReleases(b *bench) {
	kim := reconcile.Release{Party: contoso, Address: "kim@contoso.example", Actor: "Dana", At: at(1)}
	b.must(b.the().Release(b.Context(), []reconcile.Release{kim}))
	again := kim
	again.Actor, again.At = "Robin", at(2)
	other := reconcile.Release{Party: reconcile.Addressed{Kind: "seller", ID: "p1"}, Address: kim.Address, Actor: "Robin", At: at(2)}
	b.must(b.the().Release(b.Context(), []reconcile.Release{again, other}))
	got, err := b.the().Releases(b.Context())
	b.must(err)
	if diff := cmp.Diff([]reconcile.Release{other, kim}, got); diff != "" {
		b.Errorf("released (-want +got):\n%s", diff)
	}
}

func testNeverBegun(b *bench) {
	if err := b.the().EndSending(b.Context(), &reconcile.Sending{Key: "k", State: reconcile.SendingDelivered, EndedAt: at(1)}); err == nil {
		b.Error("it is ended")
	}
}
