package sheets_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/ingest/sheets"
)

// workbook is one of a sheet called Data, a hidden one, and a chart.
func workbook(data, texts string) func(string) (io.ReadCloser, error) {
	parts := map[string]string{
		"_rels/.rels": `<Relationships><Relationship Id="rId1" Type="http://x/officeDocument" Target="/xl/book.xml"/></Relationships>`,
		"xl/book.xml": `<workbook xmlns:r="http://r"><workbookPr date1904="1"/><sheets><sheet name="Data" sheetId="7" r:id="rId1"/>` +
			`<sheet name="Old" sheetId="8" state="veryHidden" r:id="rId2"/><sheet name="Chart" sheetId="9" r:id="rId3"/></sheets></workbook>`,
		"xl/_rels/book.xml.rels": `<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets\a.xml"/>` +
			`<Relationship Id="rId2" Type="http://x/worksheet" Target="worksheets/b.xml"/><Relationship Id="rId3" Type="http://x/chartsheet" Target="c.xml"/></Relationships>`,
		"xl/worksheets/a.xml": `<worksheet><cols><col min="1"/></cols>` + data,
	}
	if texts != "" {
		parts["xl/sharedStrings.xml"] = "<sst>" + texts + "</sst>"
	}
	return func(name string) (io.ReadCloser, error) {
		text, there := parts[name]
		if !there {
			return nil, fs.ErrNotExist
		}
		return io.NopCloser(strings.NewReader(text)), nil
	}
}

// scratch is a place for texts in memory.
type scratch struct{ bytes.Buffer }

func (s *scratch) ReadAt(into []byte, from int64) (int, error) {
	return bytes.NewReader(s.Bytes()).ReadAt(into, from)
}

// told returns the rows of the first sheet, each with its number.
func told(open func(string) (io.ReadCloser, error)) (rows []string, err error) {
	book, err := sheets.Open(open, &scratch{})
	if err != nil {
		return nil, err
	}
	err = book.Each(&book.Sheets[0], func(r sheets.Row) error {
		rows = append(rows, fmt.Sprintf("%d %s", r.Number, strings.Join(r.Cells, "|")))
		return nil
	})
	return rows, err
}

// TestOpen tells the sheets of a workbook.
func TestOpen(t *testing.T) {
	book, err := sheets.Open(workbook("", ""), &scratch{})
	if err != nil || len(book.Sheets) != 2 || !book.Date1904 {
		t.Fatalf("%+v, %v", book, err)
	}
	if s := book.Sheets; s[0].Name != "Data" || s[0].Hidden || s[1].Name != "Old" || !s[1].Hidden {
		t.Errorf("sheets %+v", s)
	}
	_, err = sheets.Open(func(string) (io.ReadCloser, error) { return nil, fs.ErrNotExist }, &scratch{})
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

// TestCells reads cells as Excel and others write them.
func TestCells(t *testing.T) {
	const texts = `<si><t>Contoso</t></si><si><r><t>Fabri</t></r><r><rPr/><t>kam</t></r><rPh sb="0"><t>spoken</t></rPh></si><si><t xml:space="preserve"> a_x000D_b </t></si>`
	for cells, want := range map[string]string{
		`<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c>`:         "1 Contoso|Fabrikam| a\rb ",
		`<c t="inlineStr"><is><t>x</t></is></c><c r="D1"><v>5</v></c><c r="F1"/>`: "1 x|||5",
		`<c t="b"><v>1</v></c><c t="b"><v>0</v></c>`:                              "1 true|false",
		`<c><v>12.300000000000001</v></c><c><v>1.0000000000000001E-5</v></c>`:     "1 12.3|0.00001",
		`<c><v>1.23457E+15</v></c><c><v>1.23457E15</v></c><c><v>46387.5</v></c>`:  "1 1.23457E+15|1.23457E15|46387.5",
		`<c><v>123456789012345678</v></c><c><v>-0.1</v></c>`:                      "1 123456789012345678|-0.1",
		`<c><f>A1*2</f><v>7</v></c><c t="str"><f>B1</f><v>y</v></c>`:              "1 7|y",
		`<c><f>A1*2</f></c><c><f>NOW()</f><v></v></c>`:                            "1 =A1*2|=NOW()",
		`<c t="e"><v>#N/A</v></c><c t="d"><v>2026-12-31</v></c>`:                  "1 #N/A|2026-12-31",
	} {
		got, err := told(workbook("<sheetData><row>"+cells+"</row></sheetData></worksheet>", texts))
		if diff := cmp.Diff([]string{want}, got); diff != "" || err != nil {
			t.Errorf("%s: differs (-want +got):\n%s\n%v", cells, diff, err)
		}
	}
}

// TestManyTexts finds texts wherever they are, short and long ones.
func TestManyTexts(t *testing.T) {
	var texts, cells strings.Builder
	var want []string
	text := func(i int) string { return fmt.Sprintf("%d%s", i, strings.Repeat("x", i*i%9000)) }
	for i := range 500 {
		fmt.Fprintf(&texts, "<si><t>%s</t></si>", text(i))
		at := i * 7919 % 500
		fmt.Fprintf(&cells, `<c t="s"><v>%d</v></c>`, at)
		want = append(want, text(at))
	}
	got, err := told(workbook("<sheetData><row>"+cells.String()+"</row></sheetData></worksheet>", texts.String()))
	if diff := cmp.Diff([]string{"1 " + strings.Join(want, "|")}, got); diff != "" || err != nil {
		t.Errorf("differs (-want +got):\n%s\n%v", diff, err)
	}
}

// TestRows keeps the numbers of rows, and leaves out those without a cell.
func TestRows(t *testing.T) {
	got, err := told(workbook(`<sheetData><row/><row r="3"><c><v>1</v></c></row><row><c r="B4"><v>2</v></c></row><row r="9"><c s="1"/></row></sheetData></worksheet>`, ""))
	if diff := cmp.Diff([]string{"3 1", "4 |2"}, got); diff != "" || err != nil {
		t.Errorf("rows differ (-want +got):\n%s\n%v", diff, err)
	}
}

// TestBroken takes no sheet for whole that is not.
func TestBroken(t *testing.T) {
	const good = `<sheetData><row r="1"><c><v>1</v></c></row>`
	for data, want := range map[string]string{
		good + `<row r="2"><c><v>2`: "unexpected EOF",
		good:                        "unexpected EOF",
		good + `<row r="2"><c></d></row></sheetData></worksheet>`:                                "element <c> closed by </d>",
		good + `<row r="1"><c><v>2</v></c></row></sheetData></worksheet>`:                        `row "1" follows row 1`,
		good + `<row r="x"/></sheetData></worksheet>`:                                            `row "x" follows row 1`,
		good + `<row><c t="s"><v>9</v></c></row></sheetData></worksheet>`:                        `there is no text "9"`,
		good + `<row><c r="ZZZZ2"><v>9</v></c></row></sheetData></worksheet>`:                    `there is no cell "ZZZZ2"`,
		good + `<row><c r="A2"><v>1</v></c><c r="A2"><v>2</v></c></row></sheetData></worksheet>`: "column 1 occurs more than once",
		good + `<row><c><v>` + strings.Repeat("1", 17<<20) + `</v></c></row></sheetData>`:        "more than 16777216 bytes in one piece",
	} {
		_, err := told(workbook(data, ""))
		broken, is := errors.AsType[*sheets.BrokenError](err)
		if !is || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%.200s: got %v, want %s", data, err, want)
		}
		if is && broken.Row == 0 {
			t.Errorf("%.200s: the row is not told", data)
		}
	}
	wrong := errors.New("wrong")
	open := workbook(good, "")
	_, err := told(func(name string) (io.ReadCloser, error) {
		if strings.HasSuffix(name, "a.xml") {
			return io.NopCloser(io.MultiReader(strings.NewReader("<worksheet>"), iotestErr{wrong})), nil
		}
		return open(name)
	})
	if !errors.Is(err, wrong) {
		t.Errorf("got %v, want that of the source", err)
	}
}

type iotestErr struct{ err error }

func (r iotestErr) Read([]byte) (int, error) { return 0, r.err }

// FuzzSheet reads any sheet and any shared texts: nothing panics, rows come in order, and
// what is wrong is a broken workbook.
func FuzzSheet(f *testing.F) {
	f.Add(`<sheetData><row r="3"><c t="s"><v>0</v></c><c r="C3"><f>1</f></c></row></sheetData></worksheet>`, `<si><t>a</t></si>`)
	f.Add(`<sheetData><row><c t="inlineStr"><is><t>_x000D_</t></is></c></row>`, ``)
	f.Fuzz(func(t *testing.T, data, texts string) {
		book, err := sheets.Open(workbook(data, texts), &scratch{})
		if err != nil {
			t.Fatal(err)
		}
		last := int64(0)
		err = book.Each(&book.Sheets[0], func(r sheets.Row) error {
			if r.Number <= last || len(r.Cells) == 0 || r.Cells[len(r.Cells)-1] == "" {
				t.Errorf("row %d of %d cells behind row %d", r.Number, len(r.Cells), last)
			}
			last = r.Number
			return nil
		})
		if _, broken := errors.AsType[*sheets.BrokenError](err); err != nil && !broken {
			t.Error(err)
		}
	})
}
