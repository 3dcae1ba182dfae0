// Package formats reads what Microsoft and others write into the columns of the canonical
// files: one file here for each kind of file there, and one row in the table All.
//
// A format says how a file is told by its columns or its body, and what each record gives:
// cells of canonical columns, as a canonical file would write them. Everything that is
// checked, stored and merged of a canonical row is so for these too, behind one road: what
// cannot be read is told by the column's own reader, and an unknown value of a list is kept.
//
// A format translates records, and opens, decodes and stores nothing: a Translate is a pure
// function of a record and of what is known of its file.
package formats
