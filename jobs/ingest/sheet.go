package ingest

import (
	"archive/zip"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"handover/jobs/ingest/formats"
	"handover/jobs/ingest/records"
	"handover/jobs/ingest/sheets"
)

// maxSheet is what a sheet may have as text, in bytes.
const maxSheet = 4 << 30

// isWorkbook reports whether a zip file is one of the documents of Excel and its like.
func isWorkbook(files []*zip.File) bool { return partNamed(files, "[Content_Types].xml") >= 0 }

// partNamed returns which file in a zip file is a part of a workbook; -1 where none is.
func partNamed(files []*zip.File, name string) int {
	for i, f := range files {
		if strings.EqualFold(slashed(f.Name), name) {
			return i
		}
	}
	return -1
}

// addWorkbook takes the sheets of a workbook that are known by their headers. The texts
// that its cells share lie in a temporary file meanwhile.
func (t *intake) addWorkbook(ctx context.Context, b blob, files []*zip.File) error {
	taken := false
	_, err := t.spool(func(scratch *os.File) (err error) {
		taken, err = t.addSheets(ctx, b, files, scratch)
		return err
	})
	if err == nil && !taken {
		err = &unknownError{&RefusedError{Reason: "the workbook has no sheet that can be read; `handover import formats` lists what can"}}
	}
	return blame(b.name, err)
}

func (t *intake) addSheets(ctx context.Context, b blob, files []*zip.File, scratch *os.File) (taken bool, err error) {
	book, err := sheets.Open(func(name string) (io.ReadCloser, error) {
		at := partNamed(files, name)
		if at < 0 {
			return nil, fs.ErrNotExist
		}
		part := zippedBlob(b, files[at], at)
		return part.open(ctx)
	}, scratch)
	if err != nil {
		return false, blame(b.name, brokenBook(err))
	}
	for i := range book.Sheets {
		read, err := t.addSheet(ctx, b, book, i)
		if err != nil {
			return false, err
		}
		taken = taken || read
	}
	return taken, nil
}

// brokenBook makes a refusal of what is no workbook, or a broken one.
func brokenBook(err error) error {
	broken, ok := errors.AsType[*sheets.BrokenError](err)
	switch {
	case ok:
		return &RefusedError{Line: broken.Row, Reason: broken.Reason}
	case errors.Is(err, fs.ErrNotExist):
		return &RefusedError{Reason: "it is no workbook, or one that lacks a part; save it again as .xlsx"}
	default:
		return err
	}
}

// addSheet takes a sheet as the text that it would be as a CSV file, and reports whether it
// is read.
func (t *intake) addSheet(ctx context.Context, b blob, book *sheets.Book, at int) (taken bool, err error) {
	sheet := &book.Sheets[at]
	name := b.name + ": " + sheet.Name
	if sheet.Hidden {
		t.warn(name, "the sheet is hidden; show it in the workbook if it is to be read")
		return false, nil
	}
	size := int64(0)
	text, err := t.spool(func(f *os.File) (err error) {
		size, err = sheetText(f, book, sheet)
		return err
	})
	if err == nil {
		err = b.spend(size)
	}
	if err != nil || size == 0 {
		return false, blame(name, brokenBook(err))
	}
	base := cleanBase(sheet.Name)
	s := fileBlob(name, text, b.beside+"."+base)
	s.short, s.base, s.key, s.unpacked = b.short+": "+sheet.Name, base, b.key+"\x00"+strconv.Itoa(at), b.unpacked
	s.workbook, s.date1904 = true, book.Date1904
	return t.unlessUnknown(&s, t.addText(ctx, s))
}

// sheetText writes a sheet as a CSV text, each row on the line of its number, and counts
// its bytes.
func sheetText(to io.Writer, book *sheets.Book, sheet *sheets.Sheet) (size int64, err error) {
	count := &countedTo{to: to}
	out := csv.NewWriter(count)
	width, line := 0, int64(1)
	err = book.Each(sheet, func(row sheets.Row) error {
		if width == 0 {
			width = len(row.Cells)
		}
		if line < row.Number {
			out.Flush()
		}
		for ; line < row.Number; line++ {
			_, err := io.WriteString(count, "\n")
			if err != nil {
				return err
			}
		}
		line++
		if count.n > maxSheet {
			return &RefusedError{Reason: fmt.Sprintf("the sheet has more than %d bytes as text; divide it", int64(maxSheet))}
		}
		return out.Write(sheetLine(row.Cells, width))
	})
	out.Flush()
	return count.n, errors.Join(err, out.Error())
}

// countedTo counts what is written.
type countedTo struct {
	to io.Writer
	n  int64
}

// Write writes on.
func (c *countedTo) Write(p []byte) (int, error) {
	n, err := c.to.Write(p)
	c.n += int64(n)
	return n, err
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

// reader reads the records of a file. A sheet is written with commas, whatever stands in it.
func (b *blob) reader(src io.Reader) *records.Reader {
	if b.workbook {
		return records.NewReader(src, records.MaxBytes, ',')
	}
	return newReader(src)
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
	return cell
}
