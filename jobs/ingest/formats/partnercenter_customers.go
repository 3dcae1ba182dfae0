package formats

import "handover/reconcile"

// partnerCenterCustomers are customers of the partner, as GET /v1/customers lists them and
// GET /v1/customers/{id} gives each.
// Source: https://learn.microsoft.com/partner-center/developer/customer-resources
func partnerCenterCustomers() Format {
	return Format{
		Name:   "partner-center-customers",
		Source: "partner-center",
		Title:  "Customers from the Partner Center API: a list, or one by its id",
		Lacks:  "the country in a list, and where no GDAP relationship lets the partner see the address",
		Body:   JSON,
		Recognises: func(s *Sample) bool {
			return s.Has("id", "companyprofile") && s.HasOne("relationshiptopartner", "billingprofile", "commerceid")
		},
		Parts: []Part{{
			Kind:      reconcile.TenantRows,
			Columns:   []string{"tenant_id", "name", "domain", "country", "relationship"},
			Translate: translateCustomer,
			Combine:   combineCustomers,
		}},
	}
}

type customerBody struct {
	ID             Value
	CompanyProfile struct {
		TenantID, Domain, CompanyName Value
	}
	BillingProfile struct {
		DefaultAddress struct {
			Country Value
		}
	}
	RelationshipToPartner Value
}

func translateCustomer(rec *Record) ([]Row, error) {
	var c customerBody
	bad := readBody(rec, &c)
	id := told{c.CompanyProfile.TenantID.Text, "companyProfile.tenantId"}
	if !reconcile.IsGUID(reconcile.CanonicalID(id.text)) {
		id = told{c.ID.Text, "id"}
	}
	if bad == nil && id.text == "" {
		bad = &Problem{"id", "a customer without an id; export the body as the API gives it"}
	}
	if bad != nil {
		return refuse(id, bad)
	}
	var row Row
	row.Set("tenant_id", id.from, id.text)
	row.SetKnown("name", "companyProfile.companyName", c.CompanyProfile.CompanyName.Text)
	row.SetKnown("domain", "companyProfile.domain", c.CompanyProfile.Domain.Text)
	// The address of the company is where it was founded on paper; the tenant's country is
	// the one it is billed in.
	row.SetKnown("country", "billingProfile.defaultAddress.country", c.BillingProfile.DefaultAddress.Country.Text)
	row.SetKnown("relationship", "relationshipToPartner", c.RelationshipToPartner.Text)
	return []Row{row}, nil
}

// combineCustomers adds what a customer's second entry tells more; the API may list one
// twice. Of two relationships that of a reseller counts: it is the one that can buy.
func combineCustomers(into, next *Row) {
	fillIn(into, next)
	if reconcile.Fold(next.Text("relationship")) == string(reconcile.Reseller) {
		into.Take("relationship", next)
	}
}
