package storetest

import (
	"context"
	"errors"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/sql/store"
)

func togetherTests() map[string]func(*bench) {
	return map[string]func(*bench){
		"stores several kinds at once":                testTogether,
		"leaves nothing of any kind after a rollback": testTogetherRollback,
		"is refused where one kind was":               testTogetherRefused,
		"takes one kind after the other":              testTogetherInOrder,
		"leaves nothing where it is broken off": fault{func(b *bench) func(context.Context, *store.Store) error {
			b.deliverAll(everything("csv", 1))
			return func(ctx context.Context, s *store.Store) error {
				return together(ctx, s, everything("csv", 2)[0], delivery{at: 2, complete: true, rows: rows{sub("t1", "s1", 6), {Nothing: "t2"}}})
			}
		}}.run,
	}
}

// together delivers several imports in one delivery.
func together(ctx context.Context, s *store.Store, imports ...delivery) (err error) {
	d, err := s.Delivery(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Rollback()) }()
	for _, each := range imports {
		err := merged(ctx, d, each)
		if err != nil {
			return err
		}
	}
	return d.Commit(ctx)
}

func merged(ctx context.Context, within *store.Delivery, d delivery) error {
	im, err := within.Import(ctx, d.header())
	if err != nil {
		return err
	}
	for i, row := range d.rows {
		row.Line = int64(i + 2)
		err := im.Add(ctx, row)
		if err != nil {
			return err
		}
	}
	_, err = im.Merge(ctx)
	return err
}

// testTogether compares what is stored with what one import after the other stores.
func testTogether(b *bench) {
	for _, at := range []int{1, 2} { // the second of them finds things unchanged
		b.deliverAll(everything("csv", at))
	}
	want := b.dump()
	b.wipe()
	for _, at := range []int{1, 2} {
		b.must(together(b.Context(), b.the(), everything("csv", at)...))
	}
	if diff := cmp.Diff(want, b.dump()); diff != "" {
		b.Errorf("stored (-one after the other +together):\n%s", diff)
	}
}

func testTogetherRollback(b *bench) {
	b.deliverAll(everything("csv", 1))
	before, all := b.dump(), everything("csv", 2)
	for n := range all {
		d, err := b.the().Delivery(b.Context())
		b.must(err)
		for _, each := range all[:n] {
			b.must(merged(b.Context(), d, each))
		}
		im, err := d.Import(b.Context(), all[n].header()) // which has begun
		b.must(err)
		b.must(im.Add(b.Context(), all[n].rows[0]))
		b.must(d.Rollback())
		b.must(d.Rollback())
		if diff := cmp.Diff(before, b.dump()); diff != "" {
			b.Fatalf("a rollback in kind %d leaves (-before +after):\n%s", n, diff)
		}
	}
	b.deliverAll(everything("csv", 3))
}

// testTogetherRefused has the second kind lack a column that its source had.
func testTogetherRefused(b *bench) {
	b.deliver(delivery{at: 1, rows: rows{sub("t1", "s1", 5)}})
	before := b.dump()
	d, err := b.the().Delivery(b.Context())
	b.must(err)
	defer func() { b.must(d.Rollback()) }()
	b.must(merged(b.Context(), d, delivery{kind: reconcile.TenantRows, at: 2, rows: rows{profile("t2", "Contoso")}}))
	narrow := sub("t1", "s1", 0)
	narrow.Subscription.Quantity = reconcile.Count{}
	err = merged(b.Context(), d, delivery{at: 2, carries: reconcile.FieldsOf(reconcile.FieldStatus), rows: rows{narrow}})
	if _, refused := errors.AsType[*reconcile.NarrowError](err); !refused {
		b.Errorf("the second kind gives %v, want a *NarrowError", err)
	}
	if err := d.Commit(b.Context()); err == nil {
		b.Error("what was refused in part is committed")
	}
	b.must(d.Rollback())
	if diff := cmp.Diff(before, b.dump()); diff != "" {
		b.Errorf("stored (-before +after):\n%s", diff)
	}
}

func testTogetherInOrder(b *bench) {
	d, err := b.the().Delivery(b.Context())
	b.must(err)
	defer func() { b.must(d.Rollback()) }()
	im, err := d.Import(b.Context(), delivery{at: 1}.header())
	b.must(err)
	_, err = d.Import(b.Context(), delivery{kind: movesKind, at: 1}.header())
	if err == nil {
		b.Error("a kind begins before the one before is merged")
	}
	if err := d.Commit(b.Context()); err == nil {
		b.Error("rows that are not merged are committed")
	}
	_, err = im.Merge(b.Context())
	b.must(err)
	b.must(d.Commit(b.Context()))
	for _, ended := range []func() error{
		func() error { return d.Commit(b.Context()) },
		func() error { return im.Add(b.Context(), sub("t1", "s1", 5)) },
		func() error { _, err := d.Import(b.Context(), delivery{at: 2}.header()); return err },
		func() error { return d.NotRead(b.Context(), []reconcile.NotRead{unread("t1", "csv", 3)}) },
	} {
		if ended() == nil {
			b.Error("something is taken after the end")
		}
	}
}
