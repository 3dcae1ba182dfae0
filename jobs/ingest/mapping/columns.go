package mapping

import (
	"slices"

	"handover/jobs/ingest/formats"
	"handover/reconcile"
)

// nature is how the values of a column are written.
type nature uint8

const (
	word    nature = iota // a text, an id, or a value of a list: taken as it is
	day                   // a calendar day
	instant               // a moment, or the day of which it is the beginning
	end                   // the end of the term, which the mapping's end explains
	whole                 // a whole number
	amount                // an amount of money
	offer                 // an id of an offer
	truth                 // true or false
)

// column is a column of a canonical file.
type column struct {
	name     string
	nature   nature
	required bool
}

func (c *column) isDate() bool { return c.nature == day || c.nature == instant || c.nature == end }

func (c *column) isNumber() bool { return c.nature == whole || c.nature == amount }

// columnsOf returns the columns of a kind of canonical file in their order; none for an
// unknown kind.
func columnsOf(kind reconcile.DeliveryKind) []column {
	switch kind {
	case reconcile.TenantRows:
		return keyed(1, words("tenant_id", "name", "domain", "country", "cloud", "relationship"),
			[]column{{name: "delegated_admin", nature: truth}, {name: "delegated_until", nature: day}}, words("agreement_accepted"),
			[]column{{name: "csp_partner", nature: truth}}, words("contact_name", "contact_email", "language"))
	case reconcile.SellerRows:
		return keyed(1, words("seller_id", "name", "contact_name", "contact_email", "language"),
			[]column{{name: "acts_until", nature: day}, {name: "lead_days", nature: whole}})
	case reconcile.CatalogRows:
		return keyed(1, catalogColumns())
	case reconcile.SubscriptionRows:
		return keyed(2, subscriptionColumns())
	case reconcile.MoveRows:
		return keyed(2, words("source_subscription_id", "tenant_id", "source_seller_id", "target_subscription_id", "target_tenant_id",
			"route", "status", "requester_role"), []column{{name: "expected_end", nature: day}, {name: "planned_on", nature: day}}, words("note"))
	case reconcile.TransferRows:
		return keyed(3, words("transfer_id", "tenant_id", "status"),
			[]column{{name: "created_at", nature: instant}, {name: "expires_at", nature: instant}, {name: "completed_at", nature: instant}},
			words("source_partner_id", "target_partner_id", "subscription_ids", "failed_subscription_ids"))
	default:
		return nil
	}
}

func catalogColumns() []column {
	return []column{
		{name: "offer_id", nature: offer},
		{name: "title"},
		{name: "on_sale_until", nature: day},
		{name: "renewable_until", nature: day},
		{name: "seat_cap", nature: whole},
		{name: "monthly_plan", nature: truth},
		{name: "monthly_price", nature: amount},
		{name: "annual_price", nature: amount},
		{name: "annual_monthly_price", nature: amount},
		{name: "triennial_price", nature: amount},
		{name: "est_price", nature: amount},
		{name: "currency"},
		{name: "equivalent_to"},
	}
}

func subscriptionColumns() []column {
	return []column{
		{name: "subscription_id"},
		{name: "tenant_id"},
		{name: "channel"},
		{name: "seller_id"},
		{name: "seller_name"},
		{name: "commerce"},
		{name: "account_type"},
		{name: "product_type"},
		{name: "offer_id", nature: offer},
		{name: "offer_name"},
		{name: "friendly_name"},
		{name: "quantity", nature: whole},
		{name: "assigned", nature: whole},
		{name: "assigned_at_most", nature: whole},
		{name: "status"},
		{name: "status_since", nature: day},
		{name: "auto_renew", nature: truth},
		{name: "end_of_term"},
		{name: "term"},
		{name: "term_start", nature: day},
		{name: "created", nature: day},
		{name: "commitment_end", nature: end},
		{name: "commitment_end_at", nature: end},
		{name: "cancellable_until", nature: instant},
		{name: "billing_cycle"},
		{name: "trial", nature: truth},
		{name: "est", nature: truth},
		{name: "unit_price", nature: amount},
		{name: "currency"},
		{name: "parent_id"},
		{name: "transferred_on", nature: day},
		{name: "successors"},
		{name: "renew_quantity", nature: whole},
		{name: "renew_offer_id", nature: offer},
		{name: "renew_term"},
		{name: "observed_at", nature: instant},
	}
}

// words are columns whose values are taken as they are.
func words(names ...string) []column {
	list := make([]column, len(names))
	for i, name := range names {
		list[i].name = name
	}
	return list
}

// keyed joins lists of columns, of which the first few are required.
func keyed(required int, lists ...[]column) []column {
	all := slices.Concat(lists...)
	for i := range required {
		all[i].required = true
	}
	return all
}

func named(columns []column, name string) (column, bool) {
	at := slices.IndexFunc(columns, func(c column) bool { return c.name == name })
	if at < 0 {
		return column{}, false
	}
	return columns[at], true
}

// nearest returns the column of a list whose name differs in case and separators only;
// empty where there is none.
func nearest(columns []column, name string) string {
	for _, c := range columns {
		if formats.Key(c.name) == formats.Key(name) {
			return c.name
		}
	}
	return ""
}
