package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"handover/cmd/internal/config"
	"handover/jobs/deliver/port"
	"handover/jobs/sync/signin"
)

// sentVariable names the folder into which a program started by a test sends its messages.
const sentVariable = "HANDOVER_TEST_SENT"

// folderCarrier puts each message into a file of its own. One that is down refuses all.
type folderCarrier struct {
	folder string
	down   bool
}

// carryToFolder makes the carriers of a test: a target is down while a file DOWN-NAME
// stands in the folder.
func carryToFolder(name string, d *config.Deliver, _ string) (port.Carrier, error) {
	folder := os.Getenv(sentVariable)
	c := folderCarrier{folder: folder}
	if _, err := os.Stat(filepath.Join(folder, "DOWN-"+name)); err == nil {
		c.down = true
	}
	if !d.Hooks() {
		return c, nil
	}
	_, err := signin.Credential{Env: d.URLEnv, File: d.URLFile}.Read()
	return c, err
}

func (c folderCarrier) Send(ctx context.Context, m *port.Message) (port.Outcome, error) {
	if err := c.Probe(ctx); err != nil {
		return "", err
	}
	there, err := os.ReadDir(c.folder)
	if err != nil {
		return "", err
	}
	var to, attached []string
	for _, address := range m.To {
		to = append(to, address.Address)
	}
	for _, a := range m.Attachments {
		attached = append(attached, fmt.Sprintf("%s (%s)", a.Name, a.Type))
	}
	text := fmt.Sprintf("To: %s\nKey: %s\nAuto: %t\nAttached: %s\nSubject: %s\n\n%s",
		strings.Join(to, ", "), m.Key, m.Auto, strings.Join(attached, ", "), m.Subject, m.Text)
	return port.Delivered, os.WriteFile(filepath.Join(c.folder, fmt.Sprintf("%02d.txt", len(there)+1)), []byte(text), 0o600)
}

func (c folderCarrier) Probe(context.Context) error {
	if c.down {
		return &port.RefusedError{Permanent: true, Words: "the server refuses the login (535)"}
	}
	return nil
}

func (folderCarrier) Close() error { return nil }
