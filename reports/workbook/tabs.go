package workbook

import (
	"slices"
	"strconv"
)

// tab is one sheet of the file. A Sheet has one, or several where its rows are
// more than one can hold.
type tab struct {
	sheet int    // index into Book.Sheets
	name  string // final name
	path  string // name of its part
	head  int    // the row of the header, 0 in a sheet without titles
	rows  int    // rows below it
}

// layOut lays the sheets out over tabs with at most maxRows rows.
func layOut(sheets []Sheet, maxRows int) []tab {
	var tabs []tab
	var taken names
	for i, s := range sheets {
		rest, room := s.Count, maxRows-s.headRow()
		for part := 1; part == 1 || rest > 0; part++ {
			rows := min(rest, room)
			rest -= rows
			tabs = append(tabs, tab{
				sheet: i,
				name:  taken.take(s.Name, part),
				// excelize numbers the parts in the order in which sheets are added.
				path: "xl/worksheets/sheet" + strconv.Itoa(len(tabs)+1) + ".xml",
				head: s.headRow(),
				rows: rows,
			})
		}
	}
	return tabs
}

// tabsOf returns the tabs of one sheet.
func tabsOf(tabs []tab, sheet int) []tab {
	first := slices.IndexFunc(tabs, func(t tab) bool { return t.sheet == sheet })
	end := first
	for end < len(tabs) && tabs[end].sheet == sheet {
		end++
	}
	return tabs[first:end]
}

// table reports whether a sheet has a header row.
func (s Sheet) table() bool { return len(s.Columns) > 0 && s.Columns[0].Title != "" }

// headRow returns the row of a table's header, from 1, and 0 for a sheet without titles.
func (s Sheet) headRow() int {
	if s.table() {
		return len(s.Above) + 1
	}
	return 0
}

// explained reports whether a table has no rows and says why.
func (s Sheet) explained() bool { return s.Count == 0 && s.Empty != "" && s.table() }
