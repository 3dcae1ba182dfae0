package workbook_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"handover/reports/workbook"
)

// cellText returns what stands in the XML of a cell with this text.
func cellText(t *testing.T, s string) string {
	t.Helper()
	parts, _ := unzip(t, write(t, workbook.Book{Sheets: []workbook.Sheet{table("Texts", []string{""}, row{workbook.Text(s)})}}))
	_, rest, _ := strings.Cut(parts["xl/worksheets/sheet1.xml"], "<is>")
	text, _, _ := strings.Cut(rest, "</is>")
	return text
}

func TestTextInXML(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"plain", "Contoso", "<t>Contoso</t>"},
		{"markup", "A & B <c>", "<t>A &amp; B &lt;c&gt;</t>"},
		{"closing element", "</t></is></c>", "<t>&lt;/t&gt;&lt;/is&gt;&lt;/c&gt;</t>"},
		{"spaces at the ends", " a ", `<t xml:space="preserve"> a </t>`},
		{"lines", "a\nb", "<t xml:space=\"preserve\">a\nb</t>"},
		{"tab", "a\tb", "<t xml:space=\"preserve\">a\tb</t>"},
		{"carriage return", "a\r\nb", "<t xml:space=\"preserve\">a_x000D_\nb</t>"},
		{"NUL", "a\x00b", "<t>a_x0000_b</t>"},
		{"escape character", "\x1b[0m", `<t xml:space="preserve">_x001B_[0m</t>`},
		{"no character", "\uFFFE", "<t>_xFFFE_</t>"},
		{"looks like a code", "_x0041_", "<t>_x005F_x0041_</t>"},
		{"begins like a code before a code", "_x0041\x01", `<t xml:space="preserve">_x005F_x0041_x0001_</t>`},
		{"only the beginning of one", "_x00 _X0041_", "<t>_x00 _X0041_</t>"},
		{"invalid UTF-8", "a\xffb", "<t>a\uFFFDb</t>"},
		{"replacement character", "\uFFFD", "<t>\uFFFD</t>"},
		{"beyond the first plane", "😀", "<t>😀</t>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := cellText(t, tt.text); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestLongTextIsCutVisibly(t *testing.T) {
	const most = 32767
	tests := []struct {
		name, text string
		cut        bool
	}{
		{"just fits", strings.Repeat("x", most), false},
		{"one too many", strings.Repeat("x", most+1), true},
		{"just fits in two units each", "x" + strings.Repeat("😀", most/2), false},
		{"one too many in two units each", strings.Repeat("😀", most/2+1), true},
		{"more bytes than units", strings.Repeat("ü", most), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := table("Texts", []string{"Text"}, row{workbook.Text(tt.text)})
			_, got, _ := cell(t, open(t, write(t, workbook.Book{Sheets: []workbook.Sheet{s}})), "Texts", "A2")
			if units := len(utf16.Encode([]rune(got))); units > most || units < most-1 {
				t.Errorf("the cell holds %d units, want about %d", units, most)
			}
			kept, marked := strings.CutSuffix(got, "… [cut]")
			if marked != tt.cut || !strings.HasPrefix(tt.text, kept) || !tt.cut && got != tt.text {
				t.Errorf("marked %v, want %v, with the beginning of the text", marked, tt.cut)
			}
		})
	}
}

// Whatever a text holds, Excel's way of reading gives it back.
func TestEveryTextIsReadAsWritten(t *testing.T) {
	awkward := rapid.SampledFrom([]string{"_", "x", "_x", "005F", "_x0041_", "_x005F_", "\r", "\n", "\t", " ", "\x00", "\x01", "\uFFFE", "\uFFFF", "&", "<", "]]>", "=", "'", "\"", "😀", "é"})
	text := rapid.OneOf(rapid.String(), rapid.Map(rapid.SliceOf(awkward), func(s []string) string { return strings.Join(s, "") }))
	rapid.Check(t, func(rt *rapid.T) {
		texts := rapid.SliceOfN(text, 1, 20).Draw(rt, "texts")
		var rows []row
		for _, s := range texts {
			rows = append(rows, row{workbook.Text(s)})
		}
		f := open(t, write(t, workbook.Book{Sheets: []workbook.Sheet{table("Texts", []string{"Text"}, rows...)}}))
		for i, want := range texts {
			if _, got, _ := cell(t, f, "Texts", fmt.Sprintf("A%d", i+2)); got != want {
				rt.Fatalf("read %q, written %q", got, want)
			}
		}
	})
}

// An amount keeps its digits or becomes a text; it is never another number.
func FuzzAmount(f *testing.F) {
	for _, s := range []string{"0", "-0.5", "1e9", "00", ".5", "5.", "--1", "999999999999999.9", "1,5", "0x10", "NaN", "=1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		file := open(t, write(t, workbook.Book{
			Currencies: []workbook.Currency{{Code: "EUR", Exponent: 2}},
			Sheets:     []workbook.Sheet{table("Amounts", []string{"Amount"}, row{workbook.Amount(s, "EUR")})},
		}))
		want := strings.ToValidUTF8(s, "\uFFFD")
		if s == "" || len(s) > excelize.TotalCellChars || strings.Count(want, "\uFFFD") > 0 {
			return // No amount, cutting and invalid bytes are the other tests' matter.
		}
		kind, raw, _ := cell(t, file, "Amounts", "A2")
		_, err := strconv.ParseFloat(s, 64)
		if kind == excelize.CellTypeInlineString {
			want += " EUR"
		} else if err != nil {
			t.Errorf("%q is written as a number", s)
		}
		if raw != want {
			t.Errorf("read %q, written %q", raw, s)
		}
	})
}
