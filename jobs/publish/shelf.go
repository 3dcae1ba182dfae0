package publish

import (
	"context"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/formats"
)

// Shelf is where each run has a folder for its reports, named by FolderName. The zero
// Shelf is none.
type Shelf struct {
	Dir     string // empty: none
	Formats []formats.Format
	Access  Access
	Latest  Latest
	Keep    Keep
}

// Put renders a run into its folder, and gives that folder's path.
func (s *Shelf) Put(ctx context.Context, source reports.Stored, options reports.Options) (string, error) {
	run := source.Run()
	folder := s.folder(&run)
	return folder, Folder(ctx, source, folder, s.Formats, options, s.Access)
}

func (s *Shelf) folder(run *reconcile.Run) string { return filepath.Join(s.Dir, FolderName(run)) }

// parseFolderName reads the as-of and the number of the run from a name that FolderName
// has given.
func parseFolderName(name string) (asOf time.Time, run string, ok bool) {
	at, run, found := strings.Cut(name, "-")
	asOf, err := time.Parse(folderTime, at)
	number, numberErr := strconv.ParseUint(run, 10, 63)
	return asOf, run, found && err == nil && numberErr == nil && strconv.FormatUint(number, 10) == run
}
