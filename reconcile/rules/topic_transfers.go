package rules

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"handover/reconcile"
)

// The codes of the job transfers.
const (
	CodeTransferExpiring     reconcile.Code = "transfer-expiring"
	CodeTransferEnded        reconcile.Code = "transfer-ended"
	CodeTransferBlocksChange reconcile.Code = "transfer-blocks-change"
	CodeTransferFailedItems  reconcile.Code = "transfer-failed-items"
	CodeTransferNotAvailable reconcile.Code = "transfer-not-available"
	CodeTransferIneligible   reconcile.Code = "transfer-ineligible"
)

func transferRules() []Rule {
	const job = reconcile.TransfersJob
	return []Rule{
		{
			Code: CodeTransferExpiring, Job: job, Severities: severities(reconcile.High),
			Evidence: keys("transfer", "created_at", "items"), Sources: []string{transferPage}, tenant: transferExpiring,
		},
		{
			Code: CodeTransferEnded, Job: job, Severities: severities(reconcile.High),
			Evidence: keys("transfer", "transfer_status"), Sources: []string{transferPage}, row: transferEnded, regardless: true,
		},
		{
			Code: CodeTransferBlocksChange, Job: job, Severities: severities(reconcile.High),
			Evidence: keys("transfer", "transfer_status", "blocked"), Sources: []string{transferPage}, row: transferBlocksChange,
		},
		{
			Code: CodeTransferFailedItems, Job: job, Severities: severities(reconcile.High),
			Evidence: keys("transfer", "transfer_status", "items", "item_ids"), Sources: []string{transferPage}, tenant: transferFailedItems,
		},
		{
			Code: CodeTransferNotAvailable, Job: job, Severities: severities(reconcile.High),
			Evidence: keys("route", "channel"), Sources: []string{transferPage, azureSwitchPage}, row: transferNotAvailable, regardless: true,
		},
		{
			Code: CodeTransferIneligible, Job: job, Severities: severities(reconcile.High),
			Evidence: keys("obstacle"), Sources: []string{transferPage}, row: transferIneligible,
		},
	}
}

func transferExpiring(v *view) []reconcile.Finding {
	var list []reconcile.Finding
	for i := range v.tenant.Transfers {
		t := &v.tenant.Transfers[i]
		if t.Status != reconcile.TransferPending {
			continue
		}
		owner := reconcile.OwnerSourcePartner
		if t.SourcePartnerID == v.env.Partner.ID && t.SourcePartnerID != "" {
			owner = reconcile.OwnerUs
		}
		f := v.overall(reconcile.High, owner, t.Expiry(v.env.Policy.Limits.TransferDays), ev("transfer", t.ID),
			ev("created_at", madeText(t)), fact("items", number(len(t.SubscriptionIDs))))
		f.Subject = t.ID
		f.SellerID, f.SellerName = v.sourceOf(t)
		list = append(list, f)
	}
	return list
}

// madeText tells when a request was made, by the day where no hour is known.
func madeText(t *reconcile.Transfer) string {
	if day := t.CreatedOn(); day.Known() {
		return day.String()
	}
	return instantText(t.CreatedAt)
}

// sourceOf returns the partner that has to answer a transfer request, and what it is
// called: the one that the request names, else the one that sold what is in it.
func (v *view) sourceOf(t *reconcile.Transfer) (id, name string) {
	id, name = t.SourcePartnerID, v.env.Sellers[t.SourcePartnerID].Name
	for _, item := range t.SubscriptionIDs {
		if r := v.byID[item]; r != nil && !r.ours && (id == "" || id == r.sub.SellerID) {
			id, name = r.sub.SellerID, cmp.Or(name, v.env.Sellers.NameOf(r.sub))
		}
	}
	return id, name
}

// latestRequest returns the newest transfer request that holds a subscription and
// passes a test.
func (v *view) latestRequest(id string, pass func(*reconcile.Transfer) bool) *reconcile.Transfer {
	var latest *reconcile.Transfer
	for _, t := range v.routing.Requests(id) {
		if !pass(t) {
			continue
		}
		if latest == nil || compareRequests(t, latest) > 0 {
			latest = t
		}
	}
	return latest
}

// compareRequests orders requests by when they were made, unknown first.
func compareRequests(a, b *reconcile.Transfer) int {
	return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), strings.Compare(a.ID, b.ID))
}

func transferEnded(v *view, r *row) answer {
	switch {
	case !r.licensed():
		return no(WhyKind)
	case !r.source():
		return no(WhyNotSource)
	case r.move.Route != reconcile.RoutePartnerTransfer && r.move.Route != reconcile.RouteAuto:
		return no(WhyRoute)
	}
	t := v.latestRequest(r.sub.ID, v.env.Partner.Receives)
	if t == nil {
		return no(WhyNoRequest)
	}
	switch t.Status {
	case reconcile.TransferReject, reconcile.TransferCancel, reconcile.TransferExpired, reconcile.TransferFailed:
	default:
		return no(WhyNoRequest)
	}
	f := v.about(r, reconcile.High, reconcile.OwnerUs, reconcile.DueDay(r.life.LastDay),
		ev("transfer", t.ID), fact("transfer_status", string(t.Status)))
	f.Subject = t.ID
	return yes(f)
}

func transferBlocksChange(v *view, r *row) answer {
	t := v.latestRequest(r.sub.ID, (*reconcile.Transfer).Running)
	if t == nil {
		return no(WhyNoRequest)
	}
	blocked := []struct {
		code reconcile.Code
		rule func(*view, *row) answer
	}{
		{CodeAutoRenewOn, autoRenewOn}, {CodeESTAutoConvert, estAutoConvert}, {CodeESTScheduled, estScheduled},
	}
	for _, b := range blocked {
		if other := b.rule(v, r).finding; other != nil {
			f := v.about(r, reconcile.High, reconcile.OwnerUs, other.Due,
				ev("transfer", t.ID), ev("transfer_status", string(t.Status)), fact("blocked", string(b.code)))
			f.Subject = t.ID
			return yes(f)
		}
	}
	return no(WhyConsistent)
}

// transferFailedItems tells of each request to us the items that have not come with
// it and are in no later one.
func transferFailedItems(v *view) []reconcile.Finding {
	var list []reconcile.Finding
	for i := range v.tenant.Transfers {
		t := &v.tenant.Transfers[i]
		if !v.env.Partner.Receives(t) || t.Status != reconcile.TransferPartial && len(t.FailedIDs) == 0 {
			continue
		}
		var items []string
		var due reconcile.Day
		for _, id := range slices.Sorted(maps.Keys(itemsOf(t))) {
			if r := v.byID[id]; r != nil && v.failedIn(r, t) {
				items = append(items, id)
				due = reconcile.Earlier(due, r.life.LastDay)
			}
		}
		if len(items) == 0 {
			continue
		}
		f := v.overall(reconcile.High, reconcile.OwnerUs, reconcile.DueDay(due), ev("transfer", t.ID),
			fact("transfer_status", string(t.Status)), ev("items", number(len(items))), fact("item_ids", strings.Join(items, " ")))
		f.Subject = t.ID
		list = append(list, f)
	}
	return list
}

// itemsOf returns what a request holds, what it names as failed included.
func itemsOf(t *reconcile.Transfer) map[string]bool {
	items := map[string]bool{}
	for _, id := range slices.Concat(t.SubscriptionIDs, t.FailedIDs) {
		items[id] = true
	}
	return items
}

// failedIn reports whether an item of a request is still an active source that has
// yet to move, and is in no later request to us. Where the request does not say
// what failed, it is what has not come.
func (v *view) failedIn(r *row, t *reconcile.Transfer) bool {
	if !r.source() || r.through || r.gone || r.life.Status != reconcile.Active ||
		len(t.FailedIDs) > 0 && !slices.Contains(t.FailedIDs, r.sub.ID) {
		return false
	}
	latest := v.latestRequest(r.sub.ID, v.env.Partner.Receives)
	return latest == nil || latest == t || compareRequests(latest, t) < 0
}

func transferNotAvailable(v *view, r *row) answer {
	switch {
	case !r.source():
		return no(WhyNotSource)
	case routeExists(r.move.Route, r.sub):
		return no(WhyRoute)
	}
	return yes(v.about(r, reconcile.High, reconcile.OwnerUs, reconcile.DueDay(r.life.LastDay),
		fact("route", string(r.move.Route)), fact("channel", string(r.sub.Channel))))
}

func transferIneligible(v *view, r *row) answer {
	switch {
	case !r.source():
		return no(WhyNotSource)
	case r.move.Route != reconcile.RoutePartnerTransfer:
		return no(WhyRoute)
	case r.sub.Channel != reconcile.CSP:
		return no(WhyPlatform)
	}
	obstacle := v.obstacle(r)
	if obstacle == "" {
		return no(WhyConsistent)
	}
	return yes(v.about(r, reconcile.High, reconcile.OwnerUs, reconcile.DueDay(r.life.LastDay), fact("obstacle", obstacle)))
}

// obstacle names what keeps a csp source out of a partner transfer, or nothing.
func (v *view) obstacle(r *row) string {
	switch r.sub.Kind() {
	case reconcile.Usage, reconcile.Software:
		return string(r.sub.Kind())
	}
	if r.sub.IsLegacy() {
		return string(reconcile.Legacy)
	}
	switch r.life.Status {
	case reconcile.Suspended, reconcile.Expired, reconcile.Disabled, reconcile.Deleted:
		return string(r.life.Status)
	}
	elsewhere := v.latestRequest(r.sub.ID, func(t *reconcile.Transfer) bool { return t.Running() && v.env.Partner.Misses(t) })
	if elsewhere != nil {
		return "other-request"
	}
	return ""
}
