package reports

import (
	"context"
	"strings"

	"handover/reconcile"
	"handover/reports/words"
)

// Who names who acts on a finding: another partner by its name, where that is known, with
// the part that it has, all others by their part alone.
func (w *Wording) Who(owner reconcile.Owner, sellerName string) string {
	part := w.Words.Owner(owner)
	partner := owner == reconcile.OwnerSourcePartner || owner == reconcile.OwnerProvider
	if name := Readable(sellerName); partner && name != "" {
		return words.Fill(w.Words.Labels.Named, "name", name, "part", part)
	}
	return part
}

// ContactText writes whom to write to: a name, an address, or both.
func ContactText(c reconcile.Contact) string {
	return strings.Join(strings.Fields(Readable(c.Name)+" "+Readable(c.Email)), " ")
}

// contacts fills in the contacts of the sellers that are asked for by their ids.
func (r *Report) contacts(ctx context.Context, wanted map[string]reconcile.Contact) error {
	for s, err := range r.part.sellers(ctx, r.source) {
		if err != nil {
			return err
		}
		if _, ask := wanted[s.ID]; ask {
			wanted[strings.Clone(s.ID)] = s.Contact()
		}
	}
	return nil
}
