package app

import (
	"context"
	"errors"

	"handover/cmd/internal/config"
	"handover/sql/store"
)

// Reading opens the settings' store for reading, hands both to a function and
// closes the store again.
func (a *App) Reading(ctx context.Context, do func(*config.Config, *store.Store) error) error {
	return a.with(ctx, store.ReadOnly, do)
}

// Writing does the same with a store that can be written to; it does not create
// one.
func (a *App) Writing(ctx context.Context, do func(*config.Config, *store.Store) error) error {
	return a.with(ctx, store.ReadWrite, do)
}

func (a *App) with(ctx context.Context, mode store.Mode, do func(*config.Config, *store.Store) error) (err error) {
	settings, err := a.Settings()
	if err != nil {
		return err
	}
	st, err := a.Open(ctx, &settings, mode)
	if schema, ok := errors.AsType[*store.SchemaError](err); ok && !schema.Ahead() {
		st, err = a.updated(ctx, &settings, mode)
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	return do(&settings, st)
}

// updated opens a store whose schema is older: an SQLite file is brought up to
// date by opening it for writing, a server's database is refused.
func (a *App) updated(ctx context.Context, c *config.Config, mode store.Mode) (*store.Store, error) {
	writing, err := a.Open(ctx, c, store.ReadWrite)
	if err != nil {
		return nil, err
	}
	if err := writing.Close(); err != nil {
		return nil, err
	}
	return a.Open(ctx, c, mode)
}
