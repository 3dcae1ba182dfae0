package publish

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"iter"
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

	kinds []kind          // of findings, by their tag
	tags  map[kind]uint64 // the other way round

	coverage, findings, resolved, silenced, plan section

	// byTenant is added by the first that asks for it: few formats do.
	byTenant func() (section, error)
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
// length, and a message of gob; primer is the message that tells gob the type, so
// that any of the rows can be left out.
type section struct {
	offset, size int64
	rows         int
	primer       []byte
}

// errSpool marks what went wrong with the spool's file and not with the source.
var errSpool = errors.New("temporary file")

// fillSpool reads a source once.
func fillSpool(ctx context.Context, source reports.Source, filter reconcile.Filter, file spoolFile) (*spool, error) {
	s := &spool{run: source.Run(), file: file, tags: map[kind]uint64{}}
	untagged := uint64(0)
	out := &counted{out: bufio.NewWriterSize(file, 1<<16)}
	s.byTenant = sync.OnceValues(func() (section, error) {
		into, err := record(out, source.FindingsByTenant(ctx, filter), func(r *reconcile.Reported) uint64 { return s.tags[kindOf(&r.Finding)] })
		return into, cmp.Or(err, out.flush())
	})
	var err error
	fill := func(into *section, write func() (section, error)) {
		if err == nil {
			*into, err = write()
		}
	}
	fill(&s.coverage, func() (section, error) {
		return record(out, source.Coverage(ctx, filter), func(*reconcile.Coverage) uint64 { return untagged })
	})
	fill(&s.findings, func() (section, error) {
		return record(out, source.Findings(ctx, filter), func(r *reconcile.Reported) uint64 { return s.tag(&r.Finding) })
	})
	fill(&s.resolved, func() (section, error) {
		return record(out, source.Resolved(ctx, filter), func(r *reconcile.ResolvedFinding) uint64 { return s.tag(&r.Finding) })
	})
	fill(&s.silenced, func() (section, error) {
		return record(out, source.Silenced(ctx, filter), s.tag)
	})
	fill(&s.plan, func() (section, error) {
		return record(out, source.Plan(ctx, filter), func(*reconcile.Planned) uint64 { return untagged })
	})
	if err = cmp.Or(err, out.flush()); err != nil {
		return nil, fmt.Errorf("read the report of run %d: %w", s.run.Seq, err)
	}
	return s, nil
}

func kindOf(f *reconcile.Finding) kind { return kind{f.Job, f.Code} }

// tag returns the number of a finding's kind.
func (s *spool) tag(f *reconcile.Finding) uint64 {
	k := kindOf(f)
	tag, ok := s.tags[k]
	if !ok {
		tag = uint64(len(s.kinds))
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

// record writes the rows of a sequence as a section.
func record[T any](out *counted, rows iter.Seq2[T, error], tag func(*T) uint64) (section, error) {
	s := section{offset: out.n}
	var message bytes.Buffer
	encoder := gob.NewEncoder(&message)
	var none T
	if err := encoder.Encode(&none); err != nil {
		return section{}, err
	}
	s.primer = bytes.Clone(message.Bytes())
	var head []byte
	for row, err := range rows {
		if err != nil {
			return section{}, err
		}
		message.Reset()
		if err := encoder.Encode(&row); err != nil {
			return section{}, err
		}
		head = binary.AppendUvarint(head[:0], tag(&row))
		head = binary.AppendUvarint(head, uint64(message.Len()))
		if err := out.write(head, message.Bytes()); err != nil {
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
	return replay(s, s.coverage, all, func(c *reconcile.Coverage) bool { return filter.PassesTenant(c.TenantID) })
}

// Findings yields the findings. Those of other jobs and codes than asked for are
// passed over unread.
func (s *spool) Findings(_ context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Reported, error] {
	return replay(s, s.findings, s.wanted(filter), func(r *reconcile.Reported) bool { return filter.Passes(&r.Finding) })
}

// FindingsByTenant yields them by the tenants' ids.
func (s *spool) FindingsByTenant(_ context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Reported, error] {
	return func(yield func(reconcile.Reported, error) bool) {
		from, err := s.byTenant()
		if err != nil {
			yield(reconcile.Reported{}, fmt.Errorf("read the report of run %d by tenant: %w", s.run.Seq, err))
			return
		}
		replay(s, from, s.wanted(filter), func(r *reconcile.Reported) bool { return filter.Passes(&r.Finding) })(yield)
	}
}

// Resolved yields the resolved findings.
func (s *spool) Resolved(_ context.Context, filter reconcile.Filter) iter.Seq2[reconcile.ResolvedFinding, error] {
	return replay(s, s.resolved, s.wanted(filter), func(r *reconcile.ResolvedFinding) bool { return filter.Passes(&r.Finding) })
}

// Silenced yields the newly silenced findings.
func (s *spool) Silenced(_ context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Finding, error] {
	return replay(s, s.silenced, s.wanted(filter), filter.Passes)
}

// Plan yields the lines of the plan.
func (s *spool) Plan(_ context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Planned, error] {
	return replay(s, s.plan, all, func(p *reconcile.Planned) bool { return p.Passes(filter) })
}

func all(uint64) bool { return true }

// wanted returns which tags of findings a filter can leave.
func (s *spool) wanted(filter reconcile.Filter) func(uint64) bool {
	return func(tag uint64) bool {
		k := s.kinds[tag]
		return (filter.Job == "" || k.job == filter.Job) && (filter.Code == "" || k.code == filter.Code)
	}
}
