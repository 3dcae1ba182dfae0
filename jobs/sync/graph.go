package sync

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/rs/zerolog"

	"handover/jobs/ingest"
	"handover/jobs/sync/remote"
	"handover/jobs/sync/signin"
	"handover/reconcile"
)

// GraphName is the name of the remote, and of the data source of its rows.
const GraphName = "graph"

// Of so many entries is a page of the relationships, the most that is documented.
const relationshipsPerPage = 300

// The formats of what Graph gives, of package formats.
const (
	relationshipFormat = "graph-delegated-admin-relationships"
	directoryFormat    = "graph-directory-subscriptions"
	seatsFormat        = "graph-subscribed-skus"
)

// Graph reads from Microsoft Graph which customers have delegated admin relationships with
// us, and of each the subscriptions that others sold to it, with the seats in use. The list
// is asked for in the name of our own tenant, the rest in that of the customer: whether it
// is read depends on its consent to the application, and not on the relationship.
type Graph struct {
	Client    *remote.Client                    // in the name of our own tenant
	Tokens    func(tenant string) remote.Tokens // in that of a customer
	Partner   reconcile.Partner                 // whose own sales are left to Partner Center
	Tolerance time.Duration                     // how much later than the clock facts may claim to have been seen
	Now       func() time.Time
	Log       zerolog.Logger

	replies *ingest.ReplyReader
}

// NewGraph returns g, ready to be used; with a client of nil it only plans.
func NewGraph(g Graph) *Graph {
	g.replies = ingest.NewReplyReader()
	return &g
}

// Name returns GraphName.
func (*Graph) Name() string { return GraphName }

// Kinds returns subscriptions.
func (*Graph) Kinds() []reconcile.DeliveryKind {
	return []reconcile.DeliveryKind{reconcile.SubscriptionRows}
}

// Plan returns the calls of a pass. Those for tokens have a limit of their own.
func (*Graph) Plan(customers int64) []PlannedCall {
	return []PlannedCall{
		{Path: "GET /v1.0/tenantRelationships/delegatedAdminRelationships", Times: max((customers+relationshipsPerPage-1)/relationshipsPerPage, 1)},
		{Path: "GET /v1.0/directory/subscriptions", Times: customers},
		{Path: "GET /v1.0/subscribedSkus", Times: customers},
		{Path: "POST /{id}/oauth2/v2.0/token", Each: "customer, a token of its tenant"},
	}
}

// List reads the relationships. Its customers are all that one of them names, also of one
// that has ended: their consent may hold on.
// Source: https://learn.microsoft.com/graph/api/tenantrelationship-list-delegatedadminrelationships
func (g *Graph) List(ctx context.Context) (*List, error) {
	pages := g.relationships(url.Values{"$top": {strconv.Itoa(relationshipsPerPage)}})
	list, seen := &List{}, map[string]bool{}
	for !pages.ended {
		body, items, err := pages.next(ctx)
		switch {
		case ctx.Err() != nil:
			return nil, cmp.Or(err, ctx.Err()) // the last page may have come meanwhile
		case err != nil && body.Text == nil && len(list.Bodies) == 0:
			return nil, err
		case err != nil:
			list.Lacks, pages.ended = oneLine(err.Error()), true
		}
		if body.Text != nil {
			list.Bodies = append(list.Bodies, body)
		}
		for _, item := range items {
			r, err := relationshipOf(item)
			if err != nil {
				list.Rejected++
				continue
			}
			if tenant := r.tenant(); tenant != "" && !seen[tenant] {
				seen[tenant] = true
				list.Customers = append(list.Customers, tenant)
			}
		}
	}
	for _, e := range EndingSoon(list, reconcile.DayOf(g.Now())) {
		g.Log.Info().Str("remote", GraphName).Str("tenant", e.TenantID).Stringer("ends", e.On).
			Msg("the delegated admin relationship ends and is not extended by itself: ask the customer for a new one")
	}
	return list, nil
}

func (g *Graph) relationships(query url.Values) *links {
	return &links{client: g.Client, format: relationshipFormat, call: remote.Call{
		Name: "list delegated admin relationships", Path: "v1.0/tenantRelationships/delegatedAdminRelationships", Query: query,
	}}
}

// Ask reads the relationships of one customer. It is never gone: that there is no
// relationship says nothing of its subscriptions, and its consent may hold on.
func (g *Graph) Ask(ctx context.Context, tenant string) ([]Body, bool, error) {
	bodies, err := g.relationships(url.Values{"$filter": {"customer/tenantId eq '" + tenant + "'"}}).all(ctx)
	return bodies, false, g.weighed(err)
}

// Forgets reports false: see Ask.
func (g *Graph) Forgets() bool { return false }

// Customer reads the subscriptions and the licences of a customer.
// Source: https://learn.microsoft.com/graph/api/directory-list-subscriptions
func (g *Graph) Customer(ctx context.Context, tenant string) ([]Body, error) {
	client := g.Client.With(g.Tokens(tenant))
	var bodies []Body
	for _, pages := range []links{
		{client: client, format: directoryFormat, call: remote.Call{Name: "list directory subscriptions", Path: "v1.0/directory/subscriptions"}},
		{client: client, format: seatsFormat, call: remote.Call{Name: "list subscribed SKUs", Path: "v1.0/subscribedSkus"}},
	} {
		got, err := pages.all(ctx)
		if err != nil {
			return nil, g.weighed(err)
		}
		bodies = append(bodies, got...)
	}
	return bodies, nil
}

// weighed says of a fault whom it concerns. A tenant that has not consented to the
// application, or gives it too few permissions, or refuses for a reason of its own that
// nobody has listed, is no fault of the sync: the list has just shown that our own log-in
// works. A refusal of that meets every customer.
func (g *Graph) weighed(err error) error {
	refusal, refused := errors.AsType[*signin.Refusal](err)
	fault, failed := errors.AsType[*remote.Fault](err)
	switch {
	case refused && refusal.NoConsent():
		return &RefusedError{fmt.Errorf("consent missing: %w", refusal)}
	case refused && refusal.Throttled():
		return err
	case refused && !refusal.Ours():
		return &RefusedError{err}
	case failed && fault.Kind == remote.SignIn, failed && fault.Kind == remote.NoSecret:
		return &StopError{err}
	case failed && fault.Kind == remote.Forbidden:
		return &RefusedError{err}
	default:
		return err
	}
}

// Facts turns bodies into rows.
func (g *Graph) Facts(ctx context.Context, read *Read) (*Facts, error) {
	facts := &Facts{Rows: map[reconcile.DeliveryKind][]reconcile.FactRow{}, Skipped: map[string]int64{}}
	pages := map[string][][]byte{}
	for _, body := range read.Bodies {
		pages[body.Format] = append(pages[body.Format], body.Text)
	}
	for _, format := range []string{relationshipFormat, directoryFormat} {
		if len(pages[format]) == 0 {
			continue
		}
		list, err := g.replies.Read(ctx, &ingest.Reply{
			Format: format, Name: format, Pages: pages[format], Tenant: read.TenantID, Source: GraphName, Partner: g.Partner.ID,
			ObservedAt: read.At, Clock: read.Clock, Tolerance: g.Tolerance, Told: read.Told,
		})
		if err != nil {
			return nil, err
		}
		facts.add(format, list)
	}
	if read.TenantID == "" {
		if read.Lacks != "" {
			facts.keepCertain()
		}
		return facts, nil
	}
	if len(pages[relationshipFormat]) > 0 && len(facts.Rows[reconcile.TenantRows]) == 0 {
		facts.Rows[reconcile.TenantRows] = []reconcile.FactRow{{Tenant: &reconcile.Profile{ID: read.TenantID, DelegatedAdmin: reconcile.No}}}
	}
	used, err := usedSeats(pages[seatsFormat])
	if err != nil {
		return nil, err
	}
	facts.giveSeats(used)
	facts.leaveOut("sold by us: Partner Center tells of it", g.Partner.Ours)
	return facts, nil
}

// keepCertain leaves out, of a list that is not whole, the tenants without delegated
// administration and those where it ends: a relationship that is active, or goes on, may
// stand on a page that did not come.
func (f *Facts) keepCertain() {
	f.Rows[reconcile.TenantRows] = slices.DeleteFunc(f.Rows[reconcile.TenantRows], func(row reconcile.FactRow) bool {
		return row.Tenant != nil && (row.Tenant.DelegatedAdmin != reconcile.Yes || row.Tenant.DelegatedUntil.Known())
	})
}

// usedSeats returns how many licences of a SKU are assigned in the tenant.
// Source: https://learn.microsoft.com/graph/api/resources/subscribedsku
func usedSeats(pages [][]byte) (map[string]int64, error) {
	used := map[string]int64{}
	for _, text := range pages {
		var page struct {
			Value []struct {
				SKUID         string
				ConsumedUnits int64
			}
		}
		err := json.Unmarshal(text, &page)
		if err != nil {
			return nil, fmt.Errorf("read the licences of the customer: %w", err)
		}
		for _, sku := range page.Value {
			if sku.ConsumedUnits >= 0 {
				used[reconcile.CanonicalID(sku.SKUID)] = sku.ConsumedUnits
			}
		}
	}
	return used, nil
}

// giveSeats sets the assigned seats of a subscription that is the only one of its SKU in
// the tenant, whoever sold it. Of several nobody can say which of them is used: each has as
// many at most as are assigned of the SKU, and as it has itself.
func (f *Facts) giveSeats(used map[string]int64) {
	rows := f.Rows[reconcile.SubscriptionRows]
	holders := map[string]int{}
	for _, row := range rows {
		if row.Subscription != nil {
			holders[reconcile.CanonicalID(row.Subscription.OfferID)]++
		}
	}
	for _, row := range rows {
		if row.Subscription == nil {
			continue
		}
		s := row.Subscription
		sku := reconcile.CanonicalID(s.OfferID)
		n, told := used[sku]
		switch {
		case !told || sku == "":
		case holders[sku] == 1:
			s.Assigned = reconcile.CountOf(n)
		case s.Quantity.Known:
			s.AssignedAtMost = reconcile.CountOf(min(n, max(s.Quantity.N, 0)))
		default:
			s.AssignedAtMost = reconcile.CountOf(n)
		}
	}
	f.Carries = f.Carries.With(reconcile.FieldAssigned).With(reconcile.FieldAssignedAtMost)
}

// leaveOut drops subscriptions, and counts them by why.
func (f *Facts) leaveOut(why string, drop func(*reconcile.Subscription) bool) {
	var kept []reconcile.FactRow
	for _, row := range f.Rows[reconcile.SubscriptionRows] {
		if row.Subscription != nil && drop(row.Subscription) {
			f.Skipped[why]++
			continue
		}
		kept = append(kept, row)
	}
	f.Rows[reconcile.SubscriptionRows] = kept
}
