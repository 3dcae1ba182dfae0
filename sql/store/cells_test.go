package store

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"handover/reconcile"
)

// FuzzCells compares the reading of an array with that of the standard library.
func FuzzCells(f *testing.F) {
	for _, array := range []string{
		`[]`, `["a",1,null]`, `["a", -1, null, "b"]`, `["\"\\\n\u0000\ud83d\ude00",""]`, `["a","b"`, `["a]`, `[1,]`, `[,]`,
		`["a"x]`, `[1 ,2]`, `[9223372036854775807,-9223372036854775808,9223372036854775808]`, `[1.5]`, `[nul]`, `["a"] `,
		`["\`, `["\u12"]`, ``, `[`, `"a"`, `["a" ,"b"]`, "[\"\xff\"]",
	} {
		f.Add(array)
	}
	f.Fuzz(func(t *testing.T, array string) {
		var want []any
		valid := json.Unmarshal([]byte(array), &want) == nil && utf8.ValidString(array)
		c := newCells(array)
		for i, element := range want {
			switch element := element.(type) {
			case string:
				if got := c.text(); c.end() == nil && i < len(want)-1 {
					t.Fatalf("%q ends after element %d", array, i)
				} else if valid && !c.failed && got != element {
					t.Fatalf("%q: element %d is %q, want %q", array, i, got, element)
				}
			default:
				got := c.number()
				if element == nil && !c.failed && got.Valid {
					t.Fatalf("%q: element %d is %d, want null", array, i, got.Int64)
				}
				if n, ok := element.(float64); ok && !c.failed && (!got.Valid || float64(got.Int64) != n) {
					t.Fatalf("%q: element %d is %v, want %v", array, i, got, n)
				}
			}
		}
		if c.end() == nil && !valid && utf8.ValidString(array) {
			t.Fatalf("%q is read without an error", array)
		}
	})
}

func TestCellsRefuse(t *testing.T) {
	for _, array := range []string{``, `[`, `["a"`, `["a",`, `"a"`, `["a"x]`, `[1]`, `["a","b"]`, `["\`, `["\u12"]`, `["a"]x`, `[a]`} {
		c := newCells(array)
		c.text()
		if c.end() == nil {
			t.Errorf("%s is read as an array of one text", array)
		}
	}
	for _, array := range []string{`["a"]`, `[1.5]`, `[nul]`, `[9223372036854775808]`, `[]`, `[1`, `[1,2]`} {
		c := newCells(array)
		c.number()
		if c.end() == nil {
			t.Errorf("%s is read as an array of one number", array)
		}
	}
}

// FuzzDay compares the reading of a day with the domain's own.
func FuzzDay(f *testing.F) {
	for _, text := range []string{"", "2026-11-20", "9999-12-31", "0001-01-01", "2026-02-30", "2026-13-01", "2026-1-01", "26-11-20", "2026-11-20x", "2026/11/20", "+026-11-20", "2026-11-2٠"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := day(text)
		want, refused := reconcile.ParseDay(text)
		if text == "" {
			want, refused = 0, nil
		}
		if refused == nil && (err != nil || got != want) {
			t.Fatalf("day %q is %d, %v, want %d", text, got, err, want)
		}
	})
}

// FuzzDue reads whatever it has written as it was.
func FuzzDue(f *testing.F) {
	for _, text := range []string{"", "2026-11-20", "2026-11-20T10:11:12.345678Z", "2026-11-20T10:11:12", "2026-11-20T00:00:00Z", "x"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		first, err := fromDue(text)
		if err != nil {
			return
		}
		again, err := fromDue(first.String())
		if err != nil || again.Day != first.Day || !again.At.Equal(first.At) {
			t.Fatalf("due %q is %v, and written and read again %v, %v", text, first, again, err)
		}
	})
}
