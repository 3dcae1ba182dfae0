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
	d.moneyTable(money, l.MoneyNote)
	if len(lacking) > 0 {
		d.table(l.Lacking, l.Findings)
		for _, c := range lacking {
			d.cells(c.Word, d.Number(c.N))
		}
		d.line("")
	}
	if len(bridge.Lines) > 0 {
		d.section(d.BridgeTitle())
		d.moneyTable(bridge, l.BridgeNote)
	}
	return nil
}

func (d *digest) moneyTable(table reports.MoneyTable, note string) {
	if len(table.Lines) == 0 {
		return
	}
	d.table(append([]string{d.Heading("exposure_kind"), d.Words.Labels.Currency}, table.Heads...)...)
	for i := range table.Lines {
		line := &table.Lines[i]
		d.cells(append([]string{d.Words.MoneyKind(line.Kind), line.Currency}, d.Amounts(*line)...)...)
	}
	d.line("")
	d.line(escape(note))
	d.line("")
}
