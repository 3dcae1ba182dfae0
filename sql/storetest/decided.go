package storetest

import (
	"fmt"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
)

// decided is a delivery of what somebody here has decided.
func decided(at int, list ...reconcile.FactRow) delivery {
	return delivery{kind: movesKind, source: reconcile.OperatorSource, by: "Kim", at: at, rows: list}
}

func inState(row reconcile.FactRow, status reconcile.MoveStatus) reconcile.FactRow {
	return movedWith(row, func(m *reconcile.Move) { m.Status = status })
}

// decidedCases are moves that a file tells and somebody decides about.
func decidedCases() map[string]importCase {
	done, dropped := reconcile.MoveDone, reconcile.MoveDropped
	file := func(at int, want counts, list ...reconcile.FactRow) delivery {
		return delivery{kind: movesKind, at: at, rows: list, want: &want}
	}
	return map[string]importCase{
		"what is decided stands above a newer file": {
			deliveries: []delivery{
				file(1, counts{Rows: 2, Changed: 2}, move("t1", "s1"), move("t1", "s2")),
				decided(2, inState(move("t1", "s1"), dropped)),
				file(3, counts{Rows: 1, Decided: 1}, move("t1", "s1"), move("t1", "s2")),
			},
			moves: []string{"s1 ->  dropped", "s2 ->  planned"},
		},
		"a later decision replaces an earlier one": {
			deliveries: []delivery{
				decided(1, inState(move("t1", "s1"), dropped)),
				decided(2, move("t1", "s1")),
			},
			moves: []string{"s1 ->  planned"},
		},
		"a complete file without it does not take it away": {
			deliveries: []delivery{
				file(1, counts{Rows: 2, Changed: 2}, move("t1", "s1"), move("t1", "s2")),
				decided(2, inState(move("t1", "s1"), dropped)),
				{kind: movesKind, at: 3, complete: true, rows: rows{move("t1", "s3")}, want: &counts{Rows: 1, Changed: 1, Gone: 1}},
			},
			moves: []string{"s1 ->  dropped", "s3 ->  planned"},
		},
		"a move that was given its targets does not come back without them": {
			deliveries: []delivery{
				file(1, counts{Rows: 1, Changed: 1}, move("t1", "s1")),
				decided(2, inState(move("t1", "s1", "a"), done)),
				file(3, counts{Decided: 1}, move("t1", "s1")),
				decided(4, inState(move("t1", "s1", "a"), dropped)),
				file(5, counts{Decided: 1}, move("t1", "s1")),
			},
			moves: []string{"s1 -> a dropped"},
		},
		"one that was dropped with its targets does not replace one without": {
			deliveries: []delivery{
				file(1, counts{Rows: 1, Changed: 1}, move("t1", "s1", "a")),
				decided(2, inState(move("t1", "s1", "a"), dropped), move("t1", "s1")),
				file(3, counts{Decided: 1}, move("t1", "s1", "a")),
			},
			moves: []string{"s1 ->  planned", "s1 -> a dropped"},
		},
		"other targets in a file are another move": {
			deliveries: []delivery{
				decided(1, inState(move("t1", "s1", "a"), dropped)),
				file(2, counts{Rows: 1, Changed: 1}, move("t1", "s1", "b")),
			},
			moves: []string{"s1 -> a dropped", "s1 -> b planned"},
		},
		"the expected end of the file stays": {
			deliveries: []delivery{
				{at: 1, rows: rows{ending(reconcile.NewDay(2026, 11, 30))}},
				file(2, counts{Rows: 1, Changed: 1}, move("t1", "s1")),
				{at: 3, rows: rows{ending(reconcile.NewDay(2026, 12, 31))}},
				decided(4, inState(move("t1", "s1"), reconcile.MoveInProgress)),
			},
			moves: []string{"s1 ->  in-progress 2026-11-30"},
		},
	}
}

// testEntries sees where each move comes from, and who decided so.
func testEntries(b *bench) {
	b.deliver(delivery{kind: movesKind, at: 1, rows: rows{move("t1", "s1"), move("t1", "s2", "a"), move("t2", "s1"), watch("p1")}})
	b.deliver(decided(2, inState(move("t1", "s1"), reconcile.MoveDropped)))
	second := decided(3, move("t2", "s3"))
	second.by = "Sam"
	b.deliver(second)
	b.deliver(delivery{kind: movesKind, at: 4, rows: rows{move("t1", "s1"), move("t1", "s2", "a")}})
	for _, test := range []struct {
		tenants      []string
		subscription string
		want         []string
	}{
		{nil, "", []string{
			"t1 * of p1 -> [] planned csv at 1 by  for ", "t1 s1 -> [] dropped operator at 2 by Kim for a reason",
			"t1 s2 -> [a] planned csv at 4 by  for ", "t2 s1 -> [] planned csv at 1 by  for ", "t2 s3 -> [] planned operator at 3 by Sam for a reason",
		}},
		{nil, "s1", []string{"t1 s1 -> [] dropped operator at 2 by Kim for a reason", "t2 s1 -> [] planned csv at 1 by  for "}},
		{[]string{"t2"}, "s1", []string{"t2 s1 -> [] planned csv at 1 by  for "}},
		{[]string{"t3"}, "", nil},
	} {
		if diff := cmp.Diff(test.want, b.entries(test.tenants, test.subscription)); diff != "" {
			b.Errorf("moves of %q about %q (-want +got):\n%s", test.tenants, test.subscription, diff)
		}
	}
}

func (b *bench) entries(tenants []string, subscription string) []string {
	b.Helper()
	n, err := b.the().Snapshot(b.Context(), merger())
	b.must(err)
	defer func() { b.must(n.Close()) }()
	breakOff(b, n.Moves(b.Context(), nil, ""))
	var lines []string
	for _, m := range all(b, n.Moves(b.Context(), tenants, subscription)) {
		source := m.SourceID
		if m.SourceSellerID != "" {
			source += " of " + m.SourceSellerID
		}
		lines = append(lines, fmt.Sprintf("%s %s -> %s %s %s at %d by %s for %s",
			m.TenantID, source, m.TargetIDs, m.Status, m.Source, int(m.ObservedAt.Sub(at(0)).Hours()), m.Actor, m.Reason))
	}
	return lines
}
