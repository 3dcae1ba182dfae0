package sync

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"time"

	"handover/jobs/ingest"
	"handover/jobs/ingest/formats"
	"handover/jobs/sync/remote"
	"handover/reconcile"
)

// PartnerCenterName is the name of the remote, and of the data source of its rows.
const PartnerCenterName = "partner-center"

// customersPerPage is how many entries a page of the list of customers is asked to have.
const customersPerPage = 500

// The formats of what is read of a customer.
const (
	subscriptionsFormat = "partner-center-subscriptions"
	transfersFormat     = "partner-center-transfers"
	transitionsFormat   = "partner-center-transitions"
)

// PartnerCenter reads customers with their subscriptions, what these were upgraded to, and
// their transfers from the Partner Center API, in the name of an application.
// Source: https://learn.microsoft.com/partner-center/developer/scenarios
type PartnerCenter struct {
	Client    *remote.Client
	Partner   string // our own partner tenant
	Absent    formats.Absence
	Tolerance time.Duration // how much later than the clock facts may claim to have been seen
	PageSize  int           // how many entries a page of the list of customers is asked to have
	Now       func() time.Time

	replies *ingest.ReplyReader
}

// NewPartnerCenter returns a reader made of what is set in another; one without a client
// only plans.
func NewPartnerCenter(p PartnerCenter) *PartnerCenter {
	p.PageSize, p.replies = cmp.Or(p.PageSize, customersPerPage), ingest.NewReplyReader()
	return &p
}

// Name returns PartnerCenterName.
func (*PartnerCenter) Name() string { return PartnerCenterName }

// Kinds returns subscriptions and transfers.
func (*PartnerCenter) Kinds() []reconcile.DeliveryKind {
	return []reconcile.DeliveryKind{reconcile.SubscriptionRows, reconcile.TransferRows}
}

// Plan returns the calls of a pass.
func (p *PartnerCenter) Plan(customers int64) []PlannedCall {
	size := int64(p.PageSize)
	return []PlannedCall{
		{Path: "GET /v1/customers", Times: max((customers+size-1)/size, 1)},
		{Path: "GET /v1/customers/{id}/subscriptions", Times: customers},
		{Path: "GET /v1/customers/{id}/transfers", Times: customers},
		{Path: "GET /v1/customers/{id}/subscriptions/{id}/transitions", Each: "subscription that may have been upgraded"},
	}
}

// Customer reads the subscriptions of a customer, what became of those that may have been
// upgraded, and the transfers.
func (p *PartnerCenter) Customer(ctx context.Context, tenant string) ([]Body, error) {
	path := "v1/customers/" + tenant
	bodies, subscriptions, err := p.collection(ctx, "list subscriptions", path+"/subscriptions", subscriptionsFormat)
	if err != nil {
		return nil, err
	}
	for _, id := range p.mayBeUpgraded(subscriptions) {
		transitions, err := p.transitions(ctx, path, id)
		if err != nil {
			return nil, err
		}
		bodies = append(bodies, transitions...)
	}
	transfers, _, err := p.collection(ctx, "list transfers", path+"/transfers", transfersFormat)
	if err != nil {
		return nil, err
	}
	return append(bodies, transfers...), nil
}

// noRelationship is the code with which Partner Center refuses a customer of somebody
// else's: "The partner id {0} has no commerce relationship with the customer id {1}."
// Source: https://learn.microsoft.com/partner-center/developer/error-codes
const noRelationship = "20002"

// Ask asks for one customer.
func (p *PartnerCenter) Ask(ctx context.Context, tenant string) (bodies []Body, gone bool, err error) {
	reply, err := p.Client.Do(ctx, ask("get customer", "v1/customers/"+tenant))
	fault, failed := errors.AsType[*remote.Fault](err)
	switch {
	case failed && fault.Kind == remote.NotFound, failed && fault.Kind == remote.Forbidden && fault.Code == noRelationship:
		return nil, true, nil
	case err != nil:
		return nil, false, weighed(err)
	}
	switch customer := customerOf(reply.Body); {
	case customer.tenant() != tenant:
		return nil, false, errors.New("get customer: the reply is about another customer than the one that was asked for")
	case reconcile.Fold(customer.RelationshipToPartner) == string(reconcile.NoRelationship):
		return nil, true, nil
	}
	return []Body{{Call: "get customer", Format: "partner-center-customers", Text: reply.Body}}, false, nil
}

// Facts turns bodies into rows.
func (p *PartnerCenter) Facts(ctx context.Context, read *Read) (*Facts, error) {
	facts := &Facts{Rows: map[reconcile.DeliveryKind][]reconcile.FactRow{}, Skipped: map[string]int64{}}
	for _, format := range []string{"partner-center-customers", subscriptionsFormat, transfersFormat} {
		reply := p.replyOf(read, format)
		for _, body := range read.Bodies {
			if body.Format == format {
				reply.Pages = append(reply.Pages, body.Text)
			}
		}
		if len(reply.Pages) == 0 {
			continue
		}
		list, err := p.replies.Read(ctx, &reply)
		if err != nil {
			return nil, err
		}
		facts.add(format, list)
	}
	if read.TenantID == "" {
		return facts, nil
	}
	return facts, p.addSuccessors(ctx, facts, read)
}

// replyOf returns a reply of a format, without its text.
func (p *PartnerCenter) replyOf(read *Read, format string) ingest.Reply {
	return ingest.Reply{
		Format: format, Name: format, Tenant: read.TenantID, Source: PartnerCenterName, Partner: p.Partner, ObservedAt: read.At, Clock: read.Clock,
		Tolerance: p.Tolerance, Absent: p.Absent, Told: read.Told,
	}
}

// add takes what a reply has given. A customer whose id is none cannot be read, and is told
// of by the list.
func (f *Facts) add(format string, list []ingest.ReplyRows) {
	for _, part := range list {
		for _, row := range part.Rows {
			if row.Tenant != nil && !reconcile.IsGUID(row.Tenant.ID) {
				continue
			}
			f.Rows[part.Kind] = append(f.Rows[part.Kind], row)
		}
		f.Carries |= part.Carries
		for _, reason := range part.Rejected {
			f.Rejected = append(f.Rejected, Rejected{format, reason})
		}
		for why, n := range part.Skipped {
			f.Skipped[why] += n
		}
	}
}

// collection reads all pages of a collection of a customer. One that is not whole is an
// error, since nobody can say what is missing.
func (p *PartnerCenter) collection(ctx context.Context, name, path, format string) (bodies []Body, items []json.RawMessage, err error) {
	pages := pager{client: p.Client, call: ask(name, path)}
	for !pages.ended {
		page, err := pages.next(ctx)
		if err != nil {
			return nil, nil, weighed(err)
		}
		items = append(items, page.Items...)
		bodies = append(bodies, Body{Call: name, Format: format, Text: page.text})
	}
	if lacks := pages.lacking(int64(len(items))); lacks != "" {
		return nil, nil, errors.New(name + ": " + lacks)
	}
	return bodies, items, nil
}

// weighed says of a fault whom it concerns: one of our own log-in meets every customer, and
// a customer who does not let us in is no fault of the sync. A token that one call refuses
// may do for the others: several such in a row end the pass.
func weighed(err error) error {
	fault, failed := errors.AsType[*remote.Fault](err)
	switch {
	case !failed:
		return err
	case fault.Kind == remote.SignIn, fault.Kind == remote.NoSecret:
		return &StopError{err}
	case fault.Kind == remote.Forbidden:
		return &RefusedError{err}
	default:
		return err
	}
}

// Forgets reports true: a customer without a relationship with us is gone.
func (p *PartnerCenter) Forgets() bool { return true }

// List reads the list of customers. A fault behind the first page leaves it as one that is
// not whole.
func (p *PartnerCenter) List(ctx context.Context) (*List, error) {
	const name = "list customers"
	pages := pager{client: p.Client, size: p.PageSize, call: ask(name, "v1/customers")}
	list, seen := &List{}, map[string]bool{}
	for !pages.ended {
		page, err := pages.next(ctx)
		switch {
		case err != nil && (len(list.Bodies) == 0 || ctx.Err() != nil):
			return nil, err
		case err != nil:
			list.Lacks = oneLine(err.Error())
			return list, nil
		}
		list.Bodies = append(list.Bodies, Body{Call: name, Format: "partner-center-customers", Text: page.text})
		for _, item := range page.Items {
			tenant := customerOf(item).tenant()
			switch {
			case tenant == "":
				list.Rejected++
			case !seen[tenant]:
				seen[tenant] = true
				list.Customers = append(list.Customers, tenant)
			}
		}
	}
	list.Lacks = pages.lacking(int64(len(list.Customers)) + list.Rejected)
	return list, nil
}

// customer is what is looked at of a customer before it is read.
type customer struct {
	ID                    string
	CompanyProfile        struct{ TenantID string }
	RelationshipToPartner string
}

// customerOf reads a customer; one of another shape has no id.
func customerOf(text []byte) *customer {
	c := &customer{}
	if json.Unmarshal(text, c) != nil {
		return &customer{}
	}
	return c
}

// tenant returns the id of the customer's tenant, as the format of customers has it; empty
// where there is none.
func (c *customer) tenant() string {
	for _, id := range []string{reconcile.CanonicalID(c.CompanyProfile.TenantID), reconcile.CanonicalID(c.ID)} {
		if reconcile.IsGUID(id) {
			return id
		}
	}
	return ""
}
