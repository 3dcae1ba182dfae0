package comparison

import (
	"strings"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/words"
)

// title says which runs are compared, and as of when they were.
func (c *Comparison) title() string {
	return words.Fill(c.Words.Comparison().Title, "before", c.named(&c.Before), "after", c.named(&c.After))
}

func (c *Comparison) named(run *reconcile.Run) string {
	return words.Fill(c.Words.Comparison().Run, "run", reports.RunID(run), "as_of", c.Zoned(run.AsOf))
}

// scope says what is compared, and what only one of the runs looked at, a few tenants by
// their names.
func (c *Comparison) scope() []string {
	l := &c.Words.Labels
	lines := []string{c.Pair(l.Jobs, c.jobs(c.Jobs)), c.Pair(l.Tenants, c.Number(c.Tenants))}
	for _, only := range [...]struct {
		run     *reconcile.Run
		jobs    []reconcile.Job
		tenants []reconcile.Party
	}{{&c.Before, c.JobsBefore, c.TenantsBefore}, {&c.After, c.JobsAfter, c.TenantsAfter}} {
		var parts []string
		if len(only.jobs) > 0 {
			parts = append(parts, c.Pair(l.Jobs, c.jobs(only.jobs)))
		}
		if len(only.tenants) > 0 {
			parts = append(parts, c.Pair(l.Tenants, c.tenants(only.tenants)))
		}
		if len(parts) > 0 {
			lines = append(lines, c.Pair(words.Fill(c.Words.Comparison().Only, "run", reports.RunID(only.run)), c.InOneLine(parts)))
		}
	}
	return lines
}

func (c *Comparison) jobs(jobs []reconcile.Job) string {
	if len(jobs) == len(reconcile.Jobs()) {
		return c.Words.Labels.AllJobs
	}
	names := make([]string, 0, len(jobs))
	for _, job := range jobs {
		names = append(names, c.Words.Job(job))
	}
	return strings.Join(names, ", ")
}

// mostNamed is how many tenants a line names.
const mostNamed = 5

func (c *Comparison) tenants(list []reconcile.Party) string {
	named := reports.NewFirst[string](mostNamed)
	for i := range list {
		named.Add(reports.NameOr(list[i].Name, list[i].ID))
	}
	return c.Names(&named)
}

// counts says how much is new, changed and listed no longer, and why.
func (c *Comparison) counts() string {
	var parts []string
	for _, delta := range [...]reconcile.Delta{reconcile.New, reconcile.Reopened, reconcile.Changed} {
		parts = append(parts, c.Pair(c.Words.Delta(delta), c.Number(c.Deltas[delta])))
	}
	for _, reason := range append(reconcile.ResolvedReasons(), "") {
		if n := c.Resolved[reason]; n > 0 {
			parts = append(parts, c.Pair(c.reason(reason), c.Number(n)))
		}
	}
	return c.InOneLine(append(parts, c.Pair(c.Words.Delta(reconcile.Unchanged), c.Number(c.Deltas[reconcile.Unchanged]))))
}

// reason says why a finding is listed no longer.
func (c *Comparison) reason(reason reconcile.ResolvedReason) string {
	if reason == "" {
		return c.Words.Labels.BridgeSuppressed
	}
	return c.Words.Labels.NoLonger + ", " + c.Words.Resolved(reason)
}

// details says what has changed about a finding, and its amount where it is another one.
func (c *Comparison) details(p *reconcile.Passage) string {
	if p.After == nil {
		return c.reason(p.Reason)
	}
	var parts []string
	for _, d := range p.Differences() {
		parts = append(parts, c.Words.Difference(d))
	}
	if p.Before != nil {
		was, is := p.Before.Finding.Exposure.Amount, p.After.Finding.Exposure.Amount
		if was != is {
			parts = append(parts, c.Pair(c.Words.Labels.Exposure, orDash(c.AmountText(was))+" → "+orDash(c.AmountText(is))))
		}
	}
	return c.InOneLine(parts)
}

// word names what became of a finding.
func (c *Comparison) word(p *reconcile.Passage) string {
	if p.After == nil {
		return c.Words.Labels.NoLonger
	}
	return c.Words.Delta(p.Delta)
}

// status says how a run covered a tenant.
func (c *Comparison) status(coverage *reconcile.Coverage) string {
	status := c.Words.CoverageStatus(coverage.Evaluated)
	if why := c.Words.CoverageReason(coverage); why != "" {
		return c.Pair(status, why)
	}
	return status
}

// finding returns a finding as the later run lists it, else as the earlier one did.
func finding(p *reconcile.Passage) *reconcile.Finding {
	if p.After == nil {
		return &p.Before.Finding
	}
	return &p.After.Finding
}

func orDash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}
