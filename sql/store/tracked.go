package store

import (
	"database/sql"
	"strconv"

	"handover/reconcile"
)

// tracked is a fact of subscriptions whose history is kept.
type tracked struct {
	column string           // of subscription_fact
	fact   string           // as a FactChange names it
	field  reconcile.Fields // a file with any of these columns tells it; none: any file

	read func(*cells) string                  // what the column holds, as a FactChange writes it
	of   func(*reconcile.Subscription) string // what it is now
}

// present is the fact of being there.
const present = "present"

// trackedFacts lists them in the order in which a row holds what they were.
func trackedFacts() []tracked {
	type row = *reconcile.Subscription
	text := (*cells).text
	amount := func(c *cells) string { return countText(fromCount(c.number())) }
	answer := func(c *cells) string { return triText(fromTri(c.number())) }
	return []tracked{
		{goneColumn, present, 0, func(c *cells) string { return strconv.FormatBool(c.number().Int64 == 0) }, nil},
		{
			"last_day", reconcile.FieldCommitmentEnd.String(),
			reconcile.FieldsOf(reconcile.FieldCommitmentEnd, reconcile.FieldCommitmentEndAt), text,
			func(s row) string { last, _ := reconcile.LastDay(s); return last.String() },
		},
		trackedField(reconcile.FieldQuantity, amount, func(s row) string { return countText(s.Quantity) }),
		trackedField(reconcile.FieldAutoRenew, answer, func(s row) string { return triText(s.AutoRenew) }),
		trackedField(reconcile.FieldEndOfTerm, func(c *cells) string { return actionText(reconcile.EndOfTerm(c.text())) },
			func(s row) string { return actionText(s.EndOfTerm) }),
		trackedField(reconcile.FieldStatus, text, func(s row) string { return string(s.Status) }),
		trackedField(reconcile.FieldOfferID, text, func(s row) string { return s.OfferID }),
		trackedField(reconcile.FieldSellerID, text, func(s row) string { return s.SellerID }),
		trackedField(reconcile.FieldUnitPrice, text, func(s row) string { return s.UnitPrice.String() }),
		trackedField(reconcile.FieldTrial, answer, func(s row) string { return triText(s.Trial) }),
		trackedField(reconcile.FieldRenewQuantity, amount, func(s row) string { return countText(s.RenewQuantity) }),
		trackedField(reconcile.FieldRenewOfferID, text, func(s row) string { return s.RenewOfferID }),
		trackedField(reconcile.FieldRenewTerm, text, func(s row) string { return string(s.RenewTerm) }),
	}
}

func trackedField(field reconcile.Field, read func(*cells) string, of func(*reconcile.Subscription) string) tracked {
	return tracked{field.String(), field.String(), reconcile.FieldsOf(field), read, of}
}

// carriedBy reports whether a file with some columns tells the fact.
func (t *tracked) carriedBy(columns reconcile.Fields) bool {
	return t.field == 0 || columns&t.field != 0
}

// standing returns what the fact is in a row that has not changed since it was
// delivered; null where the column was not there.
func (t *tracked) standing(row *reconcile.SourceRow) sql.NullString {
	switch {
	case !t.carriedBy(row.Carries):
		return sql.NullString{}
	case t.of == nil:
		return sql.NullString{String: "true", Valid: true}
	default:
		return sql.NullString{String: t.of(&row.Subscription), Valid: true}
	}
}

func countText(c reconcile.Count) string {
	if !c.Known {
		return ""
	}
	return strconv.FormatInt(c.N, 10)
}

func triText(t reconcile.Tri) string {
	switch t {
	case reconcile.Yes:
		return "true"
	case reconcile.No:
		return "false"
	default:
		return ""
	}
}

func actionText(e reconcile.EndOfTerm) string {
	if e == reconcile.NoAction {
		return ""
	}
	return string(e)
}

// wasColumn holds what stood in the tracked columns before the last change.
const wasColumn = "was"

// trackedColumns are read together, present and past: what the file carried and
// when the source saw it, then the facts.
func trackedColumns() []string {
	columns := []string{"carries", "observed_at"}
	for _, t := range trackedFacts() {
		columns = append(columns, t.column)
	}
	return columns
}

// changedColumns stand before the tracked ones of a row that has changed.
func changedColumns() []string {
	return []string{"tenant_id", "subscription_id", "source", "missing_since"}
}

func changeColumns() []string {
	return []string{"tenant_id", "subscription_id", "source", "field", "seen_at", "before_at", "value_before", "value_after"}
}
