package reconcile

import "strings"

// Party is a customer or another partner as people name it. A customer's domain is one
// of its own; a partner has none.
type Party struct {
	ID     string
	Name   string
	Domain string
}

// IsCalled reports whether a text names the party by its id, or, without case, by its
// name or its domain.
func (p *Party) IsCalled(text string) bool {
	text = strings.TrimSpace(text)
	return text != "" && (strings.EqualFold(CanonicalID(text), p.ID) || strings.EqualFold(text, strings.TrimSpace(p.Name)) || strings.EqualFold(text, p.Domain))
}

// Resembles reports whether a text may be meant to name the party: its name or domain
// holds it.
func (p *Party) Resembles(text string) bool {
	text = strings.ToLower(strings.TrimSpace(text))
	return text != "" && (strings.Contains(strings.ToLower(p.Name), text) || strings.Contains(strings.ToLower(p.Domain), text))
}
