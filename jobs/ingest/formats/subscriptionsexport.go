package formats

import (
	"strings"

	"handover/reconcile"
)

// subscriptionsExport is the list of one customer's subscriptions that Partner Center's
// page exports. It does not say whose they are: the name of the file does.
func subscriptionsExport() Format {
	return Format{
		Name:   "partner-center-customer-subscriptions-csv",
		Source: "partner-center-export",
		Title:  "the list of a customer's subscriptions exported in Partner Center",
		Lacks:  "the tenant, which the name of the file or its folder has to tell; end, term, auto-renew, end-of-term choice, price",
		Body:   CSV,
		Fits: func(s *Sample) bool {
			return s.Has("subscriptionid") && s.HasOne("subscription", "quantity", "status") && !s.HasOne("customerid", "customertenantid")
		},
		Recognises: func(s *Sample) bool {
			return s.Has("subscriptionid", "subscription", "quantity", "status")
		},
		Parts: []Part{{
			Kind: reconcile.SubscriptionRows,
			Columns: []string{
				"subscription_id", "tenant_id", "channel", "seller_id", "product_type", "offer_name", "quantity", "status",
			},
			Translate: exportedSubscription,
		}},
	}
}

// isAzurePlan reports whether a name is that of the plan under which Azure is used.
func isAzurePlan(name string) bool { return strings.HasPrefix(Key(name), "azureplan") }

func exportedSubscription(rec *Record) ([]Row, error) {
	id, from := bare(rec, "subscriptionid")
	if id == "" {
		return nil, &Problem{"Subscription ID", "no subscription: write its id into the line"}
	}
	if rec.File.Tenant == "" {
		return nil, &Problem{"", "no tenant: name the file, or its folder, after the tenant id of the customer"}
	}
	var row Row
	row.Set("subscription_id", from, id)
	row.Set("tenant_id", "", rec.File.Tenant)
	row.Set("channel", "", string(reconcile.CSP))
	row.SetKnown("seller_id", "", rec.File.Partner)
	name, from := rec.Get("subscription")
	row.SetKnown("offer_name", from, name)
	usage := isAzurePlan(name)
	if usage {
		row.Set("product_type", from, string(reconcile.Usage))
	}
	if seats, from := bare(rec, "quantity"); !usage {
		row.SetKnown("quantity", from, wholeNumber(seats))
	}
	setText(&row, rec, "status", "status")
	return []Row{row}, nil
}
