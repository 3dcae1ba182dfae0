package app

import (
	"context"
	"maps"
	"slices"
	"strings"

	"handover/cmd/internal/config"
	"handover/jobs/deliver"
	"handover/jobs/deliver/port"
	"handover/reconcile"
	"handover/reports/digest"
	"handover/reports/words"
)

// Alarm tells the operators of a night that had no run, or looked at old data: the sources
// named are past their age. Operators are those who get digests that are not cut to a
// customer, a partner or what others do. Who gets a digest every night reads of old data
// there. They are told once of what the alarm is about: told has the keys of what this
// program has told, for a night in which the store is away. Targets that fail are in a
// *DeliveryError.
func (d *Delivery) Alarm(ctx context.Context, about string, so *reconcile.Night, stale []string, told map[string]bool) error {
	concerns := func(c *config.Deliver) bool { return so.Run == 0 || deliver.When(c.When) != deliver.EveryNight }
	return d.alarm(ctx, about, told, concerns, func(texts *words.Table) *digest.Alarm { return alarmOf(texts, so, stale) })
}

// TellExpiry tells the operators that credentials end, or have ended, as Alarm does.
func (d *Delivery) TellExpiry(ctx context.Context, e *Expiry, told map[string]bool) error {
	everybody := func(*config.Deliver) bool { return true }
	return d.alarm(ctx, e.about(), told, everybody, func(texts *words.Table) *digest.Alarm { return expiryAlarm(texts, e) })
}

// alarm tells operators whom something concerns.
func (d *Delivery) alarm(ctx context.Context, about string, told map[string]bool, concerns func(*config.Deliver) bool, write func(*words.Table) *digest.Alarm) error {
	var targets []*deliver.Target
	var broken []deliver.Result
	for _, name := range slices.Sorted(maps.Keys(d.settings.Deliver)) {
		c := d.settings.Deliver[name]
		if !isForOperators(&c) || !concerns(&c) {
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

func isForOperators(c *config.Deliver) bool {
	return !c.Off && deliver.What(c.What) == deliver.Digest && c.Seller == "" && len(c.Tenants) == 0 &&
		(c.Owner == "" || reconcile.Owner(c.Owner) == reconcile.OwnerUs)
}

// alarmOf says what went wrong in a night.
func alarmOf(texts *words.Table, so *reconcile.Night, stale []string) *digest.Alarm {
	w := &texts.Digest().Alarm
	title, what := w.Stale, w.StaleWhat
	if so.Run == 0 {
		title, what = w.NoRun, w.NoRunWhat
	}
	a := &digest.Alarm{
		Language: texts.Language, Subject: words.Fill(title, "day", texts.Day(reconcile.DayOf(so.StartedAt))),
		Lines: []string{words.Fill(what, "names", strings.Join(stale, ", ")), "", w.Steps},
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
