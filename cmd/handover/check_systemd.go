package main

import (
	"fmt"
	"strings"

	"handover/cmd/internal/app"
	"handover/jobs/volume"
)

// printDropIn prints a drop-in for a systemd service that lets it write to every folder
// of the configuration. One that is not there yet is named: the service cannot make it.
func printDropIn(a *app.App) error {
	settings, err := a.Settings()
	if err != nil {
		return err
	}
	folders, err := settings.Folders()
	if err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString("# The folders of the configuration, as handover check --systemd prints them.\n[Service]\n")
	for _, folder := range folders {
		if volume.Existing(folder) != folder {
			b.WriteString("# Make this one before the service starts:\n")
		}
		b.WriteString("ReadWritePaths=" + systemdPath(folder) + "\n")
	}
	_, err = fmt.Fprint(a.Stdout, b.String())
	return err
}

// systemdPath writes a path as systemd reads it: between quotes, with its own marks taken
// for what they are (systemd.syntax(7), systemd.unit(5)).
func systemdPath(path string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, `%`, `%%`, "\n", `\n`).Replace(path) + `"`
}
