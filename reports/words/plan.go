package words

import (
	"cmp"
	"strconv"

	"handover/reconcile"
)

// stepPhrases are the texts of one kind of step.
type stepPhrases struct {
	label string // what is done, in a few words
	line  string // what is to be done, in one sentence
	ask   string // the same where somebody else than us has to act
}

// alternatives are two wordings of an obstacle; an empty special one means that it
// is the usual one.
type alternatives struct {
	usual   string
	special string // without a day
}

// remedyPhrases are the wordings of a way out; an empty one means that it is the
// usual one.
type remedyPhrases struct {
	usual, one     string // one: where the number is 1
	seats, oneSeat string // out of an obstacle that counts seats
}

// Step names a kind of step in a few words.
func (t *Table) Step(kind reconcile.StepKind) string {
	return cmp.Or(t.steps[kind].label, string(kind))
}

// StepLine says in one sentence what is to be done.
func (t *Table) StepLine(p *reconcile.PlanStep) string {
	phrases := t.steps[p.Kind]
	sentence := cmp.Or(phrases.line, string(p.Kind))
	if p.Owner != reconcile.OwnerUs {
		sentence = cmp.Or(phrases.ask, sentence)
	}
	return fill(sentence, func(key string) string {
		switch key {
		case "offer":
			return cmp.Or(p.OfferName, p.OfferID)
		case "subscription":
			return t.sourceOf(p.SourceID, p.TenantID, p.TargetTenantID)
		case "seats":
			return count(p.Seats)
		case "owner":
			return text(t.actors, p.Owner)
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

// sourceOf names a source, with its tenant where the move leads into another one.
func (t *Table) sourceOf(id, tenant, target string) string {
	if id == "" || tenant == "" || target == "" || tenant == target {
		return id
	}
	return fill(t.elsewhere, func(key string) string {
		if key == "tenant" {
			return tenant
		}
		return id
	})
}

// Route names the way of a move.
func (t *Table) Route(r reconcile.Route) string { return text(t.routes, r) }

// Obstacle says what stands in the way of a plan: which limit on which day, or why
// a move cannot be planned.
func (t *Table) Obstacle(o *reconcile.Obstacle) string {
	phrases := t.obstacles[o.Code]
	sentence := cmp.Or(phrases.usual, string(o.Code))
	if !o.Day.Known() {
		sentence = cmp.Or(phrases.special, sentence)
	}
	return fill(sentence, func(key string) string {
		switch key {
		case "day":
			return o.Day.String()
		case "count":
			return strconv.FormatInt(o.Count, 10)
		case "limit":
			return strconv.FormatInt(o.Limit, 10)
		case "excess":
			return strconv.FormatInt(o.Excess, 10)
		case "subject":
			return cmp.Or(OneLine(o.OfferName), o.Subject)
		case "route":
			return t.Route(reconcile.Route(o.Subject))
		case "obstacle":
			return text(t.against, o.Against)
		case "subscription":
			return t.blocked(o)
		default:
			return ""
		}
	})
}

// blocked names the source of a move that has an obstacle, with its offer where
// that is known.
func (t *Table) blocked(o *reconcile.Obstacle) string {
	source, offer := t.sourceOf(o.SourceID, o.TenantID, o.TargetTenantID), OneLine(o.OfferName)
	if source == "" || offer == "" {
		return cmp.Or(source, offer)
	}
	return fill(t.named, func(key string) string {
		if key == "offer" {
			return offer
		}
		return source
	})
}

// Remedy says in one sentence what would make the plan possible in spite of an
// obstacle.
func (t *Table) Remedy(r *reconcile.Remedy, o *reconcile.Obstacle) string {
	phrases := t.remedies[r.Code]
	sentence, one := cmp.Or(phrases.usual, string(r.Code)), phrases.one
	if o.Code == reconcile.ObstacleSeatPool && phrases.seats != "" {
		sentence, one = phrases.seats, phrases.oneSeat
	}
	if r.N == 1 {
		sentence = cmp.Or(one, sentence)
	}
	return fill(sentence, func(key string) string {
		switch key {
		case "route":
			return t.Route(r.Route)
		case "n":
			return strconv.FormatInt(r.N, 10)
		default:
			return ""
		}
	})
}
