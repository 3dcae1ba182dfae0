package words_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/reports/words"
)

// moved is a finding about a source that a move takes away from Fabrikam, with what
// its plan says; everything is to be done by 2026-11-26.
func moved(code reconcile.Code, route reconcile.Route, kinds ...reconcile.StepKind) *reconcile.Finding {
	f := ended(code)
	f.Owner, f.SellerName = reconcile.OwnerSourcePartner, "Fabrikam Licensing"
	f.Way = reconcile.Way{Part: reconcile.PartSource, Route: route}
	tasks := tasks(kinds...)
	if len(tasks) > 0 {
		f.Way.Step = reconcile.NextStep{Task: tasks[0], LastSafe: reconcile.DueDay(reconcile.NewDay(2026, time.November, 26))}
		f.Way.Then = tasks[1:]
	}
	return f
}

func tasks(kinds ...reconcile.StepKind) []reconcile.Task {
	var list []reconcile.Task
	for _, kind := range kinds {
		owner := reconcile.OwnerUs
		if kind.AtSource() || kind == reconcile.StepAcceptRequest {
			owner = reconcile.OwnerSourcePartner
		}
		list = append(list, reconcile.Task{Kind: kind, Owner: owner})
	}
	return list
}

// TestAdvice shows what the plan of a move makes of an action.
func TestAdvice(t *testing.T) {
	const (
		create, accept, verify = reconcile.StepCreateRequest, reconcile.StepAcceptRequest, reconcile.StepVerify
		order, cancel          = reconcile.StepOrder, reconcile.StepSetCancel
		rebuy, transfer        = reconcile.RouteRebuy, reconcile.RoutePartnerTransfer
		renews                 = reconcile.Code("auto-renew-on")
	)
	bought := moved(renews, rebuy, order, cancel)
	asked := moved(renews, transfer, create, accept)
	asked.Way.Else = tasks(order, cancel)
	waiting := moved(renews, transfer, accept)
	waiting.Way.Step.LastSafe = reconcile.DueAt(time.Date(2026, time.November, 26, 10, 0, 0, 0, time.UTC))
	waiting.Way.Else = tasks(order, cancel)
	blocked := moved(renews, transfer)
	blocked.Way.Else = tasks(order, cancel)
	unsold := moved(renews, rebuy, order)
	unsold.Way.Sale = reconcile.SaleEnded
	unsoldTransfer := moved(renews, transfer, accept)
	unsoldTransfer.Way.Sale, unsoldTransfer.Way.Else = reconcile.SaleEnded, tasks(order)
	instead := moved(renews, rebuy, order, cancel)
	instead.Way.Sale = reconcile.SoldInstead
	nameless := moved(renews, rebuy, cancel)
	nameless.SellerName = ""
	provider := moved(renews, rebuy, order, cancel)
	provider.Way.Step.Owner, provider.Way.Then[0].Owner = reconcile.OwnerProvider, reconcile.OwnerProvider
	left := moved(renews, "")
	left.Way.Else = tasks(cancel)
	undatedGrace := moved("grace-open", rebuy, order)
	undatedGrace.Due, undatedGrace.LastDay, undatedGrace.Outcome, undatedGrace.SubscriptionID = reconcile.Due{}, 0, reconcile.NoOutcome, "s"
	undatedGrace.Way.Step.LastSafe = reconcile.Due{}
	part := func(code reconcile.Code, part reconcile.Part) *reconcile.Finding {
		f := ended(code)
		f.Way.Part = part
		return f
	}
	for _, c := range []struct {
		name    string
		finding *reconcile.Finding
		asOf    string
		want    string
		asks    []reconcile.StepKind
	}{
		{
			"bought again", bought, "2026-11-01",
			"Order the replacement, then ask Fabrikam Licensing to schedule a cancel at the end of the term by 26 Nov 2026.", kinds(order, cancel),
		},
		{
			"on the last day", bought, "2026-11-26",
			"Order the replacement, then ask Fabrikam Licensing to schedule a cancel at the end of the term at once, by the end of 26 Nov 2026.",
			kinds(order, cancel),
		},
		{
			"after it", bought, "2026-11-27",
			"Order the replacement, then ask Fabrikam Licensing to schedule a cancel at the end of the term at once; was due 26 Nov 2026.",
			kinds(order, cancel),
		},
		{
			"transferred, in time", asked, "2026-11-11",
			"Create the transfer request, then ask Fabrikam Licensing to submit the partner transfer by 26 Nov 2026.", kinds(create, accept),
		},
		{
			"transferred, fourteen days before", asked, "2026-11-12",
			"Create the transfer request, then ask Fabrikam Licensing to submit the partner transfer by 26 Nov 2026; if the transfer does not come, " +
				"order the replacement, then ask Fabrikam Licensing to schedule a cancel at the end of the term.", kinds(create, accept, order, cancel),
		},
		{
			"a request that ends at an instant", waiting, "2026-11-01",
			"Ask Fabrikam Licensing to submit the partner transfer before 26 Nov 2026, 10:00 UTC.", kinds(accept),
		},
		{
			"a route that cannot be gone", blocked, "2026-11-20",
			"Give the move another route: order the replacement, then ask Fabrikam Licensing to schedule a cancel at the end of the term by 27 Nov 2026.", kinds(order, cancel),
		},
		{
			"no longer sold", unsold, "2026-11-20",
			"The product is no longer sold, and only its renewal or a transfer keeps it: name what replaces it by 26 Nov 2026.", kinds(order),
		},
		{
			"no longer sold, and transferred", unsoldTransfer, "2026-11-20",
			"The product is no longer sold, and only its renewal or a transfer keeps it: ask Fabrikam Licensing to submit the partner transfer " +
				"by 26 Nov 2026; if the transfer does not come, name what replaces it.", kinds(accept, order),
		},
		{
			"an equivalent is sold", instead, "2026-11-20",
			"Order the equivalent product, then ask Fabrikam Licensing to schedule a cancel at the end of the term by 26 Nov 2026.", kinds(order, cancel),
		},
		{
			"a partner without a name", nameless, "2026-11-20",
			"Ask the current partner to schedule a cancel at the end of the term by 26 Nov 2026.", kinds(cancel),
		},
		{
			"our provider orders, and cancels what it sold", provider, "2026-11-20",
			"Ask our provider to order the replacement, then ask Fabrikam Licensing to schedule a cancel at the end of the term by 26 Nov 2026.",
			kinds(order, cancel),
		},
		{
			"the replacement is there", moved(renews, rebuy, verify, cancel), "2026-11-20",
			"Verify that the replacement is active, then ask Fabrikam Licensing to schedule a cancel at the end of the term by 26 Nov 2026.",
			kinds(verify, cancel),
		},
		{"a done move", left, "2026-11-20", "Ask Fabrikam Licensing to schedule a cancel at the end of the term by 27 Nov 2026.", kinds(cancel)},
		{
			"nothing is left", moved(renews, rebuy), "2026-11-20",
			"Nothing is left to be done but to see that it goes as planned.", nil,
		},
		{
			"ours, and a replacement", part("est-auto-convert", reconcile.PartReplacement), "2026-11-20",
			"It replaces what is moved: renew it by 27 Nov 2026.", nil,
		},
		{
			"ours, and nobody replaces it", part("est-auto-convert", reconcile.PartOurs), "2026-11-20",
			"Ask the customer whether to renew it, to cancel it or to extend it knowingly, and choose that by 27 Nov 2026.", nil,
		},
		{
			"ours, and what replaces it has no words of its own", part("grace-open", reconcile.PartReplacement), "2026-11-20",
			"Have a replacement active by 27 Nov 2026.", nil,
		},
		{"expired, nobody knows since when", undatedGrace, "2026-11-20", "Order the replacement at once.", kinds(order)},
		{
			"within a sentence", moved("data-deleted", rebuy, order), "2026-11-30",
			"Tell the customer and restore the data from a backup of their own; order the replacement at once; was due 26 Nov 2026.", kinds(order),
		},
		{"too few seats, and late", ended("quantity-mismatch", "difference", "4"), "2026-12-15", "Add 4 seats at once; was due 27 Nov 2026.", nil},
		{
			"what a trial of ours is asked by its own words", part("trial-converts", reconcile.PartOurs), "2026-11-20",
			"Unless the customer wants to pay for it, switch auto-renew off by 27 Nov 2026.", kinds(reconcile.StepAutoRenewOff),
		},
	} {
		asOf, err := reconcile.ParseDay(c.asOf)
		if err != nil {
			t.Fatal(err)
		}
		table := table(t, "en")
		if got := table.Action(c.finding, asOf.Start()); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if diff := cmp.Diff(c.asks, table.Asks(c.finding, asOf.Start())); diff != "" {
			t.Errorf("%s asks for (-want +got):\n%s", c.name, diff)
		}
	}
}

func kinds(list ...reconcile.StepKind) []reconcile.StepKind { return list }

// TestNoActionNamesADay checks that an action names no day by which to act in its own
// words, since the day may have passed.
func TestNoActionNamesADay(t *testing.T) {
	for _, language := range words.Languages() {
		for at, text := range table(t, language).Texts() {
			if !regexp.MustCompile(`^findings/.*/(action|ask)$`).MatchString(at) {
				continue
			}
			for _, key := range words.Placeholders(text) {
				if slices.Contains([]string{"due", "due_day", "cover_by"}, key) {
					t.Errorf("%s: %s names {%s}: %q", language, at, key, text)
				}
			}
		}
	}
}

// TestActionsDeclareTheirSteps checks that what an action asks for in its own words it
// also says in codes.
func TestActionsDeclareTheirSteps(t *testing.T) {
	english := table(t, words.DefaultLanguage)
	declared := english.Declared()
	for _, language := range words.Languages() {
		table := table(t, language)
		texts := table.Texts()
		for at, text := range texts {
			match := regexp.MustCompile(`^(findings/.*)/(action|ask)$`).FindStringSubmatch(at)
			if match == nil {
				continue
			}
			for _, kind := range reconcile.StepKinds() {
				says := strings.Contains(strings.ToLower(text), strings.ToLower(texts["steps/"+string(kind)+"/do"]))
				if says && !slices.Contains(declared[match[1]], kind) {
					t.Errorf("%s: %s asks for %s and does not say so: %q", language, at, kind, text)
				}
			}
		}
	}
	for at, kinds := range declared {
		for _, kind := range kinds {
			if !regexp.MustCompile(stepWords()[kind]).MatchString(strings.ToLower(english.Texts()[at+"/action"])) {
				t.Errorf("%s says that it asks for %s, and does not: %q", at, kind, english.Texts()[at+"/action"])
			}
		}
	}
	for at, text := range english.Texts() {
		match := regexp.MustCompile(`^(findings/.*)/(action|ask)$`).FindStringSubmatch(at)
		for kind, pattern := range stepWords() {
			if match != nil && regexp.MustCompile(pattern).MatchString(strings.ToLower(text)) && !slices.Contains(declared[match[1]], kind) {
				t.Errorf("%s asks for %s and does not say so: %q", at, kind, text)
			}
		}
	}
}

// stepWords returns the words by which an English sentence asks for a step.
func stepWords() map[reconcile.StepKind]string {
	return map[reconcile.StepKind]string{
		reconcile.StepCreateRequest: `\bcreate .*request`, reconcile.StepAcceptRequest: `\bsubmit\b`,
		reconcile.StepOrder: `\b(order|buy|provision) `, reconcile.StepChannelTransfer: `channel transfer`,
		reconcile.StepAzureSwitch: `switch of`, reconcile.StepAzureRecreate: `azure`, reconcile.StepVerify: `\bverif`,
		reconcile.StepSetCancel: `schedule a cancel|end of the term by`, reconcile.StepAutoRenewOff: `auto-renew off`,
		reconcile.StepCancelEST: `cancel the extended`, reconcile.StepCancelNow: `cancel the (new|running) term`,
		reconcile.StepCancelAzure: `old services`,
	}
}
