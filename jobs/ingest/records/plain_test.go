package records_test

import (
	"encoding/binary"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/ingest/records"
)

// TestHead reads files as programs write them: what separates their fields, and
// what stands above the header.
func TestHead(t *testing.T) {
	for name, test := range map[string]struct {
		text      string
		delimiter byte
		line      int64
		fields    []string
	}{
		"commas":                   {"a,b;c\n", ',', 1, []string{"a", "b;c"}},
		"semicolons":               {"a;b\n1;2\n", ';', 1, []string{"a", "b"}},
		"tabs":                     {"a\tb\n", '\t', 1, []string{"a", "b"}},
		"bars":                     {"\xEF\xBB\xBFa|b\n", '|', 1, []string{"a", "b"}},
		"none":                     {"a\n", ',', 1, []string{"a"}},
		"the most":                 {"a;b;c,d\n1,2,3,4\n", ';', 1, []string{"a", "b", "c,d"}},
		"as many of each":          {"a,b;c\n", ',', 1, []string{"a", "b;c"}},
		"quoted ones do not count": {"\"a,b,c\";d\n", ';', 1, []string{"a,b,c", "d"}},
		"a header over two lines":  {"\"a\n,,,\";d\n", ';', 1, []string{"a\n,,,", "d"}},
		"a hint":                   {"sep=;\na;b,c,d\n", ';', 2, []string{"a", "b,c,d"}},
		"a hint behind a mark":     {"\xEF\xBB\xBFSEP=;\r\na;b\r\n", ';', 2, []string{"a", "b"}},
		"a quoted hint":            {"\"sep=|\"\na|b\n", '|', 2, []string{"a", "b"}},
		"a hint of a tab":          {"sep=\t\na\tb\n", '\t', 2, []string{"a", "b"}},
		"a hint of a comma":        {"sep=,\na;b;c,d\n", ',', 2, []string{"a;b;c", "d"}},
		"a hint behind empty ones": {"\n\nsep=;\n\na;b\n", ';', 5, []string{"a", "b"}},
		"a type":                   {"#TYPE System.Data.DataRow\n\"a\",\"b\"\n", ',', 2, []string{"a", "b"}},
		"a type and a hint":        {"sep=;\n#TYPE x\na;b\n", ';', 3, []string{"a", "b"}},
		"another mark":             {"#typewriter;b\n", ';', 1, []string{"#typewriter", "b"}},
		"a hint of a letter":       {"sep=x\na;b\n", ',', 1, []string{"sep=x"}},
	} {
		t.Run(name, func(t *testing.T) {
			reader := records.NewReader(strings.NewReader(test.text), 100, 0)
			record, err := reader.Next()
			if err != nil {
				t.Fatal(err)
			}
			if reader.Delimiter() != test.delimiter || record.Line != test.line {
				t.Errorf("delimiter %q on line %d, want %q on line %d", reader.Delimiter(), record.Line, test.delimiter, test.line)
			}
			if diff := cmp.Diff(test.fields, record.Fields); diff != "" {
				t.Errorf("fields differ (-want +got):\n%s", diff)
			}
		})
	}
}

// wide writes a text as UTF-16 with a mark.
func wide(order binary.AppendByteOrder, text string) string {
	var out []byte
	for _, unit := range append([]uint16{0xFEFF}, utf16.Encode([]rune(text))...) {
		out = order.AppendUint16(out, unit)
	}
	return string(out)
}

func TestPlain(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"nothing":                     {"", ""},
		"line feeds":                  {"a\nb\r\nc\rd\n", "a\nb\r\nc\rd\n"},
		"carriage returns":            {"a,b\rc,d\r", "a,b\nc,d\n"},
		"and line feeds inside":       {"a,b\r\"c\nd\",e\r", "a,b\n\"c\nd\",e\n"},
		"and behind the first lines":  {"a\r" + strings.Repeat("x", 70_000) + "\r\nb", "a\n" + strings.Repeat("x", 70_000) + "\nb"},
		"a last one alone":            {"a\r", "a\r"},
		"UTF-16":                      {wide(binary.LittleEndian, "ä,😀\r\n"), "\xEF\xBB\xBFä,😀\r\n"},
		"the other way round":         {wide(binary.BigEndian, "ä,😀\r\n"), "\xEF\xBB\xBFä,😀\r\n"},
		"UTF-16 of carriage returns":  {wide(binary.BigEndian, "a\rb"), "\xEF\xBB\xBFa\nb"},
		"half a pair":                 {"\xFE\xFF\xD8\x3D\x00a", "\xEF\xBB\xBF\xFFa"},
		"the other half":              {"\xFE\xFF\xDE\x00\x00a", "\xEF\xBB\xBF\xFFa"},
		"half a pair at the end":      {"\xFE\xFF\x00a\xD8\x3D", "\xEF\xBB\xBFa\xFF"},
		"half a character at the end": {"\xFF\xFEa\x00b", "\xEF\xBB\xBFa\xFF"},
		"a character for what is bad": {wide(binary.BigEndian, "\uFFFD"), "\xEF\xBB\xBF\uFFFD"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, src := range []io.Reader{strings.NewReader(test.text), iotest.OneByteReader(strings.NewReader(test.text)), iotest.DataErrReader(strings.NewReader(test.text))} {
				got, err := io.ReadAll(records.Plain(src))
				if err != nil || string(got) != test.want {
					t.Errorf("read %.100q, want %.100q, %v", got, test.want, err)
				}
			}
			if err := iotest.TestReader(records.Plain(strings.NewReader(test.text)), []byte(test.want)); err != nil {
				t.Error(err)
			}
		})
	}
}

// FuzzPlain reads back what was written in another way, and any bytes without end
// or panic.
func FuzzPlain(f *testing.F) {
	seeds(f)
	f.Add("a\rb,\"c\nd\"\r")
	f.Fuzz(func(t *testing.T, text string) {
		for _, mark := range []string{"", "\xFF\xFE", "\xFE\xFF"} {
			if _, err := io.ReadAll(records.Plain(strings.NewReader(mark + text))); err != nil {
				t.Fatal(err)
			}
		}
		if !utf8.ValidString(text) || strings.Contains(text, "\r") {
			return
		}
		for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
			got, err := io.ReadAll(records.Plain(strings.NewReader(wide(order, text))))
			if err != nil || strings.TrimPrefix(string(got), "\xEF\xBB\xBF") != text && string(got) != text {
				t.Fatalf("%q is read as %q, %v", text, got, err)
			}
		}
	})
}
