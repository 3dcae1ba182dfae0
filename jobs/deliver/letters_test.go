package deliver

import (
	"fmt"
	"net/mail"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/reports"
)

func TestAnAddressIsOneMailbox(t *testing.T) {
	for text, want := range map[string]string{
		"kim@contoso.example":                  "kim@contoso.example",
		" kim@contoso.example\t":               "kim@contoso.example",
		"Kim.O'Hara+moves@sub.contoso.example": "Kim.O'Hara+moves@sub.contoso.example",
		"":                                     "",
		"kim":                                  "",
		"kim@":                                 "",
		"kim@contoso.example, lee@contoso.example": "",
		"kim@contoso.example;lee@contoso.example":  "",
		"Kim <kim@contoso.example>":                "",
		"<kim@contoso.example>":                    "",
		"all: kim@contoso.example;":                "",
		"kim@contoso.example\r\nBcc: x@y.example":  "",
		"\"kim lee\"@contoso.example":              "",
		"kim@contoso.example (Kim)":                "",
	} {
		got, err := Mailbox(text)
		if got.Address != want || (err == nil) != (want != "") {
			t.Errorf("%q is read as %q, %v", text, got.Address, err)
		}
	}
}

// FuzzMailbox checks that what counts as one mailbox is one to everybody else too, and that
// nothing of it can begin another line or another recipient.
func FuzzMailbox(f *testing.F) {
	for _, text := range []string{"kim@contoso.example", "Kim <kim@contoso.example>", "a@b,c@d", "\"x\"@y", "a@[::1]", "ä@ö.example"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		address, err := Mailbox(text)
		if err != nil {
			return
		}
		if list, err := mail.ParseAddressList(address.Address); err != nil || len(list) != 1 || strings.ContainsAny(address.Address, " \t\r\n,;\"<>") {
			t.Errorf("%q is taken for one mailbox: %q, %v", text, address.Address, err)
		}
	})
}

// letterOf makes a letter of one thing to do in some days.
func letterOf(id, address string, days int) *reports.Letter {
	asOf := time.Date(2026, time.November, 20, 0, 0, 0, 0, time.UTC)
	f := reconcile.Finding{ID: "f-" + id, Severity: reconcile.High, Due: reconcile.DueDay(reconcile.DayOf(asOf).AddDays(days))}
	return &reports.Letter{
		To: reports.ToTenant, ID: id, Name: "Name of " + id, Contact: reconcile.Contact{Email: address},
		Rows: []reports.LetterRow{{By: f.Due}}, Told: []reports.LetterTold{{Finding: f.ID, Told: f.ToTell(asOf)}},
	}
}

// TestWhatBecomesOfLetters reads like the rule: held until released, to one mailbox, where
// something is new, the most urgent first, as many as a day allows.
func TestWhatBecomesOfLetters(t *testing.T) {
	party := func(id string) reconcile.Addressed { return reconcile.Addressed{Kind: "tenant", ID: id} }
	heard := newMind()
	quiet := letterOf("quiet", "quiet@x.example", 40)
	heard.told["f-quiet"] = quiet.Told[0].Told
	list := []*reports.Letter{
		quiet, letterOf("later", "shared@x.example", 20), letterOf("soon", "shared@x.example", 3), letterOf("today", "Today@X.example", 0),
		letterOf("held", "held@x.example", 1), letterOf("moved", "new@x.example", 1), letterOf("two", "a@x.example, b@x.example", 1), letterOf("none", "", 1),
	}
	var allowed []reconcile.Release
	for id, address := range map[string]string{
		"quiet": "quiet@x.example", "later": "shared@x.example", "soon": "shared@x.example", "today": "today@x.example", "moved": "old@x.example",
	} {
		allowed = append(allowed, reconcile.Release{Party: party(id), Address: address})
	}
	allowed = append(allowed, reconcile.Release{Party: reconcile.Addressed{Kind: "seller", ID: "held"}, Address: "held@x.example"}) // another party's
	for _, c := range []struct {
		when  When
		today int
		want  string
	}{
		{Milestones, -1, "go today soon later; held held moved; no one two none; left; quiet 1"},
		{EveryNight, -1, "go today soon later quiet; held held moved; no one two none; left; quiet 0"},
		{OnlyNew, 2, "go today soon; held held moved; no one two none; left later; quiet 1"},
		{Milestones, 0, "go; held held moved; no one two none; left today soon later; quiet 1"},
	} {
		plan := lettersPlan(list, c.when, nil, map[reconcile.Addressed]*mind{party("quiet"): heard}, newReleased(allowed), c.today)
		ids := func(what string, parcels []Parcel) string {
			for i := range parcels {
				what += " " + parcels[i].Party.ID
			}
			return what
		}
		got := strings.Join([]string{
			ids("go", plan.Go), ids("held", plan.Held), ids("no one", plan.NoOne), ids("left", plan.Left), fmt.Sprint("quiet ", plan.Quiet),
		}, "; ")
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s, %d a day (-want +got):\n%s", c.when, c.today, diff)
		}
	}
}
