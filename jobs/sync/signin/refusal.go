package signin

import (
	"slices"
	"strings"
)

// Refusal is why the token endpoint gave no token.
type Refusal struct {
	Code   string // AADSTS7000222, else the code of OAuth (invalid_client), else empty
	Tenant string // that was asked
	Advice string // what it means and what to do, in one line
}

// Error tells the refusal in one line.
func (r *Refusal) Error() string {
	if r.Code == "" {
		return r.Advice
	}
	return r.Code + ": " + r.Advice
}

// NoConsent reports whether it is the tenant that keeps the application out, rather than
// the application that cannot prove who it is: for a customer's tenant that is no access,
// and no fault of the sync.
func (r *Refusal) NoConsent() bool { return meaningOf(r.Code).tenants }

// Ours reports whether it is our own credential or registration that is refused: every
// other tenant refuses it too. What no table knows is the tenant's own.
func (r *Refusal) Ours() bool { return meaningOf(r.Code).ours || !strings.HasPrefix(r.Code, "AADSTS") }

// Throttled reports whether the tenant gets too many requests for tokens.
func (r *Refusal) Throttled() bool { return meaningOf(r.Code).throttled }

// meaning is what a code stands for.
type meaning struct {
	codes    []string
	words    string
	customer string // instead, where a customer's tenant refuses; empty: the same
	tenants  bool   // it is the tenant that refuses, see NoConsent

	ours, throttled bool // see there
}

const (
	consent  = "the tenant has not consented to the application: one of its administrators opens CONSENT and accepts"
	register = "App registrations, the application, Certificates & secrets"
)

// meaningOf returns what a code means to an application that signs in by itself.
func meaningOf(code string) meaning {
	for _, m := range meanings() {
		if slices.Contains(m.codes, code) {
			return m
		}
	}
	return meaning{words: "see https://login.microsoftonline.com/error for the code"}
}

// meanings are those of the codes that such an application can meet. Sources:
// https://learn.microsoft.com/entra/identity-platform/reference-error-codes; 700024,
// 1002012 and 7000229 do not stand there and are known from published replies.
func meanings() []meaning {
	return []meaning{
		{
			ours:  true,
			codes: []string{"AADSTS7000222"},
			words: "the client secret has expired: make a new one under " + register + ", and put it where the configuration says",
		},
		{
			ours:  true,
			codes: []string{"AADSTS7000215", "AADSTS70002"},
			words: "the client secret is wrong: take the value of the secret and not its id, of this application; a lost value cannot be shown again, make a new one under " + register,
		},
		{
			ours:  true,
			codes: []string{"AADSTS700027", "AADSTS50012", "AADSTS700030"},
			words: "the certificate is not one of the application: upload its public part under " + register + ", and see that it has not ended",
		},
		{
			ours:  true,
			codes: []string{"AADSTS700024"},
			words: "what the certificate signed is out of its time: set this computer's clock",
		},
		{
			ours:  true,
			codes: []string{"AADSTS7000218", "AADSTS900144"},
			words: "no secret and no certificate arrived there: see that nothing in between changes what is sent",
		},
		{
			ours:  true,
			codes: []string{"AADSTS700025"},
			words: "the application is registered as a public client, which has no secret: register a confidential one",
		},
		{
			ours:  true,
			codes: []string{"AADSTS70011", "AADSTS1002012"},
			words: "the scope does not belong to this cloud: check cloud in the configuration",
		},
		{
			codes:    []string{"AADSTS90002"},
			words:    "there is no such tenant in this cloud: check tenant and cloud in the configuration",
			customer: "there is no such tenant in this cloud: it was deleted, or it belongs to another cloud",
			tenants:  true,
		},
		{
			codes:    []string{"AADSTS90038", "AADSTS900382", "AADSTS900432"},
			words:    "the tenant belongs to another cloud: check cloud in the configuration",
			customer: "the tenant belongs to another cloud, which this registration does not reach",
			tenants:  true,
		},
		{
			codes:    []string{"AADSTS700016", "AADSTS700011", "AADSTS7000229"},
			words:    "the tenant does not know the application: check tenant and client in the configuration",
			customer: consent,
			tenants:  true,
		},
		{
			codes:   []string{"AADSTS65001", "AADSTS65005", "AADSTS650056", "AADSTS90094", "AADSTS90099"},
			words:   consent,
			tenants: true,
		},
		{
			codes:   []string{"AADSTS500011", "AADSTS50001", "AADSTS650052"},
			words:   "the tenant does not have the service that is asked for: check cloud in the configuration, and that the tenant uses the service",
			tenants: true,
		},
		{
			codes:   []string{"AADSTS7000112", "AADSTS70001", "AADSTS1000031"},
			words:   "the application is disabled in the tenant: enable it under Enterprise applications, Properties",
			tenants: true,
		},
		{
			codes:   []string{"AADSTS50105"},
			words:   "the application is not assigned to what it asks for: assign it under Enterprise applications",
			tenants: true,
		},
		{
			codes:   []string{"AADSTS53003", "AADSTS530032", "AADSTS530035"},
			words:   "a Conditional Access policy of the tenant blocks it: exempt the application, or let it sign in from where the policy allows",
			tenants: true,
		},
		{
			codes:   []string{"AADSTS50057", "AADSTS50034", "AADSTS50020"},
			words:   "an account is asked for that is disabled or not of this tenant: handover signs in as an application, check client in the configuration",
			tenants: true,
		},
		{
			codes:   []string{"AADSTS500212", "AADSTS500213", "AADSTS500021"},
			words:   "a policy on access between tenants keeps the application out: an administrator of the tenant allows it",
			tenants: true,
		},
		{
			throttled: true,
			codes:     []string{"AADSTS50196", "AADSTS90055"},
			words:     "the tenant gets too many requests for tokens: wait, and see whether something else uses the same application",
		},
	}
}
