package words

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"handover/reconcile"
	"handover/reconcile/rules"
)

// Table holds every text of one language. A code that it does not know is
// shown as it is.
type Table struct {
	// Language is its tag, such as en.
	Language string

	// Labels are the fixed texts of the formats.
	Labels Labels

	file       file
	conditions map[reconcile.Code][]condition
}

// file is what the file of a language holds, table by table.
type file struct {
	Findings map[reconcile.Code]phrases `toml:"findings"`

	Assumptions map[reconcile.Assumption]string `toml:"assumptions"`
	Bases       map[reconcile.Basis]string      `toml:"bases"`
	MoneyKinds  map[reconcile.MoneyKind]string  `toml:"money_kinds"`
	Periods     map[reconcile.Period]string     `toml:"periods"`
	Lacks       map[reconcile.Lack]string       `toml:"lacks"`
	Values      map[string]map[string]string    `toml:"values"` // by the key of the evidence
	Outcomes    map[reconcile.Outcome]string    `toml:"outcomes"`
	Reasons     map[reconcile.Reason]string     `toml:"reasons"`
	Answers     map[rules.Why]string            `toml:"answers"`
	Misses      map[rules.Miss]string           `toml:"misses"`
	Actors      map[reconcile.Owner]string      `toml:"actors"` // owners within a sentence
	Facts       map[string]string               `toml:"facts"`  // what a field or evidence of a finding is called within a line
	Flags       map[string]string               `toml:"flags"`
	Fragments   fragments                       `toml:"fragments"`

	Advice adviceTexts `toml:"advice"`
	By     byTexts     `toml:"by"`

	Steps     map[reconcile.StepKind]stepPhrases      `toml:"steps"`
	Routes    map[reconcile.Route]string              `toml:"routes"`
	Obstacles map[reconcile.ObstacleCode]alternatives `toml:"obstacles"`
	Against   map[reconcile.Against]string            `toml:"against"`
	Remedies  map[reconcile.RemedyCode]remedyPhrases  `toml:"remedies"`

	Jobs       map[reconcile.Job]string            `toml:"jobs"`
	Severities map[reconcile.Severity]string       `toml:"severities"`
	Urgencies  map[reconcile.Urgency]string        `toml:"urgencies"`
	Owners     map[reconcile.Owner]string          `toml:"owners"`
	Deltas     map[reconcile.Delta]string          `toml:"deltas"`
	States     map[reconcile.FindingState]string   `toml:"states"`
	Resolved   map[reconcile.ResolvedReason]string `toml:"resolved"`
	Counters   map[reconcile.Counter]string        `toml:"counters"`
	Totals     map[reconcile.Total]string          `toml:"totals"`
	Runs       map[reconcile.RunState]string       `toml:"runs"`
	Triggers   map[reconcile.Trigger]string        `toml:"triggers"`
	Statuses   statuses                            `toml:"statuses"`
	Watching   watching                            `toml:"watching"`
	Missed     missed                              `toml:"missed"`
	Ending     Number                              `toml:"ending"`
	Coverage   map[reconcile.CoverageReason]string `toml:"coverage"`

	Writing writing `toml:"writing"`
	Spans   spans   `toml:"spans"`
	Explain Explain `toml:"explain"`
	Letters Letters `toml:"letters"`
	Digest  Digest  `toml:"digest"`

	Forecast   Forecast   `toml:"forecast"`
	Comparison Comparison `toml:"comparison"`

	Labels   Labels                       `toml:"labels"`
	Columns  map[string]string            `toml:"columns"`
	Meanings map[string]map[string]string `toml:"meanings"` // by kind and code
}

// fragments are pieces of sentences.
type fragments struct {
	Elsewhere       string `toml:"elsewhere"`        // a source in another tenant than its replacement
	Origin          string `toml:"origin"`           // the source that an order replaces
	OriginElsewhere string `toml:"origin_elsewhere"` // the same in another tenant than the order
	Sized           string `toml:"sized"`            // a product with its seats
	Seats           string `toml:"seats"`            // so many seats
	OneSeat         string `toml:"one_seat"`
	Uncounted       string `toml:"uncounted"` // seats that nobody knows the number of
	Partner         string `toml:"partner"`   // another partner by its name
	NoEnd           string `toml:"no_end"`    // what stands for a day that never comes
	Also            string `toml:"also"`      // how one of several follows another
	Said            string `toml:"said"`      // a value and the source that gives it
	Versus          string `toml:"versus"`    // what a source says whose value is used, and what others say
	Differing       string `toml:"differing"` // the column in which they differ
}

// statuses are those of a tenant.
type statuses struct {
	Evaluated    string `toml:"evaluated"`
	NotEvaluated string `toml:"not_evaluated"`
}

// Assumption explains in one line what a finding rests on.
func (t *Table) Assumption(a reconcile.Assumption) string { return text(t.file.Assumptions, a) }

// MoneyKind says what an amount means.
func (t *Table) MoneyKind(k reconcile.MoneyKind) string { return text(t.file.MoneyKinds, k) }

// Period says how often an amount is paid.
func (t *Table) Period(p reconcile.Period) string { return text(t.file.Periods, p) }

// Lack says why an amount is missing.
func (t *Table) Lack(l reconcile.Lack) string { return text(t.file.Lacks, l) }

// Assumptions returns every assumption that is explained, by code.
func (t *Table) Assumptions() []reconcile.Assumption {
	return slices.Sorted(maps.Keys(t.file.Assumptions))
}

// Outcome names what happens at the end of a term; no outcome has no name.
func (t *Table) Outcome(o reconcile.Outcome) string { return text(t.file.Outcomes, o) }

// OutcomeReason says why an outcome is what it is.
func (t *Table) OutcomeReason(r reconcile.Reason) string { return text(t.file.Reasons, r) }

// Severity names a severity.
func (t *Table) Severity(s reconcile.Severity) string { return text(t.file.Severities, s) }

// Urgency names an urgency.
func (t *Table) Urgency(u reconcile.Urgency) string { return text(t.file.Urgencies, u) }

// Owner names who has to act.
func (t *Table) Owner(o reconcile.Owner) string { return text(t.file.Owners, o) }

// Job names a job.
func (t *Table) Job(j reconcile.Job) string { return text(t.file.Jobs, j) }

// Counter says which rows a routine counter holds.
func (t *Table) Counter(c reconcile.Counter) string { return text(t.file.Counters, c) }

// Total names a control total.
func (t *Table) Total(total reconcile.Total) string { return text(t.file.Totals, total) }

// Delta names how a finding compares with the run before.
func (t *Table) Delta(d reconcile.Delta) string { return text(t.file.Deltas, d) }

// State names whether somebody has taken note of a finding.
func (t *Table) State(s reconcile.FindingState) string { return text(t.file.States, s) }

// Resolved says why a finding is no longer there.
func (t *Table) Resolved(r reconcile.ResolvedReason) string { return text(t.file.Resolved, r) }

// RunState names how a run ended.
func (t *Table) RunState(s reconcile.RunState) string { return text(t.file.Runs, s) }

// Trigger names what started a run.
func (t *Table) Trigger(trigger reconcile.Trigger) string { return text(t.file.Triggers, trigger) }

// CoverageStatus names whether a tenant was evaluated.
func (t *Table) CoverageStatus(evaluated bool) string {
	if evaluated {
		return t.file.Statuses.Evaluated
	}
	return t.file.Statuses.NotEvaluated
}

// Answer says why a rule fired or did not, for an explanation.
func (t *Table) Answer(why rules.Why) string { return text(t.file.Answers, why) }

// Miss says why one subscription does not replace another, as a template that Fill
// fills.
func (t *Table) Miss(why rules.Miss) string { return text(t.file.Misses, why) }

// Column returns the heading of a column by its key.
func (t *Table) Column(key string) string { return text(t.file.Columns, key) }

// Meaning says in one sentence what a word of the report means: a severity, an
// urgency, a delta, an outcome or a column, by its code. It is empty for one that
// needs no explanation.
func (t *Table) Meaning(kind, code string) string { return t.file.Meanings[kind][code] }

// watching are the wordings of what nobody watches.
type watching struct {
	NoMoves        string `toml:"no_moves"` // and nothing that could be watched
	NoMovesButOne  string `toml:"no_moves_but_one"`
	NoMovesButMany string `toml:"no_moves_but_many"`
	One            string `toml:"one"`
	Many           string `toml:"many"`
}

// Unwatched says in one sentence what of other sellers nobody watches; it is empty
// where everything is.
func (t *Table) Unwatched(s *reconcile.Summary) string {
	texts, n := &t.file.Watching, s.Routine[reconcile.CountUnwatched]
	var template string
	switch {
	case s.WithoutMoves && n == 0:
		template = texts.NoMoves
	case s.WithoutMoves && n == 1:
		template = texts.NoMovesButOne
	case s.WithoutMoves:
		template = texts.NoMovesButMany
	case n == 1:
		template = texts.One
	case n > 1:
		template = texts.Many
	}
	return fill(template, func(string) string { return t.integer(int64(n)) })
}

// missed are the wordings of what was new in reports that were never written.
type missed struct {
	Runs    string `toml:"runs"`
	Finding string `toml:"finding"`
}

// mostMissed is how many runs a sentence names.
const mostMissed = 5

// Missed says in one sentence which runs have no reports; it is empty where there are
// none.
func (t *Table) Missed(s *reconcile.Summary) string {
	if len(s.Missed) == 0 {
		return ""
	}
	var runs []string
	for i, m := range s.Missed {
		if i == mostMissed {
			runs = append(runs, "…")
			break
		}
		runs = append(runs, strconv.FormatInt(m.Seq, 10)+" ("+t.Day(reconcile.DayOf(m.AsOf))+")")
	}
	return Fill(t.file.Missed.Runs, "runs", strings.Join(runs, ", "))
}

// Ending says for how many customers delegated administration ends within some days or has
// ended, who they are, and what to do.
func (t *Table) Ending(customers, days int, names string) string {
	return Fill(t.file.Ending.Of(customers), "n", t.integer(int64(customers)), "days", t.integer(int64(days)), "names", names)
}

// MissedIn says in which run a finding was new whose reports were never written; it is
// empty where there is none.
func (t *Table) MissedIn(f *reconcile.Reported) string {
	if f.MissedIn == 0 {
		return ""
	}
	return Fill(t.file.Missed.Finding, "run", strconv.FormatInt(f.MissedIn, 10))
}

// CoverageReason says why a tenant was not evaluated, or what was left aside where
// it was, in one sentence, and in another why it could not be read where the source tells
// that; it is empty where there is nothing to say.
func (t *Table) CoverageReason(c *reconcile.Coverage) string {
	if c.Reason == "" {
		return ""
	}
	sentence := fill(text(t.file.Coverage, c.Reason), func(key string) string {
		switch key {
		case "source":
			return c.Source
		case "observed":
			if c.SourceAt.IsZero() { // of a run of an earlier version
				return t.Day(reconcile.DayOf(c.ObservedAt))
			}
			return t.Day(reconcile.DayOf(c.SourceAt))
		default:
			return ""
		}
	})
	if why := strings.TrimRight(OneLine(c.Why), ". "); why != "" {
		sentence = Fill(t.file.Writing.Because, "sentence", sentence, "why", why)
	}
	return sentence
}

// text returns the entry of a code, or the code itself.
func text[K ~string](entries map[K]string, code K) string {
	if entry, ok := entries[code]; ok {
		return entry
	}
	return string(code)
}
