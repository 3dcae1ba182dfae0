// Package records reads the records of a CSV file, and the objects of a JSON text,
// strictly and without losing one. Memory stays flat whatever a file holds.
//
// Whatever is wrong with a row of a CSV file is told with the row, and reading goes on
// with the next line. The format is RFC 4180 with a comma, a semicolon, a tab or a bar between the
// fields: those in double quotes may hold delimiters, line ends and doubled quotes;
// lines end with LF or CRLF; a byte order mark is allowed; empty lines are skipped.
// Every other line belongs to exactly one record. Plain turns UTF-16 and the bare
// CR of old programs into that. The standard library's reader is not used because
// it drops the row with a stray quote and swallows the rest of the file after an
// unclosed one.
package records
