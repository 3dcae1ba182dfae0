package words

import (
	"cmp"
	"strconv"

	"handover/reconcile"
)

// stepPhrases are the texts of one kind of step.
type stepPhrases struct {
	Label string `toml:"label"` // what is done, in a few words
	stepSentences

	// Sale holds the sentences of an order whose offer can no longer be bought.
	Sale map[reconcile.Sale]stepSentences `toml:"sale"`
}

// stepSentences say what is to be done: in one sentence and as a part of one, each
// also where somebody else than us has to act.
type stepSentences struct {
	Line string `toml:"line"`
	Ask  string `toml:"ask"`
	Do   string `toml:"do"`
	Have string `toml:"have"`
	You  string `toml:"you"` // as Do, to the reader of a letter who takes the step
}

// alternatives are two wordings of an obstacle; an empty undated one means that it
// is the usual one.
type alternatives struct {
	Usual   string `toml:"usual"`
	Undated string `toml:"undated"` // without a day
}

// remedyPhrases are the wordings of a way out; an empty one means that it is the
// usual one.
type remedyPhrases struct {
	Usual string `toml:"usual"`
	One   string `toml:"one"` // where the number is 1

	// Out of an obstacle that counts seats.
	Seats   string `toml:"seats"`
	OneSeat string `toml:"one_seat"`
}

// Step names a kind of step in a few words.
func (t *Table) Step(kind reconcile.StepKind) string {
	return cmp.Or(t.file.Steps[kind].Label, string(kind))
}

// stepWords returns the sentences of a step, those of an order by how its offer can
// be bought.
func (t *Table) stepWords(kind reconcile.StepKind, sale reconcile.Sale) stepSentences {
	phrases := t.file.Steps[kind]
	if kind == reconcile.StepOrder && sale != reconcile.OnSale {
		return phrases.Sale[sale]
	}
	return phrases.stepSentences
}

// StepLine says in one sentence what is to be done.
func (t *Table) StepLine(p *reconcile.PlanStep) string {
	phrases := t.stepWords(p.Kind, p.Sale)
	sentence := cmp.Or(phrases.Line, string(p.Kind))
	if p.Owner != reconcile.OwnerUs {
		sentence = cmp.Or(phrases.Ask, sentence)
	}
	return fill(sentence, func(key string) string {
		switch key {
		case "product":
			return t.Product(cmp.Or(p.OfferName, p.OfferID, dash), p.Seats)
		case "source":
			return t.sourceOf(t.Product(cmp.Or(p.OfferName, p.OfferID, p.SourceID), p.Seats), p.TenantID, p.TargetTenantID)
		case "origin":
			return t.originOf(p)
		case "owner":
			return t.actor(p.Owner, p.Actor)
		case "request":
			return requestOf(p)
		default:
			return ""
		}
	})
}

// requestOf names a partner transfer request: by its id where it runs, else by its
// number in the plan.
func requestOf(p *reconcile.PlanStep) string {
	if p.TransferID != "" || p.Request == 0 {
		return p.TransferID
	}
	return strconv.Itoa(p.Request)
}

// sourceOf names a source by its product, with its tenant where the move leads into
// another one.
func (t *Table) sourceOf(product, tenant, target string) string {
	if product == "" || !leads(tenant, target) {
		return product
	}
	return Fill(t.file.Fragments.Elsewhere, "product", product, "tenant", OneLine(tenant))
}

// originOf tells what an order replaces, whose product it has named already.
func (t *Table) originOf(p *reconcile.PlanStep) string {
	if !leads(p.TenantID, p.TargetTenantID) {
		return t.file.Fragments.Origin
	}
	return Fill(t.file.Fragments.OriginElsewhere, "tenant", OneLine(p.TenantID))
}

// leads reports whether a move leads from its tenant into another one.
func leads(tenant, target string) bool { return tenant != "" && target != "" && tenant != target }

// Route names the way of a move.
func (t *Table) Route(r reconcile.Route) string { return text(t.file.Routes, r) }

// Obstacle says what stands in the way of a plan: which limit on which day, or why
// a move cannot be planned.
func (t *Table) Obstacle(o *reconcile.Obstacle) string {
	phrases := t.file.Obstacles[o.Code]
	sentence := cmp.Or(phrases.Usual, string(o.Code))
	if !o.Day.Known() {
		sentence = cmp.Or(phrases.Undated, sentence)
	}
	return fill(sentence, func(key string) string {
		switch key {
		case "day":
			return t.Day(o.Day)
		case "count":
			return t.integer(o.Count)
		case "limit":
			return t.integer(o.Limit)
		case "excess":
			return t.integer(o.Excess)
		case "subject":
			return cmp.Or(OneLine(o.OfferName), o.Subject)
		case "route":
			return t.Route(reconcile.Route(o.Subject))
		case "obstacle":
			return text(t.file.Against, o.Against)
		case "source":
			return t.sourceOf(cmp.Or(OneLine(o.OfferName), o.SourceID), o.TenantID, o.TargetTenantID)
		default:
			return ""
		}
	})
}

// Remedy says in one sentence what would make the plan possible in spite of an
// obstacle.
func (t *Table) Remedy(r *reconcile.Remedy, o *reconcile.Obstacle) string {
	phrases := t.file.Remedies[r.Code]
	sentence, one := cmp.Or(phrases.Usual, string(r.Code)), phrases.One
	if o.Code == reconcile.ObstacleSeatPool && phrases.Seats != "" {
		sentence, one = phrases.Seats, phrases.OneSeat
	}
	if r.N == 1 {
		sentence = cmp.Or(one, sentence)
	}
	return fill(sentence, func(key string) string {
		switch key {
		case "route":
			return t.Route(r.Route)
		case "n":
			return t.integer(r.N)
		default:
			return ""
		}
	})
}
