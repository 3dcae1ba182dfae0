package publish

import (
	"bufio"
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"sync"

	"golang.org/x/sync/errgroup"

	"handover/reconcile"
	"handover/reports"
)

// spool holds a run as one pass over its source gave it. The formats read it from
// there side by side, each as often as it needs: the store sorts and reads
// everything once, whatever the number of formats. It satisfies reports.Source,
// for filters that leave no more than the one it was filled with.
type spool struct {
	run  reconcile.Run
	outs [spoolFiles]*counted

	kinds []kind          // of findings, by their tag
	tags  map[kind]uint32 // the other way round

	coverage, findings, resolved, silenced, ended, plan, sellers section

	// byTenant is the order of the findings by their tenants. The first that asks for
	// it makes it: few formats do.
	byTenant func() (sorted[turn], error)
}

// kind is what findings are told apart by without reading them.
type kind struct {
	job  reconcile.Job
	code reconcile.Code
}

// spoolFile is where a spool lies.
type spoolFile interface {
	io.Writer
	io.ReaderAt
	Close() error // and gone it is
}

var _ reports.Source = (*spool)(nil)

// spoolFiles is how many files a spool lies in: so many sections can be written at a
// time.
const spoolFiles = 2

// section is a part of a file with rows of one type. Each row has a tag, its
// length, and the bytes that a coder makes of it.
type section struct {
	file         spoolFile
	offset, size int64
	rows         int
}

// errSpool marks what went wrong with the spool's file and not with the source.
var errSpool = errors.New("temporary file")

// fillSpool reads a source once. The files are the spool's from then on.
func fillSpool(ctx context.Context, source reports.Stored, filter reconcile.Filter, files [spoolFiles]spoolFile) (*spool, error) {
	s := &spool{run: source.Run(), tags: map[kind]uint32{}}
	for i, file := range files {
		s.outs[i] = &counted{file: file, out: bufio.NewWriterSize(file, 1<<16)}
	}
	s.byTenant = sync.OnceValues(func() (sorted[turn], error) { return s.sortByTenant(placesAtOnce) })
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return s.fillFindings(ctx, source, filter, s.outs[0]) })
	group.Go(func() error { return s.fillOthers(ctx, source, filter, s.outs[1]) })
	if err := group.Wait(); err != nil {
		return nil, errors.Join(fmt.Errorf("read the report of run %d: %w", s.run.Seq, err), s.close())
	}
	return s, nil
}

// fillFindings reads what has tags.
func (s *spool) fillFindings(ctx context.Context, source reports.Stored, filter reconcile.Filter, out *counted) (err error) {
	s.findings, err = record(out, source.Findings(ctx, filter), reportedRow, func(r *reconcile.Reported) uint32 { return s.tag(&r.Finding) })
	if err != nil {
		return err
	}
	s.resolved, err = record(out, source.Resolved(ctx, filter), resolvedRow, func(r *reconcile.ResolvedFinding) uint32 { return s.tag(&r.Finding) })
	if err != nil {
		return err
	}
	s.silenced, err = record(out, source.Silenced(ctx, filter), findingRow, s.tag)
	if err != nil {
		return err
	}
	s.ended, err = record(out, source.Ended(ctx, filter), findingRow, s.tag)
	return cmp.Or(err, out.flush())
}

// fillOthers reads what has none.
func (s *spool) fillOthers(ctx context.Context, source reports.Stored, filter reconcile.Filter, out *counted) (err error) {
	s.coverage, err = record(out, source.Coverage(ctx, filter), coverageRow, untagged)
	if err != nil {
		return err
	}
	s.plan, err = record(out, source.Plan(ctx, filter), plannedRow, untagged)
	if err != nil {
		return err
	}
	s.sellers, err = record(out, source.Sellers(ctx, filter), sellerRow, untagged)
	return cmp.Or(err, out.flush())
}

// close closes the files, with which the spool is gone.
func (s *spool) close() error {
	var faults []error
	for _, out := range s.outs {
		faults = append(faults, out.file.Close())
	}
	return errors.Join(faults...)
}

// untagged is the tag of rows that are all of one kind.
func untagged[T any](*T) uint32 { return 0 }

func kindOf(f *reconcile.Finding) kind { return kind{f.Job, f.Code} }

// tag returns the number of a finding's kind.
func (s *spool) tag(f *reconcile.Finding) uint32 {
	k := kindOf(f)
	tag, ok := s.tags[k]
	if !ok {
		tag = uint32(len(s.kinds))
		s.tags[k], s.kinds = tag, append(s.kinds, k)
	}
	return tag
}

// counted is a buffered writer that knows how far it is.
type counted struct {
	file spoolFile
	out  *bufio.Writer
	n    int64
}

func (c *counted) write(parts ...[]byte) error {
	for _, part := range parts {
		n, err := c.out.Write(part)
		c.n += int64(n)
		if err != nil {
			return spoolFault(err)
		}
	}
	return nil
}

func (c *counted) flush() error {
	if err := c.out.Flush(); err != nil {
		return spoolFault(err)
	}
	return nil
}

func spoolFault(err error) error { return fmt.Errorf("write a %w: %w", errSpool, err) }

// headSize is the size of what stands before the bytes of each row: its tag and their
// number.
const headSize = 8

// record writes the rows of a sequence as a section.
func record[T any](out *counted, rows iter.Seq2[T, error], describe func(*coder, *T), tag func(*T) uint32) (section, error) {
	s := section{file: out.file, offset: out.n}
	var c coder
	var current T // one for all rows: each for itself would go to the heap
	var head [headSize]byte
	for row, err := range rows {
		if err != nil {
			return section{}, err
		}
		current = row
		message := write(&c, &current, describe)
		if len(message) > math.MaxInt32 {
			return section{}, fmt.Errorf("write a %w: a row has %d bytes", errSpool, len(message))
		}
		binary.LittleEndian.PutUint32(head[:4], tag(&current))
		binary.LittleEndian.PutUint32(head[4:], uint32(len(message)))
		if err := out.write(head[:], message); err != nil {
			return section{}, err
		}
		s.rows++
	}
	s.size = out.n - s.offset
	return s, nil
}

// Run returns the record of the run.
func (s *spool) Run() reconcile.Run { return s.run }

// Coverage yields the tenants.
func (s *spool) Coverage(_ context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Coverage, error] {
	return replay(s, s.coverage, coverageRow, all, func(c *reconcile.Coverage) bool { return filter.PassesTenant(c.TenantID) })
}

// Findings yields the findings. Those of other jobs and codes than asked for are
// passed over unread.
func (s *spool) Findings(_ context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Reported, error] {
	return replay(s, s.findings, reportedRow, s.wanted(filter), func(r *reconcile.Reported) bool { return filter.Passes(&r.Finding) })
}

// Resolved yields the resolved findings.
func (s *spool) Resolved(_ context.Context, filter reconcile.Filter) iter.Seq2[reconcile.ResolvedFinding, error] {
	return replay(s, s.resolved, resolvedRow, s.wanted(filter), func(r *reconcile.ResolvedFinding) bool { return filter.Passes(&r.Finding) })
}

// Silenced yields the newly silenced findings.
func (s *spool) Silenced(_ context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Finding, error] {
	return replay(s, s.silenced, findingRow, s.wanted(filter), filter.Passes)
}

// Ended yields the findings that runs before listed no longer.
func (s *spool) Ended(_ context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Finding, error] {
	return replay(s, s.ended, findingRow, s.wanted(filter), filter.Passes)
}

// Plan yields the lines of the plan.
func (s *spool) Plan(_ context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Planned, error] {
	return replay(s, s.plan, plannedRow, all, func(p *reconcile.Planned) bool { return p.Passes(filter) })
}

// Sellers yields the sellers.
func (s *spool) Sellers(_ context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Seller, error] {
	return replay(s, s.sellers, sellerRow, all, func(r *reconcile.Seller) bool { return filter.PassesSeller(r.ID) })
}

func all(uint32) bool { return true }

// wanted returns which tags of findings a filter can leave.
func (s *spool) wanted(filter reconcile.Filter) func(uint32) bool {
	return func(tag uint32) bool {
		k := s.kinds[tag]
		return (filter.Job == "" || k.job == filter.Job) && (filter.Code == "" || k.code == filter.Code)
	}
}
