package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"
	"unicode"

	"handover/reconcile"
)

// NotRead stores of which tenants a source could not read the subscriptions. A tenant that
// nobody has seen before is known from then on. An attempt that is older than what the
// source has delivered of the tenant, or than another that failed, is of no interest.
func (d *Delivery) NotRead(ctx context.Context, failed []reconcile.NotRead) error {
	err := d.open()
	if err != nil || len(failed) == 0 {
		return err
	}
	return d.note(d.addNotRead(ctx, failed))
}

func (d *Delivery) addNotRead(ctx context.Context, failed []reconcile.NotRead) error {
	q := &d.store.sql
	tenants, attempts := d.tx.bulk(q.TenantKnow), d.tx.bulk(q.NotReadAdd)
	for _, n := range latestOf(failed) {
		if n.TenantID == "" || n.Source == "" || tooLong(n.TenantID) || tooLong(n.Source) {
			return fmt.Errorf("note that %s could not read tenant %s: an id has 1 to %d bytes", n.Source, n.TenantID, reconcile.MaxIDBytes)
		}
		err := tenants.add(ctx, n.TenantID)
		if err == nil {
			err = attempts.add(ctx, n.TenantID, n.Source, n.At.Unix(), string(n.Reason), oneLine(n.Why))
		}
		if err != nil {
			return err
		}
	}
	err := tenants.flush(ctx)
	if err == nil {
		err = attempts.flush(ctx)
	}
	if err != nil {
		return err
	}
	_, err = d.tx.exec(ctx, q.NotReadOutdated)
	return err
}

// latestOf returns of several attempts of a source to read one tenant the last: a
// statement can store a row only once.
func latestOf(failed []reconcile.NotRead) []reconcile.NotRead {
	type key struct{ tenant, source string }
	list, at := make([]reconcile.NotRead, 0, len(failed)), make(map[key]int, len(failed))
	for _, n := range failed {
		place, there := at[key{n.TenantID, n.Source}]
		switch {
		case !there:
			at[key{n.TenantID, n.Source}] = len(list)
			list = append(list, n)
		case !n.At.Before(list[place].At):
			list[place] = n
		}
	}
	return list
}

// maxWhy is how much is kept of why a tenant could not be read, in characters.
const maxWhy = 300

// oneLine makes a text that a server may have written one that every database takes and
// every report can show.
func oneLine(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, string(unicode.ReplacementChar)))
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > maxWhy {
		return string(runes[:maxWhy-1]) + "…"
	}
	return text
}

// notRead reads of each tenant which sources could not read it.
func (s *scan) notRead(ctx context.Context, in span, page map[string]*reconcile.TenantState) error {
	return s.snapshot.tx.each(ctx, s.snapshot.store.sql.NotReadList, in.args(), func(rows *sql.Rows) (bool, error) {
		var n reconcile.NotRead
		var at int64
		err := rows.Scan(&n.TenantID, &n.Source, &at, &n.Reason, &n.Why)
		n.At = time.Unix(at, 0).UTC()
		if state := page[n.TenantID]; state != nil {
			state.NotRead = append(state.NotRead, n)
		}
		return true, err
	})
}
