package formats

import (
	"bytes"
	"cmp"
	"strings"

	"handover/reconcile"
)

// partnerCenterSubscriptions are a customer's subscriptions in all states, as
// GET /v1/customers/{id}/subscriptions lists them and …/subscriptions/{id} gives each.
// Source: https://learn.microsoft.com/partner-center/developer/subscription-resources
func partnerCenterSubscriptions() Format {
	return Format{
		Name:   "partner-center-subscriptions",
		Source: "partner-center",
		Title:  "Subscriptions of a customer from the Partner Center API: a list, or one by its id",
		Lacks:  "prices, assigned licences, and the start of the running term",
		Body:   JSON,
		Recognises: func(s *Sample) bool {
			return s.Has("id", "status") && s.HasOne("autorenewenabled", "commitmentenddate") &&
				s.HasOne("unittype", "billingtype", "contracttype", "scheduledactions", "offerid") &&
				!s.HasOne("publishersubscriptionid", "customertenant") // which a distributor adds
		},
		Parts: []Part{{
			Kind: reconcile.SubscriptionRows,
			Columns: []string{
				"subscription_id", "tenant_id", "channel", "seller_id", "commerce", "product_type", "offer_id", "offer_name",
				"friendly_name", "quantity", "status", "auto_renew", "end_of_term", "term", "created", "commitment_end",
				"commitment_end_at", "cancellable_until", "billing_cycle", "trial", "parent_id", "renew_quantity",
				"renew_offer_id", "renew_term",
			},
			AsksTold:  true,
			Survey:    surveySubscription,
			Translate: translateSubscription,
		}},
	}
}

// What a survey notes of a tenant. The API leaves out members that are null, so that a
// missing one says "none" only where another row of the customer, in this file or an
// earlier one, shows that it is given at all.
const (
	hasActions uint8 = 1 << iota // a row has scheduledActions
	hasWindow                    // a row of new commerce has cancellationAllowedUntilDate
)

type subscriptionBody struct {
	ID, OfferID, OfferName, FriendlyName, ParentSubscriptionID Value
	Quantity, UnitType, Status, AutoRenewEnabled, IsTrial      Value
	TermDuration, BillingCycle, BillingType, CreationDate      Value
	CommitmentEndDate, CommitmentEndDateTime                   Value
	CancellationAllowedUntilDate                               Value
	IsMicrosoftProduct, PublisherName                          Value

	ProductType                   struct{ ID, DisplayName Value }
	ScheduledActions              scheduledActions
	ScheduledNextTermInstructions *nextTerm
	Links                         links
}

func surveySubscription(file *File, rec *Record) {
	if file.Marked(addressed(rec.JSON), mentioned(rec.JSON)) {
		return // nothing is left to be noted of the tenant
	}
	var s struct {
		ScheduledActions             Value
		CancellationAllowedUntilDate Value
		Links                        links
	}
	if readBody(rec, &s) != nil {
		return // it is refused when it is translated
	}
	tenant := customerIn(s.Links.Self.URI.Text) // none: that of the file, which is not known yet
	if s.ScheduledActions.Given {
		file.Mark(tenant, hasActions)
	}
	if !s.CancellationAllowedUntilDate.Given || file.Marked(tenant, hasWindow) {
		return
	}
	var whole subscriptionBody
	if readBody(rec, &whole) == nil && whole.isNCE() {
		file.Mark(tenant, hasWindow)
	}
}

// mentioned returns what there may be to note of a body, by the names in its text; the
// first letter is small or large.
func mentioned(body []byte) uint8 {
	var bits uint8
	if bytes.Contains(body, []byte("cheduledActions")) {
		bits |= hasActions
	}
	if bytes.Contains(body, []byte("ancellationAllowedUntilDate")) {
		bits |= hasWindow
	}
	return bits
}

// addressed returns the tenant of the first address of a customer's in a body, which is
// nearly always its own; empty where there is none. It is there to be quick: a body whose
// first address is another customer's is not looked at once that one is known.
func addressed(body []byte) string {
	_, rest, _ := bytes.Cut(body, []byte("/customers/"))
	const length = len("00000000-0000-0000-0000-000000000000")
	if len(rest) < length {
		return ""
	}
	return reconcile.CanonicalID(string(rest[:length]))
}

// marksOf returns what the survey has noted of a tenant, and what earlier files told.
func marksOf(file *File, tenant string) uint8 {
	marks := file.Marks[tenant]
	if tenant == reconcile.CanonicalID(file.Tenant) {
		marks |= file.Marks[""]
	}
	if file.Told[tenant].Has(reconcile.FieldEndOfTerm) {
		marks |= hasActions
	}
	if file.Told[tenant].Has(reconcile.FieldCancellableUntil) {
		marks |= hasWindow
	}
	switch file.ScheduledActions {
	case AbsentAlways:
		marks |= hasActions
	case AbsentNever:
		marks &^= hasActions
	}
	return marks
}

func translateSubscription(rec *Record) ([]Row, error) {
	var s subscriptionBody
	bad := readBody(rec, &s)
	tenant, err := tenantOf(rec.File, told{customerIn(s.Links.Self.URI.Text), "links.self.uri"})
	err = cmp.Or(bad, s.problem(), err)
	if err != nil {
		return refuse(tenant, err)
	}
	marks := marksOf(rec.File, reconcile.CanonicalID(tenant.text))
	var row Row
	row.Set("subscription_id", "id", s.ID.Text)
	row.Set("tenant_id", tenant.from, tenant.text)
	row.Set("channel", "", string(reconcile.CSP))
	row.SetKnown("seller_id", "", rec.File.Partner) // partnerId is the reseller's, of the partner network
	s.describe(&row)
	action, early := s.ScheduledActions.deciding(s.lastDay())
	s.date(&row, early, marks)
	s.choose(&row, action, marks)
	return []Row{row}, nil
}

func (s *subscriptionBody) problem() error {
	if s.ID.Text == "" {
		return &Problem{"id", "a subscription without an id; export the body as the API gives it"}
	}
	return s.ScheduledActions.problem()
}

// offerOf returns product and SKU of an offer of new commerce, without the availability;
// any other id as it is.
func offerOf(id string) string {
	if parts := strings.Split(id, ":"); len(parts) > 2 {
		return parts[0] + ":" + parts[1]
	}
	return id
}

// describe sets what is sold, how many, and its state.
func (s *subscriptionBody) describe(row *Row) {
	if Key(s.productTypeID()) == onlineServicesNCE {
		row.Set("commerce", "productType", string(reconcile.NCE))
	}
	kind := s.kind()
	row.SetKnown("product_type", kind.from, kind.text)
	row.SetKnown("offer_id", "offerId", offerOf(s.OfferID.Text))
	row.SetKnown("offer_name", "offerName", s.OfferName.Text)
	row.SetKnown("friendly_name", "friendlyName", s.FriendlyName.Text)
	if s.countsLicences() {
		row.SetKnown("quantity", "quantity", s.Quantity.Text)
	}
	row.SetKnown("status", "status", s.Status.Text)
	row.SetKnown("auto_renew", "autoRenewEnabled", s.AutoRenewEnabled.Text)
	row.SetKnown("term", "termDuration", termOf(s.TermDuration.Text))
	row.SetKnown("created", "creationDate", s.CreationDate.Text)
	row.SetKnown("billing_cycle", "billingCycle", oneOf(s.BillingCycle.Text, map[string]string{
		"monthly": "monthly", "annual": "annual", "triennial": "triennial", "none": "", "onetime": "", "unknown": "",
	}))
	row.SetKnown("trial", "isTrial", s.IsTrial.Text)
	row.SetKnown("parent_id", "parentSubscriptionId", s.ParentSubscriptionID.Text)
}

// termOf returns the length of a term as ISO 8601 writes it; one of no days is not known.
func termOf(duration string) string {
	return oneOf(duration, map[string]string{"p0d": "", "p0m": "", "pt0s": ""})
}

// countsLicences reports whether the quantity is one of licences.
func (s *subscriptionBody) countsLicences() bool {
	switch Key(s.UnitType.Text) {
	case "", "none", "license", "licenses":
		return reconcile.Fold(s.BillingType.Text) != string(reconcile.Usage)
	default:
		return false
	}
}

// onlineServicesNCE is the product type of licences of new commerce, as Key writes it.
const onlineServicesNCE = "onlineservicesnce"

func (s *subscriptionBody) productTypeID() string {
	if s.ProductType.ID.Text != "" {
		return s.ProductType.ID.Text
	}
	return s.ProductType.DisplayName.Text
}

// kind returns the canonical product type, none where only the offer can tell.
func (s *subscriptionBody) kind() told {
	kind := Key(s.productTypeID())
	usage := reconcile.Fold(s.BillingType.Text) == string(reconcile.Usage)
	switch {
	case s.isForeign():
		return told{string(reconcile.ThirdParty), "isMicrosoftProduct, publisherName"}
	case kind == onlineServicesNCE, kind == "onlineservices":
		return told{string(reconcile.License), "productType"}
	case kind == "saas":
		return told{string(reconcile.ThirdParty), "productType"}
	case strings.HasPrefix(kind, "azure"), strings.HasPrefix(kind, "usage"):
		return told{string(reconcile.Usage), "productType"}
	case strings.HasPrefix(kind, "software"), strings.HasPrefix(kind, "perpetual"):
		return told{string(reconcile.Software), "productType"}
	case usage:
		return told{string(reconcile.Usage), "billingType"}
	case kind == "" && strings.HasPrefix(strings.ToUpper(s.OfferID.Text), "MS-AZR-"):
		return told{string(reconcile.Usage), "offerId"}
	default:
		return told{s.productTypeID(), "productType"}
	}
}

// isForeign reports whether somebody else than Microsoft publishes the product.
func (s *subscriptionBody) isForeign() bool {
	microsoft := reconcile.Fold(s.IsMicrosoftProduct.Text)
	publisher := reconcile.Fold(s.PublisherName.Text)
	return microsoft != "true" && (microsoft == "false" || publisher != "") && !strings.HasPrefix(publisher, "microsoft")
}

// isNCE reports whether the row is a licence of new commerce, of which a missing window
// for cancelling can be told from an unknown one.
func (s *subscriptionBody) isNCE() bool {
	kind := s.kind().text
	return (kind == "" || kind == string(reconcile.License)) &&
		(Key(s.productTypeID()) == onlineServicesNCE || strings.Contains(s.OfferID.Text, ":"))
}

// date sets the end of the term, which a cancel on an earlier day brings forward, and the
// window for cancelling.
func (s *subscriptionBody) date(row *Row, early reconcile.Day, marks uint8) {
	const window = "cancellationAllowedUntilDate"
	if early.Known() {
		row.Set("commitment_end", "scheduledActions.effectiveDate", lastInstant(early))
	} else {
		row.SetKnown("commitment_end", "commitmentEndDate", s.CommitmentEndDate.Text)
		row.SetKnown("commitment_end_at", "commitmentEndDateTime", s.CommitmentEndDateTime.Text)
	}
	row.SetKnown("cancellable_until", window, s.CancellationAllowedUntilDate.Text)
	none := s.CancellationAllowedUntilDate.Null || !s.CancellationAllowedUntilDate.Given && marks&hasWindow != 0
	if none && s.isNCE() {
		row.Set("cancellable_until", window, "")
	}
}

// lastDay returns E as the two ends of the commitment give it.
func (s *subscriptionBody) lastDay() reconcile.Day {
	row := reconcile.Subscription{Channel: reconcile.CSP, OfferID: offerOf(reconcile.CanonicalID(s.OfferID.Text))}
	if Key(s.productTypeID()) == onlineServicesNCE {
		row.Commerce = reconcile.NCE
	}
	row.CommitmentEnd, _ = instantOf(s.CommitmentEndDate.Text)       // what is no date is told by its column
	row.CommitmentEndAt, _ = instantOf(s.CommitmentEndDateTime.Text) // likewise
	last, _ := reconcile.LastDay(&row)                               // two ends that differ are reported of the stored row
	return last
}
