package merge_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
)

// A name that one source could not deliver is another's to tell, and told all the
// same; what is old has no say in that.
func TestUnreadableNames(t *testing.T) {
	t.Parallel()
	unread := func(r *reconcile.SourceRow) {
		r.OfferName = reconcile.UnreadableText
		r.SetApartUnreadable()
	}
	named := func(r *reconcile.SourceRow) { r.OfferName = "Basic" }
	for _, c := range []struct {
		name string
		rows rows
		want string
		told int
	}{
		{"alone", rows{row(csv, 1, unread)}, "", 1},
		{"before another", rows{row(pc, 1, unread), row(csv, 1, named)}, "Basic", 1},
		{"behind another", rows{row(pc, 1, named), row(csv, 1, unread)}, "Basic", 1},
		{"both", rows{row(pc, 1, unread), row(csv, 1, unread)}, "", 2},
		{"old beside a fresh one", rows{row(pc, 1, named), row(csv, 1000, unread)}, "Basic", 0},
	} {
		got := merger().Subscription(c.rows)
		if got.OfferName != c.want || len(got.Unlisted) != c.told {
			t.Errorf("%s: %q with %+v, want %q with %d", c.name, got.OfferName, got.Unlisted, c.want, c.told)
		}
	}
	profiles := []reconcile.Sourced[reconcile.Profile]{
		{Source: "pc", Fact: reconcile.Profile{Name: reconcile.UnreadableText, Domain: reconcile.UnreadableText}},
		{Source: "csv", Fact: reconcile.Profile{Name: "Contoso", Domain: reconcile.UnreadableText}},
	}
	for i := range profiles {
		profiles[i].Fact.SetApartUnreadable()
	}
	got, _ := merger().Profile(profiles)
	if diff := cmp.Diff(reconcile.Profile{Name: "Contoso", Unreadable: []string{"domain", "name"}}, got); diff != "" {
		t.Errorf("the tenant differs (-want +got):\n%s", diff)
	}
}
