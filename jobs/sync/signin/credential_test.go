package signin_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"handover/jobs/sync/signin"
)

func TestCredentials(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{"graph": "  s3cret value \r\n", "empty": "\n", "huge": strings.Repeat("x", 64<<10+1)} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("GRAPH_SECRET", "s3cret value\n")
	t.Setenv("EMPTY_SECRET", "")
	for name, c := range map[string]struct {
		credential signin.Credential
		systemd    string
		fails      string // empty: it is read
	}{
		"environment":            {signin.Credential{Env: "GRAPH_SECRET"}, "", ""},
		"file":                   {signin.Credential{File: filepath.Join(folder, "graph")}, "", ""},
		"systemd":                {signin.Credential{Systemd: "graph"}, folder, ""},
		"empty variable":         {signin.Credential{Env: "EMPTY_SECRET"}, "", "EMPTY_SECRET is empty or not set"},
		"no such variable":       {signin.Credential{Env: "NO_SUCH_SECRET"}, "", "NO_SUCH_SECRET is empty or not set"},
		"no such file":           {signin.Credential{File: filepath.Join(folder, "none")}, "", "none"},
		"a folder":               {signin.Credential{File: folder}, "", "the secret cannot be read: "},
		"an empty file":          {signin.Credential{File: filepath.Join(folder, "empty")}, "", "is empty"},
		"a huge file":            {signin.Credential{File: filepath.Join(folder, "huge")}, "", "something else"},
		"not under systemd":      {signin.Credential{Systemd: "graph"}, "", "LoadCredential=graph:"},
		"no such credential":     {signin.Credential{Systemd: "none"}, folder, "none"},
		"a path for a name":      {signin.Credential{Systemd: "../graph"}, folder, "file name"},
		"a parent for a name":    {signin.Credential{Systemd: ".."}, folder, "file name"},
		"nowhere":                {signin.Credential{}, "", "one place"},
		"in two places":          {signin.Credential{Env: "GRAPH_SECRET", File: "graph"}, "", "one place"},
		"in two places, systemd": {signin.Credential{Systemd: "graph", File: "graph"}, folder, "one place"},
	} {
		t.Setenv("CREDENTIALS_DIRECTORY", c.systemd)
		text, err := c.credential.Read()
		switch {
		case c.fails == "" && (err != nil || text != "s3cret value"):
			t.Errorf("%s: %q and %v", name, text, err)
		case c.fails != "" && (err == nil || text != "" || !strings.Contains(err.Error(), c.fails) || strings.Contains(err.Error(), "s3cret")):
			t.Errorf("%s: %q and %v, want an error on %q", name, text, err, c.fails)
		}
	}
}
