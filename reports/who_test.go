package reports_test

import (
	"testing"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/reportstest"
)

// TestWho shows whom a report names as the one who acts, and whom to write to.
func TestWho(t *testing.T) {
	wording, err := reports.NewWording("en", nil, reportstest.Run().AsOf)
	if err != nil {
		t.Fatal(err)
	}
	partner, customer := reconcile.Contact{Name: "Robin", Email: "robin@fabrikam.example"}, reconcile.Contact{Email: "it@contoso.example"}
	finding := func(owner reconcile.Owner) reconcile.Reported {
		f := pressed(string(owner), reconcile.Critical, 1, 0, reconcile.New)
		f.Finding.Owner, f.Finding.SellerID, f.Finding.SellerName = owner, "s-1", "Fabrikam"
		return f
	}
	want := map[reconcile.Owner]struct {
		who     string
		contact reconcile.Contact
	}{
		reconcile.OwnerUs:            {wording.Words.Owner(reconcile.OwnerUs), reconcile.Contact{}},
		reconcile.OwnerSourcePartner: {"Fabrikam (" + wording.Words.Owner(reconcile.OwnerSourcePartner) + ")", partner},
		reconcile.OwnerCustomer:      {wording.Words.Owner(reconcile.OwnerCustomer), customer},
		reconcile.OwnerMicrosoft:     {wording.Words.Owner(reconcile.OwnerMicrosoft), reconcile.Contact{}},
	}
	var findings []reconcile.Reported
	for owner := range want {
		findings = append(findings, finding(owner))
	}
	coverage := []reconcile.Coverage{{TenantID: reportstest.Contoso, Name: "Contoso", Evaluated: true, Contact: customer}}
	source := reportstest.NewSource(reportstest.Run(), coverage, findings, nil).WithSellers(
		reconcile.Seller{ID: "s-1", Name: "Fabrikam", ContactName: partner.Name, ContactEmail: partner.Email},
		reconcile.Seller{ID: "s-2", ContactEmail: "nobody@northwind.example"},
	)
	b := briefingOf(t, source)
	for i := range b.Now.Rows {
		f := &b.Now.Rows[i].Finding
		if who := wording.Who(f.Owner, f.SellerName); who != want[f.Owner].who {
			t.Errorf("%s: %q, want %q", f.Owner, who, want[f.Owner].who)
		}
		if got := b.Contact(f); got != want[f.Owner].contact {
			t.Errorf("%s: write to %+v, want %+v", f.Owner, got, want[f.Owner].contact)
		}
	}
	partners, err := reportOf(t, source, reports.Options{}).Partners(t.Context())
	if err != nil || len(partners) != 1 || partners[0].Contact != partner {
		t.Errorf("partners %+v, %v; want one with its contact", partners, err)
	}
	if text := reports.ContactText(partner); text != "Robin robin@fabrikam.example" {
		t.Errorf("contact %q", text)
	}
}
