package words

import (
	"cmp"
	"strconv"
	"strings"

	"handover/reconcile"
)

// phrases are the texts of one code.
type phrases struct {
	Title string `toml:"title"` // what it is, in a few words
	Fires string `toml:"fires"` // when it is reported
	Why   string `toml:"why"`   // why it matters, for the documentation and so in English only
	sentences

	// Variants holds the sentences of the variants of the code, see variants.go, and
	// Parts the actions for a subscription that has another part in the moves than
	// usual.
	Variants map[string]sentences         `toml:"variants"`
	Parts    map[reconcile.Part]sentences `toml:"parts"`
}

// sentences say what is wrong and what to do, one sentence each. In a variant an
// empty one means that it is the usual one.
type sentences struct {
	Message string `toml:"message"`
	Action  string `toml:"action"`
	Ask     string `toml:"ask"` // the action where somebody else than us has to act

	// In a letter: what a customer or a current partner who has to act is asked for, and
	// what happens otherwise. Nothing is asked where Please is empty.
	Please    string `toml:"please"`
	Otherwise string `toml:"otherwise"`

	// Asks are the kinds of steps that the action names by itself, beside what the
	// plan asks for; in English only.
	Asks []reconcile.StepKind `toml:"asks"`
}

// Title says in a few words what a code is about.
func (t *Table) Title(code reconcile.Code) string {
	return cmp.Or(t.file.Findings[code].Title, string(code))
}

// Fires says in one sentence when a code is reported.
func (t *Table) Fires(code reconcile.Code) string { return t.file.Findings[code].Fires }

// Why says in one or two sentences why a code matters: what happens if nobody
// acts. It belongs to the documentation of the catalogue, which is in English, and
// is empty in any other language.
func (t *Table) Why(code reconcile.Code) string { return t.file.Findings[code].Why }

// Message says in one sentence what is wrong.
func (t *Table) Message(f *reconcile.Finding) string {
	p := t.file.Findings[f.Code]
	return t.say(cmp.Or(p.Variants[t.variantOf(f)].Message, p.Message, string(f.Code)), f)
}

// Basis says in one sentence how an exposure was computed; it is empty where
// there is none.
func (t *Table) Basis(e reconcile.Exposure) string {
	if !e.Amount.Known() {
		return ""
	}
	return fill(text(t.file.Bases, e.Basis), func(key string) string {
		value := valueOf(e.Args, key)
		if key == "unit_price" || key == "term_price" {
			return t.Amount(value, e.Amount.Currency)
		}
		return t.written(key, value)
	})
}

// say fills a sentence; codes among the values are put in words.
func (t *Table) say(sentence string, f *reconcile.Finding) string {
	return fill(sentence, func(key string) string { return t.said(key, f) })
}

// said returns the words for what fills a placeholder.
func (t *Table) said(key string, f *reconcile.Finding) string {
	switch value := field(f, key); {
	case key == "owner":
		return t.actor(f.Owner, f.SellerName)
	case isSeats(key):
		return t.seats(value)
	default:
		return t.worded(key, value)
	}
}

// worded returns the words for a value by the key of the field or evidence that
// holds it, or the value itself.
func (t *Table) worded(key, value string) string {
	switch key {
	case "outcome":
		return t.Outcome(reconcile.Outcome(value))
	case "reason":
		return t.OutcomeReason(reconcile.Reason(value))
	case "route":
		return t.Route(reconcile.Route(value))
	case "obstacle":
		return text(t.file.Against, reconcile.Against(value))
	case "columns":
		names := strings.Fields(value)
		for i := range names {
			names[i] = text(t.file.Values["columns"], names[i])
		}
		return t.inOne(t.file.Fragments.Also, names)
	case "differs":
		return t.differences(value)
	case "blocked":
		return t.Title(reconcile.Code(value))
	default:
		return t.listed(key, value)
	}
}

// listed returns the word for a value of a list, or writes any other value as the
// language does.
func (t *Table) listed(key, value string) string {
	if entry, ok := t.file.Values[key][value]; ok {
		return entry
	}
	return t.written(key, value)
}

// differences puts what sources say differently in words: column by column, the value
// that is used and its source, then the others.
func (t *Table) differences(value string) string {
	columns := strings.Split(value, "; ")
	for i := range columns {
		column, said, _ := strings.Cut(columns[i], ": ")
		values := strings.Split(said, ", ")
		for k := range values {
			value, source, _ := strings.Cut(values[k], " ")
			values[k] = Fill(t.file.Fragments.Said, "value", t.valueIn(column, value), "source", strings.Trim(source, "()"))
		}
		versus := values[0]
		if len(values) > 1 {
			versus = Fill(t.file.Fragments.Versus, "used", values[0], "others", t.inOne(t.file.Fragments.Also, values[1:]))
		}
		columns[i] = Fill(t.file.Fragments.Differing, "column", text(t.file.Values["columns"], column), "said", versus)
	}
	return t.inOne(t.Labels.Then, columns)
}

// inOne puts parts one after the other, by a text that says how one follows another.
func (t *Table) inOne(following string, parts []string) string {
	return strings.Join(parts, Fill(following, "before", "", "next", ""))
}

// valueIn puts a value of a column of the data in words.
func (t *Table) valueIn(column, value string) string {
	switch {
	case value == "":
		return dash
	case column == "auto_renew" && value == "true":
		return t.file.Explain.Facts.On
	case column == "auto_renew" && value == "false":
		return t.file.Explain.Facts.Off
	default:
		return t.listed(column, value)
	}
}

// field returns one of a finding's evidence or a standard field; what the finding
// does not say is empty.
func field(f *reconcile.Finding, key string) string {
	if value := valueOf(f.Evidence, key); value != "" {
		return value
	}
	switch key {
	case "offer":
		return cmp.Or(f.OfferName, f.OfferID, f.SubscriptionID)
	case "subscription":
		return f.SubscriptionID
	case "tenant":
		return cmp.Or(f.TenantName, f.TenantID)
	case "subject":
		return f.Subject
	case "quantity", "renews_with":
		return count(f.Quantity)
	case "E":
		return f.LastDay.String()
	case "outcome":
		return string(f.Outcome)
	case "cover_by":
		return f.CoverBy.String()
	case "due":
		return f.Due.String()
	case "due_day":
		return f.Due.Day.String()
	default:
		return ""
	}
}

func valueOf(evidence []reconcile.Evidence, key string) string {
	for _, e := range evidence {
		if e.Key == key {
			return e.Value
		}
	}
	return ""
}

func count(c reconcile.Count) string {
	if !c.Known {
		return ""
	}
	return strconv.FormatInt(c.N, 10)
}
