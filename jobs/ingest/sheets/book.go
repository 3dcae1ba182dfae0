package sheets

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
)

// What is taken of a workbook at most, in bytes.
const (
	maxSettings = 16 << 20  // of what tells of the sheets
	maxRow      = 16 << 20  // of one row, or of one text that cells share
	maxTexts    = 512 << 20 // of all these texts
	maxColumns  = 16_384    // of a row, as Excel has it
)

// BrokenError says that a workbook cannot be read, and where.
type BrokenError struct {
	Row    int64 // 0 where no row is to blame
	Reason string
}

// Error returns the reason.
func (e *BrokenError) Error() string { return e.Reason }

// Book is a workbook.
type Book struct {
	Sheets   []Sheet // in their order, without those that hold a chart only
	Date1904 bool    // a day is counted from the beginning of 1904

	open  func(part string) (io.ReadCloser, error)
	texts texts
}

// Sheet is one of a workbook.
type Sheet struct {
	Name   string
	Hidden bool // from who opens the workbook

	part string
}

// relation says where a part of a workbook lies that another one tells of.
type relation struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
}

// Open reads what sheets a workbook has. A part of it is opened by its name in the zip
// file, compared without case; the error of one that is missing is fs.ErrNotExist. What is
// no workbook is a *BrokenError, and an error of open is returned as it is. The scratch is
// empty, and stays with the book.
func Open(open func(part string) (io.ReadCloser, error), scratch Scratch) (*Book, error) {
	b := &Book{open: open, texts: texts{scratch: scratch}}
	root, err := b.relations("")
	if err != nil {
		return nil, err
	}
	main := "xl/workbook.xml"
	for _, r := range root {
		if strings.HasSuffix(r.Type, "/officeDocument") {
			main = within("", r.Target)
		}
	}
	var told struct {
		Settings struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string `xml:"name,attr"`
			State string `xml:"state,attr"`
			ID    string `xml:"id,attr"`
		} `xml:"sheets>sheet"`
	}
	err = b.decode(main, &told)
	if err != nil {
		return nil, err
	}
	relations, err := b.relations(main)
	if err != nil {
		return nil, err
	}
	b.Date1904 = isTrue(told.Settings.Date1904)
	for _, s := range told.Sheets {
		for _, r := range relations {
			if r.ID == s.ID && strings.HasSuffix(r.Type, "/worksheet") {
				b.Sheets = append(b.Sheets, Sheet{s.Name, s.State != "" && s.State != "visible", within(main, r.Target)})
			}
		}
	}
	b.texts.part = within(main, "sharedStrings.xml")
	for _, r := range relations {
		if strings.HasSuffix(r.Type, "/sharedStrings") {
			b.texts.part = within(main, r.Target)
		}
	}
	return b, nil
}

func isTrue(text string) bool { return text == "1" || strings.EqualFold(text, "true") }

// relations reads where the parts lie that one tells of; none where it tells of none.
func (b *Book) relations(of string) ([]relation, error) {
	var told struct {
		Relations []relation `xml:"Relationship"`
	}
	folder, base := path.Split(of)
	err := b.decode(folder+"_rels/"+base+".rels", &told)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return told.Relations, err
}

// within returns the name of a part that another one calls by a target.
func within(of, target string) string {
	target = strings.ReplaceAll(target, `\`, "/")
	if strings.HasPrefix(target, "/") {
		return path.Clean(target)[1:]
	}
	return path.Join(path.Dir(of), target)
}

// decode reads a part that is small.
func (b *Book) decode(name string, into any) (err error) {
	p, err := b.openPart(name, maxSettings)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.src.Close()) }()
	return p.fault(p.xml.Decode(into))
}

// part is one of a workbook, on its way through a reader of XML.
type part struct {
	name string
	src  io.ReadCloser
	left int64 // so many bytes it may have up to the next row
	err  error // of the source
	row  int64 // that is being read
	xml  *xml.Decoder
}

func (b *Book) openPart(name string, size int64) (*part, error) {
	src, err := b.open(name)
	if err != nil {
		return nil, err
	}
	p := &part{name: name, src: src, left: size}
	p.xml = xml.NewDecoder(p)
	return p, nil
}

// Read reads from the source.
func (p *part) Read(into []byte) (int, error) {
	if p.left <= 0 {
		return 0, fmt.Errorf("more than %d bytes in one piece", maxRow)
	}
	n, err := p.src.Read(into)
	p.left -= int64(n)
	if err != nil && !errors.Is(err, io.EOF) {
		p.err = err
	}
	return n, err
}

// fault tells an error of the source from one of the text.
func (p *part) fault(err error) error {
	switch {
	case err == nil:
		return nil
	case p.err != nil:
		return p.err
	default:
		return p.broken(strings.TrimPrefix(err.Error(), "XML syntax error on "))
	}
}

func (p *part) broken(reason string) error {
	return &BrokenError{p.row, "the workbook is broken in " + p.name + ": " + reason + "; save it again"}
}
