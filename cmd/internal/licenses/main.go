// Command licenses writes the licences of everything that is built into handover, on
// any system that it is built for. It runs in the folder of the module.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

func main() {
	if err := write(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "licenses:", err)
		os.Exit(1)
	}
}

// pkg is a package as go list tells it.
type pkg struct {
	Dir    string
	Module *struct {
		Path, Version, Dir string
		Main               bool
	}
}

// systems are those for which the program is built; each may need other packages.
func systems() []string { return []string{"linux", "darwin", "windows"} }

func write(out io.Writer) error {
	texts := map[string]map[string]bool{} // who stands under a text
	for _, system := range systems() {
		if err := collect(system, texts); err != nil {
			return fmt.Errorf("collect the licences for %s: %w", system, err)
		}
	}
	if err := addGo(texts); err != nil {
		return err
	}
	return writeTexts(out, texts)
}

// collect adds the licences of all packages that are built in on a system.
func collect(system string, texts map[string]map[string]bool) error {
	list := exec.Command("go", "list", "-deps", "-json=Dir,Module", "./cmd/handover")
	list.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0")
	list.Stderr = os.Stderr
	listed, err := list.Output()
	if err != nil {
		return fmt.Errorf("list packages: %w", err)
	}
	for packages := json.NewDecoder(bytes.NewReader(listed)); ; {
		var p pkg
		err := packages.Decode(&p)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil && p.Module != nil && !p.Module.Main {
			err = add(&p, texts)
		}
		if err != nil {
			return err
		}
	}
}

// add adds what lies in a package's folder and in those above it, up to its module's.
func add(p *pkg, texts map[string]map[string]bool) error {
	name := p.Module.Path + " " + p.Module.Version
	for folder := p.Dir; ; folder = filepath.Dir(folder) {
		found, err := addFolder(folder, name, texts)
		if err != nil {
			return err
		}
		if folder == p.Module.Dir {
			if found == 0 {
				return fmt.Errorf("%s has no licence", name)
			}
			return nil
		}
	}
}

// addGo adds the licence of Go itself, whose library is built in.
func addGo(texts map[string]map[string]bool) error {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return fmt.Errorf("find Go: %w", err)
	}
	found, err := addFolder(strings.TrimSpace(string(root)), "Go and its standard library", texts)
	if err == nil && found == 0 {
		err = errors.New("the folder of Go holds no licence")
	}
	return err
}

// isLicence knows the files that a licence asks to be passed on.
func isLicence(name string) bool {
	return regexp.MustCompile(`(?i)^(licen[sc]e|copying|notice|patents)([.-].*)?$`).MatchString(name) && filepath.Ext(name) != ".go"
}

func addFolder(folder, name string, texts map[string]map[string]bool) (found int, err error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return 0, err
	}
	for _, entry := range entries {
		if entry.IsDir() || !isLicence(entry.Name()) {
			continue
		}
		content, err := os.ReadFile(filepath.Join(folder, entry.Name()))
		if err != nil {
			return 0, err
		}
		text := strings.TrimSpace(strings.ReplaceAll(string(content), "\r\n", "\n"))
		if texts[text] == nil {
			texts[text] = map[string]bool{}
		}
		texts[text][name] = true
		found++
	}
	return found, nil
}

// writeTexts writes each text once, below the names of all that stand under it.
func writeTexts(out io.Writer, texts map[string]map[string]bool) error {
	names := func(text string) string { return strings.Join(slices.Sorted(maps.Keys(texts[text])), "\n") }
	order := slices.SortedFunc(maps.Keys(texts), func(a, b string) int {
		return strings.Compare(names(a)+"\n"+a, names(b)+"\n"+b)
	})
	var b strings.Builder
	b.WriteString("handover is built with the works below, under these licences. handover itself is under Apache-2.0.\n")
	for _, text := range order {
		b.WriteString("\n" + strings.Repeat("=", 80) + "\n" + names(text) + "\n" + strings.Repeat("-", 80) + "\n\n" + text + "\n")
	}
	_, err := io.WriteString(out, b.String())
	return err
}
