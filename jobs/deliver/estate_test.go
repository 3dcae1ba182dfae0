package deliver_test

import (
	"context"
	"net/mail"
	"slices"
	"time"

	"handover/jobs"
	"handover/jobs/deliver"
	"handover/reconcile"
	"handover/reports"
)

// targets are those of a house: its operators, whom it writes to, and a channel.
func (h *house) targets() []*deliver.Target {
	options := func(noMoney bool) reports.Options {
		return reports.Options{Partner: "Contoso Partner", Ours: []string{"us"}, Sent: true, NoMoney: noMoney}
	}
	target := func(name string, what deliver.What, when deliver.When) *deliver.Target {
		d := desk{h, name}
		return &deliver.Target{Name: name, What: what, When: when, Options: options(false), PerMinute: 25, Writer: d, Carrier: d}
	}
	operators := target("operators", deliver.Digest, deliver.Milestones)
	operators.To, operators.Notices = []mail.Address{{Address: "ops@partner.example"}}, true
	customers := target("customers", deliver.Letters, deliver.Milestones)
	operators.Mailbox, customers.Mailbox = "handover@partner.example", "handover@partner.example"
	customers.Parties = []reports.Addressee{reports.ToTenant, reports.ToSeller}
	channel := target("channel", deliver.Digest, deliver.OnlyNew)
	channel.Options = options(true)
	channel.Options.Filter.Least = reconcile.Critical
	return []*deliver.Target{operators, customers, channel}
}

func pause(ctx context.Context, wait time.Duration) error { return jobs.Pause(ctx, wait, nil) }

func contoso(address string) reconcile.Coverage {
	return reconcile.Coverage{TenantID: "contoso", Name: "Contoso", Evaluated: true, Contact: reconcile.Contact{Name: "Kim", Email: address}}
}

func fabrikam(evaluated bool) reconcile.Coverage {
	c := reconcile.Coverage{TenantID: "fabrikam", Name: "Fabrikam", Evaluated: evaluated, Contact: reconcile.Contact{Email: "office@fabrikam.example"}}
	if !evaluated {
		c.Reason, c.Source, c.ObservedAt = reconcile.StaleData, "csv", first
	}
	return c
}

func partners() reconcile.Sellers {
	return reconcile.Sellers{"northwind": {ID: "northwind", Name: "Northwind Licensing", ContactName: "Sasha", ContactEmail: "sasha@northwind.example"}}
}

func due(day int) reconcile.Due { return reconcile.DueDay(reconcile.NewDay(2026, time.November, day)) }

// agreementOf is what a customer has to do as a whole, by a day of December.
func agreementOf(tenant string, day int) reconcile.Finding {
	return reconcile.Finding{
		Code: "agreement-missing", Job: reconcile.ReadinessJob, Severity: reconcile.Medium, Owner: reconcile.OwnerCustomer,
		TenantID: tenant, TenantName: tenant, Due: reconcile.DueDay(reconcile.NewDay(2026, time.December, day)),
	}
}

// backupOf is what a customer has to save by a day of November.
func backupOf(tenant string, day int) reconcile.Finding {
	return reconcile.Finding{
		Code: "cancelled-backup", Job: reconcile.ExpiredDeadlinesJob, Severity: reconcile.Critical, Owner: reconcile.OwnerCustomer,
		TenantID: tenant, TenantName: tenant, SubscriptionID: "s-" + tenant, OfferName: "Plan", Due: due(day), LastDay: due(day).Day,
	}
}

// cancelBy is what the current partner of a customer has to do by a day of November.
func cancelBy(tenant string, day int) reconcile.Finding {
	task := reconcile.Task{Kind: reconcile.StepSetCancel, Owner: reconcile.OwnerSourcePartner}
	return reconcile.Finding{
		Code: "auto-renew-on", Job: reconcile.AutoRenewJob, Severity: reconcile.Critical, Owner: reconcile.OwnerSourcePartner,
		TenantID: tenant, TenantName: tenant, SubscriptionID: "r-" + tenant, OfferName: "Plan", SellerID: "northwind", SellerName: "Northwind Licensing",
		Due: due(day), LastDay: due(day).Day, Evidence: []reconcile.Evidence{{Key: "term", Value: "P1Y"}, {Key: "auto_renew", Value: "yes"}},
		Way: reconcile.Way{Route: reconcile.RouteRebuy, Step: reconcile.NextStep{Task: task}},
	}
}

// run stores a run that finds what it is given in the customers that it could look at.
func (h *house) run(coverage []reconcile.Coverage, sellers reconcile.Sellers, found ...reconcile.Finding) int64 {
	h.Helper()
	return h.runOf(reconcile.Jobs(), coverage, sellers, found...)
}

// runOf stores such a run of some jobs only.
func (h *house) runOf(some []reconcile.Job, coverage []reconcile.Coverage, sellers reconcile.Sellers, found ...reconcile.Finding) int64 {
	h.Helper()
	ctx := h.Context()
	lease, err := h.store.Acquire(ctx, "run", "test", time.Minute, h.now)
	h.must(err)
	record := reconcile.Run{AsOf: h.now(), StartedAt: h.now(), Trigger: reconcile.TriggerSchedule, Jobs: some, Policy: "p", PolicyHash: "h", Version: "v"}
	h.must(lease.Begin(ctx, &record))
	ofOthers := slices.DeleteFunc(slices.Clone(h.known), func(k reconcile.KnownFinding) bool { return slices.Contains(some, k.Finding.Job) })
	batch, summary := h.judge(&record, coverage, found)
	h.known = append(h.known, ofOthers...)
	batch.Sellers = sellers
	h.must(lease.Save(ctx, record.Seq, batch))
	record.Summary, record.State, record.FinishedAt = summary, reconcile.RunComplete, h.now()
	h.must(lease.Publish(ctx, &record))
	h.must(lease.Release(ctx))
	return record.Seq
}

// judge compares what was found with what is known, tenant by tenant.
func (h *house) judge(record *reconcile.Run, coverage []reconcile.Coverage, found []reconcile.Finding) (reconcile.Batch, reconcile.Summary) {
	today, tally := reconcile.DayOf(record.AsOf), reconcile.NewTally(record.AsOf)
	batch := reconcile.Batch{Coverage: coverage}
	var known []reconcile.KnownFinding
	for _, c := range coverage {
		var before []reconcile.KnownFinding
		for _, k := range h.known {
			if k.Finding.TenantID == c.TenantID {
				before = append(before, k)
			}
		}
		result := reconcile.Result{}
		for _, f := range found {
			if f.ID = f.Identify(); f.TenantID == c.TenantID {
				result.Findings = append(result.Findings, f)
			}
		}
		changes := reconcile.Keep(before, record.Jobs, today)
		if c.Evaluated {
			changes = reconcile.Diff(before, &result, record.Jobs, today)
		}
		for _, l := range changes.Listed {
			known = append(known, reconcile.KnownFinding{Finding: l.Finding, Open: true, FirstSeen: record.AsOf})
			tally.AddFinding(&l.Finding, l.Delta, l.State)
		}
		for range changes.Resolved {
			tally.AddResolved()
		}
		tally.Settle()
		tally.AddCoverage(&c)
		batch.Versions, batch.Resolved = append(batch.Versions, changes.Versions...), append(batch.Resolved, changes.Resolved...)
	}
	h.known = known
	return batch, tally.Summary()
}
