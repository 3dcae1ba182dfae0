package comparison

import (
	"context"
	"iter"
	"slices"
	"time"

	"handover/reconcile"
	"handover/reports"
)

// Stored is a run as a store gives it for a comparison. Page, Hidden and ResolvedSince
// concern the tenants from one id to another, both included.
type Stored interface {
	Run() reconcile.Run
	Coverage(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Coverage, error]
	Page(ctx context.Context, first, last string) iter.Seq2[reconcile.Reported, error]
	Hidden(ctx context.Context, first, last string) iter.Seq2[reconcile.Finding, error]
	ResolvedSince(ctx context.Context, run int64, first, last string) iter.Seq2[reconcile.Resolution, error]
}

// tenantsAtOnce is how many tenants are compared at a time.
const tenantsAtOnce = 200

// Covered is how one of the runs covered a tenant that both, or only this one, looked at.
type Covered struct {
	Before, After reconcile.Coverage // of one that only one run looked at, the other is zero
}

// Comparison is what changed from one run to a later one.
type Comparison struct {
	reports.Wording // as of the later run
	Before, After   reconcile.Run

	Jobs                        []reconcile.Job // that both ran
	JobsBefore, JobsAfter       []reconcile.Job // that only one of them ran
	Tenants                     int             // that both looked at
	TenantsBefore, TenantsAfter []reconcile.Party

	Coverage []Covered // of tenants that are checked now and were not, or the other way, or not for another reason

	Deltas   map[reconcile.Delta]int          // of what the later run lists
	Resolved map[reconcile.ResolvedReason]int // of what it lists no longer; empty: another finding speaks for it
	Bridge   reconcile.Bridge

	runs   [2]Stored
	common []string // tenants that both looked at, by id
}

// New compares two runs, the earlier one first. It keeps one entry a tenant.
func New(ctx context.Context, before, after Stored, language string, zone *time.Location) (*Comparison, error) {
	c := &Comparison{Before: before.Run(), After: after.Run(), runs: [2]Stored{before, after}}
	var err error
	if c.Wording, err = reports.NewWording(language, zone, c.After.AsOf); err != nil {
		return nil, err
	}
	for _, job := range reconcile.Jobs() {
		switch was, is := slices.Contains(c.Before.Jobs, job), slices.Contains(c.After.Jobs, job); {
		case was && is:
			c.Jobs = append(c.Jobs, job)
		case was:
			c.JobsBefore = append(c.JobsBefore, job)
		case is:
			c.JobsAfter = append(c.JobsAfter, job)
		}
	}
	if err := c.cover(ctx); err != nil {
		return nil, err
	}
	return c, c.count(ctx)
}

// cover finds the tenants that both runs looked at, and how they differ.
func (c *Comparison) cover(ctx context.Context) error {
	was := map[string]reconcile.Coverage{}
	for coverage, err := range c.runs[0].Coverage(ctx, reconcile.Filter{}) {
		if err != nil {
			return err
		}
		was[coverage.TenantID] = slim(&coverage)
	}
	for coverage, err := range c.runs[1].Coverage(ctx, reconcile.Filter{}) {
		if err != nil {
			return err
		}
		is := slim(&coverage)
		before, both := was[is.TenantID]
		if !both {
			c.TenantsAfter = append(c.TenantsAfter, reconcile.Party{ID: is.TenantID, Name: is.Name})
			continue
		}
		delete(was, is.TenantID)
		c.common = append(c.common, is.TenantID)
		if before.Evaluated != is.Evaluated || before.Reason != is.Reason {
			c.Coverage = append(c.Coverage, Covered{before, is})
		}
	}
	for id := range was {
		c.TenantsBefore = append(c.TenantsBefore, reconcile.Party{ID: id, Name: was[id].Name})
	}
	slices.SortFunc(c.TenantsBefore, func(a, b reconcile.Party) int {
		return reconcile.CompareCoverage(&reconcile.Coverage{TenantID: a.ID, Name: a.Name}, &reconcile.Coverage{TenantID: b.ID, Name: b.Name})
	})
	slices.Sort(c.common)
	c.Tenants = len(c.common)
	return nil
}

// slim is what a comparison keeps of a tenant's coverage.
func slim(c *reconcile.Coverage) reconcile.Coverage {
	return reconcile.Coverage{
		TenantID: c.TenantID, Name: c.Name, Evaluated: c.Evaluated, Reason: c.Reason, Source: c.Source, ObservedAt: c.ObservedAt, SourceAt: c.SourceAt,
	}
}

func (c *Comparison) count(ctx context.Context) error {
	c.Deltas, c.Resolved = map[reconcile.Delta]int{}, map[reconcile.ResolvedReason]int{}
	bridge := reconcile.NewCrossing(c.Before.Seq)
	for passage, err := range c.passages(ctx, bridge) {
		switch {
		case err != nil:
			return err
		case passage.After == nil:
			c.Resolved[passage.Reason]++
		default:
			c.Deltas[passage.Delta]++
		}
	}
	c.Bridge = bridge.Bridge()
	return nil
}

// Changes counts what is not as it was.
func (c *Comparison) Changes() int {
	n := c.Deltas[reconcile.New] + c.Deltas[reconcile.Reopened] + c.Deltas[reconcile.Changed]
	for _, resolved := range c.Resolved {
		n += resolved
	}
	return n
}

// Passages yields what is not as it was, by tenant.
func (c *Comparison) Passages(ctx context.Context) iter.Seq2[reconcile.Passage, error] {
	return reports.Only(c.passages(ctx, reconcile.NewCrossing(c.Before.Seq)), func(p *reconcile.Passage) bool { return p.Delta != reconcile.Unchanged })
}

func (c *Comparison) passages(ctx context.Context, bridge *reconcile.Crossing) iter.Seq2[reconcile.Passage, error] {
	return func(yield func(reconcile.Passage, error) bool) {
		for page := range slices.Chunk(c.common, tenantsAtOnce) {
			left, err := c.left(ctx, page)
			if err != nil {
				yield(reconcile.Passage{}, err)
				return
			}
			for _, passage := range left.Compare(c.Jobs, bridge, &c.Before) {
				if !yield(passage, nil) {
					return
				}
			}
		}
	}
}

// left reads what both runs left of a page of tenants, by id.
func (c *Comparison) left(ctx context.Context, page []string) (*reconcile.Left, error) {
	first, last := page[0], page[len(page)-1]
	left := &reconcile.Left{HiddenBefore: map[string]bool{}, Hidden: map[string]bool{}, Reasons: map[string]reconcile.ResolvedReason{}}
	for i, into := range [...]*[]reconcile.Reported{&left.Before, &left.After} {
		for f, err := range c.runs[i].Page(ctx, first, last) {
			if err != nil {
				return nil, err
			}
			if _, both := slices.BinarySearch(page, f.Finding.TenantID); both {
				*into = append(*into, f)
			}
		}
	}
	for i, into := range [...]map[string]bool{left.HiddenBefore, left.Hidden} {
		for f, err := range c.runs[i].Hidden(ctx, first, last) {
			if err != nil {
				return nil, err
			}
			into[f.ID] = true
		}
	}
	for resolved, err := range c.runs[1].ResolvedSince(ctx, c.Before.Seq, first, last) {
		if err != nil {
			return nil, err
		}
		left.Reasons[resolved.Finding.ID] = resolved.Reason
	}
	return left, nil
}
