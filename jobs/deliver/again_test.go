package deliver_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/deliver"
	"handover/reconcile"
	"handover/reports"
)

// again delivers a run of a night that was done again, and says what became of the targets:
// one that hears every night, one that hears of news, and a folder.
func (h *house) again(run int64, before ...int64) map[string]string {
	h.Helper()
	all := h.targets()
	nightly, news := *all[0], *all[2]
	nightly.Name, nightly.When, nightly.Notices = "nightly", deliver.EveryNight, false
	archive := &deliver.Target{Name: "archive", What: deliver.Folder, Put: func(_ context.Context, stored reports.Stored, _ reports.Options) (string, error) {
		record := stored.Run()
		h.said["archive"] += fmt.Sprint(" ", record.Seq)
		return "", nil
	}}
	engine := h.engine()
	engine.Again = before
	results, err := engine.Deliver(h.Context(), run, []*deliver.Target{&nightly, &news, archive})
	h.must(err)
	became := map[string]string{"files": h.said["archive"]}
	delete(h.said, "archive")
	for i := range results {
		r := &results[i]
		h.must(r.Err)
		became[r.Target] = fmt.Sprintf("%d delivered, %d before; %s", r.Delivered, r.Before, r.Why)
	}
	return became
}

// A night that is done again tells who hears every night what the first try found, and says
// nothing more where the second one found the same; a folder gets the files of both.
func TestANightThatIsDoneAgain(t *testing.T) {
	h := newHouse(t)
	defer func() { h.must(h.store.Close()) }()
	everybody := []reconcile.Coverage{contoso("kim@contoso.example"), fabrikam(true)}
	agreement, backup := agreementOf("contoso", 17), backupOf("fabrikam", 24)
	expect := func(what string, got, want map[string]string) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}

	died := h.run(everybody, partners(), agreement)
	same := h.run(everybody, partners(), agreement)
	expect("the second try finds the same", h.again(same, died), map[string]string{
		"nightly": "1 delivered, 0 before; it has heard of run 1 of the same night, which found the same",
		"channel": "0 delivered, 0 before; nothing new for it", "archive": "2 delivered, 0 before; ", "files": " 1 2",
	})
	third := h.run(everybody, partners(), agreement)
	expect("so does a third", h.again(third, died, same), map[string]string{
		"nightly": "0 delivered, 1 before; it has heard of run 1 of the same night, which found the same",
		"channel": "0 delivered, 0 before; nothing new for it", "archive": "1 delivered, 0 before; ", "files": " 3",
	})
	more := h.run(everybody, partners(), agreement, backup)
	expect("a fourth finds more", h.again(more, died, same, third), map[string]string{
		"nightly": "1 delivered, 1 before; ",
		"channel": "1 delivered, 0 before; ", "archive": "1 delivered, 0 before; ", "files": " 4",
	})
}

// What was on its way to a folder when a process died is put there again: nobody waits for
// it for ever.
func TestAFolderOnItsWay(t *testing.T) {
	h := newHouse(t)
	defer func() { h.must(h.store.Close()) }()
	everybody := []reconcile.Coverage{contoso("kim@contoso.example")}
	died := h.run(everybody, partners(), agreementOf("contoso", 17))
	dies := &deliver.Target{Name: "archive", What: deliver.Folder, Put: func(context.Context, reports.Stored, reports.Options) (string, error) {
		panic("it dies")
	}}
	onItsWay := func() int {
		open, err := h.store.OpenSendings(t.Context(), "archive")
		h.must(err)
		return len(open)
	}
	if _, err := h.engine().Deliver(t.Context(), died, []*deliver.Target{dies}); err != nil || onItsWay() != 1 {
		t.Fatalf("%v, %d on the way", err, onItsWay())
	}
	if got := h.again(h.run(everybody, partners(), agreementOf("contoso", 17))); got["files"] != " 1 2" || onItsWay() != 0 {
		t.Errorf("%v, %d on the way", got, onItsWay())
	}
}
