package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"handover/sql/pgtest"
)

// The stores, as --stores names them.
const (
	sqlite   = "sqlite"
	postgres = "postgres"
)

// settings let data be a few days old, since the nights lie in the past.
const settings = `[partner]
id = "11111111-1111-1111-1111-111111111111"
name = "Contoso Partner"
country = "DE"

[run]
max_age = "720h"
`

// round is one store that is filled and judged once, with the peers in turn.
type round struct {
	*bench
	place   place
	data    *estate
	folder  string
	store   string // its URL
	cluster *pgtest.Cluster
}

// open makes the configuration and the store's place.
func (r *round) open(ctx context.Context) error {
	if err := os.WriteFile(r.path("handover.toml"), []byte(settings), 0o600); err != nil {
		return fmt.Errorf("write the configuration: %w", err)
	}
	r.store = "sqlite:" + r.path("handover.db")
	if r.place.store == sqlite {
		return nil
	}
	cluster, err := pgtest.Start(ctx)
	if err != nil {
		return err
	}
	r.cluster = cluster
	r.store, err = newDatabase(ctx, cluster.URL(), "bench_handover")
	return err
}

func (r *round) close() error {
	var err error
	if r.cluster != nil {
		err = errors.Join(dropDatabases(r.cluster.URL()), r.cluster.Stop())
	}
	if removed := os.RemoveAll(r.folder); removed != nil {
		err = errors.Join(err, fmt.Errorf("remove the folder of a round: %w", removed))
	}
	return err
}

func (r *round) path(name string) string { return filepath.Join(r.folder, name) }

// night is the instant of a night, counted from the first.
func (r *round) night(number int) string { return r.begin.AddDate(0, 0, number).Format(time.RFC3339) }

// nights is the round: four nights, and who reads their reports.
func (r *round) nights(ctx context.Context) error {
	steps := []func(context.Context) error{
		r.firstNight, r.unchangedNight, r.changedNight, r.reports, r.waits,
	}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (r *round) firstNight(ctx context.Context) error {
	var others []string
	for _, name := range []string{"tenants", "catalog", "moves", "transfers"} {
		others = append(others, filepath.Join(r.data.first, name+".csv"))
	}
	// What is small is stored beforehand: the loaders load the large file only.
	if _, err := r.handover(append([]string{"import", "--observed-at", r.night(0)}, others...)...).run(ctx); err != nil {
		return err
	}
	if err := r.importFile(ctx, importFirst, r.data.first, 0); err != nil {
		return err
	}
	if err := r.loaders(ctx); err != nil {
		return err
	}
	if err := r.judge(ctx, runFirst, 0, "--output", "md:"+r.path("first.md")); err != nil {
		return err
	}
	return r.analyst(ctx, r.duckdb)
}

func (r *round) unchangedNight(ctx context.Context) error {
	if err := r.importFile(ctx, importSame, r.data.first, 1); err != nil {
		return err
	}
	return r.judge(ctx, runNext, 1, "--output", "md:"+r.path("next.md"))
}

// changedNight measures the import of the large file alone, and then a whole night of the next export.
func (r *round) changedNight(ctx context.Context) error {
	if err := r.importFile(ctx, importChanged, r.data.changed, 2); err != nil {
		return err
	}
	if err := r.timed(ctx, nightImport, r.handover("import", "--observed-at", r.night(3), r.data.again)); err != nil {
		return err
	}
	if err := r.judge(ctx, nightRun, 3, "--out", r.path("out")); err != nil {
		return err
	}
	return r.analyst(ctx, r.pandas)
}

func (r *round) reports(ctx context.Context) error {
	if err := r.timed(ctx, allFormats, r.handover("report", "--out", r.path("again"))); err != nil {
		return err
	}
	for _, format := range formatNames() {
		if r.place.factor > 1 {
			break // the sum is asked for at the smaller size only
		}
		command := r.handover("report", "--output", format+":"+r.path("alone."+format))
		if err := r.timed(ctx, aloneName(format), command); err != nil {
			return err
		}
	}
	return r.analyst(ctx, r.excelize)
}

func (r *round) waits(ctx context.Context) error {
	err := r.judge(ctx, oneTenant, 3, "--tenant", r.data.tenant, "--output", "md:"+r.path("one.md"))
	if err != nil {
		return err
	}
	return r.list(ctx)
}

// list measures lists of the open findings, as people ask for them.
func (r *round) list(ctx context.Context) error {
	for _, l := range []struct {
		name  string
		flags []string
	}{
		{openFindings, nil},
		{firstFindings, []string{"--limit", "20"}},
		{worstFindings, []string{"--severity", "critical"}},
		{dueFindings, []string{"--due-within", "7", "--limit", "20"}},
	} {
		if err := r.timed(ctx, l.name, r.handover(append([]string{"findings"}, l.flags...)...)); err != nil {
			return err
		}
	}
	return nil
}

// aloneName is what the rendering of one format is called.
func aloneName(format string) string { return fmt.Sprintf(reportAloneName, format) }

// analyst runs a peer, which is asked at the smaller size only.
func (r *round) analyst(ctx context.Context, peer func(context.Context) error) error {
	if r.place.factor > 1 {
		return nil
	}
	return peer(ctx)
}

func (r *round) importFile(ctx context.Context, name, folder string, night int) error {
	return r.timed(ctx, name, r.handover("import", "--observed-at", r.night(night), filepath.Join(folder, subscriptionsFile)))
}

// judge measures a run; what it says tells how many findings there are.
func (r *round) judge(ctx context.Context, name string, night int, more ...string) error {
	var told bytes.Buffer
	c := r.handover(append([]string{"run", "--as-of", r.night(night), "--json"}, more...)...)
	c.stdout, c.fine = &told, []int{partial}
	if err := r.timed(ctx, name, c); err != nil {
		return err
	}
	var run struct {
		Findings  int `json:"findings"`
		Evaluated int `json:"evaluated"`
	}
	if err := json.Unmarshal(told.Bytes(), &run); err != nil {
		return fmt.Errorf("read what the run says: %w", err)
	}
	if run.Evaluated == 0 {
		return fmt.Errorf("measure %s: it has evaluated no tenant", name)
	}
	if name != oneTenant {
		r.findings[r.place.factor] = run.Findings
	}
	return nil
}

// partial is the exit code of a run that could not evaluate every tenant; the invented data holds such tenants.
const partial = 4

// handover is a command of ours on the store of this round.
func (r *round) handover(args ...string) *command {
	all := append([]string{r.options.handover, "--quiet", "--config", r.path("handover.toml"), "--db", r.store}, args...)
	return &command{folder: r.folder, args: all}
}

// timed runs a process and keeps what it took.
func (r *round) timed(ctx context.Context, name string, c *command) error {
	took, err := c.run(ctx)
	if err != nil {
		return fmt.Errorf("measure %s: %w", name, err)
	}
	r.tell("  %-40s %9s, processors %9s, memory %8s", name, seconds(took.wall), seconds(took.cpu), mebibytes(took.peak))
	r.results.add(r.place, name, took)
	return nil
}
