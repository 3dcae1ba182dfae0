package publish

import (
	"context"
	"errors"
	"io"
	"iter"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/formats"
)

// WriteCutOff writes a report from a spool of which no more than some bytes are
// kept, and returns the size that the spool had.
func WriteCutOff(ctx context.Context, source reports.Source, keep int64) (size int64, err error) {
	spooled, err := onDisk(Access{}).spooled(ctx, source, reconcile.Filter{})
	if err != nil {
		return 0, err
	}
	for _, out := range spooled.outs {
		if file, ok := out.file.(*nameless); ok {
			err = errors.Join(err, file.Truncate(min(max(keep-size, 0), out.n)))
		}
		size += out.n
	}
	if err != nil {
		return 0, err
	}
	report, err := reports.New(ctx, spooled, reports.Options{})
	if err != nil {
		return 0, err
	}
	format, err := formats.Named("json")
	if err != nil {
		return 0, err
	}
	return size, errors.Join(format.Write(ctx, io.Discard, report), spooled.close())
}

// AgainReported returns what a spool makes of a row.
func AgainReported(row *reconcile.Reported) (reconcile.Reported, error) {
	return again(row, reportedRow)
}

// AgainResolved returns what a spool makes of a row.
func AgainResolved(row *reconcile.ResolvedFinding) (reconcile.ResolvedFinding, error) {
	return again(row, resolvedRow)
}

// AgainCoverage returns what a spool makes of a row.
func AgainCoverage(row *reconcile.Coverage) (reconcile.Coverage, error) {
	return again(row, coverageRow)
}

// AgainPlanned returns what a spool makes of a row.
func AgainPlanned(row *reconcile.Planned) (reconcile.Planned, error) { return again(row, plannedRow) }

// AgainSeller returns what a spool makes of a row.
func AgainSeller(row *reconcile.Seller) (reconcile.Seller, error) { return again(row, sellerRow) }

func again[T any](row *T, describe func(*coder, *T)) (T, error) {
	var c coder
	var got T
	err := read(&c, string(write(&c, row, describe)), &got, describe)
	return got, err
}

// ReadRow reads bytes as each type of row, and returns those that are one, written
// again.
func ReadRow(in string) (rows []string, err error) {
	for _, rewrite := range []func(string) (string, error){
		rewritten(reportedRow), rewritten(resolvedRow), rewritten(coverageRow), rewritten(plannedRow),
		rewritten(sellerRow),
	} {
		out, failed := rewrite(in)
		if failed == nil {
			rows = append(rows, out)
		}
		err = failed
	}
	return rows, err
}

func rewritten[T any](describe func(*coder, *T)) func(string) (string, error) {
	return func(in string) (string, error) {
		var c coder
		var row T
		if err := read(&c, in, &row, describe); err != nil {
			return "", err
		}
		return string(write(&c, &row, describe)), nil
	}
}

// ByTenant yields the findings by tenant as a spool does that sorts a few at a time.
func ByTenant(ctx context.Context, source reports.Source, filter reconcile.Filter, atOnce int) iter.Seq2[reconcile.Reported, error] {
	return func(yield func(reconcile.Reported, error) bool) {
		s, err := onDisk(Access{}).spooled(ctx, source, reconcile.Filter{})
		if err != nil {
			yield(reconcile.Reported{}, err)
			return
		}
		defer func() { _ = s.close() }()
		s.byTenant = func() (sorted[turn], error) { return s.sortByTenant(atOnce) }
		s.FindingsByTenant(ctx, filter)(yield)
	}
}
