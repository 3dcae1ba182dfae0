package sync

import (
	"context"
	"errors"

	"github.com/rs/zerolog"

	"handover/jobs/sync/remote"
	"handover/reconcile"
)

// Probe is what a few calls tell of a remote: whether a sync can read it.
type Probe struct {
	Calls     []ProbedCall
	Customers int64 // that it lists, or that it says there are
	More      bool  // there are more of them than that
	Ending    []Ending
}

// ProbedCall is a call that was tried.
type ProbedCall struct {
	Name string
	Err  error // why it does not work; a *RefusedError concerns one customer only; nil: it works
}

func (p *Probe) tried(name string, err error) bool {
	p.Calls = append(p.Calls, ProbedCall{name, err})
	return err == nil
}

// Probe tries the calls of a sync, those of a customer with the first one of the list.
func (p *PartnerCenter) Probe(ctx context.Context) *Probe {
	const name = "list customers"
	probe := &Probe{}
	pages := pager{client: p.Client, size: p.PageSize, call: ask(name, "v1/customers")}
	page, err := pages.next(ctx)
	if !probe.tried(name, err) {
		return probe
	}
	came := int64(len(page.Items))
	probe.Customers, probe.More = max(came, page.TotalCount), !pages.ended && page.TotalCount <= came
	for _, item := range page.Items {
		tenant := customerOf(item).tenant()
		if tenant == "" {
			continue
		}
		path := "v1/customers/" + tenant
		_, subscriptions, err := p.collection(ctx, "list subscriptions", path+"/subscriptions", subscriptionsFormat)
		probe.tried("list subscriptions", err)
		if upgraded := p.mayBeUpgraded(subscriptions); len(upgraded) > 0 {
			_, err = p.transitions(ctx, path, upgraded[0])
			probe.tried("list transitions", err)
		}
		_, _, err = p.collection(ctx, "list transfers", path+"/transfers", transfersFormat)
		probe.tried("list transfers", err)
		return probe
	}
	return probe
}

// Probe reads the list of relationships, and tries the calls of a customer with the first
// one whose relationship holds. It tells whose relationships end within 30 days.
func (g *Graph) Probe(ctx context.Context) *Probe {
	quiet := *g
	quiet.Log = zerolog.Nop() // what a sync would log stands in the probe
	probe := &Probe{}
	list, err := quiet.List(ctx)
	if err == nil && list.Lacks != "" {
		err = errors.New(list.Lacks)
	}
	probe.tried("list delegated admin relationships", err)
	if list == nil {
		return probe
	}
	probe.Customers = int64(len(list.Customers))
	probe.Ending = EndingSoon(list, reconcile.DayOf(g.Now()))
	for r := range relationshipsOf(list) {
		if _, holds := r.ends(); !holds || r.tenant() == "" {
			continue
		}
		_, err = g.Customer(ctx, r.tenant())
		probe.tried("read the subscriptions of a customer", err)
		return probe
	}
	return probe
}

// Probe asks for an export that does not exist: where that is all that is wrong with it, an
// export can be asked for.
func (b *Billing) Probe(ctx context.Context) *Probe {
	const name = "ask how far an export is"
	probe := &Probe{}
	_, err := b.Client.Do(ctx, remote.Call{Name: name, Path: exports + "operations/00000000-0000-0000-0000-000000000000"})
	if fault, failed := errors.AsType[*remote.Fault](err); failed && (fault.Kind == remote.NotFound || fault.Kind == remote.BadRequest) {
		err = nil
	}
	probe.tried(name, err)
	return probe
}
