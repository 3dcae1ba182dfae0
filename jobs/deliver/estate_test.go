package deliver_test

import (
	"context"
	"net/mail"
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
