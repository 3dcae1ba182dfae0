package rules

import (
	"slices"

	"handover/reconcile"
)

// Rule is one row of the catalogue.
type Rule struct {
	Code reconcile.Code
	Job  reconcile.Job

	// Severities are the ones a finding of this code can have, the worst first.
	Severities []reconcile.Severity

	// Evidence names the keys a finding may carry beyond E, outcome and cover_by.
	Evidence []string

	// Sources are the published pages the rule rests on.
	Sources []string

	// regardless tells that the answer for a row is the same whatever happens at
	// the end of its term, so that it names no assumption about that.
	regardless bool

	// onTargets tells that the answer for a row rests on what replaces it.
	onTargets bool

	// afterLife tells that the rule is asked of sources that have come over or are
	// gone as well.
	afterLife bool

	row    func(*view, *row) answer
	tenant func(*view) []reconcile.Finding
}

// PerTenant reports whether the rule judges a tenant as a whole and not each of
// its subscriptions.
func (r *Rule) PerTenant() bool { return r.tenant != nil }

// The pages that rules cite, in one place each.
const (
	lifecyclePage    = "https://learn.microsoft.com/partner-center/customers/subscription-lifecycle"
	extendedPage     = "https://learn.microsoft.com/partner-center/customers/extended-service-terms"
	resourcesPage    = "https://learn.microsoft.com/partner-center/developer/subscription-resources"
	consolidatePage  = "https://learn.microsoft.com/partner-center/customers/csp-regional-authorization-tenant-consolidation"
	seatBasedPage    = "https://learn.microsoft.com/partner-center/customers/transition-seat-based-services"
	pricingPage      = "https://learn.microsoft.com/partner-center/marketplace-offers/pricing-and-offers"
	relationshipPage = "https://learn.microsoft.com/partner-center/customers/request-a-relationship-with-a-customer"
	agreementPage    = "https://learn.microsoft.com/partner-center/customers/confirm-customer-agreement"
	multichannelPage = "https://learn.microsoft.com/partner-center/customers/multichannel"
	transferPage     = "https://learn.microsoft.com/partner-center/customers/transfer-subscriptions"
	azureSwitchPage  = "https://learn.microsoft.com/partner-center/customers/switch-azure-subscriptions-to-a-different-partner"
	expiryPage       = "https://learn.microsoft.com/microsoft-365/commerce/subscriptions/what-if-my-subscription-expires"
	cancelPage       = "https://learn.microsoft.com/partner-center/customers/cancel-subscription"
)

// Catalogue returns every rule, by job and in the order in which the jobs list
// their codes.
func Catalogue() []Rule {
	return slices.Concat(
		autoRenewRules(), endDateRules(), expiredRules(), limitRules(), readinessRules(),
		continuityRules(), livesRules(), addonRules(), billingRules(), transferRules(), usageRules(), qualityRules(),
	)
}

// Lookup returns the rule of a code.
func Lookup(code reconcile.Code) (Rule, bool) {
	list := Catalogue()
	at := slices.IndexFunc(list, func(r Rule) bool { return r.Code == code })
	if at < 0 {
		return Rule{}, false
	}
	return list[at], true
}

func severities(list ...reconcile.Severity) []reconcile.Severity { return list }

func keys(list ...string) []string { return list }
