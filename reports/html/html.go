package html

import (
	"bufio"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"slices"
	"strings"

	"handover/reconcile"
	"handover/reports"
)

// The most that a page shows of each list; of what is left out the page says how
// much it is. They keep a page that a browser can open from any run, and bound
// the memory that it takes to make one.
const (
	mostActions   = 5000
	mostTenants   = 100
	mostMoves     = 20 // per tenant
	mostSteps     = 40 // per tenant
	mostSoon      = 50
	mostObstacles = 20 // at the top, and per tenant
	mostChanged   = 500
	mostResolved  = 500
	mostCovered   = 1000
)

// Write writes a page that stands on its own: styles, charts and a small
// script are part of it, and a policy in it forbids the browser to load anything
// else. It is read without the script, which only filters and sorts.
func Write(ctx context.Context, w io.Writer, r *reports.Report) error {
	p := newPage(r)
	for _, read := range [...]func(context.Context) error{p.readBriefing, p.readFacts, p.readFindings, p.readPlan, p.readResolved, p.readCustomers} {
		if err := read(ctx); err != nil {
			return err
		}
	}
	templates, err := parseTemplates(p)
	if err != nil {
		return fmt.Errorf("parse templates: %w", err)
	}
	out := bufio.NewWriterSize(w, 64<<10)
	if err := templates.ExecuteTemplate(out, "page.html", p); err != nil {
		return fmt.Errorf("fill in the page: %w", err)
	}
	return out.Flush()
}

// page is what the templates show. Everything of which there is no bound is
// cut to one while it is read.
type page struct {
	*reports.Report
	Facts    []reports.Fact // of the run
	briefing reports.Briefing
	partners []reports.Partner
	heat     heat
	shown    reports.First[reconcile.Reported] // the most urgent findings
	changed  reports.First[reconcile.Reported]
	missed   reports.First[reconcile.Reported]
	resolved reports.First[reconcile.ResolvedFinding]
	plan     reports.Upcoming

	tenants  []*tenant          // with findings, the most urgent first, then those with a plan only
	sections map[string]*tenant // by the tenant's id

	// more holds a mark of each tenant with findings or a plan that has no section, so
	// that they can be counted: a part of the SHA-256 of its id, since the id would take
	// several times as much memory.
	more map[[16]byte]struct{}

	refused  reports.First[reconcile.Coverage] // tenants that were not evaluated
	accepted reports.First[reconcile.Coverage]

	customers     []customer // with something to be done, or not checked
	customersLeft int        // of these, how many are not listed
}

func newPage(r *reports.Report) *page {
	return &page{
		Report: r, heat: heat{asOf: r.AsOf, today: r.Today}, plan: r.Upcoming(soonDays, mostSoon, mostObstacles),
		shown: reports.NewFirst[reconcile.Reported](mostActions), changed: reports.NewFirst[reconcile.Reported](mostChanged),
		missed:   reports.NewFirst[reconcile.Reported](mostChanged),
		resolved: reports.NewFirst[reconcile.ResolvedFinding](mostResolved),
		refused:  reports.NewFirst[reconcile.Coverage](mostCovered), accepted: reports.NewFirst[reconcile.Coverage](mostCovered),
		sections: map[string]*tenant{}, more: map[[16]byte]struct{}{},
	}
}

// readFacts reads what is known of the run, but for what the warnings say already.
func (p *page) readFacts(ctx context.Context) error {
	facts, err := p.Report.Facts(ctx)
	p.Facts = slices.DeleteFunc(facts, func(f reports.Fact) bool { return f.Kind != reports.UsualFact })
	return err
}

func (p *page) readFindings(ctx context.Context) error {
	for f, err := range p.Findings(ctx) {
		if err != nil {
			return err
		}
		p.heat.add(&f.Finding)
		if f.Delta == reconcile.Changed {
			p.changed.Add(f)
		}
		if f.MissedIn != 0 {
			p.missed.Add(f)
		}
		listed := p.shown.Add(f)
		if section := p.section(f.Finding.TenantID, f.Finding.TenantName, listed); section != nil {
			section.add(&f, listed)
		}
	}
	return nil
}

// section returns the section of a tenant, or nil where it has none: one is begun
// for what is listed only, while there is room.
func (p *page) section(id, name string, listed bool) *tenant {
	if section := p.sections[id]; section != nil {
		return section
	}
	mark := shortOf(id)
	_, without := p.more[mark]
	if without || !listed || len(p.tenants) == mostTenants {
		p.more[mark] = struct{}{}
		return nil
	}
	id = strings.Clone(id) // else the whole row would be kept with it
	section := newTenant(p, len(p.tenants)+1, id, name)
	p.sections[id] = section
	p.tenants = append(p.tenants, section)
	return section
}

func shortOf(id string) [16]byte {
	sum := sha256.Sum256([]byte(id))
	return [16]byte(sum[:16])
}

func (p *page) readResolved(ctx context.Context) error {
	for f, err := range p.Report.Resolved(ctx) {
		if err != nil {
			return err
		}
		p.resolved.Add(f)
	}
	return nil
}
