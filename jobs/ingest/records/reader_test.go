package records_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handover/jobs/ingest/records"
)

// row is a record as a test expects it.
type row struct {
	Line   int64
	Raw    string
	Fields []string
	Field  int // of the problem
	Reason string
}

func good(line int64, raw string, fields ...string) row {
	return row{Line: line, Raw: raw, Fields: fields}
}

// bad is a refused first line.
func bad(raw string, field int, reason string, fields ...string) row {
	return row{1, raw, fields, field, reason}
}

const (
	stray   = "stray quote; put the field in quotes and double the quote"
	behind  = "text behind the closing quote; double a quote inside quotes"
	tooLong = "row is longer than 16 bytes and was skipped"
)

func readAll(text string, limit int) ([]row, error) {
	reader := records.NewReader(strings.NewReader(text), limit, ',')
	var rows []row
	for {
		record, err := reader.Next()
		if err != nil {
			return rows, err
		}
		rows = append(rows, rowOf(record))
	}
}

func rowOf(record *records.Record) row {
	r := row{Line: record.Line, Raw: record.Raw}
	if len(record.Fields) > 0 {
		r.Fields = record.Fields
	}
	if record.Problem != nil {
		r.Field, r.Reason = record.Problem.Field, record.Problem.Reason
	}
	return r
}

func TestReader(t *testing.T) {
	tests := map[string]struct {
		text string
		want []row
	}{
		"nothing":               {"", nil},
		"only a mark":           {"\xEF\xBB\xBF", nil},
		"mark before the text":  {"\xEF\xBB\xBFa,b\n", []row{good(1, "a,b", "a", "b")}},
		"mark before a quote":   {"\xEF\xBB\xBF\"a\",b", []row{good(1, `"a",b`, "a", "b")}},
		"no last line end":      {"a,b\nc,d", []row{good(1, "a,b", "a", "b"), good(2, "c,d", "c", "d")}},
		"carriage returns":      {"a,b\r\nc,d\r\n", []row{good(1, "a,b", "a", "b"), good(2, "c,d", "c", "d")}},
		"empty lines":           {"\na\n\r\n\nb\n\n", []row{good(2, "a", "a"), good(5, "b", "b")}},
		"empty fields":          {",\n", []row{good(1, ",", "", "")}},
		"quoted comma":          {`"a,b",c` + "\n", []row{good(1, `"a,b",c`, "a,b", "c")}},
		"doubled quote":         {`"a""b",""""` + "\n", []row{good(1, `"a""b",""""`, `a"b`, `"`)}},
		"empty quotes":          {`"",""` + "\n", []row{good(1, `"",""`, "", "")}},
		"quoted line end":       {"\"a\nb\",c\nd,e\n", []row{good(1, "\"a\nb\",c", "a\nb", "c"), good(3, "d,e", "d", "e")}},
		"quoted CRLF is kept":   {"\"a\r\nb\"\r\nc\r\n", []row{good(1, "\"a\r\nb\"", "a\r\nb"), good(3, "c", "c")}},
		"blank before a quote":  {"a, \"b\"\nc,d\n", []row{bad(`a, "b"`, 1, stray, "a"), good(2, "c,d", "c", "d")}},
		"stray quote":           {"a,b\"c,d\ne\n", []row{bad(`a,b"c,d`, 1, stray, "a"), good(2, "e", "e")}},
		"text behind a quote":   {"a,\"b\"c,\"d\ne\n", []row{bad(`a,"b"c,"d`, 1, behind, "a"), good(2, "e", "e")}},
		"NUL":                   {"a,b\x00\nc\n", []row{good(1, "a,b\x00", "a", "b\x00"), good(2, "c", "c")}},
		"invalid UTF-8":         {"a,\xff,c\nd\n", []row{good(1, "a,\xff,c", "a", "\xff", "c"), good(2, "d", "d")}},
		"as long as allowed":    {"0123456789abcdef\nb\n", []row{good(1, "0123456789abcdef", "0123456789abcdef"), good(2, "b", "b")}},
		"one byte too long":     {"T1,0123456789abcd\r\nb\n", []row{bad("", -1, tooLong, "T1"), good(2, "b", "b")}},
		"much too long":         {"T1,S1," + strings.Repeat("x", 300_000) + "\nb\n", []row{bad("", -1, tooLong, "T1", "S1"), good(2, "b", "b")}},
		"too long in quotes":    {"T1,\"" + strings.Repeat("x,\"\"", 70_000) + "\"\nb\n", []row{bad("", -1, tooLong, "T1"), good(2, "b", "b")}},
		"too long over 2 lines": {"T1,\"0123456789\n0123456789\"\nb\n", []row{bad("", -1, tooLong, "T1"), good(3, "b", "b")}},
		"too long and stray":    {"T1,0123456789\"abcdefgh\nb\n", []row{bad("", -1, tooLong, "T1"), good(2, "b", "b")}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := readAll(test.text, 16)
			if !errors.Is(err, io.EOF) {
				t.Fatalf("reading ends with %v, want the end of the file", err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("records differ (-want +got):\n%s", diff)
			}
		})
	}
}

func TestReaderUnclosedQuote(t *testing.T) {
	tests := map[string]struct {
		text string
		line int64
	}{
		"at the end of the file":       {"a\nb,\"c\nd\ne\n", 2},
		"without a last line end":      {"a\n\"b", 2},
		"with an empty rest":           {"a\n\"\n", 2},
		"the second one of a row":      {"a\n\"b\nc\",\"d\ne\n", 3},
		"met by the quote of a field":  {"a,b\nx,\"c\ny,z\n\"q\",r\nlast,row\n", 2},
		"closed behind the limit":      {"a\n\"01234567\n01234567\n\",b\nc\n", 2},
		"on a line behind the limit":   {"a\n\"" + strings.Repeat("x", 200_000) + "\nb\n", 2},
		"met by a quote of a long row": {"a\n\"b\n" + strings.Repeat("x", 200_000) + "\"c\"\n", 2},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := readAll(test.text, 16)
			var unclosed *records.UnclosedQuoteError
			if !errors.As(err, &unclosed) {
				t.Fatalf("reading ends with %v, want an unclosed quote", err)
			}
			if unclosed.Line != test.line {
				t.Errorf("the quote opens on line %d, want %d", unclosed.Line, test.line)
			}
		})
	}
}

func TestReaderStreamError(t *testing.T) {
	broken := errors.New("disk on fire")
	reader := records.NewReader(io.MultiReader(strings.NewReader("a\nb"), failing{broken}), 16, ',')
	record, err := reader.Next()
	if err != nil || record.Line != 1 {
		t.Fatalf("first record: %+v, %v", record, err)
	}
	_, err = reader.Next()
	if !errors.Is(err, broken) {
		t.Errorf("second record gives %v, want the error of the stream and not the half line", err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestWritten(t *testing.T) {
	const text = "a,\"b,\"\"c\",,d\ne,\"f\ng\",\nh,\"i\"j,k\nl,m\"n\n"
	wants := [][]string{{"a", `"b,""c"`, "", "d"}, {"e", "\"f\ng\"", ""}, {"h"}, {"l"}}
	rests := []string{"", "", `"i"j,k`, `m"n`}
	portion, err := records.NewReader(strings.NewReader(text), 100, ',').Portion(10, 1000)
	if !errors.Is(err, io.EOF) || len(portion) != len(wants) {
		t.Fatalf("%d records, %v", len(portion), err)
	}
	for i, record := range portion {
		fields, rest := record.Written(',')
		if diff := cmp.Diff(wants[i], fields); diff != "" || rest != rests[i] {
			t.Errorf("the rest is %q, want %q; fields differ (-want +got):\n%s", rest, rests[i], diff)
		}
	}
}

// TestPortion reads the same records in portions of any size, which end in time.
func TestPortion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom([]rune("ab,\"\n\r\x00ä")), 0, 200, -1).Draw(t, "text")
		rows, size := rapid.IntRange(1, 9).Draw(t, "rows"), rapid.IntRange(1, 50).Draw(t, "size")
		want, wantErr := readAll(text, 16)
		reader := records.NewReader(strings.NewReader(text), 16, ',')
		var got []row
		for {
			portion, err := reader.Portion(rows, size)
			bytes := 0
			for i := range portion {
				if i == rows || bytes >= size {
					t.Fatalf("a portion of %d rows and %d bytes goes on", i, bytes)
				}
				bytes += len(portion[i].Raw)
				got = append(got, rowOf(&portion[i]))
			}
			if err != nil {
				if diff := cmp.Diff(want, got); diff != "" || err.Error() != wantErr.Error() {
					t.Fatalf("reading ends with %v, want %v; records differ (-want +got):\n%s", err, wantErr, diff)
				}
				return
			}
			if len(portion) == 0 {
				t.Fatal("a portion is empty")
			}
		}
	})
}
