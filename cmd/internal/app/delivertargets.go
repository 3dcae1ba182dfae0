package app

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/mail"
	"slices"
	"strings"

	"handover/cmd/internal/config"
	"handover/jobs/deliver"
	"handover/jobs/publish"
	"handover/reconcile"
	"handover/reports"
	"handover/sql/store"
)

// Targets returns the targets that are named, ready to send or only to be looked at. One
// that cannot be served, such as for want of its secret, is a result with that fault, and
// keeps no other one waiting.
func (d *Delivery) Targets(ctx context.Context, run int64, named []string, ready bool) (targets []*deliver.Target, broken []deliver.Result, err error) {
	names, err := d.Names(named)
	if err != nil {
		return nil, nil, err
	}
	report, err := d.store.Report(ctx, run)
	if err != nil {
		return nil, nil, err
	}
	for _, name := range names {
		t, err := d.target(ctx, report, name, ready)
		if err != nil {
			broken = append(broken, deliver.Result{Target: name, Err: err})
			continue
		}
		targets = append(targets, t)
	}
	return targets, broken, nil
}

// target puts together what serves one target.
func (d *Delivery) target(ctx context.Context, report *store.Report, name string, ready bool) (*deliver.Target, error) {
	c := d.settings.Deliver[name]
	options, err := reportOptions(d.settings, c.Language)
	if err != nil {
		return nil, err
	}
	options.NoMoney, options.Sent = c.NoMoney, true
	if options.Filter, err = d.cut(ctx, report, name, &c); err != nil {
		return nil, err
	}
	t := &deliver.Target{
		Name: name, What: deliver.What(c.What), When: deliver.When(c.When), Options: options, PerMinute: c.Minute(), PerDay: c.PerDay,
		Notices: isForOperators(&c),
	}
	if c.Mails() {
		t.Mailbox, t.Server, t.Beside = strings.ToLower(c.From), config.ViaGraph, d.beside(name, c.From)
		if c.Via == config.ViaMail {
			t.Server = strings.ToLower(c.Server)
		}
	}
	for _, to := range c.LettersTo {
		t.Parties = append(t.Parties, reports.Addressee(to))
	}
	for _, to := range c.To {
		t.To = append(t.To, mail.Address{Address: to})
	}
	switch {
	case t.What == deliver.Folder:
		t.Put, err = d.put(&c)
	case ready:
		t.Writer = writerOf(&c)
		t.Carrier, err = d.carrier(name, &c, options.Language)
	}
	return t, err
}

// beside returns the other targets whose letters a mailbox sends.
func (d *Delivery) beside(name, from string) (list []string) {
	for _, other := range slices.Sorted(maps.Keys(d.settings.Deliver)) {
		c := d.settings.Deliver[other]
		if other != name && deliver.What(c.What) == deliver.Letters && strings.EqualFold(c.From, from) {
			list = append(list, other)
		}
	}
	return list
}

// cut reads what a target's report is cut to.
func (d *Delivery) cut(ctx context.Context, report *store.Report, name string, c *config.Deliver) (filter reconcile.Filter, err error) {
	filter = reconcile.Filter{Owner: reconcile.Owner(c.Owner), Job: reconcile.Job(c.Job), Least: reconcile.Severity(c.Severity)}
	if c.Seller == "" && len(c.Tenants) == 0 {
		return filter, nil
	}
	snapshot, err := d.store.Snapshot(ctx, nil) // only knows sellers
	if err != nil {
		return filter, err
	}
	defer func() { err = errors.Join(err, snapshot.Close()) }()
	if filter.Seller, err = KnownSeller(ctx, snapshot, c.Seller); err != nil {
		return filter, fmt.Errorf("deliver.%s.seller: %w", name, err)
	}
	if filter.Tenants, err = CoveredTenants(ctx, report, c.Tenants); err != nil {
		return filter, fmt.Errorf("deliver.%s.tenants: %w", name, err)
	}
	return filter, nil
}

// put returns what copies the reports of a run below a folder.
func (d *Delivery) put(c *config.Deliver) (func(context.Context, reports.Stored, reports.Options) (string, error), error) {
	settings := *d.settings
	settings.Reports.Formats = c.Formats
	shelf, err := shelf(&settings, c.Dir)
	if err != nil {
		return nil, err
	}
	shelf.Keep = publish.Keep{}
	return shelf.Put, nil
}
