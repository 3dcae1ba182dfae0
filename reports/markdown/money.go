package markdown

import (
	"context"

	"handover/reports"
)

// money writes what falls due when, how it came to be since an earlier run, and what
// has no amount.
func (d *digest) money(context.Context) error {
	l := &d.Words.Labels
	money, bridge, lacking := d.Money(), d.Bridge(), d.WithoutAmount()
	if len(money.Lines)+len(bridge.Lines)+len(lacking) == 0 {
		return nil
	}
	d.section(l.MoneyByKind)
	var notes []string
	if len(money.Lines) > 0 {
		notes = append(notes, l.MoneyNote)
	}
	if len(lacking) > 0 {
		notes = append(notes, d.Pair(l.Lacking, d.counted(lacking)))
	}
	d.moneyTable(money, notes...)
	if len(bridge.Lines) > 0 {
		d.section(d.BridgeTitle())
		d.moneyTable(bridge, l.BridgeNote)
	}
	return nil
}

// moneyTable writes amounts, if there are any, and what there is to say of them.
func (d *digest) moneyTable(table reports.MoneyTable, notes ...string) {
	if len(table.Lines) == 0 {
		d.paragraph(notes)
		return
	}
	d.table(append([]string{d.Heading("exposure_kind")}, table.Heads...)...)
	for i := range table.Lines {
		line := &table.Lines[i]
		d.cells(append([]string{d.MoneyOf(d.Words.Labels.ExposureOf, line.Kind, line.Currency)}, d.Amounts(*line)...)...)
	}
	d.line("")
	d.paragraph(notes)
}
