package sync

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"

	"handover/jobs/ingest/formats"
	"handover/jobs/sync/remote"
	"handover/reconcile"
)

// mayBeUpgraded returns the ids of those of some subscriptions that may have been upgraded,
// each once.
func (p *PartnerCenter) mayBeUpgraded(subscriptions []json.RawMessage) []string {
	var ids []string
	seen := map[string]bool{}
	for _, item := range subscriptions {
		if id, may := formats.MayBeUpgraded(item, reconcile.DayOf(p.Now())); may && !seen[id] {
			ids, seen[id] = append(ids, id), true
		}
	}
	return ids
}

// transitions reads what a subscription was upgraded to; one that Partner Center does not
// find has none.
// Source: https://learn.microsoft.com/partner-center/developer/get-transitions
func (p *PartnerCenter) transitions(ctx context.Context, path, id string) ([]Body, error) {
	bodies, _, err := p.collection(ctx, "list transitions", path+"/subscriptions/"+id+"/transitions", transitionsFormat)
	if fault, failed := errors.AsType[*remote.Fault](err); failed && fault.Kind == remote.NotFound && partnerCenterSays(fault.Code) {
		return nil, nil
	}
	for i := range bodies {
		bodies[i].Of = id
	}
	return bodies, err
}

// partnerCenterSays reports whether the code of an error is one of Partner Center's own, a
// number of four digits or more: a gateway before it sends a page, a word or the status.
// Source: https://learn.microsoft.com/partner-center/developer/error-codes
func partnerCenterSays(code string) bool {
	n, err := strconv.Atoi(code)
	return err == nil && n >= 1000
}

// addSuccessors tells of the subscriptions what they have become. Those that were not
// asked for, or not found, have become what was known of them before.
func (p *PartnerCenter) addSuccessors(ctx context.Context, facts *Facts, read *Read) error {
	upgrades := Facts{Rows: map[reconcile.DeliveryKind][]reconcile.FactRow{}, Skipped: facts.Skipped}
	for _, body := range read.Bodies {
		if body.Format != transitionsFormat {
			continue
		}
		reply := p.replyOf(read, transitionsFormat)
		reply.Subscription, reply.Pages = body.Of, [][]byte{body.Text}
		list, err := p.replies.Read(ctx, &reply)
		if err != nil {
			return err
		}
		upgrades.add(transitionsFormat, list)
	}
	successors := maps.Clone(read.Held)
	if successors == nil {
		successors = map[string][]string{}
	}
	for _, body := range read.Bodies {
		if body.Format == transitionsFormat {
			successors[body.Of] = nil
		}
	}
	rows := facts.Rows[reconcile.SubscriptionRows]
	for _, row := range upgrades.Rows[reconcile.SubscriptionRows] {
		if s := row.Subscription; s != nil {
			successors[s.ID] = append(successors[s.ID], s.Successors...)
		} else {
			rows = append(rows, row)
		}
	}
	for _, row := range rows {
		if s := row.Subscription; s != nil {
			slices.Sort(successors[s.ID]) // in whichever order they came
			s.Successors = slices.Compact(successors[s.ID])
		}
	}
	facts.Rows[reconcile.SubscriptionRows] = rows
	facts.Rejected = append(facts.Rejected, upgrades.Rejected...)
	facts.Carries = facts.Carries.With(reconcile.FieldSuccessors)
	return nil
}
