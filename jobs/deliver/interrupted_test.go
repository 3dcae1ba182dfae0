package deliver_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/deliver"
	"handover/jobs/deliver/port"
	"handover/reconcile"
	"handover/reports"
)

// try is a run of a story: what it found where, and whose it is.
type try struct {
	found  string // a is an agreement of Contoso's, b a backup of Fabrikam's, c its agreement
	hand   bool   // by hand: no night is done again with it
	dies   bool   // it comes to nothing
	next   bool   // it is done on the next day
	some   []reconcile.Job
	heard  bool // it was delivered when it was done
	half   bool // the process dies when the first letter of it has come
	tenant bool // Fabrikam could not be looked at
}

// TestWhoHearsOfWhichTry tells, of runs of which the last one is delivered, the runs of
// which a message arrives at each kind of target.
func TestWhoHearsOfWhichTry(t *testing.T) {
	readiness, deadlines := []reconcile.Job{reconcile.ReadinessJob}, []reconcile.Job{reconcile.ExpiredDeadlinesJob}
	for name, c := range map[string]struct {
		tries []try
		want  map[string]string
	}{
		"one try": {[]try{{found: "a"}}, map[string]string{
			"nightly digest": "1", "news digest": "1", "nightly folder": "1", "nightly letters": "1 contoso", "news letters": "1 contoso",
		}},
		"the same": {[]try{{found: "a"}, {found: "a"}}, map[string]string{
			"nightly digest": "1", "news digest": "2", "nightly folder": "1, 2", "nightly letters": "2 contoso", "news letters": "2 contoso",
		}},
		"the same, thrice": {[]try{{found: "a"}, {found: "a"}, {found: "a"}}, map[string]string{
			"nightly digest": "1", "news digest": "3", "nightly folder": "1, 2, 3", "nightly letters": "3 contoso", "news letters": "3 contoso",
		}},
		"more": {[]try{{found: "a"}, {found: "ab"}}, map[string]string{
			"nightly digest": "1, 2", "news digest": "2", "nightly folder": "1, 2", "nightly letters": "2 contoso, 2 fabrikam", "news letters": "2 contoso, 2 fabrikam",
		}},
		"less was looked at": {[]try{{found: "a"}, {found: "a", tenant: true}}, map[string]string{
			"nightly digest": "1, 2", "news digest": "2", "nightly folder": "1, 2", "nightly letters": "2 contoso", "news letters": "2 contoso",
		}},
		"the same, a day later": {[]try{{found: "a"}, {found: "a", next: true}}, map[string]string{
			"nightly digest": "1, 2", "news digest": "2", "nightly folder": "1, 2", "nightly letters": "2 contoso", "news letters": "2 contoso",
		}},
		"somebody found more between": {[]try{{found: "a"}, {found: "ab", hand: true}, {found: "ab"}}, map[string]string{
			"nightly digest": "1, 3", "news digest": "3", "nightly folder": "1, 3", "nightly letters": "3 contoso, 3 fabrikam", "news letters": "3 contoso, 3 fabrikam",
		}},
		"the same, and one had a letter": {[]try{{found: "ab", half: true}, {found: "ab"}}, map[string]string{
			"nightly digest": "1", "news digest": "2", "nightly folder": "1, 2", "nightly letters": "1 fabrikam, 2 contoso", "news letters": "1 fabrikam, 2 contoso",
		}},
		"more for one who had a letter": {[]try{{found: "b", half: true}, {found: "abc"}}, map[string]string{
			"nightly digest": "1, 2", "news digest": "2", "nightly folder": "1, 2", "nightly letters": "1 fabrikam, 2 contoso, 2 fabrikam", "news letters": "1 fabrikam, 2 contoso, 2 fabrikam",
		}},
		"the same, a day after a letter": {[]try{{found: "ab", half: true}, {found: "ab", next: true}}, map[string]string{
			"nightly digest": "1, 2", "news digest": "2", "nightly folder": "1, 2", "nightly letters": "1 fabrikam, 2 contoso, 2 fabrikam", "news letters": "1 fabrikam, 2 contoso",
		}},
		"the same, and one had a letter of a run by hand": {[]try{{found: "ab", half: true, hand: true}, {found: "ab"}}, map[string]string{
			"nightly digest": "2", "news digest": "2", "nightly folder": "2", "nightly letters": "1 fabrikam, 2 contoso, 2 fabrikam", "news letters": "1 fabrikam, 2 contoso",
		}},
		"nothing came of what lies between": {[]try{{found: "a"}, {dies: true, hand: true}, {found: "a"}}, map[string]string{
			"nightly digest": "1", "news digest": "3", "nightly folder": "1, 3", "nightly letters": "3 contoso", "news letters": "3 contoso",
		}},
		"nothing came of the first": {[]try{{dies: true}, {found: "a"}}, map[string]string{
			"nightly digest": "2", "news digest": "2", "nightly folder": "2", "nightly letters": "2 contoso", "news letters": "2 contoso",
		}},
		"of other areas": {[]try{{found: "ab", hand: true, heard: true}, {found: "a", some: readiness}, {found: "b", some: deadlines}}, map[string]string{
			"nightly digest": "1, 2, 3", "news digest": "1", "nightly folder": "1, 2, 3", "nightly letters": "1 contoso, 1 fabrikam", "news letters": "1 contoso, 1 fabrikam",
		}},
	} {
		t.Run(name, func(t *testing.T) { synctest.Test(t, func(t *testing.T) { tellTries(t, c.tries, c.want) }) })
	}
}

func tellTries(t *testing.T, tries []try, want map[string]string) {
	h := newHouse(t)
	defer func() { h.must(h.store.Close()) }()
	h.release("tenant", "contoso", "kim@contoso.example")
	h.release("tenant", "fabrikam", "office@fabrikam.example")
	targets := h.everyKind()
	engine := h.engine()
	for i, each := range tries {
		if each.next {
			h.untilTomorrow()
		}
		run := h.try(&each)
		if each.half {
			h.halfway(run, targets)
		}
		if i == len(tries)-1 || each.heard {
			results, err := engine.Deliver(t.Context(), run, targets)
			h.must(err)
			for _, r := range results {
				h.must(r.Err)
			}
		} else if !each.hand {
			engine.Again = append(engine.Again, run)
		}
	}
	got := map[string]string{}
	for _, target := range targets {
		got[target.Name] = h.arrivedAt(target.Name, int64(len(tries)))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("of which runs who heard (-want +got):\n%s", diff)
	}
}

// everyKind gives a target for each that there is to get, by when it comes.
func (h *house) everyKind() (list []*deliver.Target) {
	all := h.targets()
	kind := func(name string, like *deliver.Target, when deliver.When) {
		target, d := *like, desk{h, name}
		target.Name, target.When, target.Mailbox, target.Notices, target.Writer, target.Carrier = name, when, "", false, d, d
		list = append(list, &target)
	}
	folder := &deliver.Target{What: deliver.Folder, Put: func(context.Context, reports.Stored, reports.Options) (string, error) { return "", nil }}
	kind("nightly digest", all[0], deliver.EveryNight)
	kind("news digest", all[0], deliver.OnlyNew)
	kind("nightly folder", folder, deliver.EveryNight)
	kind("nightly letters", all[1], deliver.EveryNight)
	kind("news letters", all[1], deliver.OnlyNew)
	return list
}

// halfway has the process die when the first letter of a run has come to each target.
func (h *house) halfway(run int64, targets []*deliver.Target) {
	h.Helper()
	for _, like := range targets {
		if like.What == deliver.Letters {
			ctx, die := context.WithCancel(h.Context())
			target := *like
			target.Carrier = dying{desk{h, target.Name}, die}
			_, _ = h.engine().Deliver(ctx, run, []*deliver.Target{&target}) // it dies
		}
	}
}

// dying is a desk where the process dies when a message has come.
type dying struct {
	desk
	die func()
}

func (d dying) Send(ctx context.Context, m *port.Message) (port.Outcome, error) {
	defer d.die()
	return d.desk.Send(ctx, m)
}

// try does a run of a story.
func (h *house) try(a *try) int64 {
	h.Helper()
	if a.dies {
		lease, err := h.store.Acquire(h.Context(), "run", "test", time.Minute, h.now)
		h.must(err)
		record := reconcile.Run{AsOf: h.now(), StartedAt: h.now(), Trigger: reconcile.TriggerSchedule, Jobs: reconcile.Jobs(), Policy: "p", PolicyHash: "h", Version: "v"}
		h.must(lease.Begin(h.Context(), &record))
		h.must(lease.Release(h.Context()))
		return record.Seq
	}
	some := a.some
	if some == nil {
		some = reconcile.Jobs()
	}
	var found []reconcile.Finding
	if strings.Contains(a.found, "a") {
		found = append(found, agreementOf("contoso", 17))
	}
	if strings.Contains(a.found, "b") {
		found = append(found, backupOf("fabrikam", 24))
	}
	if strings.Contains(a.found, "c") {
		found = append(found, agreementOf("fabrikam", 18))
	}
	return h.runOf(some, []reconcile.Coverage{contoso("kim@contoso.example"), fabrikam(!a.tenant)}, partners(), found...)
}

// arrivedAt tells the messages of some runs that a target has.
func (h *house) arrivedAt(target string, runs int64) string {
	h.Helper()
	var list []string
	for run := int64(1); run <= runs; run++ {
		sendings, err := h.store.Sendings(h.Context(), run)
		h.must(err)
		for _, m := range sendings {
			if m.Target == target && m.State.Arrived() {
				list = append(list, strings.TrimSpace(fmt.Sprint(run, " ", m.Party.ID)))
			}
		}
	}
	slices.Sort(list)
	return strings.Join(list, ", ")
}
