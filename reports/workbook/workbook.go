package workbook

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"time"

	"github.com/xuri/excelize/v2"
)

// Book is a workbook to be written.
type Book struct {
	// Title, Subject and Creator are the document's properties. The title also
	// stands in the footer of every printed page.
	Title, Subject, Creator string
	// Created is the document's time of creation and of its last change. The
	// zero time means 1980-01-01, the first day a zip file can carry.
	Created time.Time
	// Currencies lists every currency that a cell of the book may name: number
	// formats must be known before the first row.
	Currencies []Currency
	// DayFormat and InstantFormat are the number formats of days and instants; without
	// them both are shown as ISO 8601 writes them.
	DayFormat, InstantFormat string
	// Sheets holds at least one sheet, in the order of the tabs.
	Sheets []Sheet
}

// Currency says how amounts in it are shown.
type Currency struct {
	Code     string // three letters A to Z, as in ISO 4217
	Exponent int    // decimals of the minor unit, 0 to 4, as in ISO 4217
}

// Sheet is one tab of a book, or several where its rows need more than one.
//
// A sheet whose columns have titles is a table: a header row that stays on
// screen and is repeated on every printed page, then the rows, with a line under
// each, and above the header what is told of all of them. A sheet whose columns have no titles is a page laid out freely, its rows
// beginning in row 1. A sheet without columns is left to Decorate alone.
type Sheet struct {
	// Name is the tab's wish: characters that Excel forbids are replaced, it is
	// cut to 31 characters and made unique in the book.
	Name    string
	Columns []Column
	// Count is the number of rows that Rows delivers. Delivering more or fewer
	// is an error, because sheets and ranges are laid out by it beforehand.
	Count int
	// Rows delivers the rows, each with at most as many cells as there are
	// columns; the row may be reused once the next one is asked for. It is
	// ranged over at most once. An error ends the writing.
	Rows iter.Seq2[[]Cell, error]
	// Above are rows above the header of a table, on each of its tabs. They stay on
	// screen with it as long as they are few.
	Above [][]Cell
	// Empty says in the first cell below the header why a table has no rows. With
	// it such a table has no filter buttons.
	Empty string
	// Filter puts filter buttons on the header row of a table.
	Filter bool
	// FreezeColumns is the number of columns that stay on screen at the left.
	FreezeColumns int
	// Landscape prints the sheet in landscape format. The width of what is printed
	// is always fitted to one page.
	Landscape bool
	// PrintColumns is the number of columns that are printed, from the left; the
	// others are for the screen only. 0 means all.
	PrintColumns int
	// PrintRows is the number of rows of a tab that are printed below the header. 0
	// means all.
	PrintRows int
	// Emphasis gives cells a look by their text, which follows when the text is
	// edited.
	Emphasis []Emphasis
	// Decorate, where it is not nil, adds charts and the like. It is called for
	// every tab of the sheet with the tab's final name, after everything else was
	// set up. It must not write cells of a sheet that has columns.
	Decorate func(f *excelize.File, tab string) error
}

// Kind says what the cells of a column mostly are.
type Kind uint8

// The kinds of column. They decide the default width and on which side the
// header stands; a cell of another kind is written all the same.
const (
	KindText Kind = iota
	KindInteger
	KindMoney
	KindDay
	KindInstant
)

// Column describes one column.
type Column struct {
	Title string  // unique in its sheet; empty in a sheet without a header row
	Kind  Kind    // the zero value is KindText
	Width float64 // in characters; 0 means by kind; widened to the title's longest word
	Wrap  bool    // breaks long texts into lines instead of cutting them at the next cell
}

// Emphasis returns a look to the cells of one column whose text equals Text. Case
// does not matter, as everywhere in Excel.
type Emphasis struct {
	Column int // index into the sheet's columns
	Text   string
	Look   Look
}

// Write writes the book to w. It ranges over the rows of each sheet once, in
// order. The error of a sequence of rows, a sequence that delivers another number
// of rows than announced, and an ended context end the writing with an error that
// names the sheet; what was written until then is no readable workbook.
func Write(ctx context.Context, w io.Writer, b Book) error {
	return write(ctx, w, b, limits{
		rows: excelize.TotalRows, links: 65_000, hugeCells: 1 << 20, plainBytes: math.MaxUint32 - 1,
	})
}

// limits are what one sheet can hold. Tests use small ones.
type limits struct {
	rows       int // including the header row
	links      int
	hugeCells  int    // from so many cells on a sheet may grow over plainBytes
	plainBytes uint64 // the longest part that needs no further marks in a zip file
}

func write(ctx context.Context, w io.Writer, b Book, lim limits) error {
	if err := validate(b); err != nil {
		return err
	}
	b = b.fitted()
	tabs := layOut(b.Sheets, lim.rows)
	f := excelize.NewFile()
	parts, styles, err := build(f, b, tabs)
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("build workbook: %w", err)
	}
	out := newArchive(w, lim.plainBytes)
	defer out.abandon()
	for _, name := range parts.sharedOrder(tabs) {
		if err := out.store(name, parts[name].Bytes()); err != nil {
			return err
		}
	}
	s := streamer{out: out, parts: parts, styles: styles, tabs: tabs, limits: lim}
	for i, sheet := range b.Sheets {
		if err := s.sheet(ctx, sheet, tabsOf(tabs, i)); err != nil {
			return fmt.Errorf("write sheet %q: %w", sheet.Name, err)
		}
	}
	return out.close()
}
