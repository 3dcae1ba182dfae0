package words

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"handover/reconcile"
	"handover/reconcile/rules"
)

// DefaultLanguage is the language of a report for which none was chosen.
const DefaultLanguage = "en"

// Table holds every text of one language. A code that it does not know is
// shown as it is.
type Table struct {
	// Language is its tag, such as en.
	Language string

	// Labels are the fixed texts of the formats.
	Labels Labels

	findings    map[reconcile.Code]phrases
	assumptions map[reconcile.Assumption]string
	bases       map[reconcile.Basis]string
	outcomes    map[reconcile.Outcome]string
	reasons     map[reconcile.Reason]string
	coverage    map[reconcile.CoverageReason]string
	severities  map[reconcile.Severity]string
	urgencies   map[reconcile.Urgency]string
	owners      map[reconcile.Owner]string
	actors      map[reconcile.Owner]string // owners within a sentence
	jobs        map[reconcile.Job]string
	counters    map[reconcile.Counter]string
	totals      map[reconcile.Total]string
	deltas      map[reconcile.Delta]string
	states      map[reconcile.FindingState]string
	resolved    map[reconcile.ResolvedReason]string
	runs        map[reconcile.RunState]string
	triggers    map[reconcile.Trigger]string
	statuses    map[bool]string // of a tenant: evaluated or not
	answers     map[rules.Why]string
	values      map[string]map[string]string // words for codes in evidence, by key
	columns     map[string]string
	meanings    map[string]string // what a word of the report means, by kind/code

	steps     map[reconcile.StepKind]stepPhrases
	routes    map[reconcile.Route]string
	obstacles map[reconcile.ObstacleCode]alternatives
	against   map[reconcile.Against]string // reasons against a route, about the subscription
	remedies  map[reconcile.RemedyCode]remedyPhrases
	elsewhere string            // a source in another tenant than its replacement
	named     string            // a source with the name of its offer
	noEnd     string            // what stands for a day that never comes
	facts     map[string]string // what a field or evidence of a finding is called within a line
	flags     map[string]string // a fact that is a yes or a no

	conditions map[reconcile.Code][]condition
}

// Languages gives the tags of the languages, the default one first.
func Languages() []string {
	var tags []string
	for _, t := range tables() {
		tags = append(tags, t.Language)
	}
	return tags
}

// Lookup gives the table of a language; the empty tag is the default one.
func Lookup(language string) (*Table, error) {
	language = cmp.Or(language, DefaultLanguage)
	all := tables()
	at := slices.IndexFunc(all, func(t *Table) bool { return t.Language == language })
	if at < 0 {
		return nil, fmt.Errorf("language %q is not known; choose %s", language, strings.Join(Languages(), ", "))
	}
	table := all[at]
	table.conditions = conditionsByCode()
	return table, nil
}

func tables() []*Table { return []*Table{english(), german(), chinese()} }

// Assumption explains in one line what a finding rests on.
func (t *Table) Assumption(a reconcile.Assumption) string { return text(t.assumptions, a) }

// Assumptions gives every assumption that is explained, by code.
func (t *Table) Assumptions() []reconcile.Assumption { return slices.Sorted(maps.Keys(t.assumptions)) }

// Outcome names what happens at the end of a term; no outcome has no name.
func (t *Table) Outcome(o reconcile.Outcome) string { return text(t.outcomes, o) }

// OutcomeReason says why an outcome is what it is.
func (t *Table) OutcomeReason(r reconcile.Reason) string { return text(t.reasons, r) }

// Severity names a severity.
func (t *Table) Severity(s reconcile.Severity) string { return text(t.severities, s) }

// Urgency names an urgency.
func (t *Table) Urgency(u reconcile.Urgency) string { return text(t.urgencies, u) }

// Owner names who has to act.
func (t *Table) Owner(o reconcile.Owner) string { return text(t.owners, o) }

// Job names a job.
func (t *Table) Job(j reconcile.Job) string { return text(t.jobs, j) }

// Counter says which rows a routine counter holds.
func (t *Table) Counter(c reconcile.Counter) string { return text(t.counters, c) }

// Total names a control total.
func (t *Table) Total(total reconcile.Total) string { return text(t.totals, total) }

// Delta names how a finding compares with the run before.
func (t *Table) Delta(d reconcile.Delta) string { return text(t.deltas, d) }

// State names whether somebody has taken note of a finding.
func (t *Table) State(s reconcile.FindingState) string { return text(t.states, s) }

// Resolved says why a finding is no longer there.
func (t *Table) Resolved(r reconcile.ResolvedReason) string { return text(t.resolved, r) }

// RunState names how a run ended.
func (t *Table) RunState(s reconcile.RunState) string { return text(t.runs, s) }

// Trigger names what started a run.
func (t *Table) Trigger(trigger reconcile.Trigger) string { return text(t.triggers, trigger) }

// CoverageStatus names whether a tenant was evaluated.
func (t *Table) CoverageStatus(evaluated bool) string { return t.statuses[evaluated] }

// Answer says why a rule fired or did not, for an explanation.
func (t *Table) Answer(why rules.Why) string { return text(t.answers, why) }

// Column gives the heading of a column by its key.
func (t *Table) Column(key string) string { return text(t.columns, key) }

// Meaning says in one sentence what a word of the report means: a severity, an
// urgency, a delta, an outcome or a column, by its code. It is empty for one that
// needs no explanation.
func (t *Table) Meaning(kind, code string) string { return t.meanings[kind+"/"+code] }

// NotEvaluated says why a tenant was not evaluated, in one sentence; it is
// empty for one that was.
func (t *Table) NotEvaluated(c *reconcile.Coverage) string {
	if c.Evaluated {
		return ""
	}
	return fill(text(t.coverage, c.Reason), func(key string) string {
		switch key {
		case "source":
			return c.Source
		case "observed":
			return reconcile.DayOf(c.ObservedAt).String()
		default:
			return ""
		}
	})
}

// text gives the entry of a code, or the code itself.
func text[K ~string](entries map[K]string, code K) string {
	if entry, ok := entries[code]; ok {
		return entry
	}
	return string(code)
}
