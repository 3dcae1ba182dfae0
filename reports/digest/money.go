package digest

import (
	"context"

	"handover/reports"
)

// money adds what falls due when, how it came to be since an earlier run, and what has no
// amount.
func (d *digest) money(context.Context) error {
	l := &d.Words.Labels
	money, bridge, lacking := d.Money(), d.Bridge(), d.WithoutAmount()
	if len(money.Lines)+len(bridge.Lines)+len(lacking) == 0 {
		return nil
	}
	var notes []string
	if len(money.Lines) > 0 {
		notes = append(notes, l.MoneyNote)
	}
	if len(lacking) > 0 {
		notes = append(notes, d.Pair(l.Lacking, d.counted(lacking)))
	}
	d.add(part{Title: l.MoneyByKind, Table: d.amounts(money), Lines: notes})
	if len(bridge.Lines) > 0 {
		d.add(part{Title: d.BridgeTitle(), Table: d.amounts(bridge), Lines: []string{l.BridgeNote}})
	}
	return nil
}

// amounts lays out amounts, if there are any.
func (d *digest) amounts(money reports.MoneyTable) table {
	if len(money.Lines) == 0 {
		return table{}
	}
	t := table{Heads: append([]string{d.Heading("exposure_kind")}, money.Heads...), Figures: true}
	for i := range money.Lines {
		line := &money.Lines[i]
		kind := d.MoneyOf(d.Words.Labels.ExposureOf, line.Kind, line.Currency)
		t.Rows = append(t.Rows, append(texts(kind), texts(d.Amounts(*line)...)...))
	}
	return t
}
