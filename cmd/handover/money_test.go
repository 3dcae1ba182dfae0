package main

import (
	"encoding/json"
	"fmt"
	"math/big"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// purse is what tests read of the money of a report.
type purse struct {
	Summary struct {
		Money  []map[string]any    `json:"money"`
		Bridge []map[string]string `json:"bridge"`
	} `json:"summary"`
}

func purseOf(t *testing.T, text string) purse {
	t.Helper()
	var p purse
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		t.Fatalf("the report is no JSON: %v\n%s", err, text)
	}
	return p
}

// rows returns the sum of all findings by kind and currency.
func (p *purse) rows() map[string]string {
	rows := map[string]string{}
	for _, m := range p.Summary.Money {
		if currency, ok := m["currency"].(string); ok {
			rows[fmt.Sprint(m["kind"], " ", currency)] = fmt.Sprint(m["rows"])
		}
	}
	return rows
}

// side returns the openings or the closings of the bridge that are not zero.
func (p *purse) side(of string) map[string]string {
	amounts := map[string]string{}
	for _, line := range p.Summary.Bridge {
		if line[of] != "0.00" {
			amounts[line["kind"]+" "+line["currency"]] = line[of]
		}
	}
	return amounts
}

// checkTies checks that every line of the bridge leads from its opening to its closing.
func (p *purse) checkTies(t *testing.T) {
	t.Helper()
	for _, line := range p.Summary.Bridge {
		sum := new(big.Rat)
		for _, column := range []string{"opening", "new", "repriced", "resolved", "gone", "suppressed"} {
			amount, ok := new(big.Rat).SetString(line[column])
			if !ok {
				t.Fatalf("%s is %q", column, line[column])
			}
			sum.Add(sum, amount)
		}
		if got := sum.FloatString(2); got != line["closing"] {
			t.Errorf("the bridge comes to %s: %v", got, line)
		}
	}
}

// priced returns the fixture's data with some sources more, of which a third is priced
// in another currency and every eleventh not at all.
func priced(sources int, mixed bool) fixture {
	data := first()
	for i := range sources {
		row := source(fmt.Sprintf("p%02d", i), "a", "true", "10.00")
		switch {
		case mixed && i%3 == 0:
			row = row[:len(row)-len("EUR\n")] + "USD\n"
		case mixed && i%11 == 1:
			row = row[:len(row)-len("10.00,EUR\n")] + ",\n"
		}
		data.rows = append(data.rows, row)
		data.moves = append(data.moves, fmt.Sprintf("a,p%02d\n", i))
	}
	return data
}

// What becomes of the money between two nights is told to the last cent, whatever
// runs in between.
func TestMoneyIsBridged(t *testing.T) {
	onBoth(t, func(t *testing.T, p *program) {
		look := func(args ...string) (purse, string) {
			t.Helper()
			text := p.must(0, append(args, "-o", "json:-")...).stdout
			found := purseOf(t, text)
			found.checkTies(t)
			return found, text
		}
		same := func(what string, want, got map[string]string) {
			t.Helper()
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", what, diff)
			}
		}
		data := priced(33, false)
		data.deliver(p, "a", "b", "c")
		one, _ := look("run")
		same("the first night", map[string]string{"avoidable EUR": "44640.00"}, one.rows())
		if len(one.Summary.Bridge) > 0 {
			t.Errorf("the first night has the bridge %v", one.Summary.Bridge)
		}

		p.now = p.now.Add(24 * time.Hour)
		data = priced(33, true)
		data.deliver(p, "a", "b", "c")
		two, text := look("run")
		same("the second night begins where the first one ended", one.rows(), two.side("opening"))
		same("the second night ends at its list", two.rows(), two.side("closing"))
		same("it is repriced", map[string]string{"avoidable EUR": "-15600.00", "avoidable USD": "13200.00"}, two.side("repriced"))
		for _, m := range two.Summary.Money {
			if lacks := fmt.Sprint(m["without_amount"]); m["currency"] == nil && lacks != "map[no-price:2]" {
				t.Errorf("without an amount are %s", lacks)
			}
		}
		if again := p.must(0, "report", "--run", "2", "-o", "json:-").stdout; again != text {
			t.Error("the second night is rendered otherwise")
		}

		// A run of one tenant has no earlier one, and stands in nobody's way.
		data.rows[2] = source("b1", "b", "false", "10.00")
		data.deliver(p, "a", "b", "c")
		if part, _ := look("run", "--tenant", "b"); len(part.Summary.Bridge) > 0 {
			t.Errorf("the first run of a tenant has the bridge %v", part.Summary.Bridge)
		}
		rehearsed, _ := look("run", "--dry-run")
		three, _ := look("run")
		same("the third night begins where the second one ended", two.rows(), three.side("opening"))
		same("what the run between has resolved", map[string]string{"avoidable EUR": "-1200.00"}, three.side("resolved"))
		same("the third night ends at its list", three.rows(), three.side("closing"))
		if diff := cmp.Diff(three, rehearsed); diff != "" {
			t.Errorf("the dry run before (-run +dry run):\n%s", diff)
		}
		if cut, _ := look("report", "--tenant", "a"); len(cut.Summary.Bridge) > 0 || len(cut.Summary.Money) == 0 {
			t.Errorf("a part has the bridge %v and the money %v", cut.Summary.Bridge, cut.Summary.Money)
		}
	})
}

// What a version has stored that knew no kinds of money is shown with them, and is
// where the next bridge begins.
func TestMoneyOfAnEarlierVersion(t *testing.T) {
	onBoth(t, func(t *testing.T, p *program) {
		data := first()
		data.deliver(p, "a", "b", "c")
		text := p.must(0, "run", "-o", "json:-").stdout
		one := purseOf(t, text)
		p.change(
			`update finding_version set content = replace(replace(content, ',"kind":"avoidable"', ''), ',"period":"term"', '')`,
			`update run set summary = replace(replace(summary, '"Money":', '"OfLater":'), '"Kind":', '"OfLater":')`,
		)
		if got := p.must(0, "report", "-o", "json:-").stdout; got != text {
			t.Errorf("the run is shown as %s, want %s", got, text)
		}
		p.now = p.now.Add(24 * time.Hour)
		data.deliver(p, "a", "b", "c")
		text = p.must(0, "run", "-o", "json:-").stdout
		two, r := purseOf(t, text), parseReport(t, text)
		if r.Summary.Delta["unchanged"] != r.Summary.Findings {
			t.Errorf("the next night: %v", r.Summary.Delta)
		}
		if diff := cmp.Diff(one.rows(), two.side("opening")); diff != "" {
			t.Errorf("the bridge begins elsewhere (-want +got):\n%s", diff)
		}
	})
}
