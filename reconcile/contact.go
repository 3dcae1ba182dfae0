package reconcile

import "slices"

// Contact says whom to write to. A zero field is unknown.
type Contact struct {
	Name     string
	Email    string
	Language string // in which to write, one of Languages
}

// Languages returns the languages in which people are written to.
func Languages() []string { return []string{"en", "de", "zh"} }

func newContact(name, email, language string) Contact {
	if !slices.Contains(Languages(), language) {
		language = ""
	}
	return Contact{Name: name, Email: email, Language: language}
}

// Contact returns whom of the tenant to write to.
func (p *Profile) Contact() Contact { return newContact(p.ContactName, p.ContactEmail, p.Language) }

// Contact returns whom of the seller to write to.
func (s *Seller) Contact() Contact { return newContact(s.ContactName, s.ContactEmail, s.Language) }
