package formats

import "handover/reconcile"

// customersExport is the list of customers that Partner Center's page exports.
// Source: https://learn.microsoft.com/partner-center/customers/see-your-customer-list
func customersExport() Format {
	return Format{
		Name:   "partner-center-customers-csv",
		Source: "partner-center-customers",
		Title:  "Customers.csv, the list of customers exported in Partner Center",
		Lacks:  "country, agreement and delegated administration",
		Body:   CSV,
		Fits:   func(s *Sample) bool { return s.Has("microsoftid") },
		Recognises: func(s *Sample) bool {
			return s.Has("microsoftid", "companyname", "primarydomainname")
		},
		Parts: []Part{{
			Kind:      reconcile.TenantRows,
			Columns:   []string{"tenant_id", "name", "domain", "relationship"},
			Translate: exportedCustomer,
			Combine:   fillIn,
		}},
	}
}

func exportedCustomer(rec *Record) ([]Row, error) {
	id, from := bare(rec, "microsoftid")
	if id == "" {
		return nil, &Problem{"Microsoft ID", "no tenant: write the tenant id of the customer into the line"}
	}
	var row Row
	row.Set("tenant_id", from, id)
	setText(&row, rec, "name", "companyname")
	setText(&row, rec, "domain", "primarydomainname")
	relation, from := rec.Get("relationship")
	switch Key(relation) {
	case "cloudreseller":
		relation = string(reconcile.Reseller)
	case "microsoftsupport":
		relation = string(reconcile.MicrosoftSupport)
	}
	row.SetKnown("relationship", from, relation)
	return []Row{row}, nil
}
