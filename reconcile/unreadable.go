package reconcile

import "slices"

// UnreadableText stands for a name or a note that could not be read, in a delivery
// and in the store. Who reads a fact gets an empty text and the column's name.
const UnreadableText = "\uFFFD"

// Unreadable is the value that a finding tells of such a text.
const Unreadable = "unreadable"

// titled is a text of a fact and its column.
type titled struct {
	column string
	text   *string
}

// withoutUnreadable empties the texts that could not be read and returns their
// columns.
func withoutUnreadable(texts ...titled) []string {
	var columns []string
	for _, t := range texts {
		if *t.text == UnreadableText {
			*t.text = ""
			columns = append(columns, t.column)
		}
	}
	return columns
}

// SetApartUnreadable makes unknown what could not be read.
func (p *Profile) SetApartUnreadable() {
	p.Unreadable = withoutUnreadable(titled{"name", &p.Name}, titled{"domain", &p.Domain},
		titled{"contact_name", &p.ContactName}, titled{"contact_email", &p.ContactEmail})
}

// SetApartUnreadable makes unknown what could not be read.
func (s *Seller) SetApartUnreadable() {
	withoutUnreadable(titled{"name", &s.Name}, titled{"contact_name", &s.ContactName}, titled{"contact_email", &s.ContactEmail})
}

// SetApartUnreadable makes unknown what could not be read.
func (o *Offer) SetApartUnreadable() { withoutUnreadable(titled{"title", &o.Title}) }

// SetApartUnreadable makes unknown what could not be read.
func (m *Move) SetApartUnreadable() { m.Unreadable = withoutUnreadable(titled{"note", &m.Note}) }

// SetApartUnreadable makes unknown what could not be read, and lists it with the
// values that nobody understands.
func (s *Subscription) SetApartUnreadable() {
	s.Unlisted = nil
	for _, f := range [...]struct {
		field Field
		text  *string
	}{{FieldSellerName, &s.SellerName}, {FieldOfferName, &s.OfferName}, {FieldFriendlyName, &s.FriendlyName}} {
		if withoutUnreadable(titled{"", f.text}) != nil {
			s.Unlisted = append(s.Unlisted, Unlisted{f.field, Reading{s.Source, s.ObservedAt, Unreadable}})
		}
	}
}

// CountUnreadable counts the texts of a row that could not be read.
func (r *FactRow) CountUnreadable() int {
	var texts []string
	switch {
	case r.Tenant != nil:
		texts = []string{r.Tenant.Name, r.Tenant.Domain, r.Tenant.ContactName, r.Tenant.ContactEmail}
	case r.Seller != nil:
		texts = []string{r.Seller.Name, r.Seller.ContactName, r.Seller.ContactEmail}
	case r.Offer != nil:
		texts = []string{r.Offer.Title}
	case r.Subscription != nil:
		texts = []string{r.Subscription.SellerName, r.Subscription.OfferName, r.Subscription.FriendlyName}
	case r.Move != nil:
		texts = []string{r.Move.Note}
	}
	return len(slices.DeleteFunc(texts, func(text string) bool { return text != UnreadableText }))
}
