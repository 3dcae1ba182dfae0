package signin

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

// meaning is what a code stands for.
type meaning struct {
	words    string
	customer string // instead, where a customer's tenant refuses; empty: the same
	tenants  bool   // it is the tenant that refuses, see NoConsent
}

const (
	consent  = "the tenant has not consented to the application: one of its administrators opens CONSENT and accepts"
	register = "App registrations, the application, Certificates & secrets"
)

// meaningOf returns what a code means to an application that signs in by itself. Sources:
// https://learn.microsoft.com/entra/identity-platform/reference-error-codes; 700024 and
// 7000229 stand in no such list and are known from published replies.
func meaningOf(code string) meaning {
	switch code {
	case "AADSTS7000222":
		return meaning{words: "the client secret has expired: make a new one under " + register + ", and put it where the configuration says"}
	case "AADSTS7000215", "AADSTS70002":
		return meaning{words: "the client secret is wrong: take the value of the secret and not its id, of this application; a lost value cannot be shown again, make a new one under " + register}
	case "AADSTS700027", "AADSTS50012", "AADSTS700030":
		return meaning{words: "the certificate is not one of the application: upload its public part under " + register + ", and see that it has not ended"}
	case "AADSTS700024":
		return meaning{words: "what the certificate signed is out of its time: set this computer's clock"}
	case "AADSTS7000218", "AADSTS900144":
		return meaning{words: "no secret and no certificate arrived there: see that nothing in between changes what is sent"}
	case "AADSTS700025":
		return meaning{words: "the application is registered as a public client, which has no secret: register a confidential one"}
	case "AADSTS70011", "AADSTS1002012":
		return meaning{words: "the scope does not belong to this cloud: check cloud in the configuration"}
	case "AADSTS90002":
		return meaning{words: "there is no such tenant in this cloud: check tenant and cloud in the configuration", customer: "there is no such tenant in this cloud: it was deleted, or it belongs to another cloud", tenants: true}
	case "AADSTS90038", "AADSTS900382", "AADSTS900432":
		return meaning{words: "the tenant belongs to another cloud: check cloud in the configuration", customer: "the tenant belongs to another cloud, which this registration does not reach", tenants: true}
	case "AADSTS700016", "AADSTS700011", "AADSTS7000229":
		return meaning{words: "the tenant does not know the application: check tenant and client in the configuration", customer: consent, tenants: true}
	case "AADSTS65001", "AADSTS65005", "AADSTS650056", "AADSTS90094", "AADSTS90099":
		return meaning{words: consent, tenants: true}
	case "AADSTS500011", "AADSTS50001", "AADSTS650052":
		return meaning{words: "the tenant does not have the service that is asked for: check cloud in the configuration, and that the tenant uses the service", tenants: true}
	case "AADSTS7000112", "AADSTS70001", "AADSTS1000031":
		return meaning{words: "the application is disabled in the tenant: enable it under Enterprise applications, Properties", tenants: true}
	case "AADSTS50105":
		return meaning{words: "the application is not assigned to what it asks for: assign it under Enterprise applications", tenants: true}
	case "AADSTS53003", "AADSTS530032", "AADSTS530035":
		return meaning{words: "a Conditional Access policy of the tenant blocks it: exempt the application, or let it sign in from where the policy allows", tenants: true}
	case "AADSTS50057", "AADSTS50034", "AADSTS50020":
		return meaning{words: "an account is asked for that is disabled or not of this tenant: handover signs in as an application, check client in the configuration", tenants: true}
	case "AADSTS500212", "AADSTS500213", "AADSTS500021":
		return meaning{words: "a policy on access between tenants keeps the application out: an administrator of the tenant allows it", tenants: true}
	case "AADSTS50196", "AADSTS90055":
		return meaning{words: "the tenant gets too many requests for tokens: wait, and see whether something else uses the same application"}
	default:
		return meaning{words: "see https://login.microsoftonline.com/error for the code"}
	}
}
