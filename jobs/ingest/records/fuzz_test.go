package records_test

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/ingest/records"
)

func seeds(f *testing.F) {
	f.Helper()
	for _, text := range []string{
		"", "a,b\nc,d\n", "a,b\r\n\r\nc\r\n", "\"a\nb\",\"c\"\"d\"\n", "a\"b\nc\n", "\"a\"b,c\nd\n",
		"\"a\nb\nc", "\xEF\xBB\xBFa\n", "a\x00b\n\xff\n", "a,\"" + strings.Repeat("x", 40) + "\"\nb\n", ",,\n\"\"\n", "a\r", "\r\n\r",
	} {
		f.Add(text)
	}
}

// FuzzEveryLine checks that no line is lost: the lines of the records follow
// one another, and what lies between them is empty.
func FuzzEveryLine(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		lines := strings.SplitAfter(strings.TrimPrefix(text, "\xEF\xBB\xBF"), "\n")
		reader := records.NewReader(strings.NewReader(text), 1<<20, ',')
		next := 0 // index of the first line that belongs to no record yet
		for {
			record, err := reader.Next()
			var unclosed *records.UnclosedQuoteError
			switch {
			case errors.Is(err, io.EOF):
				mustBeEmpty(t, lines[next:])
				return
			case errors.As(err, &unclosed):
				if at := int(unclosed.Line) - 1; at < next || !strings.Contains(lines[at], `"`) {
					t.Fatalf("line %d cannot open a quote", unclosed.Line)
				}
				return
			case err != nil:
				t.Fatal(err)
			}
			first := int(record.Line) - 1
			mustBeEmpty(t, lines[next:first])
			next = first + strings.Count(record.Raw, "\n") + 1
			joined := strings.Join(lines[first:next], "")
			if strings.TrimSuffix(strings.TrimSuffix(joined, "\n"), "\r") != record.Raw {
				t.Fatalf("record %q is not what the lines hold: %q", record.Raw, joined)
			}
			fields, rest := record.Written(',')
			if rest != "" {
				fields = append(fields, rest)
			}
			if written := strings.Join(fields, ","); written != record.Raw {
				t.Fatalf("the fields of %q are written %q", record.Raw, written)
			}
		}
	})
}

func mustBeEmpty(t *testing.T, lines []string) {
	t.Helper()
	for _, line := range lines {
		if strings.Trim(line, "\r\n") != "" {
			t.Fatalf("line %q belongs to no record", line)
		}
	}
}

// FuzzAgainstStandard compares with encoding/csv on everything that it reads.
func FuzzAgainstStandard(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		standard := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\xEF\xBB\xBF")))
		standard.FieldsPerRecord = -1
		want, err := standard.ReadAll()
		if err != nil || !utf8.ValidString(text) || strings.Contains(text, "\x00") {
			return
		}
		rows, err := readAll(text, 1<<20)
		if !errors.Is(err, io.EOF) {
			t.Fatalf("reading ends with %v", err)
		}
		var got [][]string
		for _, row := range rows {
			if row.Reason != "" {
				t.Fatalf("line %d is refused: %s", row.Line, row.Reason)
			}
			for at := range row.Fields {
				// The standard library changes line ends inside quotes.
				row.Fields[at] = strings.ReplaceAll(row.Fields[at], "\r\n", "\n")
			}
			got = append(got, row.Fields)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("records differ (-standard +got):\n%s", diff)
		}
	})
}

// FuzzWritten checks that what encoding/csv writes is read back unchanged.
func FuzzWritten(f *testing.F) {
	f.Add("a", "b,\"c\"", "d\r\ne")
	f.Add("", " x", "'=1+1")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		fields := []string{a, b, c}
		text := strings.Join(fields, "")
		if !utf8.ValidString(text) || strings.Contains(text, "\x00") || strings.HasPrefix(a, "\uFEFF") {
			return
		}
		var out strings.Builder
		w := csv.NewWriter(&out)
		err := w.WriteAll([][]string{fields, fields})
		if err != nil {
			t.Fatal(err)
		}
		rows, err := readAll(out.String(), 1<<20)
		if !errors.Is(err, io.EOF) || len(rows) != 2 {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		for _, row := range rows {
			if diff := cmp.Diff(fields, row.Fields); diff != "" {
				t.Errorf("fields differ (-written +read):\n%s", diff)
			}
		}
	})
}
