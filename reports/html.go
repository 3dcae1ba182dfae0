package reports

import (
	"bufio"
	"context"
	"fmt"
	"io"

	"handover/reconcile"
)

// The most that a page shows of each list; of what is left out the page says how
// much it is. They keep a page that a browser can open from any run, and bound
// the memory that it takes to make one.
const (
	htmlActions   = 5000
	htmlTenants   = 100
	htmlMoves     = 20 // per tenant
	htmlSteps     = 40 // per tenant
	htmlSoon      = 50
	htmlObstacles = 20 // at the top, and per tenant
	htmlChanged   = 500
	htmlResolved  = 500
	htmlCoverage  = 1000
)

// WriteHTML writes a page that stands on its own: styles, charts and a small
// script are part of it, and a policy in it forbids the browser to load anything
// else. It is read without the script, which only filters and sorts.
func WriteHTML(ctx context.Context, w io.Writer, r *Report) error {
	p := newHTMLPage(r)
	for _, read := range [...]func(context.Context) error{p.readFacts, p.readFindings, p.readPlan, p.readResolved, p.readCoverage} {
		if err := read(ctx); err != nil {
			return err
		}
	}
	templates, err := parseTemplates(r)
	if err != nil {
		return fmt.Errorf("parse templates: %w", err)
	}
	out := bufio.NewWriterSize(w, 64<<10)
	if err := templates.ExecuteTemplate(out, "page.html", p); err != nil {
		return fmt.Errorf("fill in the page: %w", err)
	}
	return out.Flush()
}

// htmlPage is what the templates show. Everything of which there is no bound is
// cut to one while it is read.
type htmlPage struct {
	*Report
	facts    []Fact // of the run
	heat     heat
	shown    First[reconcile.Reported] // the most urgent findings
	changed  First[reconcile.Reported]
	resolved First[reconcile.ResolvedFinding]
	plan     Upcoming

	tenants []*htmlTenant // with findings, the most urgent first, then those with a plan only
	more    int           // tenants that have no section

	// sections finds the section of a tenant by its id. It keeps an entry for each
	// tenant with findings or a plan, so that those left out can be counted.
	sections map[string]*htmlTenant

	refused  First[reconcile.Coverage] // tenants that were not evaluated
	accepted First[reconcile.Coverage]
}

func newHTMLPage(r *Report) *htmlPage {
	return &htmlPage{
		Report: r, heat: heat{today: r.Today}, plan: r.Upcoming(htmlDays, htmlSoon, htmlObstacles),
		shown: NewFirst[reconcile.Reported](htmlActions), changed: NewFirst[reconcile.Reported](htmlChanged),
		resolved: NewFirst[reconcile.ResolvedFinding](htmlResolved),
		refused:  NewFirst[reconcile.Coverage](htmlCoverage), accepted: NewFirst[reconcile.Coverage](htmlCoverage),
		sections: map[string]*htmlTenant{},
	}
}

func (p *htmlPage) readFacts(ctx context.Context) (err error) {
	p.facts, err = p.Report.Facts(ctx)
	return err
}

func (p *htmlPage) readFindings(ctx context.Context) error {
	for f, err := range p.Findings(ctx) {
		if err != nil {
			return err
		}
		p.heat.add(&f.Finding)
		if f.Delta == reconcile.Changed {
			p.changed.Add(f)
		}
		listed := p.shown.Add(f)
		if section := p.section(f.Finding.TenantID, f.Finding.TenantName, listed); section != nil {
			section.add(&f, listed)
		}
	}
	return nil
}

// section gives the section of a tenant, or nil where it has none: one is begun
// for what is listed only, while there is room.
func (p *htmlPage) section(id, name string, listed bool) *htmlTenant {
	section, known := p.sections[id]
	if known {
		return section
	}
	if !listed || len(p.tenants) == htmlTenants {
		p.sections[id] = nil
		p.more++
		return nil
	}
	section = newHTMLTenant(p, len(p.tenants)+1, id, name)
	p.sections[id] = section
	p.tenants = append(p.tenants, section)
	return section
}

func (p *htmlPage) readResolved(ctx context.Context) error {
	for f, err := range p.Report.Resolved(ctx) {
		if err != nil {
			return err
		}
		p.resolved.Add(f)
	}
	return nil
}

// readCoverage keeps the tenants that were not evaluated before all others.
func (p *htmlPage) readCoverage(ctx context.Context) error {
	for c, err := range p.Report.Coverage(ctx) {
		if err != nil {
			return err
		}
		if section := p.sections[c.TenantID]; section != nil {
			section.coverage = &c
		}
		if c.Evaluated {
			p.accepted.Add(c)
		} else {
			p.refused.Add(c)
		}
	}
	p.accepted.Rows = p.accepted.Rows[:min(len(p.accepted.Rows), htmlCoverage-len(p.refused.Rows))]
	return nil
}
