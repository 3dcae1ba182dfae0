package reports

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"handover/reconcile"
	"handover/reports/words"
)

// Letters are the letters of a run to the parties of one kind, and what stands in none of
// them.
type Letters struct {
	List []*Letter // by name

	Idle    int // parties without anything to do now, who get no letter
	Kept    int // findings of these that are due later or put off
	Unknown int // findings that another partner has to act on, and nobody knows which
	PutOff  int // findings that somebody has put off, of which no reader outside is told
	Nothing int // findings of which there is nothing to ask their reader, or not yet
	Old     int // findings of customers that were not checked, of letters that are sent
}

// Letters writes a letter to each party of a kind that has something to do, from one pass
// over the findings. It keeps at most 200 rows a party. A customer that was not checked
// gets a letter whatever is known to be done: nobody knows whether that is all.
func (r *Report) Letters(ctx context.Context, to Addressee) (*Letters, error) {
	g := gathering{Report: r, to: to, parties: map[string]*Letter{}, tenants: map[string]tenantFacts{}, wordings: map[string]Wording{}}
	for _, read := range []func(context.Context) error{g.readTenants, g.readSellers, g.readOwners, g.readFindings} {
		if err := read(ctx); err != nil {
			return nil, fmt.Errorf("gather letters of run %d: %w", r.Run.Seq, err)
		}
	}
	return g.finish(), nil
}

// gathering gathers rows by party.
type gathering struct {
	*Report
	to       Addressee
	parties  map[string]*Letter
	tenants  map[string]tenantFacts
	wordings map[string]Wording // by language
	letters  Letters
}

// tenantFacts are what rows say of their tenants.
type tenantFacts struct {
	domain string
	dataOf reconcile.Day // of one that was not checked
}

// readTenants reads what is known of the tenants, whole: what a cut by seller leaves of
// them does not tell whom to write to.
func (g *gathering) readTenants(ctx context.Context) error {
	for c, err := range g.source.Coverage(ctx, reconcile.Filter{Tenants: g.part.filter.Tenants}) {
		if err != nil {
			return err
		}
		facts := tenantFacts{domain: strings.Clone(Readable(c.Domain))}
		if !c.Evaluated {
			facts.dataOf = reconcile.DayOf(cmp.Or(c.SourceAt, c.ObservedAt))
		}
		id := strings.Clone(c.TenantID)
		g.tenants[id] = facts
		if g.to != ToTenant {
			continue
		}
		l, err := g.party(id, NameOr(c.Name, c.Domain), c.Contact)
		if err != nil {
			return err
		}
		l.Unchecked, l.DataOf = !c.Evaluated, facts.dataOf
	}
	return nil
}

// readSellers reads what is known of the sellers but of us.
func (g *gathering) readSellers(ctx context.Context) error {
	if g.to != ToSeller {
		return nil
	}
	for s, err := range g.part.sellers(ctx, g.source) {
		if err == nil && !slices.Contains(g.ours, s.ID) {
			_, err = g.party(strings.Clone(s.ID), s.Name, s.Contact())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// readOwners prepares a list for each of those who may have to act.
func (g *gathering) readOwners(context.Context) error {
	if g.to != ToOwner {
		return nil
	}
	for _, owner := range reconcile.Owners() {
		if wanted := g.part.filter.Owner; wanted != "" && wanted != owner {
			continue
		}
		if _, err := g.party(string(owner), g.Words.Owner(owner), reconcile.Contact{}); err != nil {
			return err
		}
	}
	return nil
}

// party begins the letter to a party, in its language or else in that of the report.
func (g *gathering) party(id, name string, contact reconcile.Contact) (*Letter, error) {
	language := cmp.Or(contact.Language, g.Words.Language)
	wording, known := g.wordings[language]
	if !known {
		var err error
		if wording, err = NewWording(language, g.Zone, g.AsOf); err != nil {
			return nil, err
		}
		g.wordings[language] = wording
	}
	l := &Letter{
		Wording: wording, To: g.to, ID: id, Name: strings.Clone(Readable(name)), From: g.partner, Answer: g.answer,
		Contact: reconcile.Contact{Name: strings.Clone(contact.Name), Email: strings.Clone(contact.Email), Language: wording.Words.Language},
	}
	g.parties[id] = l
	return l, nil
}

func (g *gathering) readFindings(ctx context.Context) error {
	for f, err := range g.Findings(ctx) {
		if err == nil {
			err = g.add(&f)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// add puts a finding where it belongs: into the letter of its party, or one of the counts.
func (g *gathering) add(r *reconcile.Reported) error {
	f := &r.Finding
	l, err := g.partyOf(f)
	if l == nil || err != nil {
		return err
	}
	plea, ok := l.plea(f)
	off, asks := r.State != reconcile.StateOpen, saying{f.TenantID, f.SubscriptionID, plea.Text}
	switch {
	case off && g.to == ToOwner:
		l.PutOff++
	case off:
		g.letters.PutOff++
	case g.sent && r.Delta == reconcile.NotEvaluated:
		g.letters.Old++
	case !ok:
		g.letters.Nothing++
	case l.repeats(asks): // the row is there
		l.tell(f)
	case f.Due.Known() && f.Due.DaysLeft(l.AsOf) > laterDays:
		l.Later++
	case len(l.Rows) == mostRows:
		l.More++
	default:
		l.add(g.row(l, r, &plea), asks)
		l.tell(f)
	}
	return nil
}

// partyOf returns the letter that a finding belongs into; there is none where it is not
// of this kind of party.
func (g *gathering) partyOf(f *reconcile.Finding) (*Letter, error) {
	switch {
	case g.to == ToOwner:
		return g.known(string(f.Owner), g.Words.Owner(f.Owner))
	case g.to == ToTenant && f.Owner == reconcile.OwnerCustomer:
		return g.known(f.TenantID, f.TenantName)
	case g.to == ToSeller && f.Owner == reconcile.OwnerSourcePartner && f.SellerID == "":
		g.letters.Unknown++
		return nil, nil
	case g.to == ToSeller && f.Owner == reconcile.OwnerSourcePartner:
		return g.known(f.SellerID, f.SellerName)
	default:
		return nil, nil
	}
}

// known returns the letter to a party, and begins it where only findings tell of that.
func (g *gathering) known(id, name string) (*Letter, error) {
	if l := g.parties[id]; l != nil {
		l.Name = cmp.Or(l.Name, strings.Clone(Readable(name)))
		return l, nil
	}
	return g.party(strings.Clone(id), name, reconcile.Contact{})
}

// row puts a finding in words, with the customer where the reader has several, and of
// which day the data is where that is old.
func (g *gathering) row(l *Letter, r *reconcile.Reported, plea *words.Plea) LetterRow {
	row := l.row(&r.Finding, plea)
	if !l.HasCustomers() {
		return row
	}
	facts := g.tenants[r.Finding.TenantID]
	row.tenant = strings.Clone(r.Finding.TenantID)
	row.Customer = strings.Clone(NameOr(r.Finding.TenantName, cmp.Or(facts.domain, r.Finding.TenantID)))
	if facts.domain != row.Customer {
		row.Domain = facts.domain
	}
	if r.Delta == reconcile.NotEvaluated {
		row.Note = l.Words.Labels.OldData
		if facts.dataOf.Known() {
			row.Note = words.Fill(l.Words.Letters().AsOf, "day", l.DayText(facts.dataOf))
		}
	}
	return row
}

// finish orders the letters, and counts the parties that get none. Of a cut that leaves a
// part of a party only those count that stand in it.
func (g *gathering) finish() *Letters {
	narrowed := g.to == ToTenant && g.part.filter.Seller != "" || g.to == ToSeller && len(g.part.filter.Tenants) > 0
	for _, l := range g.parties {
		touched := l.Count()+l.Later+l.PutOff > 0
		switch {
		case l.Count() > 0 || l.Unchecked && !g.sent && (touched || !narrowed):
			l.said = nil // nobody asks any more
			g.letters.List = append(g.letters.List, l)
			if l.To == ToSeller {
				byCustomer(l.Rows)
			}
		case touched || !narrowed:
			g.letters.Idle++
			g.letters.Kept += l.Later + l.PutOff
		}
	}
	slices.SortFunc(g.letters.List, func(a, b *Letter) int { return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.ID, b.ID)) })
	return &g.letters
}

// byCustomer brings the rows of a customer together, the customer with the most urgent
// one first.
func byCustomer(rows []LetterRow) {
	place := map[string]int{}
	for i := range rows {
		if _, seen := place[rows[i].tenant]; !seen {
			place[rows[i].tenant] = i
		}
	}
	slices.SortStableFunc(rows, func(a, b LetterRow) int { return cmp.Compare(place[a.tenant], place[b.tenant]) })
}
