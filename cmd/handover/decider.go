package main

import (
	"strings"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
)

// decider is who decides, and why.
type decider struct{ by, reason string }

func (d *decider) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&d.by, "by", "", "`NAME` of who decides (required)")
	cmd.Flags().StringVar(&d.reason, "reason", "", "`TEXT` why (required)")
}

func (d *decider) check() error {
	if strings.TrimSpace(d.by) == "" || strings.TrimSpace(d.reason) == "" {
		return app.Usagef("--by and --reason are required: who decides, and why")
	}
	return nil
}
