package publish

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/formats"
)

// Post writes a letter to each party of a kind that has something to do, in each format of
// the shelf that letters have, into a folder beside those of the runs, complete or not at
// all. It gives the path of the folder, which is empty where there is no letter to write.
func (s *Shelf) Post(ctx context.Context, source reports.Stored, to reports.Addressee, options reports.Options) (string, *reports.Letters, error) {
	return onDisk(s.Access).post(ctx, s, source, to, options)
}

func (d disk) post(ctx context.Context, s *Shelf, source reports.Stored, to reports.Addressee, options reports.Options) (string, *reports.Letters, error) {
	letters, err := d.letters(ctx, source, to, options)
	if err != nil {
		return "", nil, advise(err)
	}
	if len(letters.List) == 0 {
		return "", letters, nil
	}
	run := source.Run()
	folder := filepath.Join(s.Dir, lettersName(&run, to, options.Filter))
	err = d.replaceFolder(folder, &run, func(temp string) ([]Entry, error) {
		return d.writeLetters(ctx, temp, letters.List, formats.OfLetters(s.Formats))
	})
	return folder, letters, err
}

// lettersName returns the name of the folder for the letters of a run, such as
// 20261120T000000Z-123-letters-tenant. Those of a part of the run have a name of their own.
func lettersName(run *reconcile.Run, to reports.Addressee, filter reconcile.Filter) string {
	name := FolderName(run) + "-letters-" + string(to)
	tenants := slices.Clone(filter.Tenants)
	slices.Sort(tenants)
	if part := append(tenants, string(filter.Owner), filter.Seller); strings.Join(part, "") != "" {
		name += "-" + shortHash(strings.Join(part, "\x00"), 8)
	}
	return name
}

// shortHash returns the first digits of a hash of a text, in hex.
func shortHash(text string, digits int) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])[:digits]
}

// letters reads the run once, and gathers its letters.
func (d disk) letters(ctx context.Context, source reports.Stored, to reports.Addressee, options reports.Options) (*reports.Letters, error) {
	spooled, err := d.spooled(ctx, source, options.Filter)
	if err != nil {
		return nil, err
	}
	report, err := reports.New(ctx, spooled, options)
	var letters *reports.Letters
	if err == nil {
		letters, err = report.Letters(ctx, to)
	}
	return letters, errors.Join(err, spooled.close())
}

// lettersAtOnce is how many letters are written at a time: while one waits for the disk,
// others are rendered.
const lettersAtOnce = 2 * sideBySide

// writeLetters writes the files of letters into a folder that nobody else sees yet.
func (d disk) writeLetters(ctx context.Context, folder string, letters []*reports.Letter, chosen []formats.Format) ([]Entry, error) {
	names, entries := letterNames(letters), make([]Entry, len(letters)*len(chosen))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(lettersAtOnce)
	for i, letter := range letters {
		group.Go(func() error {
			for k, format := range chosen {
				name := names[i] + format.Ext
				result, err := d.writeLetter(ctx, filepath.Join(folder, name), format, letter)
				if err != nil {
					return fmt.Errorf("write %s: %w", name, err)
				}
				entries[i*len(chosen)+k] = Entry{name, result.bytes, result.sha256}
			}
			return nil
		})
	}
	return entries, group.Wait()
}

func (d disk) writeLetter(ctx context.Context, path string, format formats.Format, letter *reports.Letter) (rendered, error) {
	file, err := d.begin(path)
	if err != nil {
		return rendered{}, err
	}
	return renderInto(ctx, file, func(w io.Writer) error { return format.Letter(ctx, w, letter) })
}
