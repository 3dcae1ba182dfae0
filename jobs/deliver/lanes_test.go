package deliver_test

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"handover/jobs/deliver"
	"handover/jobs/deliver/port"
	"handover/reconcile"
	"handover/reports"
)

// shared are targets to which one mailbox sends, in the reverse of the order in which they
// are served, and a hook beside them.
func (h *house) shared(perDay int) []*deliver.Target {
	var list []*deliver.Target
	for _, c := range []struct {
		name   string
		change func(*deliver.Target)
	}{
		{"customers", func(t *deliver.Target) { t.What, t.Parties = deliver.Letters, []reports.Addressee{reports.ToTenant} }},
		{"partners", func(t *deliver.Target) { t.What, t.Parties = deliver.Letters, []reports.Addressee{reports.ToSeller} }},
		{"actors", func(t *deliver.Target) { t.Options.Filter.Owner = reconcile.OwnerCustomer }},
		{"operators", func(t *deliver.Target) { t.Notices = true }},
	} {
		t := *h.targets()[0]
		t.Name, t.Writer, t.Carrier, t.Notices, t.PerDay = c.name, desk{h, c.name}, desk{h, c.name}, false, perDay
		c.change(&t)
		if t.What == deliver.Letters {
			t.To, t.Beside = nil, slices.DeleteFunc([]string{"customers", "partners"}, func(other string) bool { return other == c.name })
		}
		list = append(list, &t)
	}
	for _, t := range list {
		t.Mailbox = "handover@partner.example"
	}
	return append(list, h.targets()[2])
}

// order tells which messages went, by their time.
func (h *house) order() (list []string) {
	for target, said := range h.said {
		for line := range strings.Lines(said) {
			if fields := strings.Fields(line); len(fields) > 1 && fields[1] == target {
				list = append(list, fields[0]+" "+target)
			}
		}
	}
	clear(h.said)
	return list
}

// TestAMailboxHasOneOrderAndOneLimit checks that operators come first, then those who act,
// then other partners, then customers; that what one mailbox sends keeps its distance
// whatever the target; that a day's limit counts for all of them; and that a hook which
// fails keeps no mail waiting.
func TestAMailboxHasOneOrderAndOneLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		defer func() { h.must(h.store.Close()) }()
		h.release("tenant", "contoso", "kim@contoso.example")
		h.release("tenant", "fabrikam", "office@fabrikam.example")
		h.release("seller", "northwind", "sasha@northwind.example")
		all := []reconcile.Coverage{contoso("kim@contoso.example"), fabrikam(true)}
		found := []reconcile.Finding{agreementOf("contoso", 17), backupOf("fabrikam", 24), cancelBy("contoso", 30)}
		targets := h.shared(2)
		h.down["channel"] = &port.RefusedError{Words: "the hook does not answer"}
		run := h.run(all, partners(), found...)
		results, err := h.engine().Deliver(t.Context(), run, targets)
		h.must(err)
		want := map[string]string{
			"05:00:00 operators": "", "05:00:02 actors": "", "05:00:04 partners": "", "05:00:07 customers": "",
			"05:00:00 channel": "", "05:00:30 channel": "", "05:02:30 channel": "", "05:12:30 channel": "",
		}
		for _, line := range h.order() {
			if _, is := want[line]; !is {
				t.Errorf("not expected: %s", line)
			}
			delete(want, line)
		}
		if len(want) > 0 {
			t.Errorf("missing: %v", want)
		}
		left := map[string]int{}
		for i := range results {
			left[results[i].Target] = len(results[i].Plan.Left)
		}
		if left["partners"] != 0 || left["customers"] != 1 {
			t.Errorf("left over are %v", left)
		}
	})
}
