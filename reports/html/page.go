package html

import (
	"maps"
	"math/big"
	"slices"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/words"
)

// The methods below are what the templates ask of the page.

// Labels returns the fixed texts.
func (p *page) Labels() *words.Labels { return &p.Words.Labels }

// labelled is a fact with its label.
type labelled struct {
	Label, Text string
}

// warning is something that a reader must know before anything else.
type warning struct {
	labelled
	Alarm bool // something may be wrong that nobody has seen
}

// Warnings returns what a reader must know before anything else: that the report
// is not of everything.
func (p *page) Warnings() []warning {
	l := &p.Words.Labels
	var list []warning
	if p.Run.State != reconcile.RunComplete {
		list = append(list, warning{labelled{l.Status, p.Words.RunState(p.Run.State)}, true})
	}
	if text := p.Words.Unwatched(&p.Summary); text != "" {
		list = append(list, warning{labelled{l.NotWatched, text}, true})
	}
	if text := p.EndingText(&p.briefing); text != "" {
		list = append(list, warning{labelled{l.Delegation, text}, true})
	}
	if text := p.Words.Missed(&p.Summary); text != "" {
		list = append(list, warning{labelled{l.Missed, text}, true})
	}
	if p.IsCut() {
		list = append(list, warning{labelled{l.Cut, p.CutText()}, false})
	}
	return list
}

// Severities counts the findings by severity, the worst first.
func (p *page) Severities() []reports.Counted {
	return reports.CountsOf(reconcile.Severities(), p.Summary.BySeverity, p.Words.Severity, true)
}

// Urgencies counts the findings by urgency, the nearest first.
func (p *page) Urgencies() []reports.Counted {
	return reports.CountsOf(reconcile.Urgencies(), p.Summary.ByUrgency, p.Words.Urgency, true)
}

// Owners counts the findings by who acts.
func (p *page) Owners() []reports.Counted {
	return reports.CountsOf(reconcile.Owners(), p.Summary.ByOwner, p.Words.Owner, false)
}

// Jobs counts the findings by the jobs that the report shows.
func (p *page) Jobs() []reports.Counted {
	return reports.CountsOf(p.Report.Jobs(), p.Summary.ByJob, p.Words.Job, true)
}

// Deltas returns the values that a finding's change can have.
func (p *page) Deltas() []reports.Counted {
	d := &p.Summary.Delta
	return reports.CountsOf(
		[]reconcile.Delta{reconcile.New, reconcile.Changed, reconcile.Reopened, reconcile.Unchanged, reconcile.NotEvaluated},
		map[reconcile.Delta]int{
			reconcile.New: d.New, reconcile.Changed: d.Changed, reconcile.Reopened: d.Reopened,
			reconcile.Unchanged: d.Unchanged, reconcile.NotEvaluated: d.NotEvaluated,
		}, p.Words.Delta, false)
}

// Routine counts the rows that are no findings.
func (p *page) Routine() []reports.Counted {
	return reports.CountsOf(reconcile.Counters(), p.Summary.Routine, p.Words.Counter, true)
}

// explained is a code that occurs, with what it means.
type explained struct {
	Code    reconcile.Code
	Title   string
	Fires   string
	N       int
	Sources []string
}

// Codes returns the codes that occur, in the order of the catalogue's codes.
func (p *page) Codes() []explained {
	var list []explained
	for _, code := range slices.Sorted(maps.Keys(p.Summary.ByCode)) {
		list = append(list, explained{code, p.Words.Title(code), p.Words.Fires(code), p.Summary.ByCode[code], p.Sources(code)})
	}
	return list
}

// money is the exposure of one kind in one currency.
type money struct {
	Name   string
	Amount string
	N      int
	Bars   []bar
}

// bar is the exposure of one code.
type bar struct {
	Word    string
	Amount  string
	N       int
	Percent int // of the largest one of its kind and currency
}

// HasMoney reports whether there is any amount to show.
func (p *page) HasMoney() bool { return len(p.Summary.Exposure) > 0 }

// TellsMoney reports whether any finding is about money, also where no amount is known.
func (p *page) TellsMoney() bool { return len(p.Summary.Money) > 0 }

// moneyTable is a table of amounts by kind and currency, with what it says.
type moneyTable struct {
	Title, Note string
	reports.MoneyTable
}

// Tables returns the money by when it falls due, and where there is an earlier run how
// it came to be.
func (p *page) Tables() []moneyTable {
	l := &p.Words.Labels
	list := []moneyTable{{l.MoneyByKind, l.MoneyNote, p.Money()}}
	if bridge := p.Bridge(); len(bridge.Lines) > 0 {
		list = append(list, moneyTable{p.BridgeTitle(), l.BridgeNote, bridge})
	}
	return list
}

// MoneyByCode returns the exposure of each kind and currency for itself, the largest
// code first.
func (p *page) MoneyByCode() []money {
	var list []money
	for _, total := range p.Exposures() {
		m := money{
			Name:   p.MoneyOf(p.Words.Labels.ExposureOf, total.Kind, total.Currency),
			Amount: p.SumText(total.ExposureSum), N: total.Findings,
		}
		for _, sum := range total.Codes {
			m.Bars = append(m.Bars, bar{p.Words.Title(sum.Code), p.SumText(sum), sum.Findings, percent(sum.Minor, total.Codes[0].Minor)})
		}
		list = append(list, m)
	}
	return list
}

// percent returns a share in whole percent; what is there at all is at least one.
func percent(part, whole *big.Int) int {
	if part.Sign() <= 0 || whole.Sign() <= 0 {
		return 0
	}
	share := new(big.Int).Mul(part, big.NewInt(100))
	return max(int(share.Div(share, whole).Int64()), 1)
}

// leftOut says how much of a list is shown; it is empty where that is all.
func (p *page) leftOut(shown, all int) string { return p.leftOutOf(p.Words.Labels.LeftOut, shown, all) }

func (p *page) leftOutOf(label string, shown, all int) string {
	if shown >= all {
		return ""
	}
	text := words.Fill(label, "shown", p.Number(shown))
	return words.Fill(text, "count", p.Number(all))
}
