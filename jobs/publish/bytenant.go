package publish

import (
	"bufio"
	"cmp"
	"container/heap"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"handover/reconcile"
)

// placesAtOnce is how many findings are sorted by their tenants at a time: some
// megabytes of memory, whatever the number of findings.
const placesAtOnce = 1 << 16

// place is where a finding of a tenant stands in the file of a spool.
type place struct {
	tenant string
	at     int64
}

func placeRow(c *coder, p *place) {
	text(c, &p.tenant)
	c.number(&p.at)
}

// sortByTenant adds the places of the findings to the file, as sections each of which
// is sorted by tenant and keeps the order of the findings within one.
func (s *spool) sortByTenant(atOnce int) ([]section, error) {
	var sorted []section
	var places []place
	rows := s.messages(s.findings, all)
	var c coder
	var row reconcile.Reported
	for more := true; more; {
		message, err := rows.next()
		more = !errors.Is(err, io.EOF)
		if more && err == nil {
			err = read(&c, message, &row, reportedRow)
			// A copy, since the text is a part of the whole row.
			places = append(places, place{strings.Clone(row.Finding.TenantID), rows.at})
		}
		if more && err != nil {
			return nil, err
		}
		if len(places) == 0 || more && len(places) < atOnce {
			continue
		}
		slices.SortStableFunc(places, func(a, b place) int { return cmp.Compare(a.tenant, b.tenant) })
		section, err := record(s.outs[0], listed(places), placeRow, untagged)
		if err != nil {
			return nil, err
		}
		sorted, places = append(sorted, section), places[:0]
	}
	return sorted, s.outs[0].flush()
}

func listed[T any](list []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, one := range list {
			if !yield(one, nil) {
				return
			}
		}
	}
}

// FindingsByTenant yields the findings by the tenants' ids.
func (s *spool) FindingsByTenant(_ context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Reported, error] {
	return func(yield func(reconcile.Reported, error) bool) {
		var row reconcile.Reported
		err := s.readByTenant(s.wanted(filter), &row, func() bool { return !filter.Passes(&row.Finding) || yield(row, nil) })
		if err != nil {
			yield(reconcile.Reported{}, fmt.Errorf("read the report of run %d by tenant: %w", s.run.Seq, err))
		}
	}
}

// readByTenant reads one row after the other, until the caller has enough.
func (s *spool) readByTenant(wanted func(tag uint32) bool, row *reconcile.Reported, goOn func() bool) error {
	sections, err := s.byTenant()
	if err != nil {
		return err
	}
	var c coder
	rows := messages{wanted: wanted, in: bufio.NewReaderSize(nil, 1<<11)}
	for p, err := range s.merged(sections) {
		if err != nil {
			return err
		}
		rows.rows = 1
		rows.in.Reset(io.NewSectionReader(s.findings.file, p.at, s.findings.offset+s.findings.size-p.at))
		message, err := rows.next()
		if errors.Is(err, io.EOF) { // it is of another kind than wanted
			continue
		}
		if err == nil {
			err = read(&c, message, row, reportedRow)
		}
		if err != nil {
			return err
		}
		if !goOn() {
			return nil
		}
	}
	return nil
}

// merged yields the places of all sections in one order.
func (s *spool) merged(sections []section) iter.Seq2[place, error] {
	return func(yield func(place, error) bool) {
		var first runs
		for i, from := range sections {
			next, stop := iter.Pull2(replay(s, from, placeRow, all, func(*place) bool { return true }))
			defer stop()
			if r := (&run{next: next, number: i}); r.advance() {
				first = append(first, r)
			}
		}
		heap.Init(&first)
		for len(first) > 0 {
			if !yield(first[0].place, first[0].err) {
				return
			}
			if first[0].advance() {
				heap.Fix(&first, 0)
			} else {
				heap.Pop(&first)
			}
		}
	}
}

// run is a section of places that is being read.
type run struct {
	place
	err    error
	next   func() (place, error, bool)
	number int
}

// advance goes to the next place, and reports whether there is one, or an error.
func (r *run) advance() (there bool) {
	r.place, r.err, there = r.next()
	return there
}

// runs is a heap of those that have not ended; see container/heap. An error comes
// before everything else.
type runs []*run

func (r runs) Len() int      { return len(r) }
func (r runs) Swap(i, k int) { r[i], r[k] = r[k], r[i] }
func (r runs) Less(i, k int) bool {
	if failed := r[i].err != nil; failed != (r[k].err != nil) {
		return failed
	}
	return cmp.Or(cmp.Compare(r[i].tenant, r[k].tenant), cmp.Compare(r[i].number, r[k].number)) < 0
}

// Push is never called: a run ends, and none begins.
func (r *runs) Push(any) { panic("a run of places was added while the runs are merged") }

// Pop takes the last run away.
func (r *runs) Pop() any {
	last := (*r)[len(*r)-1]
	*r = (*r)[:len(*r)-1]
	return last
}
