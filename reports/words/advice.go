package words

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"handover/reconcile"
)

// adviceTexts say what the plan of its move makes of the action of a finding.
type adviceTexts struct {
	Plain    string `toml:"plain"`    // what is to be done, and by when
	Unsold   string `toml:"unsold"`   // the same where a replacement has to be named first
	Fallback string `toml:"fallback"` // also what to do if the transfer does not come
	Blocked  string `toml:"blocked"`  // the plan has no step, since the route cannot be gone
	Nothing  string `toml:"nothing"`  // nothing is left to be done
	Unknown  string `toml:"unknown"`  // the finding is of an older version and does not say
	Then     string `toml:"then"`     // how one task follows another
}

// byTexts say by when something is to be done.
type byTexts struct {
	Day     string `toml:"day"`     // on a day
	Moment  string `toml:"moment"`  // before an instant
	Today   string `toml:"today"`   // the day is today
	Late    string `toml:"late"`    // the day has passed
	Undated string `toml:"undated"` // nobody knows the day
	Now     string `toml:"now"`     // nobody knows the day, and the subscription runs no more
}

// fallbackDays is how many days before the last safe day of a transfer it is said
// what to do if the transfer does not come.
const fallbackDays = 14

// Action says in one sentence what to do about a finding, as an instant sees it.
func (t *Table) Action(f *reconcile.Finding, asOf time.Time) string {
	template, _ := t.actionOf(f) // the sentences beside it are no part of the action
	said := fill(template, func(key string) string {
		switch key {
		case "by":
			return t.by(f, f.Due, asOf)
		case "advice":
			return t.advice(f, asOf)
		case "tasks":
			now, _ := tasksOf(&f.Way, asOf)
			return t.tasks(f, now)
		default:
			return t.said(key, f)
		}
	})
	if opening := []string{"{advice}", "{tasks}", "{by}"}; slices.ContainsFunc(opening, func(key string) bool { return strings.HasPrefix(template, key) }) {
		return capital(said)
	}
	return said
}

// Brief says in a few words what to do about a finding: the step that its owner has to
// take where that follows the plan, else what is wrong.
func (t *Table) Brief(f *reconcile.Finding, asOf time.Time) string {
	template, _ := t.actionOf(f) // the sentences beside it are no part of the action
	now, instead := tasksOf(&f.Way, asOf)
	tasks := slices.Concat(now, instead)
	if len(tasks) == 0 || !strings.Contains(template, "{advice}") && !strings.Contains(template, "{tasks}") {
		return t.Title(f.Code)
	}
	own := slices.IndexFunc(tasks, func(task reconcile.Task) bool { return task.Owner == f.Owner })
	return t.Step(tasks[max(own, 0)].Kind)
}

// actionOf returns the template of an action, and the sentences it is one of.
func (t *Table) actionOf(f *reconcile.Finding) (string, *sentences) {
	p, part := t.file.Findings[f.Code], f.Way.Part
	choices := []sentences{p.Parts[part], p.Variants[t.variantOf(f)], p.sentences}
	if part == reconcile.PartReplacement {
		choices = slices.Insert(choices, 1, p.Parts[reconcile.PartOurs])
	}
	for _, s := range choices {
		if s.Action == "" {
			continue
		}
		if f.Owner != reconcile.OwnerUs {
			return cmp.Or(s.Ask, s.Action), &s
		}
		return s.Action, &s
	}
	return "", &sentences{}
}

// Asks returns the kinds of the steps that the action of a finding names. It is for
// those who check it against the plan, and known in English only.
func (t *Table) Asks(f *reconcile.Finding, asOf time.Time) []reconcile.StepKind {
	template, s := t.actionOf(f)
	kinds := slices.Clone(s.Asks)
	now, instead := tasksOf(&f.Way, asOf)
	if strings.Contains(template, "{advice}") {
		kinds = append(kinds, kindsOf(slices.Concat(now, instead))...)
	}
	if strings.Contains(template, "{tasks}") {
		kinds = append(kinds, kindsOf(now)...)
	}
	return kinds
}

func kindsOf(tasks []reconcile.Task) []reconcile.StepKind {
	var kinds []reconcile.StepKind
	for _, task := range tasks {
		kinds = append(kinds, task.Kind)
	}
	return kinds
}

// tasksOf returns what is to be done as the plan of a move goes on, and what if a
// transfer does not come, where that is to be told. Where there is no plan the way
// out is all there is.
func tasksOf(w *reconcile.Way, asOf time.Time) (now, instead []reconcile.Task) {
	now = w.Tasks()
	switch {
	case len(now) == 0:
		return w.Else, nil
	case w.Near(fallbackDays, asOf):
		return now, w.Else
	default:
		return now, nil
	}
}

// ActBy returns the day that the action of a finding names.
func (t *Table) ActBy(f *reconcile.Finding) reconcile.Due {
	if template, _ := t.actionOf(f); strings.Contains(template, "{advice}") { // the sentences beside it are no part of the action
		return adviceDue(f)
	}
	return f.Due
}

// adviceDue returns by when the plan asks for something.
func adviceDue(f *reconcile.Finding) reconcile.Due {
	if f.Way.Step.Kind != "" {
		return f.Way.Step.LastSafe
	}
	return f.Due
}

// advice says as a part of a sentence what the plan asks for.
func (t *Table) advice(f *reconcile.Finding, asOf time.Time) string {
	texts, due := &t.file.Advice, adviceDue(f)
	now, instead := tasksOf(&f.Way, asOf)
	by := t.by(f, due, asOf)
	switch {
	case f.Way.Part == "":
		return Fill(texts.Unknown, "by", by)
	case len(now) == 0:
		return texts.Nothing
	}
	said := Fill(texts.Plain, "tasks", t.tasks(f, now), "by", by)
	if len(instead) > 0 {
		said = Fill(texts.Fallback, "advice", said, "else", t.tasks(f, instead))
	}
	if f.Way.Route != "" && f.Way.Step.Kind == "" {
		said = Fill(texts.Blocked, "advice", said)
	}
	if f.Way.Sale == reconcile.SaleEnded && slices.ContainsFunc(slices.Concat(now, f.Way.Else), orders) {
		said = Fill(texts.Unsold, "advice", said)
	}
	return said
}

func orders(task reconcile.Task) bool { return task.Kind == reconcile.StepOrder }

// tasks puts tasks one after the other.
func (t *Table) tasks(f *reconcile.Finding, tasks []reconcile.Task) string {
	if len(tasks) == 0 {
		return t.file.Advice.Nothing
	}
	said := t.task(f, tasks[0])
	for _, task := range tasks[1:] {
		said = Fill(t.file.Advice.Then, "first", said, "next", t.task(f, task))
	}
	return said
}

// task says what is done in one step, and by whom if not by us.
func (t *Table) task(f *reconcile.Finding, task reconcile.Task) string {
	texts, name := t.stepWords(task.Kind, f.Way.Sale), ""
	sentence := cmp.Or(texts.Do, string(task.Kind))
	if task.Owner != reconcile.OwnerUs {
		sentence = cmp.Or(texts.Have, sentence)
	}
	if task.Owner == reconcile.OwnerSourcePartner || task.Kind.AtSource() {
		name = f.SellerName
	}
	return fill(sentence, func(key string) string {
		if key == "owner" {
			return t.actor(task.Owner, name)
		}
		return t.said(key, f)
	})
}

// actor names who has to act within a sentence: another partner by its name, where
// that is known.
func (t *Table) actor(owner reconcile.Owner, name string) string {
	partner := owner == reconcile.OwnerSourcePartner || owner == reconcile.OwnerProvider
	if name = OneLine(name); partner && name != "" {
		return Fill(t.file.Fragments.Partner, "name", name)
	}
	return text(t.file.Actors, owner)
}

// by says by when something is to be done. A day that has passed is none to act by.
func (t *Table) by(f *reconcile.Finding, due reconcile.Due, asOf time.Time) string {
	texts := &t.file.By
	switch {
	case !due.Known() && f.SubscriptionID != "" && f.Outcome == reconcile.NoOutcome:
		return texts.Now
	case !due.Known():
		return texts.Undated
	case due.Passed(asOf):
		return Fill(texts.Late, "day", t.Day(due.Day))
	case !due.At.IsZero():
		return Fill(texts.Moment, "moment", t.MomentUTC(due.At))
	case due.Day == reconcile.DayOf(asOf):
		return Fill(texts.Today, "day", t.Day(due.Day))
	default:
		return Fill(texts.Day, "day", t.Day(due.Day))
	}
}

// capital makes a part of a sentence its beginning.
func capital(sentence string) string {
	first, size := utf8.DecodeRuneInString(sentence)
	return string(unicode.ToUpper(first)) + sentence[size:]
}
