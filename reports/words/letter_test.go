package words_test

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"handover/reconcile"
	"handover/reconcile/rules/rulestest"
	"handover/reports/words"
)

// TestPlea shows what the owner of a finding is asked for, and by when.
func TestPlea(t *testing.T) {
	const (
		create, accept, verify = reconcile.StepCreateRequest, reconcile.StepAcceptRequest, reconcile.StepVerify
		order, cancel          = reconcile.StepOrder, reconcile.StepSetCancel
		rebuy, transfer        = reconcile.RouteRebuy, reconcile.RoutePartnerTransfer
		renews                 = reconcile.Code("auto-renew-on")
		nothing                = ""
	)
	asked := moved(renews, transfer, create, accept)
	asked.Way.Else = tasks(order, cancel)
	blocked := moved(renews, transfer)
	blocked.Way.Else = tasks(order, cancel)
	unsold := moved(renews, rebuy, order, cancel)
	unsold.Way.Sale = reconcile.SaleEnded
	unsoldTransfer := moved(renews, transfer, accept)
	unsoldTransfer.Way.Sale, unsoldTransfer.Way.Else = reconcile.SaleEnded, tasks(order, cancel)
	left := moved(renews, "")
	left.Way.Else = tasks(cancel)
	over := moved("double-billing", rebuy, cancel)
	over.Severity = reconcile.Medium
	goesOn := moved("double-billing", rebuy, cancel)
	goesOn.Severity = reconcile.High
	for _, c := range []struct {
		name    string
		finding *reconcile.Finding
		asOf    string
		want    string
		by      string
	}{
		{"we order first", moved(renews, rebuy, order, cancel), "2026-11-20", "Please schedule the cancellation for the end of the term.", "2026-11-27"},
		{"it is the reader's turn", moved(renews, rebuy, cancel), "2026-11-20", "Please schedule the cancellation for the end of the term.", "2026-11-26"},
		{
			"a request that we are yet to make", asked, "2026-11-11", "Please add the subscription to our partner transfer request and submit that.", "2026-11-26",
		},
		{
			"fourteen days before the last safe day", asked, "2026-11-12",
			"Please add the subscription to our partner transfer request and submit that; if the transfer is not possible, schedule the cancellation for the end of the term.",
			"2026-11-26",
		},
		{
			"what ends at once waits for the replacement", moved("renewed-in-window", rebuy, verify, reconcile.StepCancelNow), "2026-11-20",
			"Please wait until we tell you that the replacement is ready; then cancel the new term while that is possible.", "2026-11-27",
		},
		{
			"the replacement is there", moved("est-running-duplicate", rebuy, reconcile.StepCancelEST), "2026-11-20",
			"Please cancel the extended term.", "2026-11-26",
		},
		{"the route is ours to choose", blocked, "2026-11-20", nothing, ""},
		{"nothing to replace it can be bought", unsold, "2026-11-20", nothing, ""},
		{
			"only a transfer keeps it", unsoldTransfer, "2026-11-20", "Please add the subscription to our partner transfer request and submit that.", "2026-11-26",
		},
		{"a done move", left, "2026-11-20", "Please schedule the cancellation for the end of the term.", "2026-11-27"},
		{"nothing is left", moved(renews, rebuy), "2026-11-20", nothing, ""},
		{"it is paid twice, and ends by itself", over, "2026-11-20", nothing, ""},
		{"it is paid twice, and goes on", goesOn, "2026-11-20", "Please schedule the cancellation for the end of the term.", "2026-11-26"},
		{"what is ours to settle", ended("offer-different"), "2026-11-20", nothing, ""},
	} {
		day, err := reconcile.ParseDay(c.asOf)
		if err != nil {
			t.Fatal(err)
		}
		plea, ok := table(t, words.DefaultLanguage).Plea(c.finding, day.Start())
		if ok != (c.want != nothing) || plea.Text != c.want || plea.By.Day.String() != c.by {
			t.Errorf("%s: asked %t for %q by %s, want %q by %s", c.name, ok, plea.Text, plea.By, c.want, c.by)
		}
	}
}

// lettered returns the codes whose findings a customer or a current partner may have to
// act on, as the catalogue says.
func lettered() map[reconcile.Code][]reconcile.Owner {
	both := []reconcile.Owner{reconcile.OwnerCustomer, reconcile.OwnerSourcePartner}
	customer, partner := both[:1], both[1:]
	return map[reconcile.Code][]reconcile.Owner{
		"auto-renew-on": both, "auto-renew-contradiction": both, "renewed-in-window": both, "renewed-window-passed": both,
		"renewal-processing": both, "trial-converts": both, "end-of-sale-renew-off": both, "est-auto-convert": both, "est-scheduled": both,
		"choice-lost": both, "end-of-term-unknown": both, "suspended-billed": both, "legacy-suspended": both, "double-billing": both,
		"est-running-duplicate": both, "transfer-expiring": partner, "data-deleted": customer, "cancelled-backup": customer,
		"agreement-missing": customer, "tenant-to-tenant-data": customer, "credit-candidate": customer,
	}
}

// TestEveryPlea checks that there are words for whatever a customer or a current partner
// may have to do, in every language, and none for anything else.
func TestEveryPlea(t *testing.T) {
	codes := lettered()
	for _, c := range rulestest.All() {
		for _, want := range c.Want {
			fields := strings.Fields(want)
			code, owner := reconcile.Code(fields[0]), reconcile.Owner(fields[2])
			if (owner == reconcile.OwnerCustomer || owner == reconcile.OwnerSourcePartner) && !slices.Contains(codes[code], owner) {
				t.Errorf("%s: the %s has to act on %s, and there is no letter", c.Name, owner, code)
			}
		}
	}
	for _, language := range words.Languages() {
		please, otherwise := map[reconcile.Code]bool{}, map[reconcile.Code]bool{}
		for at, text := range table(t, language).Texts() {
			parts := strings.Split(at, "/")
			if parts[0] != "findings" || text == "" {
				continue
			}
			switch code := reconcile.Code(parts[1]); {
			case parts[len(parts)-1] == "please":
				please[code] = true
			case len(parts) == 3 && parts[2] == "otherwise":
				otherwise[code] = true
			}
		}
		for _, found := range []map[reconcile.Code]bool{please, otherwise} {
			if want, got := slices.Sorted(maps.Keys(codes)), slices.Sorted(maps.Keys(found)); !slices.Equal(want, got) {
				t.Errorf("%s: there are words for %v, want %v", language, got, want)
			}
		}
	}
}

// TestEveryStepOfAReader checks that each step which customers and current partners take
// is put in words for them.
func TestEveryStepOfAReader(t *testing.T) {
	for _, language := range words.Languages() {
		texts := table(t, language).Texts()
		for _, kind := range reconcile.StepKinds() {
			theirs := kind.AtSource() || kind == reconcile.StepAcceptRequest
			if got := texts["steps/"+string(kind)+"/you"] != ""; got != theirs {
				t.Errorf("%s: %s is said to the reader: %t, want %t", language, kind, got, theirs)
			}
		}
	}
}

// TestPleasTellNoMore checks that no letter can name another party or money, and speaks in
// no terms of ours.
func TestPleasTellNoMore(t *testing.T) {
	ours := regexp.MustCompile(`(?i)finding|urgency|exposure|\brank|\bcode\b|befund|尾随|问题代码`)
	secret := []string{"tenant", "target", "target_tenant", "target_offer", "seller", "owner", "subscription", "subject", "advice", "unit_price", "source"}
	for _, language := range words.Languages() {
		for at, text := range table(t, language).Texts() {
			if !isOfLetters(at) {
				continue
			}
			if found := ours.FindString(text); found != "" {
				t.Errorf("%s: %s says %q: %q", language, at, found, text)
			}
			for _, key := range words.Placeholders(text) {
				if slices.Contains(secret, key) {
					t.Errorf("%s: %s tells {%s}: %q", language, at, key, text)
				}
			}
		}
	}
}

// TestPleaIsWhole checks that what a letter says of a finding that says nothing of itself
// is still a sentence.
func TestPleaIsWhole(t *testing.T) {
	at := time.Date(2026, time.November, 20, 0, 0, 0, 0, time.UTC)
	for _, language := range words.Languages() {
		for code, owners := range lettered() {
			for _, owner := range owners {
				f := reconcile.Finding{Code: code, Owner: owner, Severity: reconcile.High}
				f.Way.Else = []reconcile.Task{{Kind: reconcile.StepSetCancel, Owner: owner}}
				plea, ok := table(t, language).Plea(&f, at)
				if !ok || strings.ContainsAny(plea.Text+plea.Why, "{}") || plea.Text == "" || plea.Why == "" {
					t.Errorf("%s: %s asks %t, %q since %q", language, code, ok, plea.Text, plea.Why)
				}
			}
		}
	}
}
