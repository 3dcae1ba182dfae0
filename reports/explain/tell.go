package explain

import (
	"strings"
	"time"

	"handover/reconcile"
	"handover/reports/words"
)

// Section is a part of an explanation in words: a list with headings, or pairs of
// a name and a text without.
type Section [][]string

// Sections returns the explanation in a language.
func (d *Document) Sections(texts *words.Table) []Section {
	t := teller{Document: d, texts: texts, say: texts.Explain()}
	sections := []Section{t.subject()}
	for _, list := range []Section{t.origins(), t.fields(), t.changes(), t.answers(), t.citations()} {
		if len(list) > 1 { // more than its headings
			sections = append(sections, list)
		}
	}
	return sections
}

// teller puts a document into words.
type teller struct {
	*Document
	texts *words.Table
	say   *words.Explain
}

// subject tells what is known of the subscription, row by row.
func (t *teller) subject() Section {
	rows := &t.say.Rows
	s := Section{
		{rows.Subscription, t.Subscription.ID + " " + t.Subscription.Name()},
		{rows.Tenant, t.Tenant.ID + " " + t.Tenant.Name},
		{rows.AsOf, instant(t.AsOf)},
	}
	if !t.Coverage.Evaluated {
		s.add(rows.NotEvaluated, t.texts.CoverageReason(&t.Coverage))
	}
	t.tellFacts(&s)
	t.tellDates(&s)
	t.tellCover(&s)
	if t.Counter != "" {
		s.add(rows.CountedAs, t.texts.Counter(t.Counter))
	}
	return s
}

func (s *Section) add(cells ...string) { *s = append(*s, cells) }

// origins lists who delivered what of the tenant, and how old it is.
func (t *teller) origins() Section {
	s := Section{{t.say.Heads.Facts, t.say.Heads.Source, t.say.Heads.Seen}}
	for _, o := range t.Origins {
		seen := t.seen(o.Seen)
		if o.Rejected > 0 {
			seen = counted(&t.say.Facts.Rejected, o.Rejected, "seen", seen)
		}
		s.add(string(o.Kind), o.Source, seen)
	}
	return s
}

// fields lists what the sources say of each field: the value in use, and why the
// others' are not.
func (t *teller) fields() Section {
	heads := &t.say.Heads
	s := Section{{heads.Field, heads.Value, heads.Source, heads.Seen, heads.Others}}
	for i := range t.Fields {
		f := &t.Fields[i]
		seen := t.seen(f.Seen)
		if f.Used.Source == "" {
			seen = dash
		}
		if f.Old {
			seen = words.Fill(t.say.Facts.Old, "seen", seen)
		}
		var others []string
		for _, o := range f.Others {
			others = append(others, words.Fill(t.say.Facts.Other, "source", o.Source, "value", orDash(o.Value), "why", t.texts.Passed(o.Why)))
		}
		s.add(f.Field.String(), orDash(f.Used.Value), orDash(f.Used.Source), seen, orDash(strings.Join(others, "; ")))
	}
	return s
}

// changes lists when facts were first told differently.
func (t *teller) changes() Section {
	heads := &t.say.Heads
	s := Section{{heads.Changed, heads.Field, heads.Value, heads.Source}}
	for i := range t.Changes {
		c := &t.Changes[i]
		s.add(instant(c.Seen), c.Column, orDash(c.Value), c.Source)
	}
	return s
}

// answers lists every rule's answer, what silences a finding, and what somebody
// has decided about it.
func (t *teller) answers() Section {
	s := Section{{t.say.Heads.Rule, t.say.Heads.Fired, t.say.Heads.Why}}
	for i := range t.Answers {
		a := &t.Answers[i]
		fired, why := t.texts.Flag(a.Fired), a.why(t.texts)
		if a.SilencedBy != "" {
			fired = words.Fill(t.say.SilencedBy, "code", string(a.SilencedBy))
			why = words.Fill(t.say.Silenced, "why", why, "finding", t.texts.Title(a.SilencedBy))
		}
		if held := &a.Held; held.State != "" {
			state := t.texts.State(held.State)
			fired = words.Fill(t.say.HeldAs, "fired", fired, "state", state)
			why = words.Fill(t.say.Held, "why", why, "day", held.Until.String(), "state", state, "actor", held.Actor,
				"reason", strings.TrimSuffix(held.Reason, "."))
		}
		s.add(string(a.Code), fired, why)
	}
	return s
}

// why says in a sentence why a rule fired or did not.
func (a *Answer) why(texts *words.Table) string {
	if a.Finding != nil {
		return texts.Message(a.Finding)
	}
	return texts.Answer(a.Why)
}

// citations lists the published pages that the rules which fired rest on.
func (t *teller) citations() Section {
	s := Section{{t.say.Heads.Rule, t.say.Heads.Source}}
	for _, c := range t.Citations {
		s.add(string(c.Code), c.Page)
	}
	return s
}

// counted fills the text for a number of things.
func counted(text *words.Number, n int, pairs ...string) string {
	return words.Fill(text.Of(n), append(pairs, "n", whole(n))...)
}

func instant(at time.Time) string { return at.UTC().Format(time.RFC3339) }

func (t *teller) seats(c reconcile.Count) string {
	if !c.Known {
		return t.say.Unknown
	}
	return whole(c.N)
}

// dash stands for what is not known.
const dash = "-"

func orDash(text string) string {
	if strings.TrimSpace(text) == "" {
		return dash
	}
	return text
}
