package formats

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"handover/reconcile"
)

// partnerCenterTransfers are requests to transfer subscriptions between partners, as
// GET /v1/customers/{id}/transfers lists them and …/transfers/{id} gives each.
// transferType, written as 3, "3" or ModernAzure and as 5, "5" or NewCommerce, changes
// nothing of what is read.
// Source: https://learn.microsoft.com/partner-center/developer/transfer-entity-resources
func partnerCenterTransfers() Format {
	return Format{
		Name:   "partner-center-transfers",
		Source: "partner-center",
		Title:  "Requests to transfer subscriptions from the Partner Center API: a list, or one by its id",
		Lacks:  "the items of a request to us until it is complete",
		Body:   JSON,
		Recognises: func(s *Sample) bool {
			return s.Has("id", "customertenantid") &&
				s.HasOne("sourcepartnertenantid", "targetpartnertenantid", "partnertenantid", "lineitems")
		},
		Parts: []Part{{
			Kind: reconcile.TransferRows,
			Columns: []string{
				"transfer_id", "tenant_id", "status", "created_at", "expires_at", "completed_at", "failed_subscription_ids",
				"source_partner_id", "target_partner_id", "subscription_ids",
			},
			Translate: translateTransfer,
		}},
	}
}

type transferBody struct {
	ID, Status, CreatedTime, ExpirationTime, CompletedTime         Value
	CustomerTenantID, SourcePartnerTenantID, TargetPartnerTenantID Value
	LineItems                                                      []transferLine
	Links                                                          links
}

type transferLine struct {
	SubscriptionID, Status Value
	TransferError          json.RawMessage
	AddonItems             []transferLine
}

func translateTransfer(rec *Record) ([]Row, error) {
	var t transferBody
	bad := readBody(rec, &t)
	var items transferItems
	unlisted := items.add(t.LineItems, false)
	tenant, err := tenantOf(rec.File, told{t.CustomerTenantID.Text, "customerTenantId"}, told{customerIn(t.Links.Self.URI.Text), "links.self.uri"})
	err = cmp.Or(bad, t.problem(), unlisted, err)
	if err != nil {
		return refuse(tenant, err)
	}
	status := oneOf(t.Status.Text, transferStates())
	var row Row
	row.Set("transfer_id", "id", t.ID.Text)
	row.Set("tenant_id", tenant.from, tenant.text)
	row.Set("status", "status", status)
	row.SetKnown("created_at", "createdTime", t.CreatedTime.Text)
	row.SetKnown("expires_at", "expirationTime", t.ExpirationTime.Text)
	if strings.Contains(status, "Complete") {
		row.SetKnown("completed_at", "completedTime", t.CompletedTime.Text)
	}
	row.SetKnown("failed_subscription_ids", "lineItems.transferError", strings.Join(items.failed, ";"))
	row.SetKnown("source_partner_id", "sourcePartnerTenantId", t.SourcePartnerTenantID.Text)
	row.SetKnown("target_partner_id", "targetPartnerTenantId", t.TargetPartnerTenantID.Text)
	row.SetKnown("subscription_ids", "lineItems.subscriptionId", strings.Join(items.all, ";"))
	return []Row{row}, nil
}

func (t *transferBody) problem() error {
	if t.ID.Text == "" || t.Status.Text == "" {
		return &Problem{"", "a transfer request without an id or a status; export the body as the API gives it"}
	}
	return nil
}

// transferStates are the states of a request in all the ways in which they are written.
func transferStates() map[string]string {
	return map[string]string{
		"pending": "Pending", "inprogress": "InProgress", "active": "InProgress",
		"complete": "Complete", "completed": "Complete", "partiallycomplete": "PartiallyComplete",
		"cancel": "Cancel", "cancelled": "Cancel", "canceled": "Cancel",
		"reject": "Reject", "rejected": "Reject", "expired": "Expired", "failed": "Failed",
	}
}

// transferItems are the subscriptions of a request, and those of them that stayed.
type transferItems struct{ all, failed []string }

// add collects the lines, and the add-ons that go with each; one without a state of its
// own fails with its base.
func (items *transferItems) add(lines []transferLine, baseFailed bool) error {
	for i := range lines {
		line := &lines[i]
		failed := line.failed() || baseFailed && line.Status.Text == ""
		id := reconcile.CanonicalID(strings.TrimSpace(line.SubscriptionID.Text))
		if strings.Contains(id, ";") {
			return &Problem{"lineItems.subscriptionId", "an id with a semicolon cannot be kept in a list of ids"}
		}
		if id != "" && !slices.Contains(items.all, id) {
			items.all = append(items.all, id)
		}
		if id != "" && failed && !slices.Contains(items.failed, id) {
			items.failed = append(items.failed, id)
		}
		err := items.add(line.AddonItems, failed)
		if err != nil {
			return err
		}
	}
	return nil
}

// failed reports whether the line names an error or calls itself failed.
func (line *transferLine) failed() bool {
	switch strings.TrimSpace(string(line.TransferError)) {
	case "", "null", `""`, "{}", "[]":
		return Key(line.Status.Text) == "failed"
	default:
		return true
	}
}
