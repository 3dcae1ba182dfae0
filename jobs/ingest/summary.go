package ingest

import (
	"time"

	"handover/reconcile"
)

// Summary says what one command stored.
type Summary struct {
	Files    []FileSummary // the files that were stored, in the order in which they were read
	Warnings []string      // about what was not read at all
}

// Rejected counts the rows of all files that were refused; where it is not zero
// the import is partial.
func (s *Summary) Rejected() int64 {
	var n int64
	for _, f := range s.Files {
		n += f.Counts.Rejected
	}
	return n
}

// Missing counts the rows that complete files lack, too many to be taken as gone;
// where it is not zero the import is partial.
func (s *Summary) Missing() int64 {
	var n int64
	for _, f := range s.Files {
		n += f.Counts.Missing
	}
	return n
}

// Rows counts the rows of all files that were stored or found unchanged.
func (s *Summary) Rows() int64 {
	var n int64
	for _, f := range s.Files {
		n += f.Counts.Rows
	}
	return n
}

// FileSummary says what became of one file.
type FileSummary struct {
	Name       string // the file's base name, or stdin
	Kind       reconcile.DeliveryKind
	Source     string
	ObservedAt time.Time
	SHA256     string
	Counts     reconcile.ImportCounts
	Empty      int64    // rows of empty cells, which were skipped
	Rejects    string   // path of the rejects file; empty where no row was refused
	Warnings   []string // about the file as a whole
}
