package reportstest

import (
	"time"

	"handover/reconcile"
)

// Tailspin is a second partner, whom another customer is to leave.
const Tailspin = "ffffffff-0000-4000-8000-000000000006"

// Correspondence returns a run whose parties are written to in a language: two customers,
// of which one was not checked, two current partners, and one that nobody knows.
func Correspondence(language string) *Source {
	who := func(name, email string) reconcile.Contact {
		return reconcile.Contact{Name: name, Email: email, Language: language}
	}
	coverage := []reconcile.Coverage{
		{TenantID: Contoso, Name: "Contoso", Domain: "contoso.example", Contact: who("Kim", "kim@contoso.example"), Evaluated: true},
		{TenantID: Fabrikam, Name: "Fabrikam", Contact: who("", "office@fabrikam.example"), Reason: reconcile.StaleData, Source: "csv", SourceAt: at("2026-11-15T22:10:00Z")},
		{TenantID: Northwind, Name: "Northwind", Contact: who("Alex", "alex@northwind.example"), Evaluated: true},
	}
	return NewSource(Run(), coverage, correspondence(), nil).WithSellers(
		reconcile.Seller{ID: seller, Name: "Adventure Licensing", ContactName: "Sasha", ContactEmail: "sasha@adventure.example", Language: language},
		reconcile.Seller{ID: Tailspin, Name: "Tailspin Cloud", Language: language},
		reconcile.Seller{ID: "us", Name: "Contoso Partner", Language: language},
	)
}

func correspondence() []reconcile.Reported {
	asked := letterTo(reconcile.OwnerSourcePartner, "auto-renew-on", "s-01", 7)
	asked.Way = wayOf(reconcile.RoutePartnerTransfer, "2026-11-26", reconcile.StepCreateRequest, reconcile.StepAcceptRequest)
	bought := wayOf(reconcile.RouteRebuy, "", reconcile.StepOrder, reconcile.StepSetCancel)
	asked.Way.Else = bought.Tasks()
	late := letterTo(reconcile.OwnerSourcePartner, "est-running-duplicate", "s-02", -10)
	late.Way = wayOf(reconcile.RouteRebuy, "2026-11-10", reconcile.StepCancelEST)
	late.TenantID, late.TenantName = Fabrikam, "Fabrikam"
	expiring := withoutRow(letterTo(reconcile.OwnerSourcePartner, "transfer-expiring", "", 0))
	expiring.Owner, expiring.SellerID, expiring.SellerName = reconcile.OwnerSourcePartner, seller, "Adventure Licensing"
	expiring.Due, expiring.Evidence = reconcile.DueAt(at("2026-11-24T12:00:00Z")), []reconcile.Evidence{{Key: "transfer", Value: "t-1"}, {Key: "items", Value: "3"}}
	theirs := letterTo(reconcile.OwnerSourcePartner, "auto-renew-on", "s-03", 30)
	theirs.SellerID, theirs.SellerName, theirs.OfferName = Tailspin, "Tailspin Cloud", "Visio Plan 2"
	theirs.Way = wayOf(reconcile.RouteRebuy, "2026-12-20", reconcile.StepOrder, reconcile.StepSetCancel)
	nobodys := theirs
	nobodys.SubscriptionID, nobodys.SellerID, nobodys.SellerName = "s-04", "", ""
	far := asked
	far.SubscriptionID, far.Due = "s-05", reconcile.DueDay(day("2027-03-31"))

	agreement := withoutRow(letterTo(reconcile.OwnerCustomer, "agreement-missing", "", 5))
	agreement.Owner = reconcile.OwnerCustomer
	direct := letterTo(reconcile.OwnerCustomer, "est-auto-convert", "s-11", 12)
	direct.Exposure = money(20600, "EUR")
	direct.Way = wayOf(reconcile.RouteRebuy, "2026-12-02", reconcile.StepOrder, reconcile.StepSetCancel)
	direct.Way.Then[0].Owner = reconcile.OwnerCustomer
	backup := letterTo(reconcile.OwnerCustomer, "cancelled-backup", "s-12", 2)
	backup.TenantID, backup.TenantName = Fabrikam, "Fabrikam"
	deleted := letterTo(reconcile.OwnerCustomer, "data-deleted", "s-13", 0)
	deleted.Due = reconcile.Due{}
	off := reported(letterTo(reconcile.OwnerCustomer, "credit-candidate", "s-14", 40), reconcile.Unchanged)
	off.State = reconcile.StateSnoozed
	ours := letterTo(reconcile.OwnerUs, "cancel-without-cover", "s-21", 3)
	ours.Way = wayOf(reconcile.RouteRebuy, "2026-11-23", reconcile.StepOrder)
	old := reported(late, reconcile.NotEvaluated)
	oldBackup := reported(backup, reconcile.NotEvaluated)
	list := []reconcile.Reported{old, oldBackup, off}
	for _, f := range []reconcile.Finding{asked, expiring, theirs, nobodys, far, agreement, direct, deleted, ours} {
		list = append(list, reported(f, reconcile.New))
	}
	return list
}

// letterTo makes a finding of Contoso that somebody has to act on some days after the run.
func letterTo(owner reconcile.Owner, code reconcile.Code, subscription string, days int) reconcile.Finding {
	f := finding(code, reconcile.AutoRenewJob, reconcile.Critical, subscription)
	today := reconcile.DayOf(Run().AsOf)
	f.Owner, f.Due, f.LastDay = owner, reconcile.DueDay(today.AddDays(days)), today.AddDays(days)
	f.SellerName, f.Evidence = "Adventure Licensing", []reconcile.Evidence{{Key: "term", Value: "P1Y"}, {Key: "auto_renew", Value: "yes"}}
	f.Quantity = reconcile.CountOf(int64(20 + days))
	if owner == reconcile.OwnerCustomer {
		f.SellerID, f.SellerName = "", ""
	}
	return f
}

// Work returns a run in which so many customers have a few things to do each, a few of
// which their partners have.
func Work(customers int) *Source {
	var findings []reconcile.Reported
	for i := range customers {
		id := reconcile.NewDay(2000, time.January, 1).AddDays(i).String()
		for k, owner := range []reconcile.Owner{reconcile.OwnerCustomer, reconcile.OwnerSourcePartner, reconcile.OwnerUs} {
			f := letterTo(owner, "auto-renew-on", id+string(rune('a'+k)), i%80)
			f.TenantID, f.TenantName, f.SellerID = "tenant-"+id, "Customer "+id, "seller-"+id[:7]
			f.Way = wayOf(reconcile.RouteRebuy, "", reconcile.StepSetCancel)
			f.Way.Step.Owner = owner
			findings = append(findings, reported(f, reconcile.Unchanged))
		}
	}
	return NewSource(Run(), nil, findings, nil)
}
