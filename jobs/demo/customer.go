package demo

import (
	"fmt"
	"strings"

	"handover/reconcile"
)

// customer is one tenant with everything that the files say of it.
type customer struct {
	today reconcile.Day
	dice  dice

	profile       reconcile.Profile
	subscriptions []reconcile.Subscription
	moves         []*reconcile.Move
	transfers     []*reconcile.Transfer

	// was holds the rows that were otherwise the night before, or are gone since.
	was []reconcile.Subscription
	// elsewhere holds rows as another source has them.
	elsewhere []reconcile.Subscription
}

// newCustomer begins a customer of ours in our market, with everything in
// order.
func newCustomer(today reconcile.Day, d dice, name, domain string) *customer {
	return &customer{today: today, dice: d, profile: reconcile.Profile{
		ID: d.id(), Name: name, Domain: domain + ".example.com", Country: PartnerCountry, Cloud: reconcile.GlobalCloud,
		Relationship: reconcile.Reseller, DelegatedAdmin: reconcile.Yes, AgreementAccepted: reconcile.Yes, CSPPartner: reconcile.No,
	}}
}

// answersTo names whom to write to at a customer, and in which language.
func (c *customer) answersTo(name, language string) {
	p := &c.profile
	p.ContactName, p.Language = name, language
	p.ContactEmail = strings.ToLower(strings.ReplaceAll(name, " ", ".")) + "@" + p.Domain
}

// add keeps a row and returns its id.
func (c *customer) add(d draft) string {
	c.subscriptions = append(c.subscriptions, d.row)
	return d.row.ID
}

// repeat adds n rows.
func (c *customer) repeat(n int, build func() draft) {
	for range n {
		c.add(build())
	}
}

// lost keeps a row as it was the night before only.
func (c *customer) lost(d draft) string {
	c.was = append(c.was, d.row)
	return d.row.ID
}

// differs keeps a row as another source has it.
func (c *customer) differs(d draft) { c.elsewhere = append(c.elsewhere, d.row) }

// move is about to bring a row of this tenant over to us.
func (c *customer) move(source string, targets ...string) *reconcile.Move {
	m := &reconcile.Move{
		TenantID: c.profile.ID, SourceID: source, TargetIDs: targets, Route: reconcile.RouteAuto,
		Status: reconcile.MovePlanned, RequesterRole: "admin-agent", PlannedOn: c.today.AddDays(-20),
	}
	c.moves = append(c.moves, m)
	return m
}

// moving adds a row and its move.
func (c *customer) moving(d draft, targets ...string) *reconcile.Move {
	return c.move(c.add(d), targets...)
}

// transfer requests a partner transfer from another partner to us.
func (c *customer) transfer(status reconcile.TransferStatus, from partner, createdDays int, items ...string) *reconcile.Transfer {
	created := c.today.AddDays(-createdDays)
	t := &reconcile.Transfer{
		ID: c.dice.id(), TenantID: c.profile.ID, Status: status, CreatedAt: created.End(), ExpiresAt: reconcile.DueAt(created.AddDays(30).Start()),
		SourcePartnerID: from.id, TargetPartnerID: PartnerID, SubscriptionIDs: items,
	}
	c.transfers = append(c.transfers, t)
	return t
}

// numbered returns the name of a tenant of a crowd and its domain.
func numbered(n int) (name, domain string) {
	names := [...]struct{ name, domain string }{
		{"Contoso", "contoso"},
		{"Fabrikam", "fabrikam"},
		{"Adventure Works", "adventure-works"},
		{"Northwind Traders", "northwind"},
		{"Woodgrove Bank", "woodgrove"},
		{"Tailspin Toys", "tailspin"},
		{"Wide World Importers", "wideworld"},
		{"Litware", "litware"},
		{"Proseware", "proseware"},
		{"Trey Research", "trey"},
		{"Fourth Coffee", "fourthcoffee"},
		{"Lucerne Publishing", "lucerne"},
	}
	of := names[n%len(names)]
	return fmt.Sprintf("%s %d", of.name, n+1), fmt.Sprintf("%s-%d", of.domain, n+1)
}
