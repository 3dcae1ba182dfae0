// Package workbook writes Excel workbooks (.xlsx) of any length in flat memory.
// It knows rows, columns and looks, and nothing of what they mean.
//
// The library excelize builds all that is small: styles, number formats, panes,
// filters, conditional formats, page set-up, properties, charts. The rows never
// pass through it. It hands its finished parts to a collector instead of a zip
// file, and Write then streams the rows of each sheet into the place where
// excelize left an empty one:
//
//	Book ─► tabs (names, splitting) ─► excelize ─► collected parts ─┐
//	Sheet.Rows ──────────────── one row at a time ──────────────────┴─► zip ─► io.Writer
//
// What holds for every workbook:
//   - The same Book gives the same bytes: parts have a fixed order and a fixed
//     time, and nothing depends on a map's order or the clock.
//   - A text stays a text, whatever it begins with. None becomes a formula.
//   - A number or an amount is written with exactly its digits, never through a
//     float, and one that Excel could not hold (over 15 digits) is written as text.
//   - Nothing is dropped in silence: more rows than a sheet holds continue on the
//     next one, and a text that a cell cannot hold ends in a mark.
//   - A formula is only ever the sum of a column, and its value stands beside it: a
//     workbook that came by mail is shown without being calculated.
//   - No goroutine is started, no temporary file is made, and a sequence of rows
//     is ranged over once, in the order of the sheets.
//
// A list has filter buttons and is no table of Excel's own. Sums follow the filter all the
// same; a table would repeat every title in a further part, which must be the same to the
// letter or Excel calls the file broken, would hide the looks of the rows under its own,
// and cannot stand beside a filter.
package workbook
