// Package xlsx writes a report as an Excel workbook: it lays out the sheets, which
// package workbook streams.
package xlsx
