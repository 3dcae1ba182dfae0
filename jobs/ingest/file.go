package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"handover/jobs/ingest/records"
	"handover/reconcile"
)

// delivery is one file on its way into the store.
type delivery struct {
	*input
	im      reconcile.Import
	strict  bool
	workers int
	writer  Writer

	around []byte // of a JSON file, what stands around its records, once it has been read
}

// storeFile stores one file. The summary is nil where nothing was stored; with
// an error beside it the rows are stored and something after that went wrong.
func (i *Importer) storeFile(ctx context.Context, opts Options, in *input) (summary *FileSummary, err error) {
	sum := in.sum
	if sum == "" {
		sum, _, err = in.digest(ctx)
	}
	if err != nil {
		return nil, err
	}
	im := reconcile.Import{
		Source:     in.source(opts.Source),
		Kind:       in.layout.table.kind,
		ObservedAt: opts.ObservedAt,
		SHA256:     sum,
		Complete:   opts.Complete || in.foreign != nil && in.foreign.format.CompleteFor != "",
		Carries:    in.layout.carries(),
		Narrower:   opts.Narrower,
		Sure:       opts.Sure,
		Clock:      opts.clock,
		Tolerance:  i.Tolerance,
	}
	summary, err = i.storeOnce(ctx, opts, in, im)
	if errors.Is(err, reconcile.ErrScattered) {
		im.Scattered = true
		return i.storeOnce(ctx, opts, in, im)
	}
	return summary, err
}

// storeOnce stores one file, unless its rows turn out to be scattered.
func (i *Importer) storeOnce(ctx context.Context, opts Options, in *input, im reconcile.Import) (summary *FileSummary, err error) {
	writer, err := i.Begin(ctx, im)
	if err != nil {
		return nil, fmt.Errorf("begin import of %s: %w", printable(in.name), err)
	}
	// After a panic too: a transaction that nobody ends would lock out the next
	// import.
	defer func() { err = errors.Join(err, writer.Rollback()) }()
	d := delivery{input: in, im: im, strict: opts.Strict, workers: i.Workers, writer: writer}
	return d.run(ctx)
}

func (d *delivery) run(ctx context.Context) (*FileSummary, error) {
	if d.foreign != nil {
		err := errors.Join(d.survey(ctx), d.checkRest(ctx))
		if err != nil {
			return nil, err
		}
	}
	staged, err := d.stage(ctx)
	if err != nil {
		return nil, err
	}
	rejects, err := d.writeRejects(ctx, staged.rejected)
	if err != nil {
		return nil, err
	}
	counts, err := d.writer.Commit(ctx)
	if err != nil {
		return nil, errors.Join(d.unstored(err), rejects.discard())
	}
	summary := d.summary(staged, counts)
	switch {
	case d.rejects.path == "":
		return summary, nil
	case rejects == nil:
		return summary, removeRejects(d.rejects)
	}
	summary.Rejects = d.rejects.path
	return summary, rejects.publish()
}

// unstored says why a file was not stored: because it is narrower than those
// before it, or because something went wrong.
func (d *delivery) unstored(err error) error {
	if narrow, ok := errors.AsType[*reconcile.NarrowError](err); ok {
		return &RefusedError{Path: d.name, Line: d.layout.header.line, Reason: narrow.Error()}
	}
	return fmt.Errorf("store %s: %w", printable(d.name), err)
}

func (d *delivery) summary(staged staged, counts reconcile.ImportCounts) *FileSummary {
	return &FileSummary{
		Name:       printable(d.short),
		Kind:       d.im.Kind,
		Source:     d.im.Source,
		ObservedAt: d.im.ObservedAt,
		SHA256:     d.im.SHA256,
		Counts:     counts,
		Empty:      staged.empty,
		Warnings:   d.warnings(staged, counts),
	}
}

// warnings tells what is odd about a file as a whole.
func (d *delivery) warnings(staged staged, counts reconcile.ImportCounts) []string {
	var list []string
	if len(d.layout.unknown) > 0 {
		list = append(list, d.layout.unknownColumns()+" not read")
	}
	if counts.Missing > 0 {
		list = append(list, fmt.Sprintf("lacks %d of the %d rows of source %s, more than a tenth: nothing is taken as gone; "+
			"if they are gone, import it again with --yes", counts.Missing, counts.Held, d.im.Source))
	}
	if staged.unreadable > 0 {
		list = append(list, fmt.Sprintf("texts that cannot be read, and are unknown now: %d; save the file as UTF-8", staged.unreadable))
	}
	if staged.negative > 0 {
		list = append(list, fmt.Sprintf("prices below zero, which count as unknown: %d; correct them", staged.negative))
	}
	for _, why := range slices.Sorted(maps.Keys(staged.skipped)) {
		list = append(list, fmt.Sprintf("records that are not read, %s: %d", printable(why), staged.skipped[why]))
	}
	if staged.rows == 0 {
		list = append(list, "the file holds no rows")
	}
	if at := counts.Ahead; !at.IsZero() {
		list = append(list, "the last delivery of "+d.im.Source+" is stored as seen at "+at.Format(time.RFC3339)+", which"+
			notYet(d.im.Clock)+"; what it told of these rows gives way")
	}
	return list
}

// staged counts the rows of a file, those of them that were refused, and those of
// empty cells beside them.
type staged struct {
	rows, rejected, empty int64

	unreadable int64 // texts of rows that are stored without them
	negative   int64 // prices of the catalogue below zero

	skipped map[string]int64 // records that are none of what is read, by why
}

// maxReasons is how many reasons are told for which records are not read.
const maxReasons = 100

func (s *staged) addSkipped(skipped map[string]int64) {
	for why, n := range skipped {
		if _, told := s.skipped[why]; !told && len(s.skipped) >= maxReasons {
			why = "for other reasons"
		}
		s.skipped[why] += n
	}
}

// stage hands all rows to the writer.
func (d *delivery) stage(ctx context.Context) (staged, error) {
	count := staged{empty: d.layout.header.empty, skipped: map[string]int64{}}
	for p, err := range d.portions(ctx) {
		if err != nil {
			return count, err
		}
		count.empty += p.empty
		count.unreadable += p.unreadable
		count.negative += p.negative
		count.addSkipped(p.skipped)
		for i := range p.rows {
			err := d.add(ctx, &p.rows[i], &count)
			if err != nil {
				return count, err
			}
		}
	}
	return count, nil
}

// add hands a row to the writer, as a rejected one where it cannot be read.
func (d *delivery) add(ctx context.Context, row *decoded, count *staged) error {
	count.rows++
	if row.problems != nil {
		if d.strict {
			return d.refuse(row.Line, row.problems)
		}
		count.rejected++
		row.fact = d.rejected(row)
	}
	err := d.writer.Add(ctx, row.fact)
	if err != nil {
		return fmt.Errorf("store line %d of %s: %w", row.Line, printable(d.name), err)
	}
	return nil
}

// refuse makes a row's problems the reason to refuse the file.
func (d *delivery) refuse(line int64, problems []records.Problem) error {
	columns, reason := d.layout.told(problems)
	refused := &RefusedError{Path: d.name, Line: line, Reason: reason}
	if len(columns) == 1 {
		refused.Column = columns[0]
	}
	return refused
}

// rejected marks the tenant of a refused row where the row still shows it.
func (d *delivery) rejected(row *decoded) reconcile.FactRow {
	if d.foreign == nil {
		return d.layout.rejected(row.Record)
	}
	return reconcile.FactRow{Line: row.fact.Line, Rejected: &reconcile.RejectedRow{TenantID: row.tenant}}
}

// source returns the data source of an input: what was asked for, else what its format says.
func (in *input) source(named string) string {
	switch {
	case named != "":
		return named
	case in.foreign != nil:
		return in.foreign.format.Source
	default:
		return DefaultSource
	}
}

// digest hashes the bytes of a file, in lower-case hex, and counts them.
func (b *blob) digest(ctx context.Context) (sum string, size int64, err error) {
	src, err := b.open(ctx)
	if err != nil {
		return "", 0, blame(b.name, err)
	}
	hash := sha256.New()
	size, err = io.Copy(hash, src)
	err = errors.Join(err, src.Close())
	if refused, ok := errors.AsType[*RefusedError](err); ok {
		return "", 0, blame(b.name, refused)
	}
	if err != nil {
		return "", 0, fmt.Errorf("hash %s: %w", printable(b.name), err)
	}
	return hex.EncodeToString(hash.Sum(nil)), size, nil
}
