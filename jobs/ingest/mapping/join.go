package mapping

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"handover/jobs/ingest/formats"
	"handover/jobs/ingest/records"
	"handover/reconcile"
)

// table gives the ids of Microsoft for those of a file's writer.
type table struct {
	within string // the tables of TOML in which it stands
	column string // the canonical one
	by     []choice
	name   []choice // of one choice, or none
	file   string   // empty: there is none yet
	ids    map[string]string
}

func newTable(within, column string, j *Join) (*table, error) {
	t := &table{within: within, column: column, file: j.File}
	var faults [2]error
	t.by, faults[0] = newChoices(j.By)
	if j.Name != "" {
		t.name, faults[1] = newChoices([]string{j.Name})
	}
	return t, errors.Join(faults[:]...)
}

// find looks up what a record gives. Where a tenant is not found the error is Unplaced, the
// same one for all records of a customer, else a *Problem.
func (t *table) find(b *body) (id, from string, err error) {
	key, from, _ := firstOf(t.by, b)
	if key == "" {
		return "", from, nil
	}
	if id := t.ids[fold(key)]; id != "" {
		return id, from, nil
	}
	who := formats.Shown(key)
	if name, _, _ := firstOf(t.name, b); name != "" && name != key {
		who = formats.Shown(name) + " (" + formats.Shown(key) + ")"
	}
	reason := fmt.Sprintf("no %s for %s: add it to %s", t.column, who, t.file)
	if t.file == "" {
		reason = fmt.Sprintf("no %s for %s: name a file that has it, as file of [%sjoin.%s]", t.column, who, t.within, t.column)
	}
	if t.column == "tenant_id" {
		return "", from, formats.Unplaced(reason)
	}
	return "", from, &formats.Problem{From: from, Reason: reason}
}

// fold is the form in which the ids of a file's writer are compared.
func fold(key string) string { return reconcile.Fold(reconcile.CanonicalID(key)) }

// load reads the file of a join. A fault says where it is.
func (t *table) load(path string, j *Join) (err error) {
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("open the file of join.%s: %w", t.column, err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	from := j.From
	if from == "" {
		from = lastName(j.By[0])
	}
	t.ids, err = pairs(file, from, cmp.Or(j.To, t.column))
	if err != nil {
		return fmt.Errorf("join.%s.file: %s: %w", t.column, path, err)
	}
	return nil
}

// lastName returns the last name of a dotted path.
func lastName(text string) string { return text[strings.LastIndexByte(text, '.')+1:] }

// pairs reads two columns of a CSV file, the second by the first. Lines in which one of
// them is empty tell nothing.
func pairs(file io.Reader, from, to string) (map[string]string, error) {
	reader := records.NewReader(records.Plain(file), records.MaxBytes, 0)
	head, err := reader.Next()
	switch {
	case errors.Is(err, io.EOF):
		return nil, errors.New("it is empty; a header line is expected")
	case err != nil:
		return nil, err
	}
	header := formats.NewHeader(slices.Clone(head.Fields))
	first := formats.NewRecord(nil, head.Line, header, header.Names)
	for _, name := range []string{from, to} {
		if !first.Has(formats.Key(name)) {
			return nil, fmt.Errorf("line %d: there is no column %s; name the columns in from and to", head.Line, formats.Shown(name))
		}
	}
	ids := map[string]string{}
	for {
		line, err := reader.Next()
		switch {
		case errors.Is(err, io.EOF):
			return ids, nil
		case err != nil:
			return nil, err
		case line.Problem != nil:
			return nil, fmt.Errorf("line %d: %s", line.Line, line.Problem.Reason)
		}
		if err := pair(ids, formats.NewRecord(nil, line.Line, header, line.Fields), from, to); err != nil {
			return nil, err
		}
	}
}

// pair adds what one line says, unless it says something else than one before it.
func pair(ids map[string]string, line *formats.Record, from, to string) error {
	key, _ := line.Get(formats.Key(from))
	id, _ := line.Get(formats.Key(to))
	if key == "" || id == "" {
		return nil
	}
	if before, taken := ids[fold(key)]; taken && !strings.EqualFold(before, id) {
		return fmt.Errorf("line %d: %s is %s here and %s above; keep one", line.Line, formats.Shown(key), formats.Shown(id), formats.Shown(before))
	}
	ids[strings.Clone(fold(key))] = strings.Clone(id) // a line of the file is cut out of many
	return nil
}
