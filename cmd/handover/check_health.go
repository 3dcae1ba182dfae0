package main

import (
	"context"
	"fmt"

	"handover/cmd/internal/app"
	"handover/cmd/internal/observe"
)

// checkHealth asks handover serve on this machine whether it is alive, as a container that
// has no other program does.
func checkHealth(ctx context.Context, a *app.App) error {
	settings, err := a.Settings()
	if err != nil {
		return err
	}
	if settings.Serve.Listen == "" {
		return app.Usagef("serve.listen is \"\": handover serve answers nowhere; name an address there or in HANDOVER_LISTEN")
	}
	address, err := observe.AskAlive(ctx, settings.Serve.Listen)
	if err != nil {
		return fmt.Errorf("handover serve is not alive: %w", err)
	}
	_, err = fmt.Fprintf(a.Stdout, "handover serve is alive at %s\n", address)
	return err
}
