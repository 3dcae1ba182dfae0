package store

import (
	"context"
	"database/sql"

	sqlfiles "handover/sql"
)

// confirm finds the rows that wait and are as the source delivered them last. It
// passes over rows of a tenant only where all that was delivered then is there again.
func (p *portions) confirm(ctx context.Context) error {
	var asked []any
	for i := range p.groups {
		if p.groups[i].digest != "" {
			asked = append(asked, p.groups[i].tenant)
		}
	}
	if !p.compare || len(asked) == 0 {
		return nil
	}
	q, h := &p.im.store.sql, &p.im.header
	digests, err := p.lookUp(ctx, q.DigestList, []any{h.Source, h.ObservedAt.Unix()}, asked)
	if err != nil {
		return err
	}
	asked = asked[:0]
	for i := range p.groups {
		g := &p.groups[i]
		switch digest := digests[g.tenant]; {
		case digest == "" || g.digest == "":
		case digest == g.digest:
			g.pass(nil)
		default:
			asked = append(asked, g.tenant)
		}
	}
	hashes, err := p.lookUp(ctx, q.HashesList, []any{h.Source}, asked)
	for i := range p.groups {
		g := &p.groups[i]
		text := hashes[g.tenant]
		if g.digest != "" && text != "" && digestOf(text, int64(h.Carries)) == digests[g.tenant] {
			g.passSome(text)
		}
	}
	return err
}

// lookUp reads a text of each of some tenants.
func (p *portions) lookUp(ctx context.Context, q sqlfiles.Query, before, tenants []any) (map[string]string, error) {
	texts := make(map[string]string, len(tenants))
	err := p.im.tx.eachOf(ctx, q, before, tenants, func(rows *sql.Rows) (bool, error) {
		var tenant, text string
		err := rows.Scan(&tenant, &text)
		texts[tenant] = text
		return true, err
	})
	return texts, err
}

// passSome passes over the rows of a group that are as their hashes tell, unless one
// of those is lacking.
func (g *group) passSome(text string) {
	before := map[[halfHash]byte]rowHash{}
	for _, hash := range hashesOf(text) {
		before[hash.key()] = hash
	}
	found := 0
	for i := range g.rows {
		if _, there := before[g.rows[i].hash.key()]; there {
			found++
		}
	}
	if found == len(before) {
		g.pass(before)
	}
}

// pass passes over the rows of a group that are as before; nil: all.
func (g *group) pass(before map[[halfHash]byte]rowHash) {
	g.confirmed = true
	for i := range g.rows {
		row := &g.rows[i]
		row.same = before == nil || before[row.hash.key()] == row.hash
	}
}
