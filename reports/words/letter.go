package words

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"handover/reconcile"
)

// Letters are the texts of a letter beside its rows, which speak to its reader: a
// customer, a current partner, or for the list of one who has to act, us. What each of
// them says, with its placeholders, stands in the files of the languages; Fill fills it.
type Letters struct {
	SubjectTenant    string `toml:"subject_tenant"`
	SubjectSeller    string `toml:"subject_seller"`
	SubjectOwner     string `toml:"subject_owner"`
	SubjectUnchecked string `toml:"subject_unchecked"`

	Recipient string `toml:"recipient"`
	Dear      string `toml:"dear"`
	Hello     string `toml:"hello"` // where nobody's name is known

	AboutTenant string `toml:"about_tenant"`
	AboutSeller string `toml:"about_seller"`
	AboutOwner  string `toml:"about_owner"`

	Unchecked        string `toml:"unchecked"`         // a customer that was not checked
	UncheckedNothing string `toml:"unchecked_nothing"` // the same where nothing was known to be done
	NeverChecked     string `toml:"never_checked"`     // the same where no data was ever there
	AsOf             string `toml:"as_of"`             // of a row that rests on old data

	// The headings of the columns, and what stands in them.
	Customer     string `toml:"customer"`
	Product      string `toml:"product"`
	What         string `toml:"what"`
	By           string `toml:"by"`
	Why          string `toml:"why"`
	Subscription string `toml:"subscription"`
	AtOnce       string `toml:"at_once"` // the day has passed
	Soon         string `toml:"soon"`    // there is no day
	Left         string `toml:"left"`    // a day, and how far away it is
	None         string `toml:"none"`    // stands where there is no single product

	// What a row asks for, as parts of a sentence.
	After   string `toml:"after"`   // something of ours comes first
	Instead string `toml:"instead"` // also what to do if a transfer is not possible

	More   string `toml:"more"`
	Later  string `toml:"later"`
	PutOff string `toml:"put_off"`

	// Whom to answer: our contact, where there is one.
	Reply   string `toml:"reply"`
	ReplyTo string `toml:"reply_to"`
	Ask     string `toml:"ask"`
	AskOf   string `toml:"ask_of"`
	Regards string `toml:"regards"`
}

// Actor names who has to act, as it stands within a sentence.
func (t *Table) Actor(o reconcile.Owner) string { return text(t.file.Actors, o) }

// Letters returns the texts of a letter beside its rows.
func (t *Table) Letters() *Letters { return &t.file.Letters }

// Plea is what a letter asks its reader for.
type Plea struct {
	Text string // a sentence
	Why  string // a sentence: what happens otherwise
	By   reconcile.Due
}

// Plea says what a customer or a current partner, who has to act on a finding, is asked
// for as an instant sees it, in words that speak to that reader and name neither another
// party nor money. It is false where there is nothing to ask, or not before somebody else
// has taken a step.
func (t *Table) Plea(f *reconcile.Finding, asOf time.Time) (Plea, bool) {
	p := t.file.Findings[f.Code]
	variant := p.Variants[t.variantOf(f)]
	template := cmp.Or(variant.Please, p.Please)
	if template == "" {
		return Plea{}, false
	}
	plea := Plea{By: f.Due, Why: t.say(cmp.Or(variant.Otherwise, p.Otherwise), f)}
	asked := ""
	if strings.Contains(template, "{tasks}") {
		own := ownTasks(f, asOf)
		if blocked := f.Way.Route != "" && f.Way.Step.Kind == ""; blocked || len(own.now) == 0 {
			return Plea{}, false
		}
		asked, plea.By = t.asked(&own), own.by
	}
	plea.Text = fill(template, func(key string) string {
		if key == "tasks" {
			return asked
		}
		return t.said(key, f)
	})
	return plea, true
}

// asked says as a part of a sentence what the reader is asked to do.
func (t *Table) asked(own *tasksOfReader) string {
	texts, said := t.Letters(), t.pleas(own.now)
	if own.last {
		said = Fill(texts.After, "tasks", said)
	}
	if len(own.instead) > 0 {
		said = Fill(texts.Instead, "tasks", said, "else", t.pleas(own.instead))
	}
	return said
}

// pleas puts tasks of the reader one after the other.
func (t *Table) pleas(kinds []reconcile.StepKind) string {
	said := ""
	for i, kind := range kinds {
		text := cmp.Or(t.file.Steps[kind].You, string(kind))
		if i > 0 {
			text = Fill(t.file.Advice.Then, "first", said, "next", text)
		}
		said = text
	}
	return said
}

// tasksOfReader are the tasks of a plan that are those of the reader of a letter.
type tasksOfReader struct {
	now, instead []reconcile.StepKind
	by           reconcile.Due
	last         bool // something of others comes first, and what the reader does takes effect at once
}

// ownTasks returns what the owner of a finding has to do by the plan of its move.
func ownTasks(f *reconcile.Finding, asOf time.Time) tasksOfReader {
	now, instead := tasksOf(&f.Way, asOf)
	unsold := f.Way.Sale == reconcile.SaleEnded && slices.ContainsFunc(slices.Concat(now, f.Way.Else), orders)
	own := tasksOfReader{now: ownOf(now, f.Owner, unsold), instead: ownOf(instead, f.Owner, unsold), by: f.Due}
	if len(own.now) == 0 {
		own.now, own.instead = own.instead, nil
	}
	if len(own.now) == 0 {
		return own
	}
	first, step := own.now[0], &f.Way.Step
	own.last = endsAtOnce(first) && len(now) > 0 && now[0].Kind != first
	if step.LastSafe.Known() && (step.Kind == first || step.Kind == reconcile.StepCreateRequest && first == reconcile.StepAcceptRequest) {
		own.by = step.LastSafe
	}
	return own
}

// ownOf returns the kinds of the tasks of an owner. Where what ends cannot be bought again
// and nothing is there to replace it, nobody is asked to end it.
func ownOf(tasks []reconcile.Task, owner reconcile.Owner, unsold bool) []reconcile.StepKind {
	var kinds []reconcile.StepKind
	for _, task := range tasks {
		if task.Owner == owner && !(unsold && task.Kind.AtSource()) {
			kinds = append(kinds, task.Kind)
		}
	}
	return kinds
}

// endsAtOnce reports whether people lose what a step ends on the day on which it is taken.
func endsAtOnce(kind reconcile.StepKind) bool {
	return kind == reconcile.StepCancelNow || kind == reconcile.StepCancelEST || kind == reconcile.StepCancelAzure
}
