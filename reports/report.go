package reports

import (
	"context"
	"fmt"
	"iter"
	"time"

	"handover/reconcile"
	"handover/reconcile/rules"
	"handover/reports/words"
)

// Source is a stored run as reports read it. Its sequences may be ranged over
// again and at the same time; each yields an error last, if at all. Coverage
// comes by tenant id, findings, resolved and newly silenced ones in the order of
// reconcile.Compare, the plan in the order of reconcile.Planned. A filter by
// tenant cuts all of them, and a plan to the moves that begin or end there; one by
// owner or seller cuts all but the coverage, one by job or code only the findings
// and the resolved ones. An obstacle is ours to remove.
type Source interface {
	Run() reconcile.Run
	Coverage(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Coverage, error]
	Findings(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Reported, error]
	Resolved(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.ResolvedFinding, error]
	Silenced(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Finding, error]
	Plan(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Planned, error]
}

// Options say how a report is cut and worded. The zero Options give the whole
// report in English, in UTC, with commas in the CSV.
type Options struct {
	Filter   reconcile.Filter
	NoMoney  bool           // leaves out every amount, price and currency
	Language string         // a tag of words.Languages
	Zone     *time.Location // in which local times are shown, beside UTC

	CSVDelimiter rune // comma, semicolon, tab or bar
	CSVBOM       bool // begin the CSV with a byte order mark, for older Excel
}

// Report is a run that is ready to be rendered, once or in many formats.
type Report struct {
	source  Source
	part    part
	run     reconcile.Run
	summary reconcile.Summary
	today   reconcile.Day
	words   *words.Table
	sources map[reconcile.Code][]string
	zone    *time.Location
	csv     dialect
}

// New prepares a run for rendering. The summary is the run's own; of a cut it is
// counted again from what the cut leaves, in a first pass over the source.
func New(ctx context.Context, source Source, options Options) (*Report, error) {
	table, err := words.Lookup(options.Language)
	if err != nil {
		return nil, err
	}
	csv, err := newDialect(options)
	if err != nil {
		return nil, err
	}
	r := &Report{
		source: source, part: part{filter: options.Filter, noMoney: options.NoMoney}, run: source.Run(),
		words: table, sources: citations(), zone: options.Zone, csv: csv,
	}
	if r.zone == nil {
		r.zone = time.UTC
	}
	r.today = reconcile.DayOf(r.run.AsOf)
	r.summary = r.run.Summary
	if r.isCut() {
		if err := r.recount(ctx); err != nil {
			return nil, fmt.Errorf("count a part of the report of run %d: %w", r.run.Seq, err)
		}
	}
	return r, nil
}

// citations gives the published pages each code rests on.
func citations() map[reconcile.Code][]string {
	pages := map[reconcile.Code][]string{}
	for _, rule := range rules.Catalogue() {
		pages[rule.Code] = rule.Sources
	}
	return pages
}

// coverage, findings and resolved deliver exactly as many rows as the summary
// counts, or an error.
func (r *Report) coverage(ctx context.Context) iter.Seq2[reconcile.Coverage, error] {
	return whole(ctx, "tenants", r.summary.Tenants, r.part.coverage(ctx, r.source))
}

func (r *Report) findings(ctx context.Context) iter.Seq2[reconcile.Reported, error] {
	return whole(ctx, "findings", r.summary.Findings, r.part.findings(ctx, r.source, r.part.filter))
}

// findingsOf gives the findings of one job.
func (r *Report) findingsOf(ctx context.Context, job reconcile.Job) iter.Seq2[reconcile.Reported, error] {
	filter := r.part.filter
	filter.Job = job
	return whole(ctx, string(job)+" findings", r.summary.ByJob[job], r.part.findings(ctx, r.source, filter))
}

// findingsWith gives the findings of one code, of which there are some.
func (r *Report) findingsWith(ctx context.Context, code reconcile.Code) iter.Seq2[reconcile.Reported, error] {
	filter := r.part.filter
	filter.Code = code
	return whole(ctx, string(code)+" findings", r.summary.ByCode[code], r.part.findings(ctx, r.source, filter))
}

func (r *Report) resolved(ctx context.Context) iter.Seq2[reconcile.ResolvedFinding, error] {
	return whole(ctx, "resolved findings", r.summary.Delta.Resolved, r.part.resolved(ctx, r.source))
}

// plan gives the obstacles and the steps of the plan.
func (r *Report) plan(ctx context.Context) iter.Seq2[reconcile.Planned, error] {
	return whole(ctx, "lines of the plan", r.summary.Steps+r.summary.Obstacles, r.part.plan(ctx, r.source))
}

// whole passes a sequence on until the context ends, and adds an error where it
// holds another number of rows than announced.
func whole[T any](ctx context.Context, what string, announced int, rows iter.Seq2[T, error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		n := 0
		for row, err := range rows {
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				yield(none, fmt.Errorf("read %s: %w", what, err))
				return
			}
			n++
			if !yield(row, nil) {
				return
			}
		}
		if n != announced {
			yield(none, fmt.Errorf("read %s: the run counted %d and holds %d", what, announced, n))
		}
	}
}
