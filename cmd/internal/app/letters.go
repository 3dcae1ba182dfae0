package app

import (
	"context"

	"handover/cmd/internal/config"
	"handover/reconcile"
	"handover/reports"
	"handover/reports/formats"
)

// Post writes the letters of a run to the parties of one kind, narrowed by a filter, into
// a folder of their own. It gives the path of that, empty where there is no letter.
func (t *Target) Post(ctx context.Context, source reports.Stored, to reports.Addressee, filter reconcile.Filter) (string, *reports.Letters, error) {
	progress := t.app.Progress()
	progress.Phase("writing letters")
	defer progress.Done()
	t.Cut(filter, false) // a letter has no money whatever is cut
	return t.shelf.Post(ctx, source, to, t.options)
}

// LettersTarget checks what letters need before anything is touched: our name, below which
// folder they go, and a format that they have.
func (a *App) LettersTarget(c *config.Config, folder, language string) (*Target, error) {
	target, err := a.Target(c, nil, folder, language)
	if err != nil {
		return nil, err
	}
	switch {
	case c.Partner.Name == "":
		return nil, Usagef("a letter needs somebody who writes it: set name in [partner]")
	case len(formats.OfLetters(target.shelf.Formats)) == 0:
		return nil, Usagef("reports.formats has none that letters have: xlsx, html, md")
	default:
		return target, nil
	}
}
