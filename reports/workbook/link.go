package workbook

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/url"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// maxAddress is how many characters of a link's address Excel accepts.
const maxAddress = 2079

// links are those of one tab's rows. They are written behind the rows, so they
// are kept until then, an address once as long as there are few.
type links struct {
	room      int
	cells     []link
	addresses []string
	known     map[string]int // address as given to its index; of the first ones only
}

// knownAddresses is how many addresses are looked up before they are added: the
// few that a sheet leads to again and again. A list that leads somewhere else
// from every row is longer and repeats nothing.
const knownAddresses = 1000

// link leads from a cell to an address of the tab's list, or to a row of a sheet.
type link struct{ row, column, across, address, sheet, target int32 }

const noAddress = -1

func newLinks(room int) links { return links{room: room, known: map[string]int{}} }

// count returns how many cells have a link.
func (l *links) count() int { return len(l.cells) }

// add keeps the link of a cell, and tells whether the cell has one. It has none
// when the sheet is full of links, or when the address is none that a report
// should lead to.
func (l *links) add(row, column int, c Cell, tabs []tab) (bool, error) {
	if len(l.cells) >= l.room {
		return false, nil
	}
	from := link{row: int32(row), column: int32(column), across: c.across, address: noAddress, sheet: c.sheet, target: c.target}
	if c.url == "" {
		if last := tabs[len(tabs)-1].sheet; c.sheet < 0 || int(c.sheet) > last {
			return false, fmt.Errorf("a link leads to sheet %d of %d", c.sheet+1, last+1)
		}
		l.cells = append(l.cells, from)
		return true, nil
	}
	index, known := l.known[c.url]
	if !known {
		address, ok := webAddress(c.url)
		if !ok {
			return false, nil
		}
		index = len(l.addresses)
		l.addresses = append(l.addresses, address)
		if len(l.known) < knownAddresses {
			l.known[c.url] = index
		}
	}
	from.address = int32(index)
	l.cells = append(l.cells, from)
	return true, nil
}

// webAddress returns the address with all characters escaped that Excel would
// call a broken file for.
func webAddress(raw string) (string, bool) {
	u, err := url.Parse(raw)
	if err != nil {
		return "", false
	}
	web := (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
	mail := u.Scheme == "mailto" && u.Opaque != ""
	address := u.String()
	if address == raw {
		address = raw // one text is kept, not two
	}
	return address, (web || mail) && len(address) <= maxAddress
}

// appendLink appends the XML element of a link.
func (w *tabWriter) appendLink(k link) {
	w.buf = append(w.buf, `<hyperlink ref="`...)
	w.buf = w.appendRange(w.buf, int(k.row), int(k.column), int(k.across))
	if k.address == noAddress {
		w.buf = append(w.buf, `" location="`...)
		w.buf = append(w.buf, escapeAttribute(w.place(k))...)
	} else {
		w.buf = append(w.buf, `" r:id="`...)
		w.buf = appendLinkID(w.buf, int(k.address))
	}
	w.buf = append(w.buf, `"/>`...)
}

// place returns where a link leads to within the book: a row on the tab that holds it.
func (w *tabWriter) place(k link) string {
	tabs, row := tabsOf(w.tabs, int(k.sheet)), int(k.target)
	for len(tabs) > 1 && row > tabs[0].rows {
		row -= tabs[0].rows
		tabs = tabs[1:]
	}
	if k.target > 0 {
		row += tabs[0].head
	}
	return "'" + tabs[0].name + "'!A" + strconv.Itoa(max(row, 1))
}

// writeLinks writes the elements of the rows' links.
func (w *tabWriter) writeLinks() error {
	for _, k := range w.links.cells {
		w.appendLink(k)
		if err := w.flushFull(); err != nil {
			return err
		}
	}
	return nil
}

// writeRelations writes the tab's relations with those of its links added; there
// may be none at all.
func (w *tabWriter) writeRelations() error {
	const end = "</Relationships>"
	name := relationsOf(w.tab.path)
	existing := w.parts[name]
	if existing == nil && len(w.links.addresses) == 0 {
		return nil
	}
	entry, err := w.out.begin(name, false)
	if err != nil {
		return err
	}
	w.entry = entry
	if existing != nil {
		w.buf = append(w.buf, bytes.TrimSuffix(existing.Bytes(), []byte(end))...)
	} else {
		w.buf = append(w.buf, xml.Header+`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`...)
	}
	for i, address := range w.links.addresses {
		w.buf = append(w.buf, `<Relationship Id="`...)
		w.buf = appendLinkID(w.buf, i)
		w.buf = append(w.buf, `" Type="`+excelize.SourceRelationshipHyperLink+`" Target="`...)
		w.buf = append(w.buf, escapeAttribute(address)...)
		w.buf = append(w.buf, `" TargetMode="External"/>`...)
		if err := w.flushFull(); err != nil {
			return err
		}
	}
	w.buf = append(w.buf, end...)
	if err := w.flush(); err != nil {
		return err
	}
	return w.entry.close()
}

// appendLinkID appends the name of an address; excelize calls its own rId1 and so on.
func appendLinkID(buf []byte, index int) []byte {
	return strconv.AppendInt(append(buf, "link"...), int64(index)+1, 10)
}

func escapeAttribute(s string) []byte {
	var out bytes.Buffer
	// A buffer never returns an error.
	_ = xml.EscapeText(&out, []byte(s))
	return out.Bytes()
}
