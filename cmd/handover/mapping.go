package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/jobs/ingest/formats"
	"handover/jobs/ingest/mapping"
	"handover/reports/aligned"
	"handover/reports/words"
)

const mappingHelp = `Lists the mappings: how files of distributors and others are read. Some come with
the program; [mapping.NAME] of the configuration adds others, or says what differs
of one of these.`

const tryHelp = `Proposes a mapping for a CSV file of subscriptions that no mapping knows, from the
names of its columns and its values: TOML on standard output. What the file alone
does not tell is a question in a comment; whether the date of an end is the last day
of the term or the day of the renewal is always one, and the mapping is refused
until it is answered. On standard error is what the first rows would give, with the
last day of the term by each answer.`

func newMappingCommand(a *app.App) *cobra.Command {
	var asJSON bool
	list := func(*cobra.Command, []string) error { return listMappings(a, asJSON) }
	cmd := &cobra.Command{Use: "mapping", Short: "How files of distributors are read", Args: cobra.NoArgs, RunE: list, Long: mappingHelp}
	listCmd := &cobra.Command{Use: "list", Short: "List every mapping", Long: mappingHelp, Args: cobra.NoArgs, RunE: list}
	show := &cobra.Command{
		Use: "show NAME", Short: "Print a mapping", Args: needs(1, 1, "one mapping"),
		Long: "Prints a mapping as TOML, as a file of its own has it: one of the list, or that of a file\nwhose name ends in .toml.",
		RunE: func(_ *cobra.Command, args []string) error { return showMapping(a, args[0]) },
	}
	try := &cobra.Command{
		Use: "try FILE", Short: "Propose a mapping for an unknown CSV file", Args: needs(1, 1, "one CSV file, or - for the standard input"),
		Long: tryHelp,
		RunE: func(_ *cobra.Command, args []string) error { return tryMapping(a, args[0]) },
	}
	for _, listing := range []*cobra.Command{cmd, listCmd} {
		listing.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	}
	cmd.AddCommand(listCmd, show, try)
	return cmd
}

// mappings returns those of the configuration and of the program.
func mappings(a *app.App) ([]mapping.Mapping, error) {
	settings, err := a.Settings()
	if err != nil {
		return nil, err
	}
	return mapping.All(settings.Mapping, settings.File)
}

// mappingObject is a mapping of the list for machines.
type mappingObject struct {
	Name   string         `json:"name"`
	From   mapping.Origin `json:"from"`
	Title  string         `json:"title"`
	Kind   string         `json:"kind"`
	Source string         `json:"source"`
	Lacks  string         `json:"lacks"`
}

func listMappings(a *app.App, asJSON bool) error {
	list, err := mappings(a)
	if err != nil {
		return err
	}
	objects := make([]mappingObject, len(list))
	for i := range list {
		m := &list[i]
		objects[i] = mappingObject{m.Name, m.Origin, m.Title, string(m.RowKind()), m.RowSource(), m.Lacks()}
	}
	if asJSON {
		return writeJSON(a.Stdout, objects)
	}
	t := aligned.New(a.Stdout)
	for _, o := range objects {
		t.Row(o.Name)
		t.Row("", o.Title)
		t.Row("", fmt.Sprintf("%s, gives %s of source %s", o.From, o.Kind, o.Source))
		if o.Lacks != "" {
			t.Row("", "lacks "+o.Lacks)
		}
	}
	return t.Flush()
}

func showMapping(a *app.App, name string) error {
	m, err := findMapping(a, name)
	if err != nil {
		return err
	}
	text, err := m.TOML()
	if err != nil {
		return err
	}
	_, err = io.WriteString(a.Stdout, text)
	return err
}

// findMapping returns the mapping of a name, or of a TOML file.
func findMapping(a *app.App, name string) (*mapping.Mapping, error) {
	if strings.EqualFold(filepath.Ext(name), ".toml") {
		m, err := mapping.Read(name)
		return &m, err
	}
	list, err := mappings(a)
	if err != nil {
		return nil, err
	}
	var names []string
	for i := range list {
		if strings.EqualFold(list[i].Name, name) {
			return &list[i], nil
		}
		names = append(names, list[i].Name)
	}
	_, err = app.Choose("mapping", name, names, "handover mapping lists them; a file's name ends in .toml")
	return nil, err
}

// tryMapping prints a mapping for a file, and what it would give.
func tryMapping(a *app.App, path string) (err error) {
	src, name := a.Stdin, "stdin"
	if path != "-" {
		file, failed := os.Open(path)
		if failed != nil {
			return &app.UsageError{Err: fmt.Errorf("open the file: %w", failed)}
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		if info, failed := file.Stat(); failed == nil && info.IsDir() {
			return app.Usagef("%s is a folder; name a CSV file", path)
		}
		src, name = file, filepath.Base(path)
	}
	proposal, err := mapping.Propose(name, src)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(a.Stdout, proposal.TOML); err != nil {
		return err
	}
	if a.Flags.Quiet {
		return nil
	}
	if err := tellKnown(a, name, proposal.Header); err != nil {
		return err
	}
	head := make([]any, len(proposal.Head))
	for i, text := range proposal.Head {
		head[i] = text
	}
	t := aligned.New(a.Stderr, head...)
	for _, row := range proposal.Rows {
		t.Texts(row)
	}
	return t.Flush()
}

// tellKnown says which formats a file of a header may be of, since it needs no mapping then.
func tellKnown(a *app.App, name string, header []string) error {
	settings, err := a.Settings()
	if err != nil {
		return err
	}
	known, err := readable(&settings)
	if err != nil {
		return err
	}
	for _, f := range formats.Recognised(known, formats.NewSample(name, header)) {
		if _, err := fmt.Fprintf(a.Stderr, "%s has the columns of %s: it is read without another mapping\n", words.OneLine(name), f.Name); err != nil {
			return err
		}
	}
	return nil
}

// mappings completes the name of a mapping.
func (c *completer) mappings(_ *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	list, err := mappings(c.app)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var names []string
	for i := range list {
		names = append(names, list[i].Name)
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
