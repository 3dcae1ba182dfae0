package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"time"

	"handover/reconcile"
	sqlfiles "handover/sql"
)

// BeginSending records that a message is about to be sent, with what it tells; both are
// committed when it returns. One of the same key that was begun before and never ended,
// or of which nobody knows whether it came, is marked as one that may come twice, also in
// the record that is handed in.
func (s *Store) BeginSending(ctx context.Context, sending *reconcile.Sending, told []reconcile.ToldItem) error {
	return s.writing(ctx, "begin message "+sending.Key, func(t *tx) error {
		var seq int64
		err := t.one(ctx, s.sql.SendingNext, nil, &seq)
		if err != nil {
			return err
		}
		for _, step := range []step{
			{s.sql.SendingBegin, []any{
				sending.Key, seq, sending.Target, sending.Party.Kind, sending.Party.ID, sending.Run, sending.BegunAt.Unix(), len(told),
			}},
			{s.sql.ToldWipe, []any{sending.Key}},
		} {
			_, err = t.exec(ctx, step.query, step.args...)
			if err != nil {
				return err
			}
		}
		err = t.one(ctx, s.sql.SendingTwice, []any{sending.Key}, &sending.Twice)
		if err != nil {
			return err
		}
		rows := t.bulk(s.sql.ToldAdd)
		for i := range told {
			item := &told[i]
			err = rows.add(ctx, sending.Key, item.Finding, string(item.Milestone), item.Version, string(item.Urgency), truth(item.Over))
			if err != nil {
				return err
			}
		}
		return rows.flush(ctx)
	})
}

// EndSending records what became of a message that was begun: its state, whether it may
// have come twice, how often it was sent since it was begun, what went wrong, and when.
func (s *Store) EndSending(ctx context.Context, sending *reconcile.Sending) error {
	return s.writing(ctx, "end message "+sending.Key, func(t *tx) error {
		n, err := t.exec(ctx, s.sql.SendingEnd,
			string(sending.State), truth(sending.Twice), sending.Tries, sought(sending.Words), sending.EndedAt.Unix(), sending.Key)
		if err == nil && n == 0 {
			err = fmt.Errorf("%s: it was never begun", t.op)
		}
		return err
	})
}

// Sendings returns the messages of a run, in the order in which they were last begun.
func (s *Store) Sendings(ctx context.Context, run int64) ([]reconcile.Sending, error) {
	return s.sendings(ctx, s.sql.SendingList, run)
}

// OpenSendings returns the messages to a target that were begun and never ended, in the
// order in which they were.
func (s *Store) OpenSendings(ctx context.Context, target string) ([]reconcile.Sending, error) {
	return s.sendings(ctx, s.sql.SendingOpen, target)
}

func (s *Store) sendings(ctx context.Context, q sqlfiles.Query, arg any) ([]reconcile.Sending, error) {
	var list []reconcile.Sending
	err := s.reading(ctx, "read the messages", func(t *tx) (err error) {
		list, err = collect(ctx, t, q, []any{arg}, func(rows *sql.Rows) (reconcile.Sending, error) {
			var m reconcile.Sending
			var begun int64
			var ended sql.NullInt64
			err := rows.Scan(&m.Key, &m.Target, &m.Party.Kind, &m.Party.ID, &m.Run, &m.State, &m.Twice, &m.Tries, &m.Words, &begun, &ended, &m.Items)
			m.BegunAt, m.EndedAt = instant(begun), fromSeconds(ended)
			return m, err
		})
		return err
	})
	return list, err
}

// LastSent returns the number of the newest run of which a message to a target arrived,
// 0 where there is none.
func (s *Store) LastSent(ctx context.Context, target string) (run int64, err error) {
	err = s.reading(ctx, "read the last message", func(t *tx) error {
		return t.one(ctx, s.sql.SendingLast, []any{target}, &run)
	})
	return run, err
}

// LettersSince counts the letters to a target that were begun after an instant and that
// nobody refused.
func (s *Store) LettersSince(ctx context.Context, target string, at time.Time) (n int, err error) {
	err = s.reading(ctx, "count letters", func(t *tx) error {
		return t.one(ctx, s.sql.SendingSince, []any{target, at.Unix()}, &n)
	})
	return n, err
}

func placesOfTold(item *reconcile.ToldItem) []any {
	return []any{&item.Finding, &item.Milestone, &item.Version, &item.Urgency, &item.Over}
}

// LastTold yields what the messages to a target have told that arrived, or that may have; what
// was told later of a finding comes later.
func (s *Store) LastTold(ctx context.Context, target string) iter.Seq2[reconcile.LastTold, error] {
	return stream(ctx, s, "read what was told", s.sql.ToldLast, []any{target}, func(rows *sql.Rows) (reconcile.LastTold, bool, error) {
		var t reconcile.LastTold
		err := rows.Scan(append([]any{&t.Party.Kind, &t.Party.ID, &t.Run, &t.Unsure}, placesOfTold(&t.ToldItem)...)...)
		return t, true, err
	})
}

// ResolvedSince yields what the runs of the store's history behind one run, up to another
// one, found no longer, with the content it had before, in the order of the runs.
func (s *Store) ResolvedSince(ctx context.Context, after, upTo int64) iter.Seq2[reconcile.ResolvedFinding, error] {
	return stream(ctx, s, "read the resolved findings", s.sql.ResolvedSince, []any{after, upTo},
		func(rows *sql.Rows) (reconcile.ResolvedFinding, bool, error) {
			var resolved reconcile.ResolvedFinding
			f, err := scanFinding(rows, &resolved.Reason)
			resolved.Finding = f.Finding
			return resolved, true, err
		})
}

// Release records that somebody allowed to write to parties at their addresses. One that
// was allowed before stays as it is.
func (s *Store) Release(ctx context.Context, releases []reconcile.Release) error {
	return s.writing(ctx, "release addresses", func(t *tx) error {
		for i := range releases {
			r := &releases[i]
			_, err := t.exec(ctx, s.sql.ReleaseAdd, r.Party.Kind, r.Party.ID, sought(r.Address), sought(r.Actor), r.At.Unix())
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Releases returns the addresses that were released, by party and address.
func (s *Store) Releases(ctx context.Context) ([]reconcile.Release, error) {
	var list []reconcile.Release
	err := s.reading(ctx, "read the released addresses", func(t *tx) (err error) {
		list, err = collect(ctx, t, s.sql.ReleaseList, nil, func(rows *sql.Rows) (r reconcile.Release, err error) {
			var at int64
			err = rows.Scan(&r.Party.Kind, &r.Party.ID, &r.Address, &r.Actor, &at)
			r.At = instant(at)
			return r, err
		})
		return err
	})
	return list, err
}
