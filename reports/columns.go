package reports

import (
	"time"

	"handover/reconcile"
	"handover/reports/words"
)

// Column is one field of a finding as tables show it. Its heading is the word
// for its key.
type Column struct {
	Key  string
	Kind Kind
	Cell func(Row) Value

	// Word returns the word for a code; formats for machines show the code.
	Word func(t *words.Table, code string) string
}

// Kind says what the cells of a column hold.
type Kind uint8

// The kinds of cells.
const (
	TextCell Kind = iota
	CodeCell      // a code that has a word
	NumberCell
	DayCell
	InstantCell
	AmountCell
	ListCell     // texts, or codes where the column has words
	EvidenceCell // named texts
)

// Row is one finding with how it is worded.
type Row struct {
	*reconcile.Reported
	Wording *Wording
}

// Row returns a finding with how it is worded.
func (w *Wording) Row(f *reconcile.Reported) Row { return Row{f, w} }

// Urgency tells how near the finding's due is.
func (x Row) Urgency() reconcile.Urgency { return x.Wording.Urgency(x.Finding.Due) }

// DaysLeft returns how many days away the finding's due is.
func (x Row) DaysLeft() reconcile.Count { return x.Wording.DaysLeft(x.Finding.Due) }

// Value is one cell. The zero Value is empty: what is not known.
type Value struct {
	Text     string
	Number   reconcile.Count
	Day      reconcile.Day
	At       time.Time
	Amount   reconcile.Amount
	List     []string // never nil in a column of lists
	Evidence []reconcile.Evidence
}

// Columns returns the columns of a finding in the order of the CSV, which never
// changes: new ones are added at the end.
func Columns() []Column {
	return []Column{
		{Key: "id", Cell: func(x Row) Value { return textOf(x.Finding.ID) }},
		{Key: "code", Cell: func(x Row) Value { return textOf(x.Finding.Code) }},
		{Key: "job", Kind: CodeCell, Word: coded((*words.Table).Job), Cell: func(x Row) Value { return textOf(x.Finding.Job) }},
		{Key: "severity", Kind: CodeCell, Word: coded((*words.Table).Severity), Cell: func(x Row) Value { return textOf(x.Finding.Severity) }},
		{Key: "urgency", Kind: CodeCell, Word: coded((*words.Table).Urgency), Cell: func(x Row) Value { return textOf(x.Urgency()) }},
		{Key: "delta", Kind: CodeCell, Word: coded((*words.Table).Delta), Cell: func(x Row) Value { return textOf(x.Delta) }},
		{Key: "tenant_id", Cell: func(x Row) Value { return textOf(x.Finding.TenantID) }},
		{Key: "tenant_name", Cell: func(x Row) Value { return textOf(x.Finding.TenantName) }},
		{Key: "subscription_id", Cell: func(x Row) Value { return textOf(x.Finding.SubscriptionID) }},
		{Key: "subject", Cell: func(x Row) Value { return textOf(x.Finding.Subject) }},
		{Key: "offer_id", Cell: func(x Row) Value { return textOf(x.Finding.OfferID) }},
		{Key: "offer_name", Cell: func(x Row) Value { return textOf(x.Finding.OfferName) }},
		{Key: "quantity", Kind: NumberCell, Cell: func(x Row) Value { return Value{Number: x.Finding.Quantity} }},
		{Key: "owner", Kind: CodeCell, Word: coded((*words.Table).Owner), Cell: func(x Row) Value { return textOf(x.Finding.Owner) }},
		{Key: "due", Kind: InstantCell, Cell: func(x Row) Value { return Value{At: x.Finding.Due.Instant()} }},
		{Key: "due_day", Kind: DayCell, Cell: func(x Row) Value { return Value{Day: x.Finding.Due.Day} }},
		{Key: "days_left", Kind: NumberCell, Cell: func(x Row) Value { return Value{Number: x.DaysLeft()} }},
		{Key: "message", Cell: func(x Row) Value { return textOf(x.Wording.Words.Message(&x.Finding)) }},
		{Key: "action", Cell: func(x Row) Value { return textOf(x.Wording.Action(&x.Finding)) }},
		{Key: "exposure_amount", Kind: AmountCell, Cell: func(x Row) Value { return Value{Amount: x.Finding.Exposure.Amount} }},
		{Key: "exposure_currency", Cell: func(x Row) Value { return textOf(x.Finding.Exposure.Amount.Currency) }},
		{Key: "exposure_basis", Cell: func(x Row) Value { return textOf(x.Wording.Words.Basis(x.Finding.Exposure)) }},
		{Key: "E", Kind: DayCell, Cell: func(x Row) Value { return Value{Day: x.Finding.LastDay} }},
		{Key: "outcome", Kind: CodeCell, Word: coded((*words.Table).Outcome), Cell: func(x Row) Value { return textOf(x.Finding.Outcome) }},
		{Key: "cover_by", Kind: DayCell, Cell: func(x Row) Value { return Value{Day: x.Finding.CoverBy} }},
		{Key: "evidence", Kind: EvidenceCell, Cell: func(x Row) Value { return Value{Evidence: EvidenceOf(&x.Finding)} }},
		{Key: "assumptions", Kind: ListCell, Word: coded((*words.Table).Assumption), Cell: func(x Row) Value { return Value{List: textsOf(x.Finding.Assumptions)} }},
		{Key: "sources", Kind: ListCell, Cell: func(x Row) Value { return Value{List: x.Wording.Sources(x.Finding.Code)} }},
		{Key: "state", Kind: CodeCell, Word: coded((*words.Table).State), Cell: func(x Row) Value { return textOf(x.State) }},
		{Key: "previous_due", Kind: InstantCell, Cell: func(x Row) Value { return Value{At: x.PreviousDue.Instant()} }},
		{Key: "first_seen", Kind: InstantCell, Cell: func(x Row) Value { return Value{At: x.FirstSeen} }},
		{Key: "last_seen", Kind: InstantCell, Cell: func(x Row) Value { return Value{At: x.LastSeen} }},
		{Key: "exposure_kind", Kind: CodeCell, Word: coded((*words.Table).MoneyKind), Cell: func(x Row) Value { return textOf(priced(x).Kind) }},
		{Key: "exposure_period", Kind: CodeCell, Word: coded((*words.Table).Period), Cell: func(x Row) Value { return textOf(priced(x).Period) }},
		{Key: "seller_id", Cell: func(x Row) Value { return textOf(x.Finding.SellerID) }},
		{Key: "seller_name", Cell: func(x Row) Value { return textOf(x.Finding.SellerName) }},
		{Key: "route", Kind: CodeCell, Word: coded((*words.Table).Route), Cell: func(x Row) Value { return textOf(x.Finding.Way.Route) }},
		{Key: "step_kind", Kind: CodeCell, Word: coded((*words.Table).Step), Cell: func(x Row) Value { return textOf(x.Finding.Way.Step.Kind) }},
		{Key: "step_owner", Kind: CodeCell, Word: coded((*words.Table).Owner), Cell: func(x Row) Value { return textOf(x.Finding.Way.Step.Owner) }},
		{Key: "step_planned", Kind: DayCell, Cell: func(x Row) Value { return Value{Day: x.Finding.Way.Step.When(x.Wording.AsOf)} }},
		{Key: "step_last_safe", Kind: DayCell, Cell: func(x Row) Value { return Value{Day: x.Finding.Way.Step.LastSafe.Day} }},
		{Key: "missed_in", Kind: NumberCell, Cell: func(x Row) Value { return Value{Number: missedIn(x)} }},
	}
}

func missedIn(x Row) reconcile.Count {
	if x.MissedIn == 0 {
		return reconcile.Count{}
	}
	return reconcile.CountOf(x.MissedIn)
}

// priced returns the exposure of a finding that has an amount.
func priced(x Row) reconcile.Exposure {
	if !x.Finding.Exposure.Amount.Known() {
		return reconcile.Exposure{}
	}
	return x.Finding.Exposure
}

// coded makes a table's method for one type of code usable for any column.
func coded[C ~string](word func(*words.Table, C) string) func(*words.Table, string) string {
	return func(t *words.Table, code string) string { return word(t, C(code)) }
}

func textOf[T ~string](text T) Value { return Value{Text: string(text)} }

func textsOf[T ~string](codes []T) []string {
	texts := make([]string, 0, len(codes))
	for _, code := range codes {
		texts = append(texts, string(code))
	}
	return texts
}
