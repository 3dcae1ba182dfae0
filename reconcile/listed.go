package reconcile

// Listed reports whether the channel is one of the list.
func (c Channel) Listed() bool {
	switch c {
	case CSP, WebDirect, EA, MCAE, Open, Advisor, Syndication:
		return true
	default:
		return false
	}
}

// Listed reports whether the platform is one of the list.
func (c Commerce) Listed() bool { return c == NCE || c == Legacy }

// AccountType is the kind of billing account that a subscription is billed to.
type AccountType string

// The account types.
const (
	AccountMCA  AccountType = "mca"
	AccountMOSP AccountType = "mosp" // the old direct billing account
	AccountMPA  AccountType = "mpa"
	AccountEA   AccountType = "ea"
)

// Listed reports whether the account type is one of the list.
func (a AccountType) Listed() bool {
	switch a {
	case AccountMCA, AccountMOSP, AccountMPA, AccountEA:
		return true
	default:
		return false
	}
}

// Listed reports whether the product type is one of the list.
func (p ProductType) Listed() bool {
	switch p {
	case License, Usage, Software, ThirdParty:
		return true
	default:
		return false
	}
}

// Listed reports whether the state is one of the list.
func (s Status) Listed() bool {
	switch s {
	case Active, Pending, Suspended, Expired, Disabled, Deleted, NoStatus:
		return true
	default:
		return false
	}
}

// Over reports whether the state is one that follows the service of a term.
func (s Status) Over() bool {
	return s == Suspended || s == Expired || s == Disabled || s == Deleted
}

// Ended reports whether the state is one that a row comes into when its service is
// over.
func (s Status) Ended() bool { return s == Expired || s == Disabled || s == Deleted }

// Listed reports whether the action is one of the list, none included.
func (e EndOfTerm) Listed() bool { return e == NoAction || e.IsChoice() }

// IsChoice reports whether somebody has chosen what happens at the end.
func (e EndOfTerm) IsChoice() bool {
	return e == ActionRenew || e == ActionEST || e == ActionCancel
}

// Listed reports whether the term is one of the list.
func (t Term) Listed() bool {
	_, ok := t.Months()
	return ok
}

// Listed reports whether the billing cycle is one of the list.
func (c BillingCycle) Listed() bool {
	_, ok := c.Months()
	return ok
}

// Listed reports whether the cloud is one of the list.
func (c Cloud) Listed() bool { return c == GlobalCloud || c == USGov || c == China }

// Listed reports whether the relationship is one of the list.
func (r Relationship) Listed() bool {
	switch r {
	case NoRelationship, Reseller, AdvisorRelation, SyndicationOf, MicrosoftSupport:
		return true
	default:
		return false
	}
}

// Listed reports whether the state is one of the list.
func (s TransferStatus) Listed() bool {
	switch s {
	case TransferPending, TransferInProgress, TransferComplete, TransferCancel, TransferReject, TransferExpired,
		TransferPartial, TransferFailed:
		return true
	default:
		return false
	}
}
