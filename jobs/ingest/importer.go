package ingest

import (
	"cmp"
	"context"
	"errors"
	"io"
	"iter"
	"time"

	"handover/jobs/ingest/formats"
	"handover/reconcile"
)

// DefaultSource is the data source of files for which none is named.
const DefaultSource = "csv"

// Transaction is one file on its way into the store: all that it tells, of whatever kinds,
// or nothing.
type Transaction interface {
	// Import begins to take the rows of one kind. Those of the kind before have been merged.
	Import(ctx context.Context, im reconcile.Import) (Writer, error)
	// Commit stores what was merged.
	Commit(ctx context.Context) error
	// Rollback drops all of it; after Commit it does nothing.
	Rollback() error
}

// Writer takes the rows of one kind in a Transaction.
type Writer interface {
	// Add stages a row and may keep it. The texts of the rows around it are cut out of
	// one, which stays as long as any of them does.
	Add(ctx context.Context, row reconcile.FactRow) error
	// Told returns of which fields an earlier delivery of the source has told something,
	// by tenant: only whether there is a choice for the end of the term or a window of
	// cancellation need be. It is asked before the first Add.
	Told(ctx context.Context) (map[string]reconcile.Fields, error)
	// Delivered returns the tenants of which the source has ever delivered something before.
	Delivered(ctx context.Context) ([]string, error)
	// Duplicates yields, in the order of their lines, all rows whose key occurs
	// more than once. It is ranged over once, after the last Add.
	Duplicates(ctx context.Context) iter.Seq2[reconcile.DuplicateRow, error]
	// Merge brings what was staged in among what the transaction stores. It comes last.
	Merge(ctx context.Context) (reconcile.ImportCounts, error)
}

// BeginFunc opens the transaction of one file. It is first called when all
// paths and headers of a command are known to be good.
type BeginFunc func(ctx context.Context) (Transaction, error)

// Importer reads files into a store.
type Importer struct {
	Begin BeginFunc
	Stdin io.Reader        // what the path "-" reads
	Now   func() time.Time // asked once per command

	// Workers is how many portions of a file are decoded at once; less than one is
	// one. What is stored and told is the same for any number.
	Workers int

	// StreamLimit is how many bytes are taken of the standard input, a pipe or a
	// device; 0: 4 GiB.
	StreamLimit int64

	// Tolerance is how much later than now facts may claim to have been seen; they
	// count as seen now then.
	Tolerance time.Duration
}

// Options say how files are read. The zero Options are usable.
type Options struct {
	Kind       reconcile.DeliveryKind     // of every file; empty: by each file's name or header
	Format     string                     // of every file, by its name; empty: by each file's columns or body
	Formats    []formats.Format           // that may be read; nil: formats.All
	Partner    string                     // our own partner tenant; empty: not known
	Providers  []string                   // through which an indirect reseller buys
	Currency   string                     // in which we are billed; empty: not known
	Absent     map[string]formats.Absence // by source, what it means that a row lacks its scheduled actions
	Accounts   map[string]formats.Account // by source, the billing account of its rows
	Source     string                     // empty: that of the format, of a canonical file DefaultSource
	ObservedAt time.Time                  // when the source saw the facts; zero: now
	Complete   bool                       // each file holds everything its source knows of the tenants in it
	Narrower   bool                       // a file may lack columns that its source had
	Sure       bool                       // a complete file may lack any number of rows
	Strict     bool                       // a rejected row or an unknown column refuses the file
	RejectsDir string                     // where rejects files go; empty: beside each file

	clock time.Time // what Now said
}

// Import reads files, folders of files or "-" (the standard input) in the order
// tenants, sellers, catalog, subscriptions, moves, transfers, each in a transaction
// of its own. A file that gives several kinds is read where the first of them is. Paths and headers of all of them are checked before the first is
// stored. The error is a *UsageError where the request cannot be followed and
// nothing was touched, a *RefusedError where a file cannot be taken; the
// Summary always tells which files were stored.
func (i *Importer) Import(ctx context.Context, opts Options, paths []string) (Summary, error) {
	opts, err := i.complete(opts)
	if err != nil {
		return Summary{}, err
	}
	var summary Summary
	taken := i.intake(opts)
	err = taken.add(ctx, paths)
	if err == nil {
		summary, err = i.store(ctx, opts, taken)
	}
	summary.Warnings = taken.warnings
	return summary, errors.Join(err, taken.cleanUp())
}

// intake begins to look at the paths of one command.
func (i *Importer) intake(opts Options) *intake {
	return &intake{
		opts: opts, stdin: i.Stdin, limit: cmp.Or(i.StreamLimit, streamLimit),
		tables: map[reconcile.DeliveryKind]table{}, taken: map[string]bool{}, places: map[string]bool{}, numbers: map[string]int{},
	}
}

// complete fills in what was left open.
func (i *Importer) complete(opts Options) (Options, error) {
	if opts.Kind != "" && opts.Format != "" {
		return opts, &UsageError{Reason: "--kind says what a canonical file holds, and --format that it is none: leave one of them out"}
	}
	if opts.Kind != "" {
		kind, err := ParseKind(string(opts.Kind))
		if err != nil {
			return opts, err
		}
		opts.Kind = kind
	}
	if _, known := formats.Named(opts.formatsOf(), opts.Format); opts.Format != "" && !known {
		return opts, &UsageError{Reason: "unknown format " + formats.Shown(opts.Format) + "; `handover import formats` lists them"}
	}
	opts.clock = i.Now().UTC().Truncate(time.Second)
	switch {
	case opts.ObservedAt.After(opts.clock.Add(i.Tolerance)):
		return opts, &UsageError{Reason: "--observed-at " + opts.ObservedAt.UTC().Format(time.RFC3339) + notYet(opts.clock)}
	case opts.ObservedAt.IsZero() || opts.ObservedAt.After(opts.clock):
		opts.ObservedAt = opts.clock
	}
	opts.ObservedAt = opts.ObservedAt.UTC()
	return opts, nil
}

func (i *Importer) store(ctx context.Context, opts Options, taken *intake) (Summary, error) {
	var summary Summary
	files := taken.inOrder()
	err := i.uncontested(ctx, opts, files)
	if err != nil {
		return summary, err
	}
	several := overlaps(opts, files)
	for _, parts := range files {
		for _, in := range parts {
			in.overlap = several[feed{in.source(opts.Source), in.layout.table.kind}]
		}
		stored, err := i.storeFile(ctx, opts, parts)
		summary.Files = append(summary.Files, stored...)
		if err != nil {
			return summary, err
		}
	}
	return summary, nil
}
