// Package ingest turns files into rows of facts and hands them to the store, what a
// file gives of one kind in one transaction.
//
// A file is recognised by its name, its header or its body (recognise.go), also inside
// archives (container.go) and workbooks (sheet.go). What others write is read by the
// formats of package formats into cells of the canonical columns (foreign.go, gather.go),
// and goes the same road from there.
//
// The files and their columns are literal tables (tables.go); the same tables
// write files, so that whatever the program writes it can read. What cannot be
// read is never dropped: the row goes to a rejects file with its line, column
// and reason, its tenant is marked as incompletely delivered, and the rest is
// stored. What can be read but makes no sense is kept, for the rules to report.
//
// A file is read up to three times: for its hash, for its rows, and once more
// for the rejects file if a row is refused, since only the whole file shows
// which keys occur twice. Records are read ahead in portions, decoded side by side
// and stored in the order of the file. Memory is bounded by a few portions for each
// worker, whatever a file holds.
// A rejects file is complete and synced before the store commits and takes its
// name right after: a crash leaves either nothing or the rows with their
// rejects.
package ingest
