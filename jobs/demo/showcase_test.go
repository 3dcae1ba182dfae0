package demo_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/demo"
	"handover/reconcile"
	"handover/reconcile/policy"
	"handover/reconcile/rules"
)

// TestShowcaseShowsEveryCode evaluates what the main source of the showcase says:
// every code of the catalogue is found, but for those of another kind of partner and
// of more than one source. The day must not matter, so that several are tried.
func TestShowcaseShowsEveryCode(t *testing.T) {
	days := []reconcile.Day{
		asOf(), reconcile.NewDay(2026, time.July, 1), reconcile.NewDay(2026, time.December, 31), reconcile.NewDay(2027, time.February, 28),
		reconcile.NewDay(2028, time.February, 29), reconcile.NewDay(2028, time.March, 31),
	}
	for _, today := range days {
		t.Run(today.String(), func(t *testing.T) {
			found := map[reconcile.Code]bool{}
			for _, f := range findings(t, today) {
				found[f.Code] = true
			}
			var missing []string
			for _, rule := range rules.Catalogue() {
				if !found[rule.Code] {
					missing = append(missing, string(rule.Code))
				}
			}
			if diff := cmp.Diff([]string{"reseller-cannot-act", "fact-conflict"}, missing); diff != "" {
				t.Errorf("codes without a finding differ (-want +got):\n%s", diff)
			}
		})
	}
}

// TestShowcaseIsSmall stays within what a person reads, but for the tenants
// that are about numbers.
func TestShowcaseIsSmall(t *testing.T) {
	urgent := 0
	for _, f := range findings(t, asOf()) {
		if f.Severity == reconcile.Critical || f.Severity == reconcile.High {
			urgent++
		}
	}
	if urgent < 20 || urgent > 60 {
		t.Errorf("%d findings are critical or high, want 20 to 60", urgent)
	}
}

// findings evaluates the showcase on a day as a run would after its import.
func findings(t *testing.T, today reconcile.Day) []reconcile.Finding {
	t.Helper()
	document, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	facts, err := document.Policy()
	if err != nil {
		t.Fatal(err)
	}
	tenants, offers := grouped(imported(t, demo.Options{AsOf: today}))
	remember(tenants, imported(t, demo.Options{AsOf: today, Part: demo.Before}), today)
	env := rules.Env{
		AsOf: today.Start().Add(3 * time.Hour), Policy: facts, Catalog: reconcile.NewCatalog(offers),
		Partner: &reconcile.Partner{ID: demo.PartnerID, Name: demo.PartnerName, Country: demo.PartnerCountry, Model: reconcile.DirectBill},
	}
	var list []reconcile.Finding
	for _, tenant := range tenants {
		list = append(list, rules.Evaluate(env, *tenant).Findings...)
	}
	return list
}

// grouped puts rows together by tenant, as the store does.
func grouped(rows []reconcile.FactRow) ([]*reconcile.Tenant, []reconcile.Offer) {
	var tenants []*reconcile.Tenant
	var offers []reconcile.Offer
	of := func(id string) *reconcile.Tenant {
		at := slices.IndexFunc(tenants, func(t *reconcile.Tenant) bool { return t.ID == id })
		if at < 0 {
			panic(fmt.Sprintf("tenant %s is not in tenants.csv", id))
		}
		return tenants[at]
	}
	for _, row := range rows {
		switch {
		case row.Tenant != nil:
			tenants = append(tenants, &reconcile.Tenant{Profile: *row.Tenant, NamedBy: map[string]int{}})
		case row.Offer != nil:
			offers = append(offers, *row.Offer)
		case row.Subscription != nil:
			t := of(row.Subscription.TenantID)
			t.Subscriptions = append(t.Subscriptions, *row.Subscription)
		case row.Transfer != nil:
			t := of(row.Transfer.TenantID)
			t.Transfers = append(t.Transfers, *row.Transfer)
		case row.Move != nil:
			addMove(of(row.Move.TenantID), *row.Move)
		}
	}
	return tenants, offers
}

// remember gives the tenants the rows of the night before that are not there any
// more, and the others what they showed then of the end of their term.
func remember(tenants []*reconcile.Tenant, before []reconcile.FactRow, today reconcile.Day) {
	for _, row := range before {
		was := *row.Subscription
		t := tenants[slices.IndexFunc(tenants, func(t *reconcile.Tenant) bool { return t.ID == was.TenantID })]
		at := slices.IndexFunc(t.Subscriptions, func(now reconcile.Subscription) bool { return now.ID == was.ID })
		if at < 0 {
			was.Gone, was.MissingSince = true, today
			t.Missing = append(t.Missing, was)
			continue
		}
		if now := &t.Subscriptions[at]; was.EndOfTerm.IsChoice() && now.EndOfTerm == reconcile.NoAction {
			column := reconcile.FieldEndOfTerm.String()
			now.History = append(now.History,
				reconcile.FactChange{Source: now.Source, Column: column, Value: string(was.EndOfTerm), Seen: today.AddDays(-1).Start()},
				reconcile.FactChange{Source: now.Source, Column: column, Seen: today.Start()})
		}
	}
}

// addMove expects a move at the end that its source has now.
func addMove(t *reconcile.Tenant, m reconcile.Move) {
	for i := range t.Subscriptions {
		if !m.ExpectedEnd.Known() && t.Subscriptions[i].ID == m.SourceID {
			m.ExpectedEnd, _ = reconcile.LastDay(&t.Subscriptions[i])
		}
	}
	if m.IsOpen() {
		for _, id := range m.TargetIDs {
			t.NamedBy[id]++
		}
	}
	t.Moves = append(t.Moves, m)
}

// TestShowcaseSaysWhomToWriteTo checks that most customers and every seller of the
// showcase have somebody to write to, at an address that nobody can have, in each
// language.
func TestShowcaseSaysWhomToWriteTo(t *testing.T) {
	languages, without := map[string]int{}, 0
	for _, row := range imported(t, demo.Options{AsOf: asOf()}) {
		var contact reconcile.Contact
		switch {
		case row.Tenant != nil:
			contact = row.Tenant.Contact()
		case row.Seller != nil:
			contact = row.Seller.Contact()
		default:
			continue
		}
		if contact.Email == "" && row.Tenant != nil {
			without++
			continue
		}
		if contact.Name == "" || !strings.HasSuffix(contact.Email, ".example.com") {
			t.Errorf("the contact is %+v", contact)
		}
		languages[contact.Language]++
	}
	if without != 3 {
		t.Errorf("%d customers have no contact, want 3", without)
	}
	for _, language := range []string{"en", "de", "zh"} {
		if languages[language] == 0 || len(languages) != 3 {
			t.Errorf("nobody is written to in %s: %v", language, languages)
		}
	}
}
