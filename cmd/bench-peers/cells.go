package main

import (
	"archive/zip"
	"bufio"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
)

// The cells of a workbook stand in a plain file, so that reading them costs next to nothing: a mark for every sheet,
// cell and end of a row; after the mark of a text its length and bytes, after that of a number its bits.
const (
	sheetMark  byte = 's'
	rowMark    byte = 'r'
	textMark   byte = 't'
	numberMark byte = 'n'
)

// takeCells writes the cells of a workbook of ours to a file.
func takeCells(workbook, target string) (err error) {
	archive, err := zip.OpenReader(workbook)
	if err != nil {
		return fmt.Errorf("open the workbook: %w", err)
	}
	defer func() { err = errors.Join(err, archive.Close()) }()
	file, err := os.Create(target)
	if err != nil {
		return fmt.Errorf("create the file of cells: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	out := bufio.NewWriterSize(file, 1<<20)
	for _, part := range archive.File {
		if strings.HasPrefix(part.Name, "xl/worksheets/sheet") {
			if err := takeSheet(part, out); err != nil {
				return fmt.Errorf("read %s: %w", part.Name, err)
			}
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write the cells: %w", err)
	}
	return nil
}

// takeSheet writes the cells of one sheet.
func takeSheet(part *zip.File, out *bufio.Writer) (err error) {
	in, err := part.Open()
	if err != nil {
		return fmt.Errorf("open the part: %w", err)
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	if err := out.WriteByte(sheetMark); err != nil {
		return fmt.Errorf("write a mark: %w", err)
	}
	tokens := xml.NewDecoder(bufio.NewReaderSize(in, 1<<20))
	var c sheetCell
	for {
		token, err := tokens.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = c.take(token, out)
		}
		if err != nil {
			return err
		}
	}
}

// sheetCell is the cell that is being read; our workbook writes texts in line.
type sheetCell struct {
	inside, text bool
	value        []byte
}

// take goes on with one piece of the sheet.
func (c *sheetCell) take(token xml.Token, out *bufio.Writer) error {
	switch token := token.(type) {
	case xml.StartElement:
		switch token.Name.Local {
		case "c":
			c.value = c.value[:0]
			c.text = slices.ContainsFunc(token.Attr, func(a xml.Attr) bool { return a.Name.Local == "t" && a.Value == "inlineStr" })
		case "v", "t":
			c.inside = true
		}
	case xml.CharData:
		if c.inside {
			c.value = append(c.value, token...)
		}
	case xml.EndElement:
		c.inside = false
		switch token.Name.Local {
		case "c":
			return c.write(out)
		case "row":
			return out.WriteByte(rowMark)
		}
	}
	return nil
}

// write writes the cell, unless it is empty.
func (c *sheetCell) write(out *bufio.Writer) error {
	if len(c.value) == 0 {
		return nil
	}
	if c.text {
		_, err := out.Write(append(binary.AppendUvarint([]byte{textMark}, uint64(len(c.value))), c.value...))
		return err
	}
	number, err := strconv.ParseFloat(string(c.value), 64)
	if err != nil {
		return fmt.Errorf("read a number: %w", err)
	}
	_, err = out.Write(binary.LittleEndian.AppendUint64([]byte{numberMark}, math.Float64bits(number)))
	return err
}

// cellReader reads the cells again.
type cellReader struct{ in *bufio.Reader }

// next is the next mark, with the value of a cell; io.EOF at the end.
func (r *cellReader) next() (mark byte, value any, err error) {
	mark, err = r.in.ReadByte()
	if err != nil {
		return 0, nil, err
	}
	switch mark {
	case textMark:
		n, err := binary.ReadUvarint(r.in)
		if err != nil {
			return 0, nil, fmt.Errorf("read the length of a text: %w", err)
		}
		text := make([]byte, n)
		if _, err := io.ReadFull(r.in, text); err != nil {
			return 0, nil, fmt.Errorf("read a text: %w", err)
		}
		value = string(text)
	case numberMark:
		var bits [8]byte
		if _, err := io.ReadFull(r.in, bits[:]); err != nil {
			return 0, nil, fmt.Errorf("read a number: %w", err)
		}
		value = math.Float64frombits(binary.LittleEndian.Uint64(bits[:]))
	}
	return mark, value, nil
}
