package reports

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"handover/reconcile"
)

// Stored is a run as a store gives it. Its sequences may be ranged over again and at
// the same time; each yields an error last, if at all. Coverage comes in the
// order of reconcile.CompareCoverage, findings, resolved and newly silenced ones, and those
// that the runs of a week before listed no longer, in that of reconcile.Order, the plan in that of reconcile.Planned, and the sellers that the run
// knew by id, whether it lists something of them or not. A filter by tenant cuts all but
// the sellers, and a plan to the moves that begin or end there; one by owner cuts all but
// the coverage and the sellers, one by seller all but the coverage, one by job or code
// only the findings and the resolved ones. An obstacle is ours to remove.
type Stored interface {
	Run() reconcile.Run
	Coverage(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Coverage, error]
	Findings(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Reported, error]
	Resolved(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.ResolvedFinding, error]
	Silenced(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Finding, error]
	Ended(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Finding, error]
	Plan(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Planned, error]
	Sellers(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Seller, error]
}

// Source is a run as reports read it, as often as they need: the findings also by
// tenant first, in the order of the coverage, so that both can be read side by side. The texts of a row may be parts of one, so that who keeps a few of
// each row copies them.
type Source interface {
	Stored
	FindingsByTenant(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Reported, error]
}

// Options say how a report is cut and worded. The zero Options give the whole
// report in English, in UTC, with commas in the CSV.
type Options struct {
	Filter   reconcile.Filter
	NoMoney  bool           // leaves out every amount, price and currency
	Language string         // a tag of words.Languages
	Zone     *time.Location // in which local times are shown, beside UTC
	Partner  string         // whose report it is, for its title; may be empty

	Answer reconcile.Contact // whom readers of letters answer; may be zero
	Ours   []string          // the ids under which we sell, who get no letter
	Sent   bool              // letters are sent: they hold nothing of a customer that was not checked

	Calendar reconcile.Severity // the least severity that the calendar shows; none is high

	CSVDelimiter rune // comma, semicolon, tab or bar
	CSVDecimal   rune // before the cents: a point, or a comma for spreadsheets that expect one
	CSVBOM       bool // begin the CSV with a byte order mark, for older Excel
}

// Dialect says how the CSV separates its fields and writes its values, and whether it
// begins with a byte order mark.
type Dialect struct {
	Delimiter byte
	Comma     bool // stands in amounts, and instants are as a spreadsheet reads them
	BOM       bool
}

// newDialect checks what the CSV is to look like. The zero runes stand for a comma
// between fields and a point in amounts.
func newDialect(options Options) (Dialect, error) {
	d := Dialect{Delimiter: ',', Comma: options.CSVDecimal == ',', BOM: options.CSVBOM}
	switch options.CSVDelimiter {
	case 0:
	case ',', ';', '\t', '|':
		d.Delimiter = byte(options.CSVDelimiter)
	default:
		return Dialect{}, fmt.Errorf("CSV delimiter %q is not one of comma, semicolon, tab, bar", options.CSVDelimiter)
	}
	switch {
	case options.CSVDecimal != 0 && options.CSVDecimal != '.' && !d.Comma:
		return Dialect{}, fmt.Errorf("CSV decimal mark %q is neither a point nor a comma", options.CSVDecimal)
	case d.Comma && d.Delimiter == ',':
		return Dialect{}, errors.New("a CSV with commas in its amounts needs another delimiter, such as a semicolon")
	default:
		return d, nil
	}
}

// Report is a run that is ready to be rendered, once or in many formats, also side
// by side: a format changes nothing in it.
type Report struct {
	Wording
	Run     reconcile.Run     // of a cut without what it must not tell
	Summary reconcile.Summary // of what the report holds
	CSV     Dialect

	Calendar reconcile.Severity // the least severity that the calendar shows

	// Missed counts the findings that were new in reports which were never written.
	Missed int

	briefing memo[Briefing]
	partners memo[[]Partner]

	source  Source
	part    part
	whose   whose // of a cut
	partner string
	answer  reconcile.Contact
	ours    []string
	sent    bool
}

// New prepares a run for rendering. The summary is the run's own; of a cut it is
// counted again from what the cut leaves, in a first pass over the source. So is the
// money of a run that an earlier version has stored without.
func New(ctx context.Context, source Source, options Options) (*Report, error) {
	run := source.Run()
	wording, err := NewWording(options.Language, options.Zone, run.AsOf)
	if err != nil {
		return nil, err
	}
	dialect, err := newDialect(options)
	if err != nil {
		return nil, err
	}
	calendar := cmp.Or(options.Calendar, reconcile.High)
	if !slices.Contains(reconcile.Severities(), calendar) {
		return nil, fmt.Errorf("the calendar cannot begin at %q, which is no severity", calendar)
	}
	r := &Report{
		Wording: wording, Run: run, Summary: run.Summary, CSV: dialect, Calendar: calendar,
		source: source, part: part{filter: options.Filter, noMoney: options.NoMoney},
		partner: Readable(options.Partner), answer: options.Answer, ours: options.Ours, sent: options.Sent,
	}
	switch {
	case r.IsCut():
		if err := r.recount(ctx); err != nil {
			return nil, fmt.Errorf("count a part of the report of run %d: %w", r.Run.Seq, err)
		}
	case r.Summary.Money == nil:
		if err := r.countMoney(ctx); err != nil {
			return nil, fmt.Errorf("add up the money of run %d: %w", r.Run.Seq, err)
		}
	}
	if err := r.countMissed(ctx); err != nil {
		return nil, fmt.Errorf("count what the runs before run %d have not told: %w", r.Run.Seq, err)
	}
	return r, nil
}

func (r *Report) countMissed(ctx context.Context) error {
	if len(r.Summary.Missed) == 0 {
		return nil
	}
	for _, err := range r.MissedFindings(ctx) {
		if err != nil {
			return err
		}
		r.Missed++
	}
	return nil
}
