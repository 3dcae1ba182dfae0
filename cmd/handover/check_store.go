package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/jobs/deliver"
	"handover/jobs/ingest/formats"
	"handover/reconcile"
	"handover/reports/words"
	"handover/sql/store"
)

// checkStore tells what the database holds and how old it is, how the last nights ended,
// which letters wait, and whether somebody watches what other sellers have sold.
func checkStore(ctx context.Context, a *app.App, c *config.Config, maxAge time.Duration) []checked {
	list, err := readStore(ctx, a, c, maxAge)
	if err != nil {
		return []checked{{"database", checkFailure, err.Error() + app.Advice(err)}}
	}
	return list
}

func readStore(ctx context.Context, a *app.App, c *config.Config, maxAge time.Duration) (list []checked, err error) {
	texts, err := words.Lookup(words.DefaultLanguage)
	if err != nil {
		return nil, err
	}
	st, err := store.Open(ctx, c.Store.URL, store.ReadOnly) // which changes nothing
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	st.GiveUpAfter(c.Run.Lease.Duration)
	stats, err := st.Stats(ctx)
	runs, err2 := st.WholeRuns(ctx, 1)
	unwritten, err3 := st.Unwritten(ctx)
	nights, err4 := st.Nights(ctx, nightsLooked)
	if err := errors.Join(err, err2, err3, err4, app.AllowsRun(ctx, st)); err != nil {
		return nil, err
	}
	cuts, err := checkCuts(ctx, c, st)
	if err != nil {
		return nil, err
	}
	list = append(cuts, checkNights(nights, c.Schedule.Names(), a.Now(), texts)...)
	if len(runs) > 0 {
		list = append(list, checkMoves(&runs[0], texts)...)
		list = append(list, checkWaiting(ctx, a, c, st, runs[0].Seq)...)
	}
	for i := range unwritten {
		list = append(list, checkUnwritten(&unwritten[i]))
	}
	if text := a.Shared(c); text != "" {
		list = append(list, checked{"database", checkWarning, text + "; handover serve refuses it"})
	}
	database := checked{"database", checkOK, strings.Join([]string{
		plural(stats.Tenants, "customer"), plural(stats.Subscriptions, "subscription"), plural(stats.Moves, "move"),
	}, ", ")}
	if stats.Tenants == 0 {
		database.Result, database.Detail = checkWarning, "it holds no customers yet: import or sync some"
	}
	list = append(list, database)
	return append(list, checkAge(a, c, &stats, maxAge, texts)...), nil
}

// nightsLooked is among how many of the last nights the last one of each schedule is looked for.
const nightsLooked = 50

// checkNights tells how the last night of each of some schedules, and of commands, ended.
func checkNights(nights []reconcile.Night, schedules []string, now time.Time, texts *words.Table) []checked {
	var list []checked
	seen := map[string]bool{}
	for i := range nights {
		so := &nights[i]
		if seen[so.Schedule] || so.Schedule != "" && !slices.Contains(schedules, so.Schedule) {
			continue
		}
		seen[so.Schedule] = true
		answer := checked{"last night", checkOK, fmt.Sprintf("began %s: %s", texts.Ago(now.Sub(so.StartedAt)), so.State)}
		if so.Schedule != "" {
			answer.Check += " of " + so.Schedule
		}
		if so.State == reconcile.StepFailed || so.State == reconcile.StepPartial || so.State == reconcile.StepInterrupted {
			answer.Result = checkWarning
			answer.Detail += unfinished(so) + "; handover runs nights tells all of it"
		}
		list = append(list, answer)
	}
	return list
}

// unfinished says why the steps that made a night what it is have not done all of their work.
func unfinished(so *reconcile.Night) string {
	var told strings.Builder
	for i := range so.Steps {
		if s := &so.Steps[i]; s.State == so.State && s.Detail != "" {
			told.WriteString("; " + s.Name + ": " + s.Detail)
		}
	}
	return told.String()
}

// checkWaiting tells how many letters of the last run wait for a person.
func checkWaiting(ctx context.Context, a *app.App, c *config.Config, st *store.Store, run int64) []checked {
	var targets []string
	for name, d := range c.Deliver {
		if !d.Off && d.What == string(deliver.Letters) {
			targets = append(targets, name)
		}
	}
	if len(targets) == 0 {
		return nil
	}
	letters, err := a.Delivery(c, st).Waiting(ctx, run, targets)
	switch n := len(letters); {
	case err != nil:
		return []checked{{"letters", checkWarning, err.Error()}}
	case n == 0:
		return []checked{{"letters", checkOK, "none waits for the release of its address"}}
	default:
		return []checked{{"letters", checkWarning, plural(n, "letter") + " held until somebody releases the address: " +
			"handover deliver --dry-run lists what waits, --release ADDRESS --by NAME lets it go"}}
	}
}

// checkUnwritten warns of a run whose reports were never written.
func checkUnwritten(run *reconcile.Run) checked {
	return checked{"reports", checkWarning, fmt.Sprintf(
		"those of run %[1]d were never written: handover report --run %[1]d --out DIR writes them, else the next run does", run.Seq)}
}

// checkMoves warns of what the last run of all jobs and tenants has not watched, and says nothing where it
// has watched everything.
func checkMoves(last *reconcile.Run, texts *words.Table) []checked {
	if text := texts.Unwatched(&last.Summary); text != "" {
		return []checked{{"moves", checkWarning, text}}
	}
	return nil
}

// checkAge tells for each source and kind of file how old its last import is, and
// what hangs on it where it is too old.
func checkAge(a *app.App, c *config.Config, stats *reconcile.Stats, maxAge time.Duration, texts *words.Table) []checked {
	var list []checked
	sources := c.Weighing()
	for i := range stats.Imports {
		im := &stats.Imports[i]
		source := sources.Of(im.Source)
		answer := checked{fmt.Sprintf("%s of %s", im.Kind, im.Source), checkOK, "seen " + texts.Ago(im.Age(a.Now()))}
		if im.ObservedAt.After(a.Now()) {
			answer.Detail = "seen at " + im.ObservedAt.UTC().Format(time.RFC3339)
		}
		if source.Retired {
			answer.Detail += "; retired, it has no say any more"
			list = append(list, answer)
			continue
		}
		if tooOld(im, source.Feed, a.Now(), maxAge) {
			list = append(list, checked{answer.Check, checkFailure, fmt.Sprintf("%s, older than --max-data-age %s: import it again", answer.Detail, maxAge)})
		}
		wrong := warnings(a.Now(), im, &source, stats.Of(im.Source), c, texts)
		if len(wrong) == 0 {
			list = append(list, answer)
		}
		for i, warning := range wrong {
			if i == 0 {
				warning = answer.Detail + ", " + warning
			}
			list = append(list, checked{answer.Check, checkWarning, warning})
		}
	}
	if maxAge > 0 && !slices.ContainsFunc(stats.Imports, func(im reconcile.LastImport) bool { return im.Kind == reconcile.SubscriptionRows }) {
		list = append(list, checked{"subscriptions", checkFailure, "no source has delivered any; --max-data-age wants them no older than " + maxAge.String()})
	}
	return list
}

// tooOld reports whether subscriptions are older than they may be; 0 is no limit.
func tooOld(im *reconcile.LastImport, feed reconcile.Feed, now time.Time, maxAge time.Duration) bool {
	return maxAge > 0 && im.Kind == reconcile.SubscriptionRows && im.Ages(feed) && im.Age(now) > maxAge
}

// warnings says what is wrong with the last import of a kind by a source.
func warnings(now time.Time, im *reconcile.LastImport, source *reconcile.Source, hangs reconcile.SourceStats, c *config.Config, texts *words.Table) []string {
	var list []string
	rows := im.Kind == reconcile.SubscriptionRows
	switch {
	case source.Ahead(im.ObservedAt, now):
		list = append(list, fmt.Sprintf("which is later than now, %s by this computer's clock: set the clock that is wrong, and import it again",
			now.UTC().Format(time.RFC3339)))
	case im.Stale(now, source):
		setting := "run.max_age"
		if c.Sources[im.Source].MaxAge.Duration != 0 {
			setting = "sources." + im.Source + ".max_age"
		}
		list = append(list, fmt.Sprintf("older than %s (%s): import it again", setting, texts.Span(source.MaxAge)))
		if rows {
			list[0] += ", or retire it; " + hanging(&hangs)
		}
	}
	if rows && !hangs.Complete && source.Feed.ProvesExistence() {
		incomplete := "never complete: rows that leave it go unnoticed"
		if !formats.OnlyPartial(im.Source) { // for which --complete is refused
			incomplete += ", import it with --complete where it holds everything"
		}
		list = append(list, incomplete)
	}
	if failed := hangs.NotRead - hangs.Shut; rows && failed > 0 {
		list = append(list, plural(failed, "customer")+" could not be read the last time")
	}
	if im.Rejected > 0 {
		list = append(list, "the last import refused "+plural(im.Rejected, "row")+": mend what it names and import again")
	}
	return list
}

// hanging says what only a source has.
func hanging(s *reconcile.SourceStats) string {
	switch s.Alone {
	case 0:
		return "other sources have all that it has of " + plural(s.Tenants, "customer")
	case 1:
		return "1 subscription of " + plural(s.Tenants, "customer") + " is in no other source"
	default:
		return fmt.Sprintf("%d subscriptions of %s are in no other source", s.Alone, plural(s.Tenants, "customer"))
	}
}
