package store

import (
	"context"
	"encoding/binary"
	"errors"
	"hash/maphash"
	"slices"

	"handover/reconcile"
)

// rowsPerPortion is how many rows wait until it is known whether they are as they were
// delivered before, and so many may come with the last tenant of them.
const rowsPerPortion = 2000

// portions takes the rows of a delivery of subscriptions, tenant by tenant, and stages
// those that differ from what is stored.
type portions struct {
	im      *Import
	digests bool // what is delivered may be found unchanged later
	compare bool // something may be found unchanged now

	values []any // of the rows that wait, one after the other
	rows   []waiting
	groups []group
	buffer []byte

	seed    maphash.Seed
	tenants filter // of the file: one that comes again is not worth a comparison
	keys    repeats
	twice   bool // a key is, within one group

	delivered, hashes *bulk

	same int64 // rows that were passed over
	open int64 // groups that were not
}

// waiting is a row that may be found unchanged.
type waiting struct {
	hash   rowHash
	stored bool // it is not a rejected one
	same   bool
}

// group is the rows of a tenant that stand together. Of a loose one it is not known
// whether each row will stand with the delivery.
type group struct {
	tenant           string
	rows             []waiting
	stored, rejected int64
	observedAt       int64
	loose, confirmed bool
	hashes, digest   string
}

func (im *Import) newPortions() *portions {
	digests, q := !im.header.Scattered && im.header.ObservedAt.Unix() <= im.latest(), &im.store.sql
	return &portions{
		im: im, digests: digests, compare: digests && im.again,
		seed: maphash.MakeSeed(), tenants: newFilter(),
		delivered: im.tx.bulk(q.DeliveredRows), hashes: im.tx.bulk(q.HashesAdd),
	}
}

// add takes what is staged of a row. One whose tenant cannot be read is of no group.
func (p *portions) add(ctx context.Context, fields []any) error {
	tenant, _ := fields[stagedTenant].(string) // of every row it is one
	nothing := fields[stagedRejected] == nothingThere
	refused := !nothing && fields[stagedRejected] != int64(0)
	if refused && tenant == "" {
		err := p.im.sink.add(ctx, fields...)
		if err != nil {
			return err
		}
		return p.im.sink.pause(ctx)
	}
	g, err := p.group(ctx, tenant)
	if err != nil {
		return err
	}
	if nothing {
		g.observedAt = max(g.observedAt, p.im.header.ObservedAt.Unix())
		return nil
	}
	p.values = append(p.values, fields...)
	var row waiting
	if refused {
		g.rejected++
		g.loose = true
	} else {
		g.stored++
		observedAt, _ := fields[stagedObservedAt].(int64) // of every row that is stored it is one
		g.observedAt = max(g.observedAt, observedAt)
		g.loose = g.loose || observedAt != p.im.header.ObservedAt.Unix()
		row.stored = true
		row.hash, p.buffer = hashRow(p.buffer, fields)
	}
	p.rows = append(p.rows, row)
	return nil
}

// group returns the group of the tenant of the next row.
func (p *portions) group(ctx context.Context, tenant string) (*group, error) {
	if n := len(p.groups); n > 0 && p.groups[n-1].tenant == tenant {
		last := &p.groups[n-1]
		if last.stored+last.rejected < rowsPerPortion {
			return last, nil
		}
		// It is too large to wait for all of it.
		last.loose = true
	}
	if max(len(p.rows), len(p.groups)) >= rowsPerPortion {
		err := p.send(ctx)
		if err != nil {
			return nil, err
		}
	}
	known := p.tenants.add(maphash.String(p.seed, tenant))
	p.groups = append(p.groups, group{tenant: tenant, loose: known || !p.digests})
	return &p.groups[len(p.groups)-1], nil
}

// send stages the rows that wait, but for those that are as they were.
func (p *portions) send(ctx context.Context) error {
	err := p.describe()
	if err == nil {
		err = p.confirm(ctx)
	}
	if err == nil {
		err = p.record(ctx)
	}
	if err == nil {
		err = p.stage(ctx)
	}
	return err
}

// describe tells of each group that waits what it holds.
func (p *portions) describe() error {
	next, times := p.rows, make(map[string]int, len(p.groups))
	for i := range p.groups {
		times[p.groups[i].tenant]++
	}
	for i := range p.groups {
		g := &p.groups[i]
		g.loose = g.loose || times[g.tenant] > 1
		n := g.stored + g.rejected
		g.rows, next = next[:n], next[n:]
		keys := make([]uint64, 0, n)
		hashes := make([]rowHash, 0, n)
		for k := range g.rows {
			if row := &g.rows[k]; row.stored {
				keys, hashes = append(keys, binary.BigEndian.Uint64(row.hash[:])), append(hashes, row.hash)
			}
		}
		slices.Sort(keys)
		if once := slices.Compact(keys); len(once) < len(keys) {
			keys, g.loose, p.twice = once, true, true
		}
		err := p.keys.add(keys...)
		if err != nil {
			return err
		}
		if !g.loose {
			g.hashes = textOf(hashes)
			g.digest = digestOf(g.hashes, int64(p.im.header.Carries))
		}
	}
	return nil
}

// record notes what the groups hold, and what they are to be compared by later.
func (p *portions) record(ctx context.Context) error {
	for i := range p.groups {
		g := &p.groups[i]
		staged := g.stored
		for k := range g.rows {
			if g.rows[k].same {
				staged--
			}
		}
		p.same += g.stored - staged
		if !g.confirmed {
			p.open++
		}
		err := p.delivered.add(ctx, g.tenant, staged, g.rejected, g.observedAt, g.digest, truth(g.loose), truth(g.confirmed))
		if err == nil && g.digest != "" && (staged > 0 || !g.confirmed) {
			err = p.hashes.add(ctx, g.tenant, p.im.header.Source, g.hashes)
		}
		if err != nil {
			return err
		}
	}
	err := p.delivered.flush(ctx)
	if err != nil {
		return err
	}
	return p.hashes.flush(ctx)
}

// stage stages the rows that are not as they were, and lets go of all.
func (p *portions) stage(ctx context.Context) error {
	width := stagedCommon + len(p.im.kind.blank)
	for i := range p.rows {
		if p.rows[i].same {
			continue
		}
		err := p.im.sink.add(ctx, p.values[i*width:(i+1)*width]...)
		if err != nil {
			return err
		}
	}
	clear(p.values)
	p.values, p.rows, p.groups = p.values[:0], p.rows[:0], p.groups[:0]
	return p.im.sink.pause(ctx)
}

// end sends the last rows, notes which tenants stand apart, and reports whether a key
// occurs more than once in the delivery.
func (p *portions) end(ctx context.Context) (repeated bool, err error) {
	err = p.send(ctx)
	if err != nil {
		return false, err
	}
	repeated, err = p.keys.any()
	err = errors.Join(err, p.keys.close())
	if err == nil && repeated && p.same > 0 {
		err = reconcile.ErrScattered
	}
	if err == nil {
		err = p.apart(ctx)
	}
	return repeated || p.twice, err
}

// apart notes the tenants whose rows stand apart. None of them may have been passed over.
func (p *portions) apart(ctx context.Context) error {
	if !p.digests { // nothing was compared, and nothing will be
		return nil
	}
	q := &p.im.store.sql
	apart, err := p.im.tx.exec(ctx, q.DeliveredApart)
	if err != nil || apart == 0 || !p.compare {
		return err
	}
	var torn int64
	err = p.im.tx.one(ctx, q.DeliveredTorn, nil, &torn)
	if err == nil && torn > 0 {
		err = reconcile.ErrScattered
	}
	return err
}
