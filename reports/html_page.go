package reports

import (
	"cmp"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"handover/reconcile"
	"handover/reports/words"
)

// The methods below are what the templates ask of the page.

// Labels gives the fixed texts.
func (p *htmlPage) Labels() *words.Labels { return &p.words.Labels }

// Language gives the tag of the page's language.
func (p *htmlPage) Language() string { return p.words.Language }

// Title gives the page's title.
func (p *htmlPage) Title() string { return p.title() }

// Summary gives the counts.
func (p *htmlPage) Summary() *reconcile.Summary { return &p.summary }

// labelled is a fact with its label.
type labelled struct {
	Label, Text string
}

// Facts gives what there is to say of the run itself.
func (p *htmlPage) Facts() []labelled {
	run, l := &p.run, &p.words.Labels
	zoned := func(label string) string { return words.Fill(label, "zone", p.zone.String()) }
	all := []labelled{
		{zoned(l.AsOf), p.local(run.AsOf)},
		{l.Status, p.words.RunState(run.State)},
		{zoned(l.FinishedAt), p.local(run.FinishedAt)},
		{l.StartedBy, p.words.Trigger(run.Trigger)},
		{l.By, run.Actor},
		{l.Reason, run.Reason},
		{l.Policy, run.Policy},
		{l.Version, run.Version},
		{l.Jobs, p.jobNames()},
	}
	var known []labelled
	for _, fact := range all {
		if fact.Text != "" {
			known = append(known, fact)
		}
	}
	return known
}

// Warnings gives what a reader must know before anything else: that the report
// is not of everything.
func (p *htmlPage) Warnings() []labelled {
	l := &p.words.Labels
	var list []labelled
	if p.run.State != reconcile.RunComplete {
		list = append(list, labelled{l.Status, p.words.RunState(p.run.State)})
	}
	if n := p.summary.NotEvaluated; n > 0 {
		list = append(list, labelled{l.NotEvaluated, grouped(strconv.Itoa(n)) + " / " + grouped(strconv.Itoa(p.summary.Tenants))})
	}
	if p.isCut() {
		list = append(list, labelled{l.Cut, p.cutText()})
	}
	return list
}

// tallied is a number of findings by something that has a code and a word.
type tallied struct {
	Code, Word string
	N          int
}

// Severities counts the findings by severity, the worst first.
func (p *htmlPage) Severities() []tallied {
	return talliedOf(reconcile.Severities(), p.summary.BySeverity, p.words.Severity, true)
}

// CriticalWord names the worst severity.
func (p *htmlPage) CriticalWord() string { return p.words.Severity(reconcile.Critical) }

// Urgencies counts the findings by urgency, the nearest first.
func (p *htmlPage) Urgencies() []tallied {
	return talliedOf(reconcile.Urgencies(), p.summary.ByUrgency, p.words.Urgency, true)
}

// Owners counts the findings by who acts.
func (p *htmlPage) Owners() []tallied {
	return talliedOf(reconcile.Owners(), p.summary.ByOwner, p.words.Owner, false)
}

// Jobs counts the findings by the jobs that the report shows.
func (p *htmlPage) Jobs() []tallied { return talliedOf(p.jobs(), p.summary.ByJob, p.words.Job, true) }

func talliedOf[K ~string](keys []K, numbers map[K]int, word func(K) string, zeroes bool) []tallied {
	var list []tallied
	for _, key := range keys {
		if n := numbers[key]; n > 0 || zeroes {
			list = append(list, tallied{string(key), word(key), n})
		}
	}
	return list
}

// Deltas gives the values that a finding's change can have.
func (p *htmlPage) Deltas() []tallied {
	d := &p.summary.Delta
	return talliedOf(
		[]reconcile.Delta{reconcile.New, reconcile.Changed, reconcile.Reopened, reconcile.Unchanged, reconcile.NotEvaluated},
		map[reconcile.Delta]int{
			reconcile.New: d.New, reconcile.Changed: d.Changed, reconcile.Reopened: d.Reopened,
			reconcile.Unchanged: d.Unchanged, reconcile.NotEvaluated: d.NotEvaluated,
		}, p.words.Delta, false)
}

// Changes counts the changes since the run before.
func (p *htmlPage) Changes() []tallied {
	var list []tallied
	for _, c := range p.deltas() {
		list = append(list, tallied{Word: c.key, N: int(c.n)})
	}
	return list
}

// Routine counts the rows that are no findings.
func (p *htmlPage) Routine() []tallied {
	return talliedOf(reconcile.Counters(), p.summary.Routine, p.words.Counter, true)
}

// explained is a code that occurs, with what it means.
type explained struct {
	Code    reconcile.Code
	Title   string
	Fires   string
	N       int
	Sources []string
}

// Codes gives the codes that occur, in the order of the catalogue's codes.
func (p *htmlPage) Codes() []explained {
	var list []explained
	for _, entry := range occurring(p.summary.ByCode) {
		code := reconcile.Code(entry.key)
		list = append(list, explained{code, p.words.Title(code), p.words.Fires(code), int(entry.n), p.sources[code]})
	}
	return list
}

// money is the exposure in one currency.
type money struct {
	Currency string
	Amount   string
	N        int
	Bars     []bar
}

// bar is the exposure of one code.
type bar struct {
	Word    string
	Amount  string
	N       int
	Percent int // of the largest one in its currency
}

// HasMoney tells whether there is any amount to show.
func (p *htmlPage) HasMoney() bool { return len(p.summary.Exposure) > 0 }

// Money gives the exposure, each currency for itself, the largest first.
func (p *htmlPage) Money() []money {
	largest := slices.Clone(p.summary.Exposure)
	slices.SortStableFunc(largest, func(a, b reconcile.ExposureSum) int { return b.Minor.Cmp(a.Minor) })
	var list []money
	for _, total := range perCurrency(largest) {
		m := money{Currency: total.Currency, Amount: minorText(total), N: total.Findings}
		var most *big.Int
		for _, sum := range largest {
			if sum.Currency != total.Currency {
				continue
			}
			if most == nil {
				most = sum.Minor
			}
			m.Bars = append(m.Bars, bar{p.words.Title(sum.Code), minorText(sum), sum.Findings, percent(sum.Minor, most)})
		}
		list = append(list, m)
	}
	return list
}

func minorText(sum reconcile.ExposureSum) string {
	return grouped(reconcile.FormatMinor(sum.Minor, sum.Currency))
}

// percent gives a share in whole percent; what is there at all is at least one.
func percent(part, whole *big.Int) int {
	if part.Sign() <= 0 || whole.Sign() <= 0 {
		return 0
	}
	share := new(big.Int).Mul(part, big.NewInt(100))
	return max(int(share.Div(share, whole).Int64()), 1)
}

// leftOut says how much of a list is shown; it is empty where that is all.
func (r *Report) leftOut(shown, all int) string { return leftOutOf(r.words.Labels.LeftOut, shown, all) }

func leftOutOf(label string, shown, all int) string {
	if shown >= all {
		return ""
	}
	text := words.Fill(label, "shown", grouped(strconv.Itoa(shown)))
	return words.Fill(text, "count", grouped(strconv.Itoa(all)))
}

// nameOr gives a name, or the id where there is none.
func nameOr(name, id string) string { return cmp.Or(shownText(name), shownText(id)) }

func amountText(a reconcile.Amount) string {
	return strings.TrimSpace(grouped(a.String()) + " " + a.Currency)
}
