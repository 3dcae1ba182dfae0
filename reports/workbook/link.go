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
// are kept until then: a few bytes each, an address once however often it occurs.
type links struct {
	room      int
	cells     []link
	addresses []string
	known     map[string]int // address as given to its index
}

// link leads from a cell to an address of the tab's list, or to a sheet.
type link struct{ row, column, address, sheet int }

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
	if c.url == "" {
		if c.sheet < 0 || c.sheet > tabs[len(tabs)-1].sheet {
			return false, fmt.Errorf("a link leads to sheet %d of %d", c.sheet+1, tabs[len(tabs)-1].sheet+1)
		}
		l.cells = append(l.cells, link{row: row, column: column, address: noAddress, sheet: c.sheet})
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
		l.known[c.url] = index
	}
	l.cells = append(l.cells, link{row: row, column: column, address: index})
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
	return address, (web || mail) && len(address) <= maxAddress
}

// append appends the XML elements of the links.
func (l *links) append(buf []byte, columns, tabNames []string) []byte {
	for _, k := range l.cells {
		buf = append(buf, `<hyperlink ref="`...)
		buf = append(buf, columns[k.column]...)
		buf = strconv.AppendInt(buf, int64(k.row), 10)
		if k.address == noAddress {
			buf = append(buf, `" location="`...)
			buf = append(buf, escapeAttribute("'"+tabNames[k.sheet]+"'!A1")...)
		} else {
			buf = append(buf, `" r:id="`...)
			buf = appendLinkID(buf, k.address)
		}
		buf = append(buf, `"/>`...)
	}
	return buf
}

// relations returns the tab's relations with those of its links added, which may
// be none at all.
func (l *links) relations(existing *bytes.Buffer) []byte {
	const end = "</Relationships>"
	head := []byte(xml.Header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	if existing != nil {
		head = bytes.TrimSuffix(existing.Bytes(), []byte(end))
	} else if len(l.addresses) == 0 {
		return nil
	}
	out := bytes.Clone(head)
	for i, address := range l.addresses {
		out = append(out, `<Relationship Id="`...)
		out = appendLinkID(out, i)
		out = append(out, `" Type="`+excelize.SourceRelationshipHyperLink+`" Target="`...)
		out = append(out, escapeAttribute(address)...)
		out = append(out, `" TargetMode="External"/>`...)
	}
	return append(out, end...)
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
