package workbook_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"handover/reports/workbook"
)

// A grey printer keeps weight, slant and brightness; no two looks may share all.
func TestLooksDifferWithoutColour(t *testing.T) {
	looks := []workbook.Look{workbook.Plain, workbook.Strong, workbook.Muted, workbook.Alarm, workbook.Warning, workbook.Notice, workbook.Header}
	var cells row
	for range looks {
		cells = append(cells, workbook.Text("x"))
	}
	s := table("Looks", make([]string, len(looks)), cells)
	for i, l := range looks {
		cells[i] = cells[i].As(l)
	}
	f := open(t, write(t, workbook.Book{Sheets: []workbook.Sheet{s}}))
	type grey struct {
		bold, italic bool
		ground       int
	}
	var seen []grey
	for i := range looks {
		ref := string(rune('A'+i)) + "1"
		style := styleOf(t, f, "Looks", ref)
		g := grey{ground: 255}
		if style.Font != nil {
			g.bold, g.italic = style.Font.Bold, style.Font.Italic
		}
		if len(style.Fill.Color) > 0 {
			g.ground = brightness(t, style.Fill.Color[0])
		}
		for j, other := range seen {
			difference := max(g.ground-other.ground, other.ground-g.ground)
			if g.bold == other.bold && g.italic == other.italic && difference < 24 {
				t.Errorf("cells %d and %d look alike in grey: %+v, %+v", j, i, other, g)
			}
		}
		seen = append(seen, g)
	}
}

// brightness returns the brightness of a colour in hex, 0 to 255.
func brightness(t *testing.T, color string) int {
	t.Helper()
	r, g, b := hexPair(t, color[0:2]), hexPair(t, color[2:4]), hexPair(t, color[4:6])
	return (299*r + 587*g + 114*b) / 1000
}

func hexPair(t *testing.T, s string) int {
	t.Helper()
	high, low := strings.IndexByte("0123456789ABCDEF", s[0]), strings.IndexByte("0123456789ABCDEF", s[1])
	if high < 0 || low < 0 {
		t.Fatalf("%q is no hexadecimal number", s)
	}
	return high*16 + low
}

func TestEmphasisFollowsTheText(t *testing.T) {
	s := table("Findings", []string{"Severity"}, row{workbook.Text("critical")}, row{workbook.Text("low")})
	s.Emphasis = []workbook.Emphasis{{Text: "critical", Look: workbook.Alarm}, {Text: "low", Look: workbook.Muted}}
	data := write(t, workbook.Book{Sheets: []workbook.Sheet{s}})
	f := open(t, data)
	formats, err := f.GetConditionalFormats("Findings")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, options := range formats["A2:A3"] {
		style, err := f.GetConditionalStyle(*options.Format)
		if err != nil {
			t.Fatal(err)
		}
		got[options.Value] = style.Font.Color
	}
	if diff := cmp.Diff(map[string]string{`"critical"`: "FFFFFF", `"low"`: "595959"}, got); diff != "" {
		t.Errorf("font by text (-want +got):\n%s", diff)
	}
	parts, _ := unzip(t, data)
	_, conditional, _ := strings.Cut(parts["xl/styles.xml"], "<dxfs")
	if !strings.Contains(conditional, `<bgColor rgb="FF9C0006">`) {
		t.Error("the conditional style of Alarm has no ground")
	}
	if strings.Contains(conditional, "<sz") || strings.Contains(conditional, "<name") {
		t.Error("a conditional style changes the font's name or size, which Excel forbids")
	}
}

func TestNoTitleIsHidden(t *testing.T) {
	s := table("Widths", []string{"Commitment", "Commitment end of the source", "No", "订阅名称"})
	for i := range s.Columns {
		s.Columns[i].Width = 5
	}
	s.Filter = true
	f := open(t, write(t, workbook.Book{Sheets: []workbook.Sheet{s}}))
	// The longest word, in bold, and the filter button.
	least := map[string]float64{"A": 14, "B": 14, "C": 5, "D": 12}
	for column, want := range least {
		got, err := f.GetColWidth("Widths", column)
		if err != nil {
			t.Fatal(err)
		}
		if got < want || got > want+4 {
			t.Errorf("column %s is %v wide, want about %v", column, got, want)
		}
	}
	if got, err := f.GetRowHeight("Widths", 1); err != nil || got != 45 {
		t.Errorf("the header is %v high (%v), want three lines of 15", got, err)
	}
}

func TestRowsAreAsHighAsTheirTexts(t *testing.T) {
	tests := []struct {
		name   string
		cell   workbook.Cell
		height float64
	}{
		{"one line", workbook.Text("short"), 15},
		{"number", workbook.Int(123456789012), 15},
		{"three words that do not fit beside each other", workbook.Text("abandoned abandoned abandoned"), 45},
		{"lines of its own", workbook.Text("a\nb\n\nd"), 60},
		{"one endless word", workbook.Text(strings.Repeat("e", 51)), 90},
		{"no more than Excel allows", workbook.Text(strings.Repeat("word ", 5000)), 409},
		{"wide characters", workbook.Text("订阅名称"), 17},
		{"more wide characters", workbook.Text("订阅名称订阅名称"), 34},
		{"title", workbook.Text("Report").As(workbook.Title), 24},
	}
	s := workbook.Sheet{Name: "Heights", Columns: []workbook.Column{{Width: 11, Wrap: true}}, Count: len(tests)}
	var rows []row
	for _, tt := range tests {
		rows = append(rows, row{tt.cell})
	}
	s.Rows = rowsOf(rows...)
	f := open(t, write(t, workbook.Book{Sheets: []workbook.Sheet{s}}))
	for i, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, err := f.GetRowHeight("Heights", i+1); err != nil || got != tt.height {
				t.Errorf("the row is %v high (%v), want %v", got, err, tt.height)
			}
		})
	}
}

func TestNumbersStandBelowTheirTitle(t *testing.T) {
	s := table("Sides", []string{"Code", "Quantity", "Due"}, row{workbook.Text("a"), workbook.Int(1), workbook.Day(2026, 11, 20)})
	s.Columns[1].Kind, s.Columns[2].Kind = workbook.KindInteger, workbook.KindDay
	f := open(t, write(t, workbook.Book{Sheets: []workbook.Sheet{s}}))
	for ref, want := range map[string]string{"A1": "left", "B1": "right", "C1": "left", "A2": "left", "B2": "", "C2": "left"} {
		if got := styleOf(t, f, "Sides", ref).Alignment; got == nil || got.Horizontal != want {
			t.Errorf("%s is aligned %+v, want %q", ref, got, want)
		}
	}
	border := []excelize.Border{{Type: "bottom", Color: "D9D9D9", Style: 1}}
	if diff := cmp.Diff(border, styleOf(t, f, "Sides", "A2").Border); diff != "" {
		t.Errorf("line under a row (-want +got):\n%s", diff)
	}
}
