package digest_test

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/digest"
	"handover/reports/reportstest"
	"handover/reports/words"
)

func mailOf(tb testing.TB, source *reportstest.Source, options reports.Options, telling *reports.Telling) digest.Mail {
	tb.Helper()
	r, err := reports.New(tb.Context(), source, options)
	if err != nil {
		tb.Fatal(err)
	}
	m, err := digest.NewMail(tb.Context(), r, telling)
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

// told is all that a digest can say beside a report.
func told() *reports.Telling {
	t := &reports.Telling{Counts: map[reconcile.Milestone]int{}, Notices: []reports.Notice{
		{Kind: reports.NoticeHeld, Target: "customers", Count: 7, Parties: []string{"Contoso kim@contoso.example", "Fabrikam lee@fabrikam.example"}},
		{Kind: reports.NoticeNoOne, Target: "customers", Count: 1, Parties: []string{"Adventure Works"}},
		{Kind: reports.NoticeLimit, Target: "sellers", Count: 40},
		{Kind: reports.NoticeTwice, Target: "ops", Count: 2},
		{Kind: reports.NoticeStep, Step: reconcile.NightStep{Name: "import", State: reconcile.StepFailed, Detail: "1 file failed; drop: broken.csv: drop/broken.csv:2: the quote is not closed"}},
	}}
	for i, milestone := range reconcile.Milestones() {
		f := reportstest.Due("tenant-1", 20+i, fmt.Sprint("s-", i))
		f.TenantName = "Contoso"
		n := reconcile.News{Milestone: milestone, Reported: reconcile.Reported{Finding: f, State: reconcile.StateOpen}}
		if milestone == reconcile.MilestoneResolved {
			n.Reason = reconcile.ReasonMoved
		}
		t.News = append(t.News, n)
		t.Counts[milestone]++
	}
	return t
}

// TestMailGolden shows a digest of a whole report and one of single findings, as text in
// each language and in English as HTML.
func TestMailGolden(t *testing.T) {
	for _, language := range words.Languages() {
		options := reports.Options{Partner: "Contoso Partner", Language: language}
		for name, m := range map[string]digest.Mail{
			"typical": mailOf(t, reportstest.Typical(), options, &reports.Telling{}),
			"news":    mailOf(t, reportstest.Partial(), options, told()),
		} {
			name = "testdata/" + name + "." + language
			reportstest.Golden(t, name+".txt", []byte(m.Subject+"\n\n"+m.Text), *update)
			if language == words.DefaultLanguage {
				reportstest.Golden(t, name+".html", m.HTML, *update)
			}
		}
	}
}

// TestSaysTheSame checks that text and HTML have the headings of the Markdown, in its order.
func TestSaysTheSame(t *testing.T) {
	for _, s := range reportstest.Scenarios(t) {
		if s.Name == "hostile" { // whose long texts are cut to other lengths
			continue
		}
		m := mailOf(t, s.Source, s.Options, &reports.Telling{})
		page := textOf(t, m.HTML)
		for _, match := range regexp.MustCompile(`(?m)^##? (.*)$`).FindAllStringSubmatch(string(reportstest.Render(t, s, digest.WriteMarkdown)), -1) {
			var found bool
			if _, m.Text, found = strings.Cut(m.Text, match[1]+"\n"); !found {
				t.Errorf("%s: the text has no %q, or in another place", s.Name, match[1])
			}
			if _, page, found = strings.Cut(page, match[1]+"\n"); !found {
				t.Errorf("%s: the page has no %q, or in another place", s.Name, match[1])
			}
		}
	}
}

// TestTextCutsNoMoreThanThePage checks that plain text leaves out no more of a cell than
// the page: the word before it takes none of its room.
func TestTextCutsNoMoreThanThePage(t *testing.T) {
	whole := regexp.MustCompile(`x+ \(current partner\)`)
	shown := 0
	for length := 150; length <= 250; length += 2 {
		f := reportstest.Due("tenant-1", 22, "s-1")
		f.Owner, f.SellerID, f.SellerName = reconcile.OwnerSourcePartner, "seller-1", strings.Repeat("x", length)
		source := reportstest.NewSource(reportstest.Run(), nil, []reconcile.Reported{{Finding: f, Delta: reconcile.New, State: reconcile.StateOpen}}, nil)
		m := mailOf(t, source, reports.Options{}, &reports.Telling{})
		if !whole.MatchString(textOf(t, m.HTML)) {
			continue
		}
		shown++
		if text := strings.Join(strings.Fields(m.Text), " "); !whole.MatchString(text) {
			t.Errorf("with a name of %d characters the text does not say who acts:\n%s", length, text)
		}
	}
	if shown == 0 || shown == 51 {
		t.Errorf("the page says who acts with %d of 51 names: the limit is elsewhere", shown)
	}
}

// long returns a run of many findings of all kinds of changes with names of so many
// characters that take the most room.
func long(findings, length int) *reportstest.Source {
	name := strings.Repeat(`"`, length)
	deltas := []reconcile.Delta{reconcile.New, reconcile.Reopened, reconcile.Changed, reconcile.Unchanged}
	var listed []reconcile.Reported
	var resolved []reconcile.ResolvedFinding
	var coverage []reconcile.Coverage
	for i := range findings {
		id := fmt.Sprint("tenant-", i)
		f := reportstest.Due(id, 22, fmt.Sprint("s-", i))
		f.TenantName, f.OfferName, f.Owner = name, name, reconcile.OwnerSourcePartner
		f.SellerID, f.SellerName = fmt.Sprint("seller-", i), name
		f.Exposure = reconcile.Exposure{Kind: reconcile.MoneyLost, Period: reconcile.Once, Amount: reconcile.Amount{Minor: 1, Currency: fmt.Sprintf("X%c%c", 'A'+i/26, 'A'+i%26)}}
		listed = append(listed, reconcile.Reported{Finding: f, Delta: deltas[i%len(deltas)], State: reconcile.StateOpen})
		f.SubscriptionID = fmt.Sprint("z-", i)
		resolved = append(resolved, reconcile.ResolvedFinding{Finding: f, Reason: reconcile.ReasonMoved})
		coverage = append(coverage, reconcile.Coverage{TenantID: id, Name: name, Reason: reconcile.StaleData, Source: fmt.Sprint(name, i)})
	}
	return reportstest.NewSource(reportstest.Run(), coverage, listed, resolved).WithRun(func(r *reconcile.Run) { r.Reason, r.Actor = name, name })
}

// TestMailHasRoomForEverything checks for few and many findings with short and long names
// that a mail stays below 100 KB, and that its title counts what to do now as it shows it.
func TestMailHasRoomForEverything(t *testing.T) {
	for _, findings := range []int{1, 60} {
		for _, length := range []int{1, 100, 2000} {
			m := mailOf(t, long(findings, length), reports.Options{}, &reports.Telling{})
			if len(m.HTML) >= 100_000 || len(m.Text) >= 100_000 {
				t.Errorf("%d findings: %d bytes of HTML, %d of text", findings, len(m.HTML), len(m.Text))
			}
			title := regexp.MustCompile(`What to do now: (?:the first (\d+) of )?(\d+)\n-+\n`).FindStringSubmatch(m.Text)
			if title == nil || title[2] != fmt.Sprint(findings) {
				t.Fatalf("nothing says how much there is to do:\n%s", m.Text)
			}
			_, now, _ := strings.Cut(m.Text, title[0])
			now, _, _ = strings.Cut(now, "\n\n")
			if shown := strings.Count(now, "\n* "); fmt.Sprint(shown) != cmp.Or(title[1], title[2]) {
				t.Errorf("%q, and %d rows are shown", title[0], shown)
			}
		}
	}
}

// TestLeavesOutWhatPressesLeast checks that a mail without room for all of a report has the
// first things to do, and counts the rest of the others.
func TestLeavesOutWhatPressesLeast(t *testing.T) {
	m := mailOf(t, long(60, 2000), reports.Options{}, &reports.Telling{})
	text := textOf(t, m.HTML)
	for _, want := range []string{"What to do now: the first ", "Not checked", "more, which this message has no room for."} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in the page", want)
		}
	}
}

// TestNewsAreCounted checks for any news that each stands below the reason why its reader
// hears of it, or is counted there, and that a quiet night says so.
func TestNewsAreCounted(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		counts := map[reconcile.Milestone]int{}
		telling := &reports.Telling{Counts: counts}
		for i, milestone := range rapid.SliceOfN(rapid.SampledFrom(reconcile.Milestones()), 0, 60).Draw(rt, "milestones") {
			counts[milestone]++
			f := reportstest.Due("tenant-1", 25, fmt.Sprint("s-", i))
			telling.News = append(telling.News, reconcile.News{Milestone: milestone, Reported: reconcile.Reported{Finding: f}})
		}
		m := mailOf(t, reportstest.Empty(), reports.Options{}, telling)
		if quiet := strings.Contains(m.Text, "Nothing new has to be told today."); quiet != (len(telling.News) == 0) {
			rt.Errorf("a night with %d news says that it is quiet: %v", len(telling.News), quiet)
		}
		table, err := words.Lookup("en")
		if err != nil {
			rt.Fatal(err)
		}
		for milestone, n := range counts {
			title := fmt.Sprintf("\n%s: %d\n", table.Digest().News[milestone], n)
			if n > 20 {
				title = fmt.Sprintf("\n%s: the first 20 of %d\n", table.Digest().News[milestone], n)
			}
			if !strings.Contains(m.Text, title) {
				rt.Errorf("%q is not in\n%s", title, m.Text)
			}
		}
	})
}
