package app

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"handover/cmd/internal/config"
	"handover/jobs/chain"
	"handover/jobs/deliver"
	"handover/jobs/deliver/port"
	"handover/reconcile"
	"handover/reports"
	"handover/reports/digest"
	"handover/reports/words"
)

// AlarmKind says what the operators are told of a night beside its digests.
type AlarmKind string

// The kinds of alarms of a night.
const (
	NoRunAlarm   AlarmKind = "no run"  // nobody was checked
	StaleAlarm   AlarmKind = "stale"   // sources are past their age
	TroubleAlarm AlarmKind = "trouble" // steps before the run failed, or were partial
)

// BadNight is a night of which the operators are told.
type BadNight struct {
	Kind  AlarmKind
	Night *reconcile.Night
	Run   *reconcile.Run // nil: there was none, or nobody knows what it found
	Stale []string       // the sources past their age

	Delivers bool // digests of the run went out
}

// about names what the operators are told of once: a night that failed is tried again.
func (b *BadNight) about() string {
	about := []string{fmt.Sprintf("%s %s, %s", b.Night.Schedule, reconcile.DayOf(b.Night.StartedAt), b.Kind)}
	if b.Kind == TroubleAlarm {
		for _, s := range Troubles(b.Night) {
			about = append(about, s.Name)
		}
	}
	return strings.Join(about, ", ")
}

// Troubles returns the steps before the run of a night that failed, or were partial.
func Troubles(so *reconcile.Night) []reconcile.NightStep {
	var list []reconcile.NightStep
	for _, name := range []string{chain.Import, chain.Sync} {
		if s, ok := so.Step(name); ok && (s.State == reconcile.StepFailed || s.State == reconcile.StepPartial) {
			list = append(list, s)
		}
	}
	return list
}

// troubles returns what operators hear of the night of a run, and of those that were
// interrupted before it.
func (d *Delivery) troubles(ctx context.Context, run int64) ([]reports.Notice, error) {
	so, _, err := d.store.NightOf(ctx, run)
	if err != nil {
		return nil, err
	}
	var notices []reports.Notice
	told := map[string]bool{}
	for _, n := range append(slices.Clone(d.Interrupted), so) {
		for _, s := range Troubles(&n) {
			if about := s.Name + "\n" + s.Detail; !told[about] {
				told[about] = true
				notices = append(notices, reports.Notice{Kind: reports.NoticeStep, Step: s})
			}
		}
	}
	return notices, nil
}

// Alarm tells the operators of a night that had no run, looked at old data, or failed in a
// step before its run. Who has a digest of the run reads there of failed steps, and
// who gets one every night of old data. They are told once of each kind in a night: told has
// the keys of what this program has told, for a night in which the store is away. Targets
// that fail are in a *DeliveryError.
func (d *Delivery) Alarm(ctx context.Context, b *BadNight, told map[string]bool) error {
	reported, err := d.reported(ctx, b)
	if err != nil {
		return err
	}
	concerns := func(name string, c *config.Deliver) bool {
		nightly := b.Delivers && deliver.When(c.When) == deliver.EveryNight
		return b.Kind == NoRunAlarm || !nightly && (b.Kind == StaleAlarm || !reported[name])
	}
	return d.alarm(ctx, b.about(), told, concerns, func(texts *words.Table) *digest.Alarm { return alarmOf(texts, b) })
}

// reported returns the targets to which a message of the run of a night was on its way.
func (d *Delivery) reported(ctx context.Context, b *BadNight) (map[string]bool, error) {
	names := map[string]bool{}
	if d.store == nil || b.Night.Run == 0 {
		return names, nil
	}
	list, err := d.store.Sendings(ctx, b.Night.Run)
	for i := range list {
		names[list[i].Target] = true
	}
	return names, err
}

// TellExpiry tells the operators that credentials end, or have ended, as Alarm does.
func (d *Delivery) TellExpiry(ctx context.Context, e *Expiry, told map[string]bool) error {
	everybody := func(string, *config.Deliver) bool { return true }
	return d.alarm(ctx, e.about(), told, everybody, func(texts *words.Table) *digest.Alarm { return expiryAlarm(texts, e) })
}

// alarm tells operators whom something concerns.
func (d *Delivery) alarm(ctx context.Context, about string, told map[string]bool, concerns func(string, *config.Deliver) bool, write func(*words.Table) *digest.Alarm) error {
	var targets []*deliver.Target
	var broken []deliver.Result
	for _, name := range slices.Sorted(maps.Keys(d.settings.Deliver)) {
		c := d.settings.Deliver[name]
		if c.Off || !isForOperators(&c) || !concerns(name, &c) {
			continue
		}
		t, err := d.target(ctx, nil, name, true) // without a cut that needs a run
		if err != nil {
			broken = append(broken, deliver.Result{Target: name, Err: err})
			continue
		}
		targets = append(targets, t)
	}
	messages := make(map[string]*port.Message, len(targets))
	for _, t := range targets {
		texts, err := words.Lookup(t.Options.Language)
		if err != nil {
			return err
		}
		c := d.settings.Deliver[t.Name]
		messages[t.Name] = alarmMessage(&c, write(texts))
	}
	results := d.engine.Alarm(ctx, about, targets, told, func(t *deliver.Target) *port.Message { return messages[t.Name] })
	if failed := deliver.Failed(append(results, broken...)); len(failed) > 0 {
		return &DeliveryError{Failed: failed}
	}
	return ctx.Err()
}

// isForOperators reports whether a target gets digests that are not cut to a customer, a
// partner or what others do.
func isForOperators(c *config.Deliver) bool {
	return deliver.What(c.What) == deliver.Digest && c.Seller == "" && len(c.Tenants) == 0 && (c.Owner == "" || reconcile.Owner(c.Owner) == reconcile.OwnerUs)
}

// alarmOf says what went wrong in a night.
func alarmOf(texts *words.Table, b *BadNight) *digest.Alarm {
	w, so := &texts.Digest().Alarm, b.Night
	var title string
	var lines, names []string
	switch b.Kind {
	case NoRunAlarm:
		title, lines = w.NoRun, []string{w.NoRunWhat}
	case StaleAlarm:
		title, lines = w.Stale, []string{words.Fill(w.StaleWhat, "names", strings.Join(b.Stale, ", "))}
	case TroubleAlarm:
		title = w.Trouble
	}
	if b.Run != nil {
		s := &b.Run.Summary
		lines = append(lines, words.Fill(w.Checked, "checked", texts.Number(strconv.Itoa(s.Evaluated)), "unchecked", texts.Number(strconv.Itoa(s.NotEvaluated))))
	}
	for _, s := range Troubles(so) {
		names, lines = append(names, w.StepNames[s.Name]), append(lines, texts.Digest().TroubleWhat[s.Name])
	}
	a := &digest.Alarm{
		Language: texts.Language, Subject: words.Fill(title, "day", texts.Day(reconcile.DayOf(so.StartedAt)), "names", strings.Join(names, ", ")),
		Lines: append(lines, "", w.Steps),
	}
	for i := range so.Steps {
		s := &so.Steps[i]
		text := w.Step
		if s.Detail != "" && s.State != reconcile.StepDone && s.State != reconcile.StepSkipped {
			text = w.Fault
		}
		a.Lines = append(a.Lines, digest.AlarmItem+words.OneLine(words.Fill(text, "name", w.StepNames[s.Name], "state", w.States[s.State], "detail", s.Detail)))
	}
	a.Lines = append(a.Lines, "", w.More)
	return a
}

// expiryAlarm says that credentials end, or have ended.
func expiryAlarm(texts *words.Table, e *Expiry) *digest.Alarm {
	w := &texts.Digest().Alarm
	title, what := w.Expiring, w.ExpiringWhat
	if e.Within == past {
		title, what = w.Expired, w.ExpiredWhat
	}
	return &digest.Alarm{
		Language: texts.Language, Subject: words.Fill(title, "names", strings.Join(e.Remotes, ", "), "day", texts.Day(e.On)),
		Lines: []string{what, w.RenewWhat, "", w.More},
	}
}

// alarmMessage puts an alarm into the form in which a target reads it.
func alarmMessage(c *config.Deliver, a *digest.Alarm) *port.Message {
	m := &port.Message{Subject: a.Subject, Text: a.Text()}
	switch c.Via {
	case config.ViaTeams:
		m.Card = a.Teams()
	case config.ViaSlack:
		m.Card = a.Slack()
	case config.ViaWebhook:
		m.Card = a.Data()
	}
	return m
}
