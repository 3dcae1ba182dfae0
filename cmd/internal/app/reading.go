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
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	return do(&settings, st)
}
