package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/xuri/excelize/v2"
)

// excelize gives the cells of our workbook to excelize's plain stream writer. They are taken out beforehand, and not
// while it is measured.
func (r *round) excelize(ctx context.Context) error {
	cells := r.path("cells")
	if err := takeCells(r.path("alone.xlsx"), cells); err != nil {
		return err
	}
	args, err := ourselves("excelize", cells, r.path("excelize.xlsx"))
	if err != nil {
		return err
	}
	return r.timed(ctx, peerExcelize, &command{folder: r.folder, args: args})
}

// streamPlainly writes a workbook of cells.
func streamPlainly(cells, target string) (err error) {
	in, err := os.Open(cells)
	if err != nil {
		return fmt.Errorf("open the cells: %w", err)
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	book := excelize.NewFile()
	defer func() { err = errors.Join(err, book.Close()) }()
	p := &plain{book: book}
	if err := p.write(&cellReader{in: bufio.NewReaderSize(in, 1<<20)}); err != nil {
		return err
	}
	if err := book.SaveAs(target); err != nil {
		return fmt.Errorf("save the workbook: %w", err)
	}
	return nil
}

// plain is a workbook that is being written, sheet by sheet.
type plain struct {
	book   *excelize.File
	sheet  *excelize.StreamWriter
	sheets int
	rows   int
}

func (p *plain) write(cells *cellReader) error {
	var values []any
	for {
		kind, value, err := cells.next()
		if errors.Is(err, io.EOF) {
			return p.flush()
		}
		if err != nil {
			return err
		}
		switch kind {
		case sheetMark:
			err = p.begin()
		case rowMark:
			p.rows++
			err = p.sheet.SetRow("A"+fmt.Sprint(p.rows), values)
			values = values[:0]
		default:
			values = append(values, value)
		}
		if err != nil {
			return fmt.Errorf("write sheet %d, row %d: %w", p.sheets, p.rows, err)
		}
	}
}

// begin ends a sheet and begins the next one.
func (p *plain) begin() error {
	if err := p.flush(); err != nil {
		return err
	}
	p.sheets++
	p.rows = 0
	name := fmt.Sprintf("Sheet%d", p.sheets)
	if _, err := p.book.NewSheet(name); err != nil {
		return fmt.Errorf("add a sheet: %w", err)
	}
	sheet, err := p.book.NewStreamWriter(name)
	if err != nil {
		return fmt.Errorf("open a sheet: %w", err)
	}
	p.sheet = sheet
	return nil
}

func (p *plain) flush() error {
	if p.sheet == nil {
		return nil
	}
	if err := p.sheet.Flush(); err != nil {
		return fmt.Errorf("end sheet %d: %w", p.sheets, err)
	}
	return nil
}
