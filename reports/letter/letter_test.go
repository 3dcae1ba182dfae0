package letter_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/xuri/excelize/v2"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/letter"
	"handover/reports/reportstest"
)

var update = flag.Bool("update", false, "write the golden files anew")

type write func(ctx context.Context, w io.Writer, l *reports.Letter) error

func render(t *testing.T, l *reports.Letter, write write) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(t.Context(), &b, l); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func lettersOf(t *testing.T, source reports.Source, to reports.Addressee, language string) []*reports.Letter {
	t.Helper()
	report, err := reports.New(t.Context(), source, reports.Options{
		Partner: "Contoso Partner", Language: language, Ours: []string{"us"},
		Answer: reconcile.Contact{Name: "Jo Berg", Email: "moves@partner.example"},
	})
	if err != nil {
		t.Fatal(err)
	}
	letters, err := report.Letters(t.Context(), to)
	if err != nil {
		t.Fatal(err)
	}
	return letters.List
}

// TestGolden shows one letter of each kind in each language, and in English in each format.
func TestGolden(t *testing.T) {
	for _, language := range reconcile.Languages() {
		for _, to := range reports.Addressees() {
			l := lettersOf(t, reportstest.Correspondence(language), to, language)[0]
			name := "testdata/" + string(to) + "." + language
			reportstest.Golden(t, name+".md", render(t, l, letter.WriteMarkdown), *update)
			reportstest.Golden(t, name+".txt", render(t, l, letter.WriteText), *update)
			if language == "en" {
				reportstest.Golden(t, name+".html", render(t, l, letter.WriteHTML), *update)
				reportstest.Golden(t, name+".xlsx.txt", grid(t, render(t, l, letter.WriteXLSX)), *update)
			}
		}
	}
	unchecked := lettersOf(t, reportstest.Correspondence("en"), reports.ToTenant, "en")[1]
	unchecked.Rows = nil
	reportstest.Golden(t, "testdata/unchecked.en.md", render(t, unchecked, letter.WriteMarkdown), *update)
	reportstest.Golden(t, "testdata/unchecked.en.txt", render(t, unchecked, letter.WriteText), *update)
	reportstest.Golden(t, "testdata/unchecked.en.xlsx.txt", grid(t, render(t, unchecked, letter.WriteXLSX)), *update)
}

func open(t *testing.T, book []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

// grid writes a workbook as text: each sheet with its cells as Excel shows them.
func grid(t *testing.T, book []byte) []byte {
	t.Helper()
	f := open(t, book)
	var b bytes.Buffer
	for _, sheet := range f.GetSheetList() {
		fmt.Fprintf(&b, "== %s\n", sheet)
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, cells := range rows {
			for i := range cells {
				cells[i] = strings.Trim(fmt.Sprintf("%q", cells[i]), `"`)
			}
			fmt.Fprintln(&b, strings.Join(cells, " | "))
		}
	}
	return b.Bytes()
}

// TestPageCanBeMailed checks that a page has nothing that mail programs take away or show
// wrongly.
func TestPageCanBeMailed(t *testing.T) {
	refused := regexp.MustCompile(`(?i)<(script|style|svg|img|link|iframe|form)|flex|grid|position:|float:|url\(|class=|https?://|rgb\(|#[0-9a-f]{3}["; ]`)
	colour := regexp.MustCompile(`(?:color|bgcolor)[:=]"?([^;"]+)`)
	for _, to := range reports.Addressees() {
		for _, l := range lettersOf(t, reportstest.Correspondence("en"), to, "en") {
			page := string(render(t, l, letter.WriteHTML))
			if found := refused.FindString(page); found != "" {
				t.Errorf("%s: %q is in the page", l.Name, found)
			}
			for _, match := range colour.FindAllStringSubmatch(page, -1) {
				if !regexp.MustCompile(`^#[0-9a-f]{6}$`).MatchString(match[1]) {
					t.Errorf("%s: the colour %q is not in hex", l.Name, match[1])
				}
			}
			if strings.Count(page, "<th ") != strings.Count(page, `<th align="left" valign="bottom" width="`) || !strings.Contains(page, `width="760"`) {
				t.Errorf("%s: a column has no width", l.Name)
			}
		}
	}
}

// TestSharesFillThePage checks that the columns of every kind of letter are as wide as the
// page together.
func TestSharesFillThePage(t *testing.T) {
	width := regexp.MustCompile(`<th [^>]*width="(\d+)%"`)
	for _, to := range reports.Addressees() {
		l := lettersOf(t, reportstest.Correspondence("en"), to, "en")[0]
		sum := 0
		for _, match := range width.FindAllSubmatch(render(t, l, letter.WriteHTML), -1) {
			n := 0
			if _, err := fmt.Sscan(string(match[1]), &n); err != nil {
				t.Fatal(err)
			}
			sum += n
		}
		if sum != 100 {
			t.Errorf("%s: the columns are %d%% of the page", to, sum)
		}
	}
}

// TestHostileNames checks that no name breaks out of a letter: neither as HTML, nor as
// Markdown, nor as a formula.
func TestHostileNames(t *testing.T) {
	names := []string{
		`=HYPERLINK("https://evil.example.com","x")`, "+1+1", "@SUM(A1)", "| a | b |\n## Heading", "<img src=x onerror=alert(1)>", `"><script>alert(1)</script>`,
		"[link](https://evil.example.com) www.evil.example.com", "left\u202eright", "null\x00 bell\x07", "{n} {who}", "bad utf8 \xff", "javascript:alert(1)",
	}
	for i, name := range names {
		for _, to := range reports.Addressees() {
			for _, l := range lettersOf(t, hostile(name), to, "en") {
				l.Contact.Name, l.From, l.Answer.Name = name, name, name
				page := string(render(t, l, letter.WriteHTML))
				if tags := regexp.MustCompile(`(?i)<(script|img)|<[^>]* on\w+=`).FindString(page); tags != "" {
					t.Errorf("name %d is live in the page: %q", i, tags)
				}
				for line := range strings.Lines(string(render(t, l, letter.WriteMarkdown))) {
					cells := strings.Count(regexp.MustCompile(`(?:\\\\)*\\\|`).ReplaceAllString(line, ""), "|")
					columns := 5
					if l.HasCustomers() {
						columns = 6
					}
					if cells != 0 && cells != columns || strings.HasPrefix(line, "##") {
						t.Errorf("name %d breaks a row of the text: %q", i, line)
					}
				}
				if text := render(t, l, letter.WriteText); bytes.ContainsFunc(bytes.ReplaceAll(text, []byte("\n"), nil), unicode.IsControl) {
					t.Errorf("name %d has more than characters in the plain text: %q", i, text)
				}
				book := reportstest.Parts(t, render(t, l, letter.WriteXLSX))
				if strings.Contains(book["xl/worksheets/sheet1.xml"], "<f>") {
					t.Errorf("name %d runs in the workbook", i)
				}
			}
		}
	}
}

// hostile returns a run in which everything has a name.
func hostile(name string) *reportstest.Source {
	var findings []reconcile.Reported
	for k, owner := range reconcile.Owners() {
		f := reportstest.Due("tenant-1", 22, fmt.Sprint("s-", k))
		f.Owner, f.TenantName, f.OfferName, f.SellerID, f.SellerName = owner, name, name, "seller-1", name
		f.Way.Else = []reconcile.Task{{Kind: reconcile.StepSetCancel, Owner: owner}}
		findings = append(findings, reconcile.Reported{Finding: f, Delta: reconcile.New, State: reconcile.StateOpen})
	}
	coverage := []reconcile.Coverage{{TenantID: "tenant-1", Name: name, Domain: name, Contact: reconcile.Contact{Name: name}, Evaluated: true}}
	return reportstest.NewSource(reportstest.Run(), coverage, findings, nil).WithSellers(reconcile.Seller{ID: "seller-1", Name: name, ContactName: name})
}

// TestSameBytesTwice checks that a letter is the same each time.
func TestSameBytesTwice(t *testing.T) {
	for _, write := range []write{letter.WriteHTML, letter.WriteMarkdown, letter.WriteXLSX} {
		l := lettersOf(t, reportstest.Correspondence("de"), reports.ToSeller, "de")[0]
		if !bytes.Equal(render(t, l, write), render(t, l, write)) {
			t.Error("a letter differs from one time to the next")
		}
	}
}

func BenchmarkLetters(b *testing.B) {
	report, err := reports.New(b.Context(), reportstest.Correspondence("en"), reports.Options{Partner: "Contoso Partner"})
	if err != nil {
		b.Fatal(err)
	}
	letters, err := report.Letters(b.Context(), reports.ToSeller)
	if err != nil {
		b.Fatal(err)
	}
	for name, write := range map[string]write{"html": letter.WriteHTML, "md": letter.WriteMarkdown, "xlsx": letter.WriteXLSX} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := write(b.Context(), io.Discard, letters.List[0]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
