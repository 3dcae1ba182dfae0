package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/rs/zerolog"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/jobs/sync"
	"handover/jobs/sync/remote"
	"handover/reconcile"
	"handover/reports/words"
	"handover/sql/store"
)

const (
	// probeTime is how long one remote may take to answer a check.
	probeTime = time.Minute

	// passesLooked is among how many of the last passes a whole one is looked for.
	passesLooked = 50
)

// checkRemotes tells of each remote that is configured whether a sync can read it, when it
// last did, and until when it may.
func checkRemotes(ctx context.Context, a *app.App, c *config.Config) []checked {
	var list []checked
	for _, name := range app.RemoteNames() {
		if c.Sync.Remote(name) == nil {
			continue
		}
		theirs := &theirClock{now: a.Now}
		connection, err := a.Connect(c, name, zerolog.Nop(), theirs.hear) // what goes wrong stands in the answer
		if err != nil {
			list = append(list, checked{name, checkFailure, err.Error()})
			continue
		}
		limited, stop := context.WithTimeoutCause(ctx, probeTime, fmt.Errorf("no whole answer within %s", probeTime))
		probe := probed(limited, a, c, name, connection)
		stop()
		list = append(list, checkCalls(name, probe)...)
		list = append(list, checkEnding(name, probe)...)
		list = append(list, theirs.check(name, c.Run.ClockTolerance.Duration)...)
		ends, err := connection.Application.Ends()
		list = append(list, checkCredential(name, a.Now(), ends, err))
		list = append(list, checkPasses(ctx, a, c, name)...)
	}
	return list
}

// probed makes a few calls of a remote.
func probed(ctx context.Context, a *app.App, c *config.Config, name string, connection *app.Connection) *sync.Probe {
	if name == sync.BillingName {
		return (&sync.Billing{Client: connection.Client}).Probe(ctx)
	}
	switch r := a.Remote(c, name, connection, zerolog.Nop()).(type) {
	case *sync.PartnerCenter:
		return r.Probe(ctx)
	case *sync.Graph:
		return r.Probe(ctx)
	default:
		return &sync.Probe{}
	}
}

// checkCalls tells which calls work, and why others do not.
func checkCalls(name string, probe *sync.Probe) []checked {
	var works []string
	var list []checked
	for _, call := range probe.Calls {
		if call.Err == nil {
			works = append(works, call.Name)
			continue
		}
		answer := checked{name, checkFailure, app.WithoutName(name, call.Err.Error())}
		if _, refused := errors.AsType[*sync.RefusedError](call.Err); refused {
			answer.Result, answer.Detail = checkWarning, "the customer that was tried gives no access: "+answer.Detail
		}
		list = append(list, answer)
	}
	if len(works) == 0 {
		return list
	}
	detail := "works: " + strings.Join(works, ", ")
	if probe.More {
		detail += fmt.Sprintf("; more than %d customers", probe.Customers)
	} else if probe.Customers > 0 {
		detail += "; " + plural(probe.Customers, "customer")
	}
	return append([]checked{{name, checkOK, detail}}, list...)
}

// endingShown is how many customers whose relationship ends are named.
const endingShown = 5

// checkEnding warns of the delegated admin relationships that run out.
func checkEnding(name string, probe *sync.Probe) []checked {
	if len(probe.Ending) == 0 {
		return nil
	}
	var customers []string
	for _, e := range probe.Ending[:min(len(probe.Ending), endingShown)] {
		customers = append(customers, fmt.Sprintf("%s on %s", e.TenantID, e.On))
	}
	if more := len(probe.Ending) - len(customers); more > 0 {
		customers = append(customers, fmt.Sprintf("and %d more", more))
	}
	return []checked{{name, checkWarning, fmt.Sprintf("of %s the delegated admin relationship ends within 30 days and is not extended by itself: ask for a new one: %s",
		plural(int64(len(probe.Ending)), "customer"), strings.Join(customers, ", "))}}
}

// theirClock is how far the clock of a remote is ahead of this computer's, as its last
// reply told. Its calls are made one after the other.
type theirClock struct {
	now   func() time.Time
	told  bool
	ahead time.Duration
}

func (t *theirClock) hear(e remote.Event) {
	if !e.Date.IsZero() {
		t.told, t.ahead = true, e.Date.Sub(t.now()).Round(time.Second)
	}
}

// check tells how far apart the clocks are, where the remote told the time. Nobody can say
// which one is right, but it is mostly ours that is off: a token, and what a certificate signs,
// are then out of their time.
func (t *theirClock) check(name string, tolerance time.Duration) []checked {
	answer := checked{name + " clock", checkOK, "agrees with this computer's"}
	which := "ahead of"
	if t.ahead < 0 {
		which = "behind"
	}
	switch {
	case !t.told:
		return nil
	case t.ahead.Abs() > tolerance:
		answer.Result, answer.Detail = checkWarning, fmt.Sprintf("it is %s %s this computer's: see that this computer's is set", t.ahead.Abs(), which)
	case t.ahead.Abs() > time.Second: // its time is told in whole seconds
		answer.Detail = fmt.Sprintf("it is %s %s this computer's", t.ahead.Abs(), which)
	}
	return []checked{answer}
}

// checkCredential tells until when a remote can be signed in to.
func checkCredential(name string, now, ends time.Time, err error) checked {
	answer := checked{name + " credential", checkOK, ""}
	left := int64(reconcile.DayOf(ends) - reconcile.DayOf(now))
	on := ends.UTC().Format(time.DateOnly)
	switch {
	case err != nil:
		answer.Result, answer.Detail = checkFailure, err.Error()
	case ends.IsZero():
		answer.Result, answer.Detail = checkWarning, fmt.Sprintf("nobody knows when the secret ends: say it in sync.%s.expires", name)
	case ends.Before(now):
		answer.Result, answer.Detail = checkFailure, "it ended on "+on+": make a new one"
	case left <= app.CredentialEndsSoon:
		answer.Result, answer.Detail = checkWarning, fmt.Sprintf("it ends in %s, on %s: make a new one", plural(left, "day"), on)
	default:
		answer.Detail = "holds until " + on
	}
	return answer
}

// checkPasses tells when everything of a remote was read last. That the database cannot be
// read is told of the database.
func checkPasses(ctx context.Context, a *app.App, c *config.Config, name string) []checked {
	st, err := store.Open(ctx, c.Store.URL, store.ReadOnly)
	if err != nil {
		return nil
	}
	passes, err := st.Passes(ctx, name, passesLooked)
	texts, err2 := words.Lookup(words.DefaultLanguage)
	if errors.Join(err, err2, st.Close()) != nil {
		return nil
	}
	if len(passes) == 0 {
		return []checked{{name + " sync", checkWarning, "it was never read: handover sync " + name}}
	}
	last := &passes[0]
	answer := checked{name + " sync", checkOK, "the last one " + passDetail(last, a.Now(), texts)}
	if last.State != reconcile.PassWhole && (last.Lacks != "" || last.Counts.Read+last.Counts.NoAccess < last.Counts.Customers) {
		answer.Result = checkWarning
	}
	for i := range passes {
		if passes[i].State == reconcile.PassWhole {
			if i > 0 {
				answer.Detail += "; the last whole one ended " + texts.Ago(a.Now().Sub(passes[i].Ended))
			}
			return []checked{answer}
		}
	}
	answer.Detail += "; none was whole"
	return []checked{answer}
}

// passDetail says how a pass ended.
func passDetail(p *reconcile.Pass, now time.Time, texts *words.Table) string {
	detail := "ended " + texts.Ago(now.Sub(p.Ended))
	if p.State == reconcile.PassRunning {
		detail = "began " + texts.Ago(now.Sub(p.Began)) + " and is not finished"
	}
	if p.Lacks != "" {
		detail += ", lacking something: " + app.WithoutName(p.Remote, p.Lacks)
	}
	if p.Counts.Customers > 0 {
		detail += ", " + readText(&p.Counts)
	}
	return detail
}
