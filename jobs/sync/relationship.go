package sync

import (
	"cmp"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"time"

	"handover/jobs/ingest/formats"
	"handover/reconcile"
)

// relationship is what the sync itself looks at of a granular delegated admin relationship.
type relationship struct {
	Status             string
	EndDateTime        string
	AutoExtendDuration string
	Customer           *struct{ TenantID string }
}

func relationshipOf(text []byte) (relationship, error) {
	var r relationship
	err := json.Unmarshal(text, &r)
	if err != nil {
		return r, fmt.Errorf("read a delegated admin relationship: %w", err)
	}
	return r, nil
}

// tenant returns the customer's; empty where nobody has approved the relationship, or where
// it is no id.
func (r *relationship) tenant() string {
	if r.Customer == nil {
		return ""
	}
	id := reconcile.CanonicalID(r.Customer.TenantID)
	if !reconcile.IsGUID(id) {
		return ""
	}
	return id
}

// ends returns the last day of a relationship that holds; false where it does not
// hold, and the unknown day where it goes on by itself, or tells no end.
func (r *relationship) ends() (on reconcile.Day, holds bool) {
	if !formats.RelationshipHolds(r.Status) {
		return on, false
	}
	end, err := time.Parse(time.RFC3339, r.EndDateTime)
	if err != nil {
		return on, true
	}
	return formats.RelationshipEnds(end, r.AutoExtendDuration), true
}

// Ending is a customer whose last delegated admin relationship ends soon.
type Ending struct {
	TenantID string
	On       reconcile.Day
}

// EndingSoon returns the customers of a list of Graph of whom every relationship that holds
// on a day ends within reconcile.DelegationEndsSoon days and is not extended by itself, with the last of these days,
// those first that end first. A list that is not whole names none: a relationship that goes
// on may stand on a page that did not come.
func EndingSoon(list *List, today reconcile.Day) []Ending {
	if list.Lacks != "" {
		return nil
	}
	last, goesOn := map[string]reconcile.Day{}, map[string]bool{}
	for r := range relationshipsOf(list) {
		tenant := r.tenant()
		on, holds := r.ends()
		switch {
		case !holds || tenant == "" || on.Known() && on < today:
		case !on.Known() || on > today+reconcile.DelegationEndsSoon:
			goesOn[tenant] = true
		default:
			last[tenant] = max(last[tenant], on)
		}
	}
	var ending []Ending
	for tenant, on := range last {
		if !goesOn[tenant] {
			ending = append(ending, Ending{tenant, on})
		}
	}
	slices.SortFunc(ending, func(a, b Ending) int { return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.TenantID, b.TenantID)) })
	return ending
}

// relationshipsOf returns what can be read of the relationships of a list; the list itself
// counts the others.
func relationshipsOf(list *List) iter.Seq[relationship] {
	return func(yield func(relationship) bool) {
		for _, body := range list.Bodies {
			var page linked
			err := json.Unmarshal(body.Text, &page)
			if err != nil {
				continue
			}
			for _, item := range page.Value {
				r, err := relationshipOf(item)
				if err == nil && !yield(r) {
					return
				}
			}
		}
	}
}
