package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/reconcile"
	"handover/reports"
	"handover/reports/aligned"
	"handover/reports/json"
	"handover/reports/words"
	"handover/sql/store"
)

// history returns the history of a finding by its id or the beginning of it.
func history(ctx context.Context, st *store.Store, id string) (reconcile.History, error) {
	id = strings.ToLower(strings.TrimSpace(id))
	h, err := st.History(ctx, id)
	switch {
	case errors.Is(err, store.ErrNoFinding):
		return h, app.Usagef("unknown finding %q; handover findings lists them", id)
	case errors.Is(err, store.ErrAmbiguous):
		return h, app.Usagef("more than one finding begins with %q; give more of the id", id)
	default:
		return h, err
	}
}

func showFinding(ctx context.Context, a *app.App, id string, asJSON bool) error {
	return a.Reading(ctx, func(_ *config.Config, st *store.Store) error {
		h, err := history(ctx, st, id)
		if err != nil {
			return err
		}
		wording, err := reports.NewWording(words.DefaultLanguage, time.UTC, a.Now())
		if err != nil {
			return err
		}
		if !asJSON {
			return tellFinding(a, &h, wording.Words)
		}
		last, err := asListed(ctx, st, &h, wording.Today)
		if err != nil {
			return err
		}
		return writeJSON(a.Stdout, struct {
			json.Finding
			Open       bool    `json:"open"`
			Suppressed bool    `json:"suppressed"`
			History    []event `json:"history"`
		}{json.FindingOf(&wording, &last), h.Open, h.Suppressed, eventsOf(&h)})
	})
}

// asListed returns a finding as the list of open findings has it, and one that is
// not in the list as its history ends.
func asListed(ctx context.Context, st *store.Store, h *reconcile.History, today reconcile.Day) (reconcile.Reported, error) {
	filter := reconcile.Filter{Tenants: []string{h.Finding.TenantID}, Code: h.Finding.Code}
	for f, err := range st.OpenFindings(ctx, reconcile.Choice{Filter: filter}, today) {
		if err != nil || f.Finding.ID == h.Finding.ID {
			return f, err
		}
	}
	return reconcile.Reported{Finding: h.Finding, State: h.State(today), FirstSeen: h.FirstSeen, LastSeen: h.LastSeen}, nil
}

// event is one thing that happened to a finding.
type event struct {
	Run    int64  `json:"run"` // the run that did it, or after which somebody decided
	At     string `json:"at"`
	What   string `json:"what"`
	Detail string `json:"detail"`
}

// eventsOf tells the history of a finding in the order in which it happened.
func eventsOf(h *reconcile.History) []event {
	list := []event{}
	for _, e := range h.Events() {
		told := event{Run: e.Run, At: e.At.UTC().Format(time.RFC3339)}
		switch {
		case e.Version != nil:
			f := &e.Version.Finding
			told.What, told.Detail = string(e.Version.Cause), fmt.Sprintf("%s, due %s", f.Severity, orDash(f.Due.Day.String()))
		case e.Resolution != nil:
			told.What, told.Detail = "resolved", string(e.Resolution.Reason)
		default:
			d := e.Decision
			told.What, told.Detail = string(d.State), fmt.Sprintf("until %s by %s: %s", d.Until, d.Actor, d.Reason)
		}
		list = append(list, told)
	}
	return list
}

func tellFinding(a *app.App, h *reconcile.History, texts *words.Table) error {
	f := &h.Finding
	t := aligned.New(a.Stdout)
	line := func(label, text string) { t.Row(label, orDash(text)) }
	line("Finding", f.ID)
	line("Issue", fmt.Sprintf("%s (area %s)", f.Code, f.Job))
	line("State", findingState(h, reconcile.DayOf(a.Now())))
	line("Customer", f.TenantID+" "+f.TenantName)
	line("Subscription", f.SubscriptionID+" "+f.OfferName)
	line("Severity", string(f.Severity))
	line("Who acts", string(f.Owner))
	line("Due", f.Due.Day.String())
	line("What", texts.Message(f))
	line("Do", texts.Action(f, a.Now()))
	line("Amount at stake", exposureLine(&f.Exposure, texts))
	line("Last day", f.LastDay.String())
	line("End of term", texts.Outcome(f.Outcome))
	line("Cover by", f.CoverBy.String())
	for _, e := range f.Evidence {
		line(e.Key, e.Value)
	}
	for _, assumption := range f.Assumptions {
		line("Assumption", texts.Assumption(assumption))
	}
	t.Line("")
	t.Row("RUN", "AT", "WHAT", "DETAIL")
	for _, e := range eventsOf(h) {
		t.Row(e.Run, e.At, e.What, e.Detail)
	}
	return t.Flush()
}

// exposureLine says what the money is, or why its amount is missing.
func exposureLine(e *reconcile.Exposure, texts *words.Table) string {
	switch {
	case e.Amount.Known():
		return fmt.Sprintf("%s %s, %s, %s: %s", e.Amount.Currency, e.Amount, texts.MoneyKind(e.Kind), texts.Period(e.Period), texts.Basis(*e))
	case e.Lack != "":
		return texts.Lack(e.Lack)
	default:
		return ""
	}
}

func findingState(h *reconcile.History, today reconcile.Day) string {
	switch {
	case !h.Open:
		return "resolved"
	case h.Suppressed:
		return "included in another issue"
	default:
		return string(h.State(today))
	}
}

const decisionHelp = `, so that it does not count for --fail-on.
It counts again when its day has passed, and earlier when it changes. The day is
at most the due day, or 30 days ahead where that has passed or there is none.
Name and reason are kept for ever.`

func newDecisionCommand(a *app.App, state reconcile.FindingState) *cobra.Command {
	var who decider
	var until string
	use, short := "acknowledge ID", "Take note of an issue"
	if state == reconcile.StateSnoozed {
		use, short = "snooze ID", "Put an issue off until a day"
	}
	cmd := &cobra.Command{
		Use: use, Short: short, Args: needs(1, 1, "one issue by its id"),
		Long: short + decisionHelp,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := who.check(); err != nil {
				return err
			}
			return decide(cmd.Context(), a, args[0], until, reconcile.Decision{State: state, Actor: who.by, Reason: who.reason})
		},
	}
	who.flags(cmd)
	cmd.Flags().StringVar(&until, "until", "", "the last `DAY` it holds, YYYY-MM-DD (default the latest possible)")
	return cmd
}

func decide(ctx context.Context, a *app.App, id, until string, decision reconcile.Decision) error {
	return a.Writing(ctx, func(_ *config.Config, st *store.Store) error {
		h, err := history(ctx, st, id)
		if err != nil {
			return err
		}
		if !h.Open {
			return app.Usagef("finding %s is resolved; there is nothing to decide", h.Finding.ID)
		}
		decision.Until, err = holdUntil(until, h.Finding.Due, reconcile.DayOf(a.Now()))
		if err != nil {
			return err
		}
		if err := st.Decide(ctx, h.Finding.ID, decision, a.Now().UTC()); err != nil {
			return err
		}
		_, err = fmt.Fprintf(a.Stdout, "%s is %s until %s\n", h.Finding.ID, decision.State, decision.Until)
		return err
	})
}

// holdUntil returns the last day of a decision and refuses one that is too late.
func holdUntil(text string, due reconcile.Due, today reconcile.Day) (reconcile.Day, error) {
	latest := reconcile.LatestHold(due, today)
	if text == "" {
		return latest, nil
	}
	day, err := reconcile.ParseDay(text)
	switch {
	case err != nil:
		return 0, app.Usagef("--until %q is %v", text, err)
	case day < today:
		return 0, app.Usagef("--until %s has passed", day)
	case day > latest:
		return 0, app.Usagef("--until %s is too late; the latest day is %s", day, latest)
	default:
		return day, nil
	}
}
