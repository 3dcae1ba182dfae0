package reconcile_test

import (
	"testing"

	"handover/reconcile"
)

func TestOursAndActor(t *testing.T) {
	direct := reconcile.Partner{ID: "us", Model: reconcile.DirectBill, Providers: []string{"provider"}}
	provider := reconcile.Partner{ID: "us", Model: reconcile.IndirectProvider, Providers: []string{"provider"}}
	reseller := reconcile.Partner{ID: "us", Model: reconcile.IndirectReseller, Providers: []string{"provider"}}
	nobody := reconcile.Partner{Model: reconcile.DirectBill}
	for _, c := range []struct {
		name    string
		partner reconcile.Partner
		channel reconcile.Channel
		seller  string
		ours    bool
		actor   reconcile.Owner
	}{
		{"we sold it", direct, reconcile.CSP, "us", true, reconcile.OwnerUs},
		{"we sold it, as a provider", provider, reconcile.CSP, "us", true, reconcile.OwnerUs},
		{"our provider sold it", reseller, reconcile.CSP, "provider", true, reconcile.OwnerProvider},
		{"we resell and sold it", reseller, reconcile.CSP, "us", true, reconcile.OwnerUs},
		{"a provider is ours only where we resell", direct, reconcile.CSP, "provider", false, reconcile.OwnerSourcePartner},
		{"a provider is not ours where we are one", provider, reconcile.CSP, "provider", false, reconcile.OwnerSourcePartner},
		{"another partner sold it", reseller, reconcile.CSP, "another", false, reconcile.OwnerSourcePartner},
		{"csp, seller unknown", direct, reconcile.CSP, "", false, reconcile.OwnerSourcePartner},
		{"seller unknown, and so are we", nobody, reconcile.CSP, "", false, reconcile.OwnerSourcePartner},
		{"syndication", direct, reconcile.Syndication, "", false, reconcile.OwnerSourcePartner},
		{"we sold it, in another channel", direct, reconcile.Advisor, "us", false, reconcile.OwnerCustomer},
		{"web-direct", direct, reconcile.WebDirect, "", false, reconcile.OwnerCustomer},
		{"ea", direct, reconcile.EA, "", false, reconcile.OwnerCustomer},
		{"mca-e", reseller, reconcile.MCAE, "", false, reconcile.OwnerCustomer},
		{"open", direct, reconcile.Open, "", false, reconcile.OwnerCustomer},
		{"unknown channel", direct, "", "us", false, reconcile.OwnerCustomer},
		{"a channel outside the list", direct, "retail", "us", false, reconcile.OwnerCustomer},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := reconcile.Subscription{Channel: c.channel, SellerID: c.seller}
			if got := c.partner.Ours(&s); got != c.ours {
				t.Errorf("ours: %v", got)
			}
			if got := c.partner.Actor(&s); got != c.actor {
				t.Errorf("%s acts, want %s", got, c.actor)
			}
		})
	}
}
