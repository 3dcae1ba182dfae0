package main

import (
	"context"
	"fmt"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/reports"
	"handover/reports/aligned"
	"handover/sql/store"
)

// checkLetters refuses what does not go with letters.
func (o *reportOptions) checkLetters() error {
	to, err := app.Choose("kind of letter", o.each, reports.Addressees(), "")
	switch {
	case err != nil:
		return err
	case o.out == "":
		return app.Usagef("--each writes letters into a folder: name the one above it with --out DIR")
	case len(o.outputs) > 0:
		return app.Usagef("--each writes letters into a folder, and --output one report: leave one of them out")
	case o.owner != "" && to != reports.ToOwner:
		return app.Usagef("--owner narrows --each owner only: a letter to a %s holds what that one has to do", to)
	default:
		return nil
	}
}

// writeLetters writes one letter per party of a stored run.
func writeLetters(ctx context.Context, a *app.App, o *reportOptions) error {
	if err := o.checkLetters(); err != nil {
		return err
	}
	var letters *reports.Letters
	folder := ""
	err := a.Reading(ctx, func(settings *config.Config, st *store.Store) error {
		target, err := a.LettersTarget(settings, o.out, o.lang)
		if err != nil {
			return err
		}
		report, err := publishedReport(ctx, st, o.run)
		if err != nil {
			return err
		}
		filter, err := o.filter(ctx, st, report)
		if err != nil {
			return err
		}
		folder, letters, err = target.Post(ctx, report, reports.Addressee(o.each), filter)
		return err
	})
	if err != nil || a.Flags.Quiet {
		return err
	}
	t := aligned.New(a.Stderr)
	tellLetters(t, reports.Addressee(o.each), folder, letters)
	return t.Flush()
}

// tellLetters says how many letters were written and where, and counts what stands in none.
func tellLetters(t *aligned.Table, to reports.Addressee, folder string, letters *reports.Letters) {
	if folder == "" {
		t.Row("Letters", "none")
	} else {
		t.Row("Letters", fmt.Sprintf("%d in %s", len(letters.List), folder))
	}
	for _, count := range []struct {
		n           int
		label, what string
	}{
		{letters.Idle, "No letter", nobody(to, letters.Idle) + " without anything to do now"},
		{letters.Kept, "", plural(letters.Kept, "issue") + " of these, due in more than 90 days or put off"},
		{letters.Unknown, "In no letter", plural(letters.Unknown, "issue") + " that a current partner has to settle, and nobody knows which"},
		{letters.PutOff, "In no letter", plural(letters.PutOff, "issue") + " that somebody has put off"},
		{letters.Nothing, "In no letter", plural(letters.Nothing, "issue") + " of which there is nothing to ask yet"},
	} {
		if count.n > 0 {
			t.Row(count.label, count.what)
		}
	}
}

// nobody names parties that get no letter.
func nobody(to reports.Addressee, n int) string {
	switch to {
	case reports.ToTenant:
		return plural(n, "customer")
	case reports.ToSeller:
		return plural(n, "current partner")
	default:
		return fmt.Sprintf("%d of those who act", n)
	}
}
