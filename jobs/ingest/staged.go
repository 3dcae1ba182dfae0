package ingest

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"handover/reconcile"
)

// warnings tells what is odd about a file as a whole.
func (d *delivery) warnings(staged *staged, counts *reconcile.ImportCounts) []string {
	var list []string
	if len(d.layout.unknown) > 0 {
		list = append(list, d.layout.unknownColumns()+" not read")
	}
	if counts.Missing > 0 {
		list = append(list, fmt.Sprintf("lacks %d of the %d rows of source %s, more than a tenth: nothing is taken as gone; "+
			"if they are gone, import it again with --yes", counts.Missing, counts.Held, d.im.Source))
	}
	if staged.unreadable > 0 {
		list = append(list, fmt.Sprintf("texts that cannot be read, and are unknown now: %d; save the file as UTF-8", staged.unreadable))
	}
	if staged.negative > 0 {
		list = append(list, fmt.Sprintf("prices below zero, which count as unknown: %d; correct them", staged.negative))
	}
	for _, why := range slices.Sorted(maps.Keys(staged.skipped)) {
		list = append(list, fmt.Sprintf("records that are not read, %s: %d", printable(why), staged.skipped[why]))
	}
	if staged.again > 0 {
		list = append(list, fmt.Sprintf("rows that %s has brought already, and which count as they are here, unless they are older: %d", printable(staged.againOf), staged.again))
	}
	if d.isWhole() && staged.unplaced > 0 {
		list = append(list, fmt.Sprintf("customers that it does not name keep what they have, since some of its records have no tenant: %d", staged.unplaced))
	}
	if staged.rows == 0 {
		list = append(list, "the file holds no rows")
	}
	if at := counts.Ahead; !at.IsZero() {
		list = append(list, "the last delivery of "+d.im.Source+" is stored as seen at "+at.Format(time.RFC3339)+", which"+
			notYet(d.im.Clock)+"; what it told of these rows gives way")
	}
	return list
}

// staged counts the rows of a file, those of them that were refused, and those of
// empty cells beside them.
type staged struct {
	rows, rejected, empty int64

	unreadable int64 // texts of rows that are stored without them
	negative   int64 // prices of the catalogue below zero

	again   int64 // rows that another file of the command has brought already
	againOf string

	skipped  map[string]int64 // records that are none of what is read, by why
	unplaced int64            // those of them of which nobody knows whose they are
}

// maxReasons is how many reasons are told for which records are not read.
const maxReasons = 100

func (s *staged) addSkipped(skipped map[string]int64) {
	for why, n := range skipped {
		if _, told := s.skipped[why]; !told && len(s.skipped) >= maxReasons {
			why = "for other reasons"
		}
		s.skipped[why] += n
	}
}
