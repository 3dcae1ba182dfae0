package formats

import (
	"cmp"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"handover/reconcile"
)

// partnerCenterTransitions are upgrades of subscriptions, as
// GET /v1/customers/{id}/subscriptions/{id}/transitions lists them. Its page shows them
// under the name transition; other lists of the API are called items.
// Source: https://learn.microsoft.com/partner-center/developer/get-transitions
func partnerCenterTransitions() Format {
	return Format{
		Name:   "partner-center-transitions",
		Source: "partner-center-transitions",
		Title:  "Transitions of a subscription (upgrades) from the Partner Center API: what it has become",
		Lacks:  "all else of the subscriptions; the customer's tenant: name the file, or its folder, after it",
		Body:   JSON,
		Recognises: func(s *Sample) bool {
			return s.Has("fromsubscriptionid") && s.HasOne("tosubscriptionid", "tocatalogitemid", "events") ||
				s.Has("fromcatalogitemid", "tocatalogitemid") || s.Has("transition")
		},
		Partial: true,
		Parts: []Part{{
			Kind:      reconcile.SubscriptionRows,
			Columns:   []string{"subscription_id", "tenant_id", "successors"},
			Translate: translateTransitions,
			Combine:   combineTransitions,
		}},
	}
}

type transition struct {
	FromSubscriptionID, ToSubscriptionID, Status Value
	Events                                       []struct{ Name, Status Value }
}

type transitionBody struct {
	transition
	Transition []transition // of a list by that name
	Links      links
}

func translateTransitions(rec *Record) ([]Row, error) {
	var body transitionBody
	bad := readBody(rec, &body)
	tenant, err := tenantOf(rec.File, told{customerIn(body.Links.Self.URI.Text), "links.self.uri"})
	err = cmp.Or(bad, err)
	if err != nil {
		return refuse(tenant, err)
	}
	list := body.Transition
	if list == nil {
		list = []transition{body.transition}
	}
	var rows []Row
	none := Skip("no transitions")
	for i := range list {
		from, to, err := list[i].ends(rec.File)
		if errors.As(err, &none) {
			continue
		}
		if err != nil {
			return refuse(tenant, err)
		}
		var row Row
		row.Set("subscription_id", "fromSubscriptionId", from)
		row.Set("tenant_id", tenant.from, tenant.text)
		row.Set("successors", "toSubscriptionId", to)
		rows = append(rows, row)
	}
	if len(rows) == 0 {
		return nil, none
	}
	return rows, nil
}

// ends returns which subscription has become which. An upgrade of all seats may keep the
// id, and then names no other one.
func (t *transition) ends(file *File) (from, to string, err error) {
	from = cmp.Or(reconcile.CanonicalID(t.FromSubscriptionID.Text), file.Subscription)
	to = reconcile.CanonicalID(t.ToSubscriptionID.Text)
	switch {
	case !t.completed():
		return "", "", Skip("a transition that is not completed")
	case to == "" || to == from:
		return "", "", Skip("an upgrade under the same id")
	case from == "":
		return "", "", &Problem{"fromSubscriptionId", "nothing says which subscription was upgraded; export the body as the API gives it"}
	case strings.Contains(to, ";"):
		return "", "", &Problem{"toSubscriptionId", "an id with a semicolon cannot be kept in a list of ids"}
	default:
		return from, to, nil
	}
}

// completed reports whether the subscription was converted. Whether licences were given to
// people anew is another event.
func (t *transition) completed() bool {
	const completed = "completed"
	return Key(t.Status.Text) == completed || slices.ContainsFunc(t.Events, func(e struct{ Name, Status Value }) bool {
		return Key(e.Name.Text) == "conversion" && Key(e.Status.Text) == completed
	})
}

func combineTransitions(into, next *Row) {
	into.Set("successors", "toSubscriptionId", into.Text("successors")+";"+next.Text("successors"))
}

// For so many days after its end a subscription counts as one that may have been upgraded;
// of older ones, of which a customer has more every year, what is known stays. One that is
// deleted has nothing left to lose, neither service nor data, and an upgrade deletes at
// once: by then what it has become was read, and nothing still to be decided rests on it.
const (
	upgradeDays        = 365
	deletedUpgradeDays = 90
)

// MayBeUpgraded returns the id of a subscription, as the Partner Center API gives it, that
// may have been upgraded, so that its transitions are worth asking for: a
// licence of new commerce, of which alone the API keeps them, that is neither running nor
// on its way to, nor ran to its end (which is what expired says).
// Source: https://learn.microsoft.com/partner-center/developer/get-transitions
func MayBeUpgraded(body []byte, today reconcile.Day) (id string, may bool) {
	var s subscriptionBody
	if json.Unmarshal(body, &s) != nil {
		return "", false // it is refused when it is translated
	}
	days := upgradeDays
	switch reconcile.Status(reconcile.Fold(s.Status.Text)) {
	case reconcile.Active, reconcile.Pending, reconcile.Expired:
		return "", false
	case reconcile.Deleted:
		days = deletedUpgradeDays
	}
	last := s.lastDay()
	recent := !last.Known() || last >= today.AddDays(-days)
	id = reconcile.CanonicalID(s.ID.Text)
	return id, recent && s.isNCE() && reconcile.IsGUID(id)
}
