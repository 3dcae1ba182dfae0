package digest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/digest"
	"handover/reports/reportstest"
	"handover/reports/words"
)

type makeCard func(ctx context.Context, r *reports.Report, t *reports.Telling) (any, error)

// cardOf makes a card and reads its JSON.
func cardOf(t *testing.T, source *reportstest.Source, options reports.Options, telling *reports.Telling, make makeCard) (content []byte, read map[string]any) {
	t.Helper()
	r, err := reports.New(t.Context(), source, options)
	if err != nil {
		t.Fatal(err)
	}
	card, err := make(t.Context(), r, telling)
	if err != nil {
		t.Fatal(err)
	}
	if content, err = json.Marshal(card); err != nil {
		t.Fatal(err)
	}
	return content, reportstest.Document(t, content)
}

var cards = map[string]makeCard{"teams": digest.TeamsCard, "slack": digest.SlackCard, "data": digest.DataCard}

// TestCardGolden shows a card of each kind.
func TestCardGolden(t *testing.T) {
	for name, make := range cards {
		content, _ := cardOf(t, reportstest.Typical(), reports.Options{Partner: "Contoso Partner"}, &reports.Telling{}, make)
		var indented bytes.Buffer
		if err := json.Indent(&indented, content, "", "  "); err != nil {
			t.Fatal(err)
		}
		reportstest.Golden(t, "testdata/"+name+".json", append(indented.Bytes(), '\n'), *update)
	}
}

// manyNews tells of so many findings at each milestone.
func manyNews(n int, name string) *reports.Telling {
	t := told()
	t.News, t.Counts = nil, map[reconcile.Milestone]int{}
	for _, milestone := range reconcile.Milestones() {
		t.Counts[milestone] = n
		for i := range min(n, reports.MostNews) {
			f := reportstest.Due("tenant-1", 20, fmt.Sprint("s-", i))
			f.TenantName, f.OfferName = name, name
			t.News = append(t.News, reconcile.News{Milestone: milestone, Reported: reconcile.Reported{Finding: f}})
		}
	}
	return t
}

// manyNotices tells of more letters that are held than any message has room for.
func manyNotices() *reports.Telling {
	t := told()
	for i := range 60 {
		n := reports.Notice{Kind: reports.NoticeHeld, Target: fmt.Sprint("customers-", i), Count: 1000}
		for k := range reports.MostParties {
			n.Parties = append(n.Parties, fmt.Sprint(strings.Repeat("Contoso <", 100), k))
		}
		t.Notices = append(t.Notices, n)
	}
	t.Notices[0].Kind, t.Notices[0].Step = reports.NoticeStep, reconcile.NightStep{Name: "sync", State: reconcile.StepPartial, Detail: strings.Repeat("no answer; ", 3_000)}
	return t
}

// everything are the runs and tellings that fill cards.
func everything(t *testing.T, see func(name string, source *reportstest.Source, options reports.Options, telling *reports.Telling)) {
	t.Helper()
	for _, s := range append(reportstest.Scenarios(t), reportstest.Scenario{Name: "long", Source: long(60, 600)}, reportstest.Scenario{Name: "many", Source: long(60, 5)}) {
		see(s.Name, s.Source, s.Options, &reports.Telling{})
	}
	for _, language := range words.Languages() {
		options := reports.Options{Language: language}
		see("typical in "+language, reportstest.Typical(), options, &reports.Telling{})
		see("news in "+language, reportstest.Partial(), options, told())
	}
	see("many notices", reportstest.Partial(), reports.Options{}, manyNotices())
	see("many news", reportstest.Partial(), reports.Options{}, manyNews(1000, "<&>*_~`|[x](https://evil.example.com) @channel"))
}

// each calls a function with every value that stands in JSON below some key.
func each(v any, key string, see func(any)) {
	switch v := v.(type) {
	case map[string]any:
		for k, value := range v {
			if k == key {
				see(value)
			}
			each(value, key, see)
		}
	case []any:
		for _, value := range v {
			each(value, key, see)
		}
	}
}

// TestTeamsCard checks that a card has the envelope that a workflow of Teams takes, that it
// stays below 20 KB, and that nothing in it reads marks of Markdown but our own words.
func TestTeamsCard(t *testing.T) {
	types := []string{"message", "AdaptiveCard", "RichTextBlock", "TextRun", "FactSet", "Container"}
	everything(t, func(name string, source *reportstest.Source, options reports.Options, telling *reports.Telling) {
		content, card := cardOf(t, source, options, telling, digest.TeamsCard)
		if len(content) > 20_000 {
			t.Errorf("%s: the card has %d bytes", name, len(content))
		}
		attachment := reportstest.Object(t, reportstest.Items(t, card["attachments"])[0])
		body := reportstest.Object(t, attachment["content"])
		if card["type"] != "message" || attachment["contentType"] != "application/vnd.microsoft.card.adaptive" || body["type"] != "AdaptiveCard" || body["version"] != "1.4" {
			t.Errorf("%s: the envelope is %.300s", name, content)
		}
		each(card, "type", func(v any) {
			if !slices.Contains(types, fmt.Sprint(v)) {
				t.Errorf("%s: there is a %v", name, v)
			}
		})
		each(card, "facts", func(v any) {
			if text := fmt.Sprint(v); strings.ContainsAny(text, "*_`<") || strings.Contains(text, "](") {
				t.Errorf("%s: a fact says %s", name, text)
			}
		})
		each(card, "inlines", func(v any) {
			if len(reportstest.Items(t, v)) == 0 {
				t.Errorf("%s: a line says nothing", name)
			}
		})
	})
}

// TestSlackCard checks that a message stays within what Slack takes, and that nothing in it
// is more than text.
func TestSlackCard(t *testing.T) {
	everything(t, func(name string, source *reportstest.Source, options reports.Options, telling *reports.Telling) {
		_, card := cardOf(t, source, options, telling, digest.SlackCard)
		blocks := reportstest.Items(t, card["blocks"])
		if len(blocks) > 50 || len(blocks) < 3 {
			t.Errorf("%s: there are %d blocks", name, len(blocks))
		}
		if text := fmt.Sprint(card["text"]); text == "" || len(text) > 3000 || strings.ContainsAny(text, "<>") {
			t.Errorf("%s: the text is %q", name, text)
		}
		for _, block := range blocks {
			block := reportstest.Object(t, block)
			most := 3000
			if block["type"] == "header" {
				most = 150
			}
			if fields, has := block["fields"]; has {
				most = 2000
				if n := len(reportstest.Items(t, fields)); n > 10 {
					t.Errorf("%s: a section has %d fields", name, n)
				}
			}
			each(block, "text", func(v any) {
				text, ok := v.(string)
				if ok && (text == "" || utf8.RuneCountInString(text) > most || strings.ContainsAny(text, "<>")) {
					t.Errorf("%s: a %s says %q", name, block["type"], text)
				}
			})
			each(block, "type", func(v any) {
				if !slices.Contains([]string{"header", "section", "divider", "plain_text"}, fmt.Sprint(v)) {
					t.Errorf("%s: there is a %v", name, v)
				}
			})
		}
	})
}

// TestDataCard checks that all findings are there or counted, and the size.
func TestDataCard(t *testing.T) {
	everything(t, func(name string, source *reportstest.Source, options reports.Options, telling *reports.Telling) {
		content, card := cardOf(t, source, options, telling, digest.DataCard)
		if len(content) > 256_000 {
			t.Errorf("%s: the JSON has %d bytes", name, len(content))
		}
		all := 0.0
		for _, n := range reportstest.Object(t, card["counts"]) {
			all += number(t, n)
		}
		if got := float64(len(reportstest.Items(t, card["findings"]))) + number(t, card["left_out"]); got != all || card["schema"] != "handover.digest/1" {
			t.Errorf("%s: %v findings are there or left out, %v are counted", name, got, all)
		}
	})
}

func number(t *testing.T, v any) float64 {
	t.Helper()
	n, ok := v.(float64)
	if !ok {
		t.Fatalf("%v is no number", v)
	}
	return n
}

// TestCardsCountWhatTheyLeaveOut checks that a card without room says of how many findings
// it shows the first, for every milestone.
func TestCardsCountWhatTheyLeaveOut(t *testing.T) {
	for _, name := range []string{"slack", "teams"} {
		content, _ := cardOf(t, reportstest.Empty(), reports.Options{}, manyNews(1000, "Contoso"), cards[name])
		if n := strings.Count(string(content), " of 1,000"); n != len(reconcile.Milestones()) {
			t.Errorf("%s: %d milestones are counted", name, n)
		}
	}
}

// TestCardsTellNoMoney checks that a cut without money leaves none in a card.
func TestCardsTellNoMoney(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(cards)) {
		content, _ := cardOf(t, reportstest.Typical(), reports.Options{NoMoney: true}, &reports.Telling{}, cards[name])
		for _, money := range []string{"1,200", "1200.00", "EUR"} {
			if strings.Contains(string(content), money) {
				t.Errorf("%s: %q is in the card", name, money)
			}
		}
	}
}
