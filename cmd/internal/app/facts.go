package app

import (
	"context"
	"errors"
	"time"

	"handover/cmd/internal/config"
	"handover/reconcile/merge"
	"handover/reconcile/rules"
	"handover/sql/store"
)

// Facts is what a command needs to judge the facts as they are: one snapshot of
// them and everything that the rules want to know beside.
type Facts struct {
	Settings *config.Config
	Snapshot *store.Snapshot
	Sources  *merge.Merger
	Tenants  []string // as they are stored; none are all
	Env      rules.Env
}

// Merger returns what makes one fact of what several sources say, as the settings
// weigh them and by their age now.
func (a *App) Merger(c *config.Config) *merge.Merger {
	return merge.New(c.Weighing(), a.Now().UTC().Truncate(time.Second))
}

// Judging opens a snapshot of the settings' store, hands it to a function and
// closes it again. A tenant that no import has named is refused.
func (a *App) Judging(ctx context.Context, asOf time.Time, tenants []string, do func(*Facts) error) error {
	return a.Reading(ctx, func(settings *config.Config, st *store.Store) (err error) {
		if err := RequirePartner(settings); err != nil {
			return err
		}
		policy, err := settings.Policy.Policy()
		if err != nil {
			return &UsageError{Err: err}
		}
		sources := a.Merger(settings)
		snapshot, err := st.Snapshot(ctx, sources)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, snapshot.Close()) }()
		known, err := KnownTenants(ctx, snapshot, tenants)
		if err != nil {
			return err
		}
		catalog, err := snapshot.Catalog(ctx)
		if err != nil {
			return err
		}
		sellers, err := snapshot.Sellers(ctx)
		if err != nil {
			return err
		}
		return do(&Facts{
			Settings: settings, Snapshot: snapshot, Sources: sources, Tenants: known,
			Env: rules.Env{
				AsOf: asOf, Policy: policy, Partner: settings.Us(), Catalog: catalog, Sellers: sellers, Targets: rules.NewTargets(),
			},
		})
	})
}
