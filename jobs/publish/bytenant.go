package publish

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"handover/reconcile"
)

// placesAtOnce is how many findings are sorted by their tenants at a time: some
// megabytes of memory, whatever the number of findings.
const placesAtOnce = 1 << 16

// place is where something of a tenant stands: a finding in the file of a spool, or the
// tenant itself in the coverage.
type place struct {
	tenant string
	at     int64
}

// turn is where a finding stands in the file of a spool, and the ordinal of its tenant
// in the coverage.
type turn struct{ tenant, at int64 }

func byID() sorting[place] {
	return sorting[place]{
		func(c *coder, p *place) {
			text(c, &p.tenant)
			c.number(&p.at)
		},
		func(a, b place) int { return strings.Compare(a.tenant, b.tenant) },
	}
}

func byOrdinal() sorting[turn] {
	return sorting[turn]{
		func(c *coder, t *turn) {
			c.number(&t.tenant)
			c.number(&t.at)
		},
		func(a, b turn) int { return cmp.Compare(a.tenant, b.tenant) },
	}
}

// sortByTenant adds the turns of the findings to the file, sorted by the order that their
// tenants have in the coverage; those of a tenant keep theirs. Neither are all tenants
// ever in memory nor all findings: both are sorted by the tenant's id first, and then
// read side by side.
func (s *spool) sortByTenant(atOnce int) (sorted[turn], error) {
	out := s.outs[0]
	found, err := byID().sort(s, out, s.foundPlaces(), atOnce)
	if err != nil {
		return sorted[turn]{}, err
	}
	covered, err := byID().sort(s, out, s.coveredPlaces(), atOnce)
	if err != nil {
		return sorted[turn]{}, err
	}
	return byOrdinal().sort(s, out, turns(found.rows(), covered.rows()), atOnce)
}

// foundPlaces yields the places of the findings.
func (s *spool) foundPlaces() iter.Seq2[place, error] {
	return func(yield func(place, error) bool) {
		rows := s.messages(s.findings, all)
		var c coder
		var row reconcile.Reported
		for {
			message, err := rows.next()
			if errors.Is(err, io.EOF) {
				return
			}
			if err == nil {
				err = read(&c, message, &row, reportedRow)
			}
			if err != nil {
				yield(place{}, err)
				return
			}
			// A copy, since the text is a part of the whole row.
			if !yield(place{strings.Clone(row.Finding.TenantID), rows.at}, nil) {
				return
			}
		}
	}
}

// coveredPlaces yields the tenants with their ordinals.
func (s *spool) coveredPlaces() iter.Seq2[place, error] {
	return func(yield func(place, error) bool) {
		n := int64(0)
		for c, err := range replay(s, s.coverage, coverageRow, all, func(*reconcile.Coverage) bool { return true }) {
			if !yield(place{strings.Clone(c.TenantID), n}, err) {
				return
			}
			n++
		}
	}
}

// turns gives each finding the ordinal of its tenant, where both come by the tenant's id.
func turns(found, covered iter.Seq2[place, error]) iter.Seq2[turn, error] {
	return func(yield func(turn, error) bool) {
		next, stop := iter.Pull2(covered)
		defer stop()
		tenant, err, more := next()
		for f, failed := range found {
			for failed == nil && err == nil && more && tenant.tenant < f.tenant {
				tenant, err, more = next()
			}
			err = cmp.Or(failed, err)
			if err == nil && (!more || tenant.tenant != f.tenant) {
				err = fmt.Errorf("there is a finding of tenant %s, and no coverage", f.tenant)
			}
			if !yield(turn{tenant.at, f.at}, err) || err != nil {
				return
			}
		}
	}
}

// FindingsByTenant yields the findings by tenant, in the order of the coverage.
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
	order, err := s.byTenant()
	if err != nil {
		return err
	}
	var c coder
	rows := messages{wanted: wanted, in: bufio.NewReaderSize(nil, 1<<11)}
	for t, err := range order.rows() {
		if err != nil {
			return err
		}
		rows.rows = 1
		rows.in.Reset(io.NewSectionReader(s.findings.file, t.at, s.findings.offset+s.findings.size-t.at))
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
