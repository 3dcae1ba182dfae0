package ingest

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"handover/jobs/ingest/formats"
)

// What is taken of a workbook at most, and what is kept of a sheet in memory; more lies in
// a temporary file meanwhile.
const (
	maxWorkbook   = 4 << 30
	sheetInMemory = 16 << 20
)

// addWorkbook takes the sheets of a workbook that are known by their headers. Each is read
// as the text that it would be as a CSV file, with the days as their numbers.
func (t *intake) addWorkbook(ctx context.Context, b blob, path string) (err error) {
	book, err := excelize.OpenFile(path, excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxWorkbook, UnzipXMLSizeLimit: sheetInMemory,
	})
	if err != nil {
		return &RefusedError{Path: b.name, Reason: "the workbook cannot be read: " + err.Error() + "; save it again, without a password"}
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	props, err := book.GetWorkbookProps()
	if err != nil {
		return fmt.Errorf("read the settings of %s: %w", b.name, err)
	}
	var unknown []string
	for _, sheet := range book.GetSheetList() {
		rows := 0
		text, err := t.spool(b.name, func(f *os.File) (err error) {
			rows, err = sheetText(ctx, f, book, sheet)
			return err
		})
		if err != nil {
			return blame(b.name, err)
		}
		if rows == 0 {
			unknown = append(unknown, sheet+": it is empty")
			continue
		}
		s := fileBlob(b.name+": "+sheet, text, b.beside)
		s.short, s.unpacked = b.short+": "+sheet, b.unpacked
		s.base, s.key, s.beside = cleanBase(sheet), b.key+"\x00"+sheet, b.beside+"."+cleanBase(sheet)
		s.workbook, s.date1904 = true, props.Date1904 != nil && *props.Date1904
		err = t.addText(ctx, s)
		if u, ok := errors.AsType[*unknownError](err); ok {
			unknown = append(unknown, sheet+": "+u.reason())
			continue
		}
		if err != nil {
			return err
		}
	}
	if len(unknown) < len(book.GetSheetList()) {
		return nil
	}
	return &unknownError{&RefusedError{Path: b.name, Reason: "no sheet of the workbook is known: " + strings.Join(unknown, "; ")}}
}

// sheetText writes a sheet as a CSV text, a row a line, so that a line's number is the
// row's.
func sheetText(ctx context.Context, f *os.File, book *excelize.File, sheet string) (written int, err error) {
	rows, err := book.Rows(sheet)
	if err != nil {
		return 0, fmt.Errorf("read sheet %s: %w", sheet, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	out := csv.NewWriter(f)
	width := 0
	for ; rows.Next(); written++ {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		cells, err := rows.Columns()
		if err != nil {
			return 0, fmt.Errorf("read sheet %s: %w", sheet, err)
		}
		if width == 0 {
			width = len(cells)
		}
		err = out.Write(sheetLine(cells, width))
		if err != nil {
			return 0, err
		}
	}
	out.Flush()
	return written, errors.Join(rows.Error(), out.Error())
}

// sheetLine makes a line of the cells of a row, which has none behind the last that is
// filled.
func sheetLine(cells []string, width int) []string {
	line := make([]string, max(width, len(cells), 2))
	for i, cell := range cells {
		line[i] = strings.Join(strings.FieldsFunc(cell, func(r rune) bool { return r == '\n' || r == '\r' }), " ")
	}
	return line
}

// cellOf returns a cell of a canonical file as its column reads it: in a sheet a day is the
// number of that day.
func (l *layout) cellOf(c *column, cell string) string {
	if !l.workbook {
		return cell
	}
	if day, isDay := formats.SerialDay(strings.TrimSpace(cell), l.date1904); c.isTime && isDay {
		return day
	}
	if c.isTruth && (cell == "0" || cell == "1") {
		return strconv.FormatBool(cell == "1")
	}
	return cell
}
