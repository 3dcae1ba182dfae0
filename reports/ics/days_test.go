package ics_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/reportstest"
)

// TestCrowdedDays checks that one event stands for a day with many findings: it names the
// first ones and counts the others. What is overdue is a day of its own.
func TestCrowdedDays(t *testing.T) {
	many := func(day, n int) (list []reconcile.Finding) {
		for i := range n {
			list = append(list, due(fmt.Sprintf("t%02d", i), day, "s"))
		}
		return list
	}
	for _, c := range []struct {
		findings []reconcile.Finding
		want     []string
	}{
		{many(21, 2), []string{"20261121 CONFIRMED Auto-renew is on: t00", "20261121 CONFIRMED Auto-renew is on: t01"}},
		{many(21, 6), []string{"20261121 CONFIRMED 6 due, first Auto-renew is on: t00"}},
		{
			slices.Concat(many(18, 4), many(17, 4), many(20, 1)),
			[]string{
				"20261120 CONFIRMED 8 overdue since 17 Nov 2026, first Auto-renew is on: t00 (overdue since 17 Nov 2026)",
				"20261120 CONFIRMED Auto-renew is on: t00",
			},
		},
	} {
		source := reportstest.NewSource(reportstest.Run(), nil, listed(c.findings...), nil)
		if diff := cmp.Diff(c.want, told(t, source, reports.Options{})); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	_, events := calendarOf(t, reportstest.Scenario{Source: reportstest.NewSource(reportstest.Run(), nil, listed(many(21, 13)...), nil)})
	lines := strings.Split(unescaped(t, events[0]["DESCRIPTION"]), "\n")
	if len(lines) != 11 || lines[9] != "Auto-renew is on: t09 [us]" || lines[10] != "… and 3 more" {
		t.Errorf("the day says:\n%s", strings.Join(lines, "\n"))
	}
}

// TestCrowdedDayTellsItsWorst checks that what is new comes first, and that the day is as
// urgent as its worst finding and overdue since its oldest.
func TestCrowdedDayTellsItsWorst(t *testing.T) {
	fresh := due("fresh", 19, "s")
	fresh.Severity = reconcile.High
	reported := listed(due("a", 17, "1"), due("a", 17, "2"), due("a", 18, "3"), due("a", 18, "4"), due("a", 18, "5"))
	reported = append(reported, reconcile.Reported{Finding: fresh, Delta: reconcile.New})
	_, events := calendarOf(t, reportstest.Scenario{Source: reportstest.NewSource(reportstest.Run(), nil, reported, nil)})
	const want = "6 overdue since 17 Nov 2026, first Auto-renew is on: fresh (overdue since 19 Nov 2026)"
	if got := unescaped(t, events[0]["SUMMARY"]); got != want || events[0]["PRIORITY"] != "1" || len(events[0].alarms()) > 0 {
		t.Errorf("priority %s: %q, want %q", events[0]["PRIORITY"], got, want)
	}
}

// TestAlarms checks that one is reminded a week and a day before, as far as that is yet to
// come, and neither of what is overdue nor of what somebody has put off.
func TestAlarms(t *testing.T) {
	for day, want := range map[int][]string{18: nil, 20: nil, 21: {"-PT15H"}, 26: {"-PT15H"}, 27: {"-P6DT15H", "-PT15H"}, 30: {"-P6DT15H", "-PT15H"}} {
		_, events := calendarOf(t, reportstest.Scenario{Source: reportstest.NewSource(reportstest.Run(), nil, listed(due("a", day, "s")), nil)})
		if got := events[0].alarms(); !slices.Equal(got, want) {
			t.Errorf("what is due on the %d. reminds at %v, want %v", day, got, want)
		}
	}
	for _, state := range []reconcile.FindingState{reconcile.StateSnoozed, reconcile.StateAcknowledged} {
		put := []reconcile.Reported{{Finding: due("a", 30, "s"), State: state}}
		_, events := calendarOf(t, reportstest.Scenario{Source: reportstest.NewSource(reportstest.Run(), nil, put, nil)})
		if got := events[0].alarms(); len(got) > 0 {
			t.Errorf("what is %s reminds at %v", state, got)
		}
	}
}

// TestEndOfTheDay checks that an event says when its day is over where its reader is.
func TestEndOfTheDay(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	at := due("a", 29, "s")
	at.Due = reconcile.DueAt(time.Date(2026, 11, 29, 17, 30, 0, 0, time.UTC))
	for _, c := range []struct {
		finding reconcile.Finding
		zone    *time.Location
		want    string
	}{
		{due("a", 29, "s"), berlin, "Ends 30 Nov 2026, 00:59 Europe/Berlin."},
		{due("a", 29, "s"), time.UTC, "Ends 29 Nov 2026, 23:59 UTC."},
		{at, berlin, "Ends 29 Nov 2026, 18:30 Europe/Berlin."},
	} {
		source := reportstest.NewSource(reportstest.Run(), nil, listed(c.finding), nil)
		_, events := calendarOf(t, reportstest.Scenario{Source: source, Options: reports.Options{Zone: c.zone}})
		if said := unescaped(t, events[0]["DESCRIPTION"]); !strings.HasSuffix(said, "\n"+c.want) {
			t.Errorf("the event says %q, want %q", said, c.want)
		}
	}
}

// TestCalendarLeavesOutAndSaysSo fills a calendar beyond its limit.
func TestCalendarLeavesOutAndSaysSo(t *testing.T) {
	for _, c := range []struct{ days, gone, wantDue, wantGone, leftOut int }{
		{300, 500, 300, 500, 0},
		{301, 501, 300, 500, 1},
		{400, 0, 300, 0, 100},
	} {
		var all []reconcile.Finding
		for i := range c.days {
			all = append(all, due("a", 21+i, "s"))
		}
		var resolved []reconcile.ResolvedFinding
		for i := range c.gone {
			resolved = append(resolved, reconcile.ResolvedFinding{Finding: due(fmt.Sprintf("gone-%04d", i), 21, "s"), Reason: reconcile.ReasonFixed})
		}
		calendar, events := calendarOf(t, reportstest.Scenario{Source: reportstest.NewSource(reportstest.Run(), nil, listed(all...), resolved)})
		gone := 0
		for _, e := range events {
			if e["STATUS"] == "CANCELLED" {
				gone++
			}
		}
		if len(events)-gone != c.wantDue || gone != c.wantGone {
			t.Errorf("%d days and %d gone: the calendar holds %d and %d, want %d and %d", c.days, c.gone, len(events)-gone, gone, c.wantDue, c.wantGone)
		}
		want := ""
		if c.leftOut > 0 {
			want = strconv.Itoa(c.leftOut)
		}
		if got := calendar["X-HANDOVER-LEFT-OUT"]; got != want || (want != "") != strings.Contains(calendar["X-WR-CALDESC"], "left out") {
			t.Errorf("%d days and %d gone: %q are said to be left out, want %q", c.days, c.gone, got, want)
		}
	}
}
