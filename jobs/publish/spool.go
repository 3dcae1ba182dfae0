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

	"handover/reconcile"
	"handover/reports"
)

// spool holds a run as one pass over its source gave it. The formats read it from
// there side by side, each as often as it needs: the store sorts and reads
// everything once, whatever the number of formats. It satisfies reports.Source,
// for filters that leave no more than the one it was filled with.
type spool struct {
	run  reconcile.Run
	file spoolFile
	out  *counted // into the file

	kinds []kind          // of findings, by their tag
	tags  map[kind]uint32 // the other way round

	coverage, findings, resolved, silenced, plan section

	// byTenant is the order of the findings by their tenants. The first that asks for
	// it makes it: few formats do.
	byTenant func() ([]section, error)
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

// section is a part of the file with rows of one type. Each row has a tag, its
// length, and the bytes that a coder makes of it.
type section struct {
	offset, size int64
	rows         int
}

// errSpool marks what went wrong with the spool's file and not with the source.
var errSpool = errors.New("temporary file")

// fillSpool reads a source once.
func fillSpool(ctx context.Context, source reports.Stored, filter reconcile.Filter, file spoolFile) (*spool, error) {
	out := &counted{out: bufio.NewWriterSize(file, 1<<16)}
	s := &spool{run: source.Run(), file: file, out: out, tags: map[kind]uint32{}}
	s.byTenant = sync.OnceValues(func() ([]section, error) { return s.sortByTenant(placesAtOnce) })
	var err error
	fill := func(into *section, write func() (section, error)) {
		if err == nil {
			*into, err = write()
		}
	}
	fill(&s.coverage, func() (section, error) {
		return record(out, source.Coverage(ctx, filter), coverageRow, untagged)
	})
	fill(&s.findings, func() (section, error) {
		return record(out, source.Findings(ctx, filter), reportedRow, func(r *reconcile.Reported) uint32 { return s.tag(&r.Finding) })
	})
	fill(&s.resolved, func() (section, error) {
		return record(out, source.Resolved(ctx, filter), resolvedRow, func(r *reconcile.ResolvedFinding) uint32 { return s.tag(&r.Finding) })
	})
	fill(&s.silenced, func() (section, error) {
		return record(out, source.Silenced(ctx, filter), findingRow, s.tag)
	})
	fill(&s.plan, func() (section, error) {
		return record(out, source.Plan(ctx, filter), plannedRow, untagged)
	})
	if err = cmp.Or(err, out.flush()); err != nil {
		return nil, fmt.Errorf("read the report of run %d: %w", s.run.Seq, err)
	}
	return s, nil
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
	out *bufio.Writer
	n   int64
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
	s := section{offset: out.n}
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

// Plan yields the lines of the plan.
func (s *spool) Plan(_ context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Planned, error] {
	return replay(s, s.plan, plannedRow, all, func(p *reconcile.Planned) bool { return p.Passes(filter) })
}

func all(uint32) bool { return true }

// wanted returns which tags of findings a filter can leave.
func (s *spool) wanted(filter reconcile.Filter) func(uint32) bool {
	return func(tag uint32) bool {
		k := s.kinds[tag]
		return (filter.Job == "" || k.job == filter.Job) && (filter.Code == "" || k.code == filter.Code)
	}
}
