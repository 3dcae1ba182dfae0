package reports

import (
	"time"

	"handover/reconcile"
	"handover/reports/words"
)

// column is one field of a finding as tables show it. Its heading is the word
// for its key.
type column struct {
	key  string
	kind kind
	cell func(row) value

	// word gives the word for a code; formats for machines show the code.
	word func(t *words.Table, code string) string
}

// kind says what the cells of a column hold.
type kind uint8

const (
	textCell kind = iota
	codeCell      // a code that has a word
	numberCell
	dayCell
	instantCell
	amountCell
	listCell     // texts, or codes where the column has words
	evidenceCell // named texts
)

// row is one finding in its report.
type row struct {
	*reconcile.Reported
	report *Report
}

// value is one cell. The zero value is empty: what is not known.
type value struct {
	text     string
	number   reconcile.Count
	day      reconcile.Day
	at       time.Time
	amount   reconcile.Amount
	list     []string
	evidence []reconcile.Evidence
}

// columns gives the columns of a finding in the order of the CSV, which never
// changes: new ones are added at the end.
func columns() []column {
	return []column{
		{key: "id", cell: func(x row) value { return textOf(x.Finding.ID) }},
		{key: "code", cell: func(x row) value { return textOf(x.Finding.Code) }},
		{key: "job", kind: codeCell, word: coded((*words.Table).Job), cell: func(x row) value { return textOf(x.Finding.Job) }},
		{key: "severity", kind: codeCell, word: coded((*words.Table).Severity), cell: func(x row) value { return textOf(x.Finding.Severity) }},
		{key: "urgency", kind: codeCell, word: coded((*words.Table).Urgency), cell: func(x row) value { return textOf(x.urgency()) }},
		{key: "delta", kind: codeCell, word: coded((*words.Table).Delta), cell: func(x row) value { return textOf(x.Delta) }},
		{key: "tenant_id", cell: func(x row) value { return textOf(x.Finding.TenantID) }},
		{key: "tenant_name", cell: func(x row) value { return textOf(x.Finding.TenantName) }},
		{key: "subscription_id", cell: func(x row) value { return textOf(x.Finding.SubscriptionID) }},
		{key: "subject", cell: func(x row) value { return textOf(x.Finding.Subject) }},
		{key: "offer_id", cell: func(x row) value { return textOf(x.Finding.OfferID) }},
		{key: "offer_name", cell: func(x row) value { return textOf(x.Finding.OfferName) }},
		{key: "quantity", kind: numberCell, cell: func(x row) value { return value{number: x.Finding.Quantity} }},
		{key: "owner", kind: codeCell, word: coded((*words.Table).Owner), cell: func(x row) value { return textOf(x.Finding.Owner) }},
		{key: "due", kind: instantCell, cell: func(x row) value { return value{at: x.Finding.Due.Instant()} }},
		{key: "due_day", kind: dayCell, cell: func(x row) value { return value{day: x.Finding.Due.Day} }},
		{key: "days_left", kind: numberCell, cell: func(x row) value { return value{number: x.daysLeft()} }},
		{key: "message", cell: func(x row) value { return textOf(x.report.words.Message(&x.Finding)) }},
		{key: "action", cell: func(x row) value { return textOf(x.report.words.Action(&x.Finding)) }},
		{key: "exposure_amount", kind: amountCell, cell: func(x row) value { return value{amount: x.Finding.Exposure.Amount} }},
		{key: "exposure_currency", cell: func(x row) value { return textOf(x.Finding.Exposure.Amount.Currency) }},
		{key: "exposure_basis", cell: func(x row) value { return textOf(x.report.words.Basis(x.Finding.Exposure)) }},
		{key: "E", kind: dayCell, cell: func(x row) value { return value{day: x.Finding.LastDay} }},
		{key: "outcome", kind: codeCell, word: coded((*words.Table).Outcome), cell: func(x row) value { return textOf(x.Finding.Outcome) }},
		{key: "cover_by", kind: dayCell, cell: func(x row) value { return value{day: x.Finding.CoverBy} }},
		{key: "evidence", kind: evidenceCell, cell: func(x row) value { return value{evidence: evidenceOf(&x.Finding)} }},
		{key: "assumptions", kind: listCell, word: coded((*words.Table).Assumption), cell: func(x row) value { return value{list: textsOf(x.Finding.Assumptions)} }},
		{key: "sources", kind: listCell, cell: func(x row) value { return value{list: x.report.sources[x.Finding.Code]} }},
		{key: "state", kind: codeCell, word: coded((*words.Table).State), cell: func(x row) value { return textOf(x.State) }},
		{key: "previous_due", kind: instantCell, cell: func(x row) value { return value{at: x.PreviousDue.Instant()} }},
		{key: "first_seen", kind: instantCell, cell: func(x row) value { return value{at: x.FirstSeen} }},
		{key: "last_seen", kind: instantCell, cell: func(x row) value { return value{at: x.LastSeen} }},
	}
}

func (x row) urgency() reconcile.Urgency {
	return reconcile.UrgencyOf(x.Finding.Due, x.report.run.AsOf)
}

func (x row) daysLeft() reconcile.Count {
	if !x.Finding.Due.Known() {
		return reconcile.Count{}
	}
	return reconcile.CountOf(int64(x.Finding.Due.DaysLeft(x.report.today)))
}

// coded makes a table's method for one type of code usable for any column.
func coded[C ~string](word func(*words.Table, C) string) func(*words.Table, string) string {
	return func(t *words.Table, code string) string { return word(t, C(code)) }
}

func textOf[T ~string](text T) value { return value{text: string(text)} }

func textsOf[T ~string](codes []T) []string {
	texts := make([]string, 0, len(codes))
	for _, code := range codes {
		texts = append(texts, string(code))
	}
	return texts
}
