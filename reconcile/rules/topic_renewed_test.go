package rules_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/reconcile/rules"
)

// What was seen before decides whether a later end is a new term, and since when
// it can be cancelled.
func TestRenewedThroughANewTerm(t *testing.T) {
	for _, c := range []struct {
		name    string
		asOf    string
		facts   string // column=value, of an annual source that renews
		history string // source:day=E
		move    string // first seen, and the end it expects
		want    string // code, due, the end that is expected, assumptions
	}{
		{
			"the end moved when it had passed", "2026-10-02", "E=2027-09-30", "csv:2026-01-01=2026-09-30 csv:2026-10-01=2027-09-30", "2026-01-01 2026-09-30",
			"renewed-in-window 2026-10-08T00:00:00Z 2026-09-30 window-derived",
		},
		{"the end was corrected before it passed", "2027-01-14", "E=2027-01-20", "csv:2026-10-01=2027-01-12 csv:2026-11-29=2027-01-20", "2026-10-01 2027-01-12", ""},
		{
			"corrected, and renewed when that had passed", "2027-01-22", "E=2028-01-20",
			"csv:2026-10-01=2027-01-12 csv:2026-11-29=2027-01-20 csv:2027-01-21=2028-01-20", "2026-10-01 2027-01-12",
			"renewed-in-window 2027-01-28T00:00:00Z 2027-01-20 window-derived",
		},
		{
			"corrected to an earlier day, and renewed before the one expected first", "2026-09-05", "E=2027-08-31",
			"csv:2026-01-01=2026-09-30 csv:2026-05-01=2026-08-31 csv:2026-09-02=2027-08-31", "2026-01-01 2026-09-30",
			"renewed-in-window 2026-09-08T00:00:00Z 2026-08-31 window-derived",
		},
		{
			"seen early, a week from when it was seen", "2026-09-05", "E=2027-09-30", "csv:2026-01-01=2026-09-30 csv:2026-09-03=2027-09-30", "2026-01-01 2026-09-30",
			"renewed-in-window 2026-09-10T00:00:00Z 2026-09-30 new-term-seen-early window-derived",
		},
		{
			"seen early stays so when the end has passed", "2026-10-20", "E=2027-09-30", "csv:2026-01-01=2026-09-30 csv:2026-09-03=2027-09-30", "2026-01-01 2026-09-30",
			"renewed-window-passed 2027-09-30 2026-09-30 new-term-seen-early window-derived",
		},
		{
			"a wrong date was put right", "2026-10-20", "E=2026-10-08", "csv:2026-01-01=2026-09-30 csv:2026-09-03=2027-09-30 csv:2026-09-04=2026-10-08",
			"2026-01-01 2026-09-30", "",
		},
		{
			"what was seen after the as-of has not happened", "2026-10-02", "E=2027-09-30", "csv:2026-01-01=2026-09-30 csv:2026-10-03=2027-09-30",
			"2026-01-01 2026-09-30", "renewed-in-window 2026-10-08T00:00:00Z 2026-09-30 window-derived",
		},
		{"the term of before the move is forgotten", "2026-08-01", "E=2026-09-30", "csv:2025-01-01=2025-09-30 csv:2025-10-01=2026-09-30", "2026-01-01 2026-09-30", ""},
		{"the same, where nobody knows since when there is a move", "2026-08-01", "E=2026-09-30", "csv:2025-01-01=2025-09-30 csv:2025-10-01=2026-09-30", "- 2026-09-30", ""},
		{
			"known to be longer before the move was made", "2026-07-15", "E=2027-09-30", "csv:2026-01-01=2027-09-30", "2026-07-01 2026-09-30",
			"renewed-window-passed 2027-09-30 2026-09-30 new-term-seen-early window-derived",
		},
		{
			"two sources a day apart", "2026-10-02", "E=2027-09-30",
			"a:2026-01-01=2026-09-30 b:2026-01-01=2026-10-01 a:2026-10-01=2027-09-30 b:2026-10-02=2027-10-01", "2026-01-01 2026-09-30",
			"renewed-in-window 2026-10-08T00:00:00Z 2026-09-30 window-derived",
		},
		{
			"a source that lags behind does not count", "2026-10-05", "E=2027-09-30", "a:2026-01-01=2026-09-30 b:2026-01-01=2026-09-30 a:2026-10-01=2027-09-30",
			"2026-01-01 2026-09-30", "renewed-in-window 2026-10-08T00:00:00Z 2026-09-30 window-derived",
		},
		{"month after month", "2026-10-02", "E=2026-10-31 term=P1M", "csv:2026-01-01=2026-09-30 csv:2026-10-01=2026-10-31", "2026-01-01 2026-09-30", ""},
		{"month after month of a term that is not known", "2026-12-02", "E=2026-12-31 term=", "csv:2026-01-01=2026-09-30 csv:2026-10-01=2026-10-31 " +
			"csv:2026-11-01=2026-11-30 csv:2026-12-01=2026-12-31", "2026-01-01 2026-09-30", ""},
		{
			"proven by the start of the term", "2026-09-05", "E=2027-09-30 term_start=2026-09-03", "csv:2026-01-01=2026-09-30 csv:2026-09-03=2027-09-30",
			"2026-01-01 2026-09-30", "renewed-in-window 2026-09-10T00:00:00Z 2026-09-30 window-derived",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := &reconcile.Subscription{
				ID: "s", TenantID: "t", Source: "csv", Channel: reconcile.CSP, SellerID: "another", OfferID: "CFQ7TTC0LH18:0001",
				Status: reconcile.Active, AutoRenew: reconcile.Yes, EndOfTerm: reconcile.NoAction, Term: reconcile.Annual,
				History: history(t, c.history),
			}
			for pair := range strings.FieldsSeq(c.facts) {
				set(t, s, pair)
			}
			m := reconcile.Move{TenantID: "t", SourceID: "s", Route: reconcile.RouteAuto, Status: reconcile.MovePlanned}
			first, expected, _ := strings.Cut(c.move, " ")
			m.FirstSeen, m.ExpectedEnd = day(t, first), day(t, expected)
			env := rules.Env{AsOf: day(t, c.asOf).Start().Add(time.Hour), Policy: embedded(t), Partner: &reconcile.Partner{ID: "us", Country: "DE"}}
			result := rules.Evaluate(env, reconcile.Tenant{
				Profile:       reconcile.Profile{ID: "t", Country: "DE", Relationship: reconcile.Reseller},
				Subscriptions: []reconcile.Subscription{*s}, Moves: []reconcile.Move{m},
			})
			if diff := cmp.Diff(c.want, renewedLine(result.Findings)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func renewedLine(findings []reconcile.Finding) string {
	at := slices.IndexFunc(findings, func(f reconcile.Finding) bool { return strings.HasPrefix(string(f.Code), "renewed-") })
	if at < 0 {
		return ""
	}
	f := &findings[at]
	words := []string{string(f.Code), f.Due.String()}
	for _, e := range f.Evidence {
		if e.Key == "expected_end" {
			words = append(words, e.Value)
		}
	}
	for _, a := range f.Assumptions {
		words = append(words, string(a))
	}
	return strings.Join(words, " ")
}

// day reads a day, and - as none.
func day(t testing.TB, text string) reconcile.Day {
	t.Helper()
	if text == "-" {
		return 0
	}
	d, err := reconcile.ParseDay(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// history reads ends as "source:day=E", or changes of another column as
// "source:day:column=value".
func history(t testing.TB, text string) reconcile.FactHistory {
	t.Helper()
	var list reconcile.FactHistory
	for entry := range strings.FieldsSeq(text) {
		key, value, _ := strings.Cut(entry, "=")
		parts := strings.Split(key, ":")
		c := reconcile.FactChange{Source: parts[0], Column: "commitment_end", Value: value, Seen: day(t, parts[1]).Start()}
		if len(parts) == 3 {
			c.Column = parts[2]
		}
		list = append(list, c)
	}
	return list
}

func set(t testing.TB, s *reconcile.Subscription, pair string) {
	t.Helper()
	switch column, value, _ := strings.Cut(pair, "="); column {
	case "E":
		s.CommitmentEnd = day(t, value).Start()
	case "term":
		s.Term = reconcile.Term(value)
	case "term_start":
		s.TermStart = day(t, value)
	default:
		t.Fatalf("no column %s", column)
	}
}
