package html

import (
	"slices"

	"handover/reconcile"
	"handover/reports"
)

// tenant is the section of one tenant.
type tenant struct {
	Number int // of the section
	ID     string

	page     *page
	name     string
	coverage *reconcile.Coverage // nil: the run does not cover it
	findings int
	shown    int
	severity map[reconcile.Severity]int
	whole    []*reconcile.Reported // about the tenant as a whole
	moves    []*subscription
	byRow    map[string]*subscription

	obstacles reports.First[reconcile.Planned]
	steps     reports.First[reconcile.Planned]
}

// subscription is a subscription of a tenant with what is known of it: findings, or
// steps of its move, or both.
type subscription struct {
	findings []*reconcile.Reported
	steps    []*reconcile.PlanStep
}

func newTenant(p *page, number int, id, name string) *tenant {
	return &tenant{
		Number: number, ID: id, page: p, name: name,
		severity: map[reconcile.Severity]int{}, byRow: map[string]*subscription{},
		obstacles: reports.NewFirst[reconcile.Planned](mostObstacles), steps: reports.NewFirst[reconcile.Planned](mostSteps),
	}
}

// add counts a finding and, where it is listed, puts it where it belongs.
func (t *tenant) add(f *reconcile.Reported, listed bool) {
	t.findings++
	t.severity[f.Finding.Severity]++
	switch id := f.Finding.SubscriptionID; {
	case !listed:
		return
	case id == "":
		t.whole = append(t.whole, f)
	default:
		move := t.move(id)
		if move == nil {
			return
		}
		move.findings = append(move.findings, f)
	}
	t.shown++
}

// plan adds a line of the plan. A step stands at the move of its source too, in
// the tenant where the source is.
func (t *tenant) plan(line *reconcile.Planned) {
	if line.Obstacle != nil {
		t.obstacles.Add(*line)
		return
	}
	t.steps.Add(*line)
	if line.Step.TenantID != t.ID {
		return
	}
	if move := t.move(line.Step.SourceID); move != nil {
		move.steps = append(move.steps, line.Step) // a handful: a move has each kind once
	}
}

// move returns what is kept of a subscription, or nil where there is no room.
func (t *tenant) move(id string) *subscription {
	move := t.byRow[id]
	if move == nil && len(t.moves) < mostMoves {
		move = &subscription{}
		t.byRow[id] = move
		t.moves = append(t.moves, move)
	}
	return move
}

// Tenants returns the sections.
func (p *page) Tenants() []*tenant { return p.tenants }

// TenantsLeftOut says how many tenants have a section, where it is not all that
// have findings or a plan.
func (p *page) TenantsLeftOut() string { return p.leftOut(len(p.tenants), len(p.tenants)+len(p.more)) }

// Name returns the tenant's name, or its id where it has none. Of a tenant that a
// move leaves the plan knows no name.
func (t *tenant) Name() string {
	if t.name == "" && t.coverage != nil {
		return reports.NameOr(t.coverage.Name, t.ID)
	}
	return reports.NameOr(t.name, t.ID)
}

// Severities counts the tenant's findings.
func (t *tenant) Severities() []reports.Counted {
	return reports.CountsOf(reconcile.Severities(), t.severity, t.page.Words.Severity, false)
}

// Facts returns what the run knows of the tenant, its id last.
func (t *tenant) Facts() []labelled {
	r := t.page
	var facts []labelled
	if c := t.coverage; c != nil {
		facts = append(facts, labelled{r.Heading("domain"), c.Domain}, labelled{r.Heading("contact_name"), reports.ContactText(c.Contact)})
		facts = append(facts, labelled{r.Heading("status"), r.Words.CoverageStatus(c.Evaluated)})
		facts = append(facts, labelled{r.Heading("reason"), r.Words.CoverageReason(c)})
		facts = append(facts, labelled{r.Heading("subscriptions"), r.Number(c.Subscriptions)})
		facts = append(facts, labelled{r.Words.Labels.DataAge, r.DataAgeText(c)})
		facts = append(facts, labelled{r.Heading("delegated_until"), r.DayText(c.DelegatedUntil)})
	}
	facts = append(facts, labelled{r.Heading("tenant_id"), t.ID})
	return slices.DeleteFunc(facts, func(f labelled) bool { return f.Text == "" })
}

// LeftOut says how many of the tenant's findings its section names, where it is
// not all.
func (t *tenant) LeftOut() string {
	return t.page.leftOut(t.shown, t.findings)
}

// Counts counts the tenant's plan.
func (t *tenant) Counts() []reports.Counted {
	l := &t.page.Words.Labels
	var list []reports.Counted
	for _, c := range []reports.Counted{{Word: l.PlannedSteps, N: t.steps.All}, {Word: l.Obstacles, N: t.obstacles.All}} {
		if c.N > 0 {
			list = append(list, c)
		}
	}
	return list
}

// Obstacles returns what stands in the way of the tenant's plan.
func (t *tenant) Obstacles() []planned { return t.page.plannedOf(t.obstacles.Rows) }

// ObstaclesLeftOut says how many of them are shown, where it is not all.
func (t *tenant) ObstaclesLeftOut() string {
	return t.page.planLeftOut(len(t.obstacles.Rows), t.obstacles.All)
}

// Steps returns the tenant's steps by day.
func (t *tenant) Steps() []planned { return t.page.plannedOf(t.steps.Rows) }

// StepsLeftOut says how many of them are shown, where it is not all.
func (t *tenant) StepsLeftOut() string { return t.page.planLeftOut(len(t.steps.Rows), t.steps.All) }

// Whole returns the findings about the tenant as a whole as marks of a timeline.
func (t *tenant) Whole() []mark {
	var marks []mark
	for _, f := range t.whole {
		marks = append(marks, t.page.dueMark(f))
	}
	return marks
}

// Timelines returns a timeline for each subscription; all of a tenant have the
// same scale.
func (t *tenant) Timelines() []timeline {
	lines := make([]timeline, 0, len(t.moves))
	span := daySpan{from: t.page.Today, to: t.page.Today}
	for _, move := range t.moves {
		line := t.page.timelineOf(move)
		for _, m := range line.Marks {
			span.include(m.Day)
			span.include(m.safe)
		}
		lines = append(lines, line)
	}
	span = span.readable(t.page.Today)
	for i := range lines {
		lines[i].place(span, t.page.Today)
	}
	return lines
}
