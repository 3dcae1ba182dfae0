package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/rs/zerolog"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/jobs/chain"
	"handover/jobs/ingest"
	"handover/jobs/volume"
	"handover/jobs/watch"
	"handover/reconcile"
	"handover/reports/words"
)

// watchedFolders returns the folders of the configuration as they are looked at.
func watchedFolders(settings *config.Config) ([]watch.Folder, error) {
	readable, err := readable(settings)
	if err != nil {
		return nil, err
	}
	var list []watch.Folder
	for _, name := range slices.Sorted(maps.Keys(settings.Import)) {
		in := settings.Import[name]
		list = append(list, watch.Folder{Name: name, Path: in.Folder, Settle: in.Settling(), Options: ingest.Options{
			Kind: reconcile.DeliveryKind(in.Kind), Format: in.FormatNamed(), Formats: readable, Partner: settings.Partner.ID,
			Providers: settings.Partner.Providers, Currency: settings.Partner.Currency, Absent: settings.Absent(), Accounts: settings.Accounts(),
			Source: in.Source, Complete: in.Complete,
		}})
	}
	return list, nil
}

// importStep makes the step of a night that reads the watched folders.
func importStep(k *kit) (chain.Step, error) {
	a, settings := k.app, k.settings
	folders, err := watchedFolders(settings)
	if err != nil {
		return chain.Step{}, err
	}
	importer := ingest.Importer{
		Now: a.Now, Workers: a.Cores(), Tolerance: settings.Run.ClockTolerance.Duration,
		Begin: func(ctx context.Context) (ingest.Transaction, error) {
			taken, err := app.Begin(ctx, k.store, func(im *reconcile.Import) {
				a.Progress().Phase("reading " + string(im.Kind))
				im.KeepHistory = settings.Store.History.Duration
			})
			return beating{taken, a.Progress()}, err
		},
	}
	watcher := watch.Watcher{
		Folders: folders, Memory: k.store, Now: a.Now, Pause: a.Pause,
		Read: func(ctx context.Context, options ingest.Options, path string) (ingest.Summary, error) {
			defer a.Progress().Done()
			return importer.Import(ctx, options, []string{path})
		},
	}
	return chain.Step{Name: chain.Import, Do: func(ctx context.Context, _ *reconcile.Night) (chain.Outcome, error) {
		files, err := watcher.Look(ctx)
		for i := range files {
			logFile(k.log, &files[i])
		}
		return watchedOutcome(files), err
	}}, nil
}

// beating counts each row that is taken as progress.
type beating struct {
	ingest.Transaction
	progress *app.Progress
}

// Import begins to take the rows of one kind.
func (b beating) Import(ctx context.Context, im reconcile.Import) (ingest.Writer, error) {
	writer, err := b.Transaction.Import(ctx, im)
	return beatingWriter{writer, b.progress}, err
}

// beatingWriter counts each row as progress.
type beatingWriter struct {
	ingest.Writer
	progress *app.Progress
}

// Add stages a row.
func (w beatingWriter) Add(ctx context.Context, row reconcile.FactRow) error {
	w.progress.Beat()
	return w.Writer.Add(ctx, row)
}

// logFile tells the log what became of a file of a watched folder.
func logFile(log zerolog.Logger, f *watch.File) {
	line := log.Info()
	if f.Told || f.Summary.Rejected()+f.Summary.Missing() > 0 {
		line = log.Warn()
	}
	line.Str("step", chain.Import).Str("import", f.Folder).Str("file", f.Name).Str("outcome", string(f.Outcome)).
		Int64("rows", f.Summary.Rows()).Int64("rejected", f.Summary.Rejected()).Int64("missing", f.Summary.Missing()).
		Int64("older", olderRows(&f.Summary)).Str("reason", f.Reason).Str("now", f.Path).Msg("watched file")
	for i := range f.Summary.Files {
		for _, w := range f.Summary.Files[i].Warnings {
			log.Warn().Str("step", chain.Import).Str("import", f.Folder).Str("file", f.Name).Msg(w)
		}
	}
	for _, w := range f.Summary.Warnings {
		log.Warn().Str("step", chain.Import).Str("import", f.Folder).Str("file", f.Name).Msg(w)
	}
}

func olderRows(s *ingest.Summary) int64 {
	var n int64
	for i := range s.Files {
		n += s.Files[i].Counts.Older
	}
	return n
}

// mostNamed is how many files the detail of a step names.
const mostNamed = 5

// watchedOutcome says in one line what became of the files of watched folders.
func watchedOutcome(files []watch.File) chain.Outcome {
	var outcome chain.Outcome
	var rows, rejected, missing, older int64
	counts := map[watch.Outcome]int{}
	var named []string
	for i := range files {
		f := &files[i]
		counts[f.Outcome]++
		rows, rejected = rows+f.Summary.Rows(), rejected+f.Summary.Rejected()
		missing, older = missing+f.Summary.Missing(), older+olderRows(&f.Summary)
		if told := watchedText(f); told != "" {
			named = append(named, told)
		}
	}
	parts := []string{plural(counts[watch.Done], "file") + " read", plural(rows, "row")}
	for _, c := range []struct {
		n           int64
		thing, what string
	}{
		{rejected, "row", "rejected"},
		{missing, "row", "missing and not taken as gone"},
		{older, "row", "older than what is stored and left out"},
		{int64(counts[watch.Failed]), "file", "failed"},
		{int64(counts[watch.Waiting]), "file", "waiting for the next look"},
		{int64(counts[watch.Stuck]), "file", "stuck"},
		{int64(counts[watch.Refused]), "link", "refused"},
		{int64(counts[watch.Kept]), "file", "not read"},
	} {
		if c.n > 0 {
			parts = append(parts, plural(c.n, c.thing)+" "+c.what)
		}
	}
	if n := counts[watch.Below]; n > 0 {
		first := slices.IndexFunc(files, func(f watch.File) bool { return f.Outcome == watch.Below })
		parts = append(parts, plural(n, "folder")+" in watched ones not looked into, the first "+files[first].Folder+": "+files[first].Name)
	}
	if len(named) > mostNamed {
		named = append(named[:mostNamed], fmt.Sprintf("and %d more", len(named)-mostNamed))
	}
	outcome.Detail = words.OneLine(strings.Join(append([]string{strings.Join(parts, ", ")}, named...), "; "))
	switch {
	case counts[watch.Failed]+counts[watch.Stuck]+counts[watch.Kept] > 0:
		outcome.State = reconcile.StepFailed
	case rejected+missing > 0 || len(named) > 0:
		outcome.State = reconcile.StepPartial
	}
	return outcome
}

// watchedText says which file of a watched folder a person should see to, why, and where it
// and its rejected rows lie now. It is empty where all is well.
func watchedText(f *watch.File) string {
	var told []string
	if f.Told {
		told = append(told, f.Reason)
	}
	if n := f.Summary.Rejected(); n > 0 {
		text := plural(n, "row") + " rejected"
		if at := slices.IndexFunc(f.Summary.Files, func(s ingest.FileSummary) bool { return s.Rejects != "" }); at >= 0 {
			text += ", listed in " + f.Summary.Files[at].Rejects
		}
		told = append(told, text)
	}
	if len(told) == 0 {
		return ""
	}
	text := f.Folder + ": " + f.Name + ": " + strings.Join(told, ", ")
	if !strings.Contains(text, f.Path) {
		text += ", now " + f.Path
	}
	return text
}

// checkWatched reports whether the watched folders can be looked into, and files moved away.
func checkWatched(settings *config.Config) []checked {
	folders, err := watchedFolders(settings)
	if err != nil {
		return []checked{{"import", checkFailure, err.Error()}}
	}
	var list []checked
	for i := range folders {
		f := &folders[i]
		answer := checked{"import " + f.Name, checkOK, "looks at " + f.Path}
		_, err := os.ReadDir(f.Path)
		if err == nil {
			err = volume.Writable(f.Path)
		}
		if err != nil {
			answer.Result, answer.Detail = checkFailure, err.Error()+"; the folder must be there and let files be moved within it"
		}
		list = append(list, answer)
	}
	return list
}
