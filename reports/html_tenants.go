package reports

import (
	"cmp"
	"slices"
	"strconv"

	"handover/reconcile"
)

// htmlTenant is the section of one tenant.
type htmlTenant struct {
	Number int // of the section
	ID     string

	report   *Report
	name     string
	coverage *reconcile.Coverage // nil: the run does not cover it
	findings int
	shown    int
	severity map[reconcile.Severity]int
	whole    []*reconcile.Reported // about the tenant as a whole
	moves    []*htmlMove
	byRow    map[string]*htmlMove
}

// htmlMove is a subscription of a tenant with what is known of it.
type htmlMove struct {
	findings []*reconcile.Reported
}

func newHTMLTenant(r *Report, number int, f *reconcile.Finding) *htmlTenant {
	return &htmlTenant{
		Number: number, ID: f.TenantID, report: r, name: f.TenantName,
		severity: map[reconcile.Severity]int{}, byRow: map[string]*htmlMove{},
	}
}

// add counts a finding and, where it is listed, puts it where it belongs.
func (t *htmlTenant) add(f *reconcile.Reported, listed bool) {
	t.findings++
	t.severity[f.Finding.Severity]++
	id := f.Finding.SubscriptionID
	move := t.byRow[id]
	switch {
	case !listed:
		return
	case id == "":
		t.whole = append(t.whole, f)
	case move != nil:
		move.findings = append(move.findings, f)
	case len(t.moves) < htmlMoves:
		move = &htmlMove{findings: []*reconcile.Reported{f}}
		t.byRow[id] = move
		t.moves = append(t.moves, move)
	default:
		return
	}
	t.shown++
}

// Tenants gives the sections.
func (p *htmlPage) Tenants() []*htmlTenant { return p.tenants }

// TenantsLeftOut says how many tenants have a section, where it is not all that
// have findings.
func (p *htmlPage) TenantsLeftOut() string { return p.leftOut(len(p.tenants), len(p.tenants)+p.more) }

// Name gives the tenant's name, or its id where it has none.
func (t *htmlTenant) Name() string { return nameOr(t.name, t.ID) }

// Severities counts the tenant's findings.
func (t *htmlTenant) Severities() []tallied {
	return talliedOf(reconcile.Severities(), t.severity, t.report.words.Severity, false)
}

// Facts gives what the run knows of the tenant.
func (t *htmlTenant) Facts() []labelled {
	r := t.report
	facts := []labelled{{r.heading("tenant_id"), t.ID}}
	if c := t.coverage; c != nil {
		facts = append(facts, labelled{r.heading("status"), r.words.CoverageStatus(c.Evaluated)})
		facts = append(facts, labelled{r.heading("reason"), r.words.NotEvaluated(c)})
		facts = append(facts, labelled{r.heading("subscriptions"), grouped(strconv.Itoa(c.Subscriptions))})
		facts = append(facts, labelled{r.heading("data_age_hours"), r.ageOf(c)})
	}
	return slices.DeleteFunc(facts, func(f labelled) bool { return f.Text == "" })
}

// LeftOut says how many of the tenant's findings its section names, where it is
// not all.
func (t *htmlTenant) LeftOut() string {
	return t.report.leftOut(t.shown, t.findings)
}

// Whole gives the findings about the tenant as a whole as marks of a timeline.
func (t *htmlTenant) Whole() []mark {
	var marks []mark
	for _, f := range t.whole {
		marks = append(marks, t.report.dueMark(f))
	}
	return marks
}

// Timelines gives a timeline for each subscription; all of a tenant have the
// same scale.
func (t *htmlTenant) Timelines() []timeline {
	lines := make([]timeline, 0, len(t.moves))
	span := daySpan{from: t.report.today, to: t.report.today}
	for _, move := range t.moves {
		line := t.report.timelineOf(move)
		for _, m := range line.Marks {
			span.include(m.Day)
		}
		lines = append(lines, line)
	}
	span = span.readable(t.report.today)
	for i := range lines {
		lines[i].place(span, t.report.today)
	}
	return lines
}

// offerOf names what a subscription is.
func offerOf(f *reconcile.Finding) string {
	return cmp.Or(shownText(f.OfferName), shownText(f.OfferID), shownText(f.SubscriptionID))
}
