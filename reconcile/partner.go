package reconcile

import "slices"

// PartnerModel is how a partner takes part in the program.
type PartnerModel string

// The models.
const (
	DirectBill       PartnerModel = "direct-bill"
	IndirectProvider PartnerModel = "indirect-provider"
	IndirectReseller PartnerModel = "indirect-reseller"
)

// Partner is us: the partner that customers move to.
type Partner struct {
	ID        string // our partner tenant
	Name      string
	Country   string // ISO 3166-1 alpha-2
	Model     PartnerModel
	Providers []string // model indirect-reseller: sellers whose rows are ours
}

// Is reports whether an id stands for us: our own, or that of one of our providers
// where we are an indirect reseller. The empty id stands for nobody.
func (p *Partner) Is(id string) bool {
	return id != "" && (id == p.ID || p.Model == IndirectReseller && slices.Contains(p.Providers, id))
}

// IDs returns the ids that stand for us.
func (p *Partner) IDs() []string {
	ids := []string{p.ID}
	if p.Model == IndirectReseller {
		ids = append(ids, p.Providers...)
	}
	return ids
}

// Ours reports whether a subscription was sold by us: channel csp, and the seller
// is us, or one of our providers where we are an indirect reseller.
func (p *Partner) Ours(s *Subscription) bool { return s.Channel == CSP && p.Is(s.SellerID) }

// Receives reports whether a transfer request brings its items to us. One that names
// no target does: we would not see it otherwise.
func (p *Partner) Receives(t *Transfer) bool {
	return (t.TargetPartnerID == "" || p.Is(t.TargetPartnerID)) && (t.SourcePartnerID == "" || t.SourcePartnerID != p.ID)
}

// Misses reports whether a request takes its items from us or past us.
func (p *Partner) Misses(t *Transfer) bool {
	if t.TargetPartnerID == "" {
		return t.SourcePartnerID != "" && t.SourcePartnerID == p.ID
	}
	return !p.Is(t.TargetPartnerID)
}

// Actor returns who can act on a subscription: us for ours (where we are an indirect
// reseller, the provider for what that one sold), the source partner for what another
// partner sold, and else the customer, whose own purchases a partner only sees.
func (p *Partner) Actor(s *Subscription) Owner {
	switch {
	case p.Ours(s) && s.SellerID != p.ID:
		return OwnerProvider
	case p.Ours(s):
		return OwnerUs
	case s.Channel == CSP || s.Channel == Syndication:
		return OwnerSourcePartner
	default:
		return OwnerCustomer
	}
}
