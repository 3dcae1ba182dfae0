package main

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"handover/cmd/internal/app"
)

const deployFolder = "../../deploy"

func deployed(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(deployFolder, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Every command line in the examples is one that the program takes: its commands and
// flags are there. What begins a night by itself does all of it.
func TestDeployedCommandsExist(t *testing.T) {
	t.Parallel()
	for name, line := range map[string]*regexp.Regexp{
		"systemd/handover.service":       regexp.MustCompile(`(?m)^ExecStart=/usr/local/bin/handover (.*)$`),
		"systemd/handover-serve.service": regexp.MustCompile(`(?m)^ExecStart=/usr/local/bin/handover (.*)$`),
		"cron/handover":                  regexp.MustCompile(`(?m) handover (--quiet.*?); c=`),
		"windows/handover.xml":           regexp.MustCompile(`<Arguments>(.*)</Arguments>`),
		"kubernetes/cronjob.yaml":        regexp.MustCompile(`(?m)args: \[(.*)\]$`),
		"kubernetes/deployment.yaml":     regexp.MustCompile(`(?m)(?:args|command): \[(?:"/handover", )?(.*)\]$`),
		"compose/compose.yaml":           regexp.MustCompile(`(?m)(?:command|test): \["(?:CMD", "/handover", ")?(serve"|check".*)\]$`),
		"../Dockerfile":                  regexp.MustCompile(`(?m)CMD \["/handover", (.*)\]$`),
	} {
		found := line.FindAllStringSubmatch(deployed(t, name), -1)
		if len(found) == 0 {
			t.Errorf("%s holds no command line", name)
		}
		for _, match := range found {
			args := strings.Fields(strings.NewReplacer(`"`, "", ",", "").Replace(match[1]))
			root := newRootCommand(&app.App{Stdout: io.Discard, Stderr: io.Discard, Getenv: func(string) string { return "" }})
			command, rest, err := root.Find(args)
			if err == nil {
				err = command.ParseFlags(rest)
			}
			if err == nil && command == root {
				err = errors.New("it names no command")
			}
			for _, part := range []string{"import", "sync", "deliver"} {
				if err == nil && command.Name() == "run" && !command.Flags().Changed(part) {
					err = fmt.Errorf("a night lacks --%s", part)
				}
			}
			if err == nil {
				err = command.ValidateArgs(command.Flags().Args())
			}
			if err != nil {
				t.Errorf("%s: %q: %v", name, args, err)
			}
		}
	}
}

// A schedule takes 4, 5 and 6 for what they are, and what runs has no more rights than needed. Those of Kubernetes are
// tested beside its files.
func TestDeployedManners(t *testing.T) {
	t.Parallel()
	for name, lines := range map[string][]string{
		"systemd/handover.service":       {"SuccessExitStatus=4 5 6", "User=handover", "Type=oneshot", "ProtectSystem=strict", "NoNewPrivileges=yes"},
		"systemd/handover-serve.service": {"User=handover", "Restart=on-failure", "ProtectSystem=strict", "NoNewPrivileges=yes"},
		"systemd/handover.timer":         {"Persistent=yes", "WantedBy=timers.target"},
		"systemd/handover.sysusers.conf": {`u handover - "handover" /var/lib/handover`},
		"compose/compose.yaml":           {"      POSTGRES_PASSWORD_FILE: /run/secrets/postgres-password", "        condition: service_healthy"},
	} {
		has := strings.Split(deployed(t, name), "\n")
		for _, line := range lines {
			if !slices.Contains(has, line) {
				t.Errorf("%s lacks the line %q", name, line)
			}
		}
	}
	for _, word := range []string{"DynamicUser"} {
		if strings.Contains(deployed(t, "systemd/handover.service"), word) {
			t.Errorf("the service has %s", word)
		}
	}
}

// The files are laid out as their programs read them: YAML with blanks, in twos, each key
// of an object once; XML that ends. The files for Kubernetes are decoded beside them.
func TestDeployedFilesAreSound(t *testing.T) {
	t.Parallel()
	err := filepath.WalkDir(deployFolder, func(path string, entry fs.DirEntry, err error) error {
		if entry != nil && entry.IsDir() && entry.Name() == "kubernetes" {
			return fs.SkipDir
		}
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		switch filepath.Ext(path) {
		case ".yaml":
			soundYAML(t, path, string(text))
		case ".xml":
			if err := xml.Unmarshal(text, new(struct{ XMLName xml.Name })); err != nil {
				t.Errorf("%s: %v", path, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// soundYAML checks the lines of the plain YAML that the examples are written in.
func soundYAML(t *testing.T, path, text string) {
	t.Helper()
	line := regexp.MustCompile(`^( *)((?:- )*)(?:([A-Za-z0-9./_-]+):(?: (.*))?|([^ ].*))$`)
	open := []map[string]bool{} // the keys so far of the object at each depth
	for at, content := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		if content == "" || strings.HasPrefix(strings.TrimLeft(content, " "), "#") {
			continue
		}
		m := line.FindStringSubmatch(content)
		if m == nil || len(m[1])%2 != 0 || strings.ContainsRune(content, '\t') {
			t.Errorf("%s:%d: %q", path, at+1, content)
			continue
		}
		depth := (len(m[1]) + len(m[2])) / 2
		if m[2] != "" && len(open) > len(m[1])/2 { // an item begins anew
			open = open[:len(m[1])/2+1]
			open = open[:min(len(open), depth)]
		}
		for len(open) > depth+1 {
			open = open[:len(open)-1]
		}
		for len(open) <= depth {
			open = append(open, map[string]bool{})
		}
		if key := m[3]; key != "" {
			if open[depth][key] {
				t.Errorf("%s:%d: the key %s is there twice", path, at+1, key)
			}
			open[depth][key] = true
		}
	}
}
