package workbook

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"github.com/xuri/excelize/v2"
)

// paperA4 is the number of the paper size A4 in a sheet's page set-up.
const paperA4 = 9

// page sets up how a tab is printed: as wide as the paper, on as many pages as it
// takes, with the header row on each.
func (bl *builder) page(t tab, s Sheet) error {
	fit, one, any, paper := true, 1, 0, paperA4
	orientation := "portrait"
	if s.Landscape {
		orientation = "landscape"
	}
	side, edge, line := 0.3, 0.6, 0.3 // inches
	return errors.Join(
		bl.file.SetSheetProps(t.name, &excelize.SheetPropsOptions{FitToPage: &fit}),
		bl.file.SetPageLayout(t.name, &excelize.PageLayoutOptions{
			Size: &paper, Orientation: &orientation, FitToWidth: &one, FitToHeight: &any,
		}),
		bl.file.SetPageMargins(t.name, &excelize.PageLayoutMarginsOptions{
			Left: &side, Right: &side, Top: &edge, Bottom: &edge, Header: &line, Footer: &line,
		}),
		bl.file.SetHeaderFooter(t.name, &excelize.HeaderFooterOptions{OddFooter: footer(bl.book.Title)}),
		bl.repeatHeader(t, s),
	)
}

// footer returns the codes of a footer: title, sheet, page of pages.
func footer(title string) string {
	// Digits right after &L would be read as the size of its font.
	const left, rest = "&L ", "&C&A&R&P / &N"
	title = strings.ReplaceAll(cleanLine(title), "&", "&&")
	title = prefixUTF16(title, excelize.MaxFieldLength-len(left)-len(rest))
	// A cut within "&&" would leave a lone sign, which begins a code.
	if strings.Count(title, "&")%2 == 1 {
		title = strings.TrimSuffix(title, "&")
	}
	return left + title + rest
}

// cleanLine returns the text on one line, without characters that XML cannot carry.
func cleanLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || !unicode.IsPrint(r) }), " ")
}

// repeatHeader prints the header row on every page.
func (bl *builder) repeatHeader(t tab, s Sheet) error {
	if !s.table() {
		return nil
	}
	// A cleaned name holds no apostrophe that would need doubling.
	return bl.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$%d:$%[2]d", t.name, t.head), Scope: t.name,
	})
}

// printed limits what is printed to the first columns and rows.
func (bl *builder) printed(t tab, s Sheet, a area) error {
	columns, last := cmp.Or(s.PrintColumns, len(s.Columns)), a.last
	if s.PrintRows > 0 {
		last = min(last, t.head+s.PrintRows)
	}
	if columns == len(s.Columns) && last == a.last {
		return nil
	}
	return bl.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Area", Scope: t.name,
		RefersTo: fmt.Sprintf("'%s'!$A$1:$%s$%d", t.name, columnName(columns-1), max(last, 1)),
	})
}
