package reports

import (
	"strconv"
	"strings"
	"time"

	"handover/reconcile"
	"handover/reconcile/rules"
	"handover/reports/words"
)

// Wording says how a report puts things: in which language and zone, and from
// which instant on dues are counted.
type Wording struct {
	Words *words.Table
	Zone  *time.Location // in which local times are shown, beside UTC
	AsOf  time.Time
	Today reconcile.Day // of AsOf

	sources map[reconcile.Code][]string
}

// NewWording returns the wording in a language, a tag of words.Languages, and in a
// zone, nil for UTC.
func NewWording(language string, zone *time.Location, asOf time.Time) (Wording, error) {
	table, err := words.Lookup(language)
	if err != nil {
		return Wording{}, err
	}
	if zone == nil {
		zone = time.UTC
	}
	return Wording{Words: table, Zone: zone, AsOf: asOf, Today: reconcile.DayOf(asOf), sources: citations()}, nil
}

// citations returns the published pages each code rests on.
func citations() map[reconcile.Code][]string {
	pages := map[reconcile.Code][]string{}
	for _, rule := range rules.Catalogue() {
		pages[rule.Code] = append([]string{}, rule.Sources...)
	}
	return pages
}

// Sources returns the published pages that a code rests on, never nil.
func (w *Wording) Sources(code reconcile.Code) []string {
	if pages, known := w.sources[code]; known {
		return pages
	}
	return []string{}
}

// Heading returns the word for a column; of one with local times it names the zone.
func (w *Wording) Heading(key string) string { return w.InZone(w.Words.Column(key)) }

// InZone names the zone in a label that has a place for it.
func (w *Wording) InZone(label string) string { return words.Fill(label, "zone", w.Zone.String()) }

// Pair writes a value after its name, as the language does.
func (w *Wording) Pair(label, value string) string {
	return words.Fill(words.Fill(w.Words.Labels.Pair, "label", label), "value", value)
}

// InOneLine puts parts one after the other, as the language does. The parts may
// look like placeholders, so that they fill none.
func (w *Wording) InOneLine(parts []string) string {
	between := words.Fill(words.Fill(w.Words.Labels.Then, "before", ""), "next", "")
	return strings.Join(parts, between)
}

// Action says in one sentence what to do about a finding.
func (w *Wording) Action(f *reconcile.Finding) string { return w.Words.Action(f, w.AsOf) }

// Urgency tells how near a due is.
func (w *Wording) Urgency(due reconcile.Due) reconcile.Urgency {
	return reconcile.UrgencyOf(due, w.AsOf)
}

// DaysLeft returns how many days away a due is; a due that is not known has none.
func (w *Wording) DaysLeft(due reconcile.Due) reconcile.Count {
	if !due.Known() {
		return reconcile.Count{}
	}
	return reconcile.CountOf(int64(due.DaysLeft(w.AsOf)))
}

// Left says in words how far away a due is.
func (w *Wording) Left(days reconcile.Count) string {
	l := &w.Words.Labels
	switch {
	case !days.Known:
		return ""
	case days.N == 0:
		return l.Today
	case days.N == 1:
		return l.Tomorrow
	case days.N == -1:
		return l.Yesterday
	case days.N > 0:
		return words.Fill(l.DaysLeft, "days", w.Number(int(days.N)))
	default:
		return words.Fill(l.DaysAgo, "days", w.Number(int(-days.N)))
	}
}

// LeftTo says how far away a day is; it is empty where there is none.
func (w *Wording) LeftTo(day reconcile.Day) string {
	if !day.Known() {
		return ""
	}
	return w.Left(reconcile.CountOf(int64(day - w.Today)))
}

// DayText writes a day.
func (w *Wording) DayText(day reconcile.Day) string { return w.Words.Day(day) }

// DueText writes a due: a day, or an instant with its zone.
func (w *Wording) DueText(due reconcile.Due) string {
	if due.At.IsZero() {
		return w.DayText(due.Day)
	}
	return w.Zoned(due.At)
}

// Zoned writes an instant as Local does, and names the zone.
func (w *Wording) Zoned(t time.Time) string { return w.Local(t) + " " + w.Zone.String() }

// Local writes an instant in the report's zone, to the minute; the zero time is
// written as nothing.
func (w *Wording) Local(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return w.Words.Moment(t.In(w.Zone))
}

// Number writes a number of things.
func (w *Wording) Number(n int) string { return w.Words.Number(strconv.Itoa(n)) }

// AmountText writes an amount with its currency, and one that is not known as nothing.
func (w *Wording) AmountText(a reconcile.Amount) string {
	return w.Words.Amount(a.String(), a.Currency)
}

// SumText writes the amount of a sum.
func (w *Wording) SumText(sum reconcile.ExposureSum) string {
	return w.Words.Number(reconcile.FormatMinor(sum.Minor, sum.Currency))
}
