package comparison

import (
	"context"
	"io"
	"slices"
	"strconv"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/aligned"
	"handover/reports/words"
)

// shownRows is how many findings of each kind of change, and how many tenants, are
// printed for a person; the others are counted.
const shownRows = 20

// WriteText prints a comparison for a person, the most pressing rows of each kind.
func WriteText(ctx context.Context, w io.Writer, c *Comparison) error {
	kinds := []*shown{{delta: reconcile.New}, {delta: reconcile.Reopened}, {delta: reconcile.Changed}, {}}
	for passage, err := range c.Passages(ctx) {
		if err != nil {
			return err
		}
		at := slices.IndexFunc(kinds, func(s *shown) bool { return s.delta == passage.Delta })
		kinds[at].add(passage, reconcile.OrderAt(c.AsOf))
	}
	p := printer{c, aligned.New(w)}
	p.table.Line(c.title())
	for _, line := range c.scope() {
		p.table.Line(line)
	}
	p.table.Line(c.counts())
	if c.Changes() == 0 {
		p.table.Line(c.Words.Comparison().Same)
	}
	p.bridge()
	p.coverage()
	for _, kind := range kinds {
		p.passages(kind)
	}
	return p.table.Flush()
}

// shown keeps the most pressing findings of one kind of change and counts all of them.
type shown struct {
	delta reconcile.Delta // empty: listed no longer
	rows  []reconcile.Passage
	all   int
}

func (s *shown) add(p reconcile.Passage, order reconcile.Order) {
	s.all++
	at, _ := slices.BinarySearchFunc(s.rows, p, func(a, b reconcile.Passage) int { return order.CompareFindings(finding(&a), finding(&b)) })
	if at < shownRows {
		s.rows = slices.Insert(s.rows, at, p)
		s.rows = s.rows[:min(len(s.rows), shownRows)]
	}
}

type printer struct {
	*Comparison
	table *aligned.Table
}

func (p *printer) bridge() {
	if len(p.Bridge.Lines) == 0 {
		return
	}
	bridge := p.BridgeTable(&p.Bridge)
	p.table.Line("")
	p.table.Line(words.Fill(p.Words.Labels.Bridge, "run", reports.RunID(&p.Before)))
	p.table.Texts(append([]string{p.Heading("exposure_kind")}, bridge.Heads...))
	for i := range bridge.Lines {
		line := &bridge.Lines[i]
		p.table.Texts(append([]string{p.MoneyOf(p.Words.Labels.ExposureOf, line.Kind, line.Currency)}, p.Amounts(*line)...))
	}
	p.table.Line(p.Words.Labels.BridgeNote)
}

func (p *printer) coverage() {
	if len(p.Coverage) == 0 {
		return
	}
	p.table.Line("")
	p.table.Line(p.Words.Labels.Coverage)
	for i := range p.Coverage {
		if i == shownRows {
			p.more(len(p.Coverage) - i)
			return
		}
		c := &p.Coverage[i]
		p.table.Row(reports.NameOr(c.After.Name, c.After.TenantID), p.status(&c.Before)+" → "+p.status(&c.After))
	}
}

func (p *printer) passages(kind *shown) {
	if kind.all == 0 {
		return
	}
	p.table.Line("")
	p.table.Line(p.Pair(p.word(&kind.rows[0]), p.Number(kind.all)))
	for i := range kind.rows {
		passage := &kind.rows[i]
		f := finding(passage)
		p.table.Row(orDash(p.DayText(f.Due.Day)), p.Words.Severity(f.Severity), p.Words.Owner(f.Owner), orDash(reports.NameOr(f.TenantName, f.TenantID)),
			orDash(f.SubscriptionID), orDash(p.AmountText(f.Exposure.Amount)), p.Words.Title(f.Code), orDash(p.details(passage)))
	}
	if left := kind.all - len(kind.rows); left > 0 {
		p.more(left)
	}
}

// more says how many rows are left out.
func (p *printer) more(n int) {
	p.table.Line(words.Fill(p.Words.Labels.EventMore, "count", strconv.Itoa(n)))
}
