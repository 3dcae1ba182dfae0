package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

// bench is one measurement as a whole.
type bench struct {
	options
	progress io.Writer
	folder   string    // of all data
	begin    time.Time // the first of the nights, a few days ago
	peers    peers
	machine  string
	results  *results
	sizes    map[int]int // subscriptions by factor
	findings map[int]int // open ones by factor
	floor    int64       // no peak below it can be told
}

// prepare looks for the peers and says which are missing.
func prepare(ctx context.Context, o options, progress io.Writer) (*bench, error) {
	folder, err := os.MkdirTemp(o.folder, "bench-peers-")
	if err != nil {
		return nil, fmt.Errorf("make a folder for the data: %w", err)
	}
	b := &bench{
		options: o, progress: progress, folder: folder, results: newResults(), sizes: map[int]int{}, findings: map[int]int{},
		begin: time.Now().UTC().Truncate(24*time.Hour).AddDate(0, 0, -4).Add(5 * time.Hour),
	}
	b.peers, b.machine = findPeers(ctx, &o), describe(ctx, o.handover)
	for _, p := range b.peers.all() {
		if p.missing != "" {
			b.tell("%s is not measured: %s", p.name, p.missing)
		}
	}
	return b, nil
}

// close removes the data.
func (b *bench) close() error {
	if err := os.RemoveAll(b.folder); err != nil {
		return fmt.Errorf("remove the data: %w", err)
	}
	return nil
}

// tell says how far it is; where nobody can hear it, the measurement goes on.
func (b *bench) tell(format string, args ...any) {
	_, _ = fmt.Fprintf(b.progress, format+"\n", args...) // nobody may be there to read it
}

// factors are the sizes in units of --rows.
func (b *bench) factors() []int {
	if b.growth == 0 {
		return []int{1}
	}
	return []int{1, b.growth}
}

// roundsOf is how often a size is measured.
func (b *bench) roundsOf(factor int) int {
	if factor > 1 {
		return b.growthRounds
	}
	return b.rounds
}

// measure takes all rounds of all stores and sizes, the peers in turn with ours.
func (b *bench) measure(ctx context.Context) (err error) {
	for _, factor := range b.factors() {
		b.tell("inventing about %d subscriptions", b.rows*factor)
		folder := filepath.Join(b.folder, fmt.Sprintf("times-%d", factor))
		data, err := invent(ctx, &b.options, folder, factor, b.begin)
		if err != nil {
			return err
		}
		b.sizes[factor] = data.rows
		rounds := b.roundsOf(factor)
		for number := range rounds {
			for _, store := range b.stores {
				b.tell("round %d of %d, %s, %d subscriptions", number+1, rounds, store, data.rows)
				if err := b.round(ctx, place{store, factor}, &data); err != nil {
					return err
				}
			}
		}
		if err := os.RemoveAll(folder); err != nil {
			return fmt.Errorf("remove the data: %w", err)
		}
	}
	b.floor, err = ownPeak()
	return err
}

// round measures everything once at one place, on an empty store.
func (b *bench) round(ctx context.Context, p place, data *estate) (err error) {
	folder, err := os.MkdirTemp(b.folder, "round-")
	if err != nil {
		return fmt.Errorf("make the folder of a round: %w", err)
	}
	r := &round{bench: b, place: p, data: data, folder: folder}
	defer func() { err = errors.Join(err, r.close()) }()
	if err := r.open(ctx); err != nil {
		return err
	}
	return r.nights(ctx)
}
