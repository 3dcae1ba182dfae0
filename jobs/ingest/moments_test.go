package ingest_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"handover/jobs/ingest"
	"handover/reconcile"
)

// TestMomentsOfTheUsualShapes reads dates and times in UTC as the standard library
// does, and refuses those that there are not.
func TestMomentsOfTheUsualShapes(t *testing.T) {
	scratch := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		part := func(most int) *rapid.Generator[int] {
			return rapid.OneOf(rapid.IntRange(0, most), rapid.SampledFrom([]int{0, 1, 2, 23, 24, 28, 29, 30, 31, 59, 60, 99}))
		}
		year, month, day := rapid.OneOf(rapid.IntRange(0, 9999), rapid.IntRange(1999, 2030)), part(13), part(32)
		hour, minute, second := part(24), part(60), part(60)
		cell := rapid.Custom(func(t *rapid.T) string {
			text := fmt.Sprintf("%04d-%02d-%02d", year.Draw(t, "year"), month.Draw(t, "month"), day.Draw(t, "day"))
			if rapid.Bool().Draw(t, "with a time") {
				text += fmt.Sprintf("T%02d:%02d:%02dZ", hour.Draw(t, "hour"), minute.Draw(t, "minute"), second.Draw(t, "second"))
			}
			if rapid.IntRange(0, 4).Draw(t, "wrong") == 0 {
				at := rapid.IntRange(0, len(text)-1).Draw(t, "at")
				text = text[:at] + rapid.SampledFrom([]string{"0", "-", "/", ":", "+", "x", " "}).Draw(t, "instead") + text[at+1:]
			}
			return text
		})
		cells := rapid.SliceOfN(cell, 50, 50).Draw(t, "cells")
		text := "subscription_id,tenant_id,commitment_end\n"
		for i, cell := range cells {
			text += fmt.Sprintf("S%d,T1,%s\n", i, cell)
		}
		for i, row := range addedOf(t, scratch, text) {
			want, isMoment := standard(strings.TrimSpace(cells[i]))
			if isMoment != (row.Rejected == nil) {
				t.Fatalf("%q is read: %v, want %v", cells[i], row.Rejected == nil, isMoment)
			}
			if isMoment && !row.Subscription.CommitmentEnd.Equal(want) {
				t.Fatalf("%q is read as %v, want %v", cells[i], row.Subscription.CommitmentEnd, want)
			}
		}
	})
}

// addedOf imports a text and returns what is added of it.
func addedOf(t *rapid.T, rejects, text string) []reconcile.FactRow {
	store := &fakeStore{}
	importer := ingest.Importer{Begin: store.begin, Now: now, Stdin: strings.NewReader(text)}
	_, err := importer.Import(context.Background(), ingest.Options{RejectsDir: rejects}, []string{"-"})
	if err != nil {
		t.Fatal(err)
	}
	return store.committed[0].added
}

// standard reads a moment as the standard library does; one of the year 0 or 1 is none.
func standard(cell string) (at time.Time, isMoment bool) {
	for _, layout := range []string{time.DateOnly, "2006-01-02T15:04:05Z07:00", "2006-01-02 15:04:05Z07:00", "2006-01-02T15:04:05", "2006-01-02 15:04:05"} {
		at, err := time.Parse(layout, cell)
		if err == nil && at.Year() <= 1 {
			return time.Time{}, true
		}
		if err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}

// TestBlanksAroundCells takes off what is blank and nothing else.
func TestBlanksAroundCells(t *testing.T) {
	scratch := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		around := rapid.StringOfN(rapid.SampledFrom([]rune(" \t\v\u0085\u00a0\u2003\u200b\x7fé~a")), 0, 4, -1)
		cell := around.Draw(t, "before") + "x" + around.Draw(t, "behind")
		rows := addedOf(t, scratch, "offer_id,title,currency\n"+cell+","+cell+","+cell+"\n")
		trimmed := strings.TrimSpace(cell)
		if o := rows[0].Offer; o.ID != trimmed || o.Title != cell || o.Currency != strings.ToUpper(trimmed) {
			t.Errorf("%q is read as id %q, title %q and currency %q", cell, o.ID, o.Title, o.Currency)
		}
	})
}
