package store

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"handover/reconcile"
)

// What a column holds of a value of the domain, and back. An unknown number,
// instant or answer is null, an unknown day or text is empty.

func seconds(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.Unix()
}

func fromSeconds(at sql.NullInt64) time.Time {
	if !at.Valid {
		return time.Time{}
	}
	return time.Unix(at.Int64, 0).UTC()
}

func instant(at int64) time.Time { return time.Unix(at, 0).UTC() }

func dayOf(at sql.NullInt64) reconcile.Day { return reconcile.DayOf(fromSeconds(at)) }

func micros(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMicro()
}

func fromMicros(at sql.NullInt64) time.Time {
	if !at.Valid {
		return time.Time{}
	}
	return time.UnixMicro(at.Int64).UTC()
}

func tri(t reconcile.Tri) any { return known(truth(t == reconcile.Yes), t != reconcile.Unknown) }

func fromTri(answer sql.NullInt64) reconcile.Tri {
	if !answer.Valid {
		return reconcile.Unknown
	}
	return reconcile.TriOf(answer.Int64 != 0)
}

func count(c reconcile.Count) any { return known(c.N, c.Known) }

func fromCount(n sql.NullInt64) reconcile.Count { return reconcile.Count{N: n.Int64, Known: n.Valid} }

// window keeps a known absence of a window as 0.
func window(w reconcile.Window) any {
	if w.Until.IsZero() {
		return known(0, w.Known)
	}
	return known(w.Until.UnixMicro(), w.Known)
}

func fromWindow(until sql.NullInt64) reconcile.Window {
	w := reconcile.Window{Known: until.Valid}
	if until.Int64 != 0 {
		w.Until = fromMicros(until)
	}
	return w
}

func known(n int64, is bool) any {
	if !is {
		return nil
	}
	return n
}

func truth(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}

// day reads a day as Day.String writes it, some hundred million times in a large
// scan, and therefore without time.Parse where the year has four digits.
func day(text string) (reconcile.Day, error) {
	if text == "" {
		return 0, nil
	}
	if len(text) == len(time.DateOnly) && text[4] == '-' && text[7] == '-' {
		year, month, date := number(text[:4]), number(text[5:7]), number(text[8:])
		if year >= 0 && month >= 1 && date >= 1 {
			return reconcile.NewDay(year, time.Month(month), date), nil
		}
	}
	return 0, fmt.Errorf("read the day %q", text)
}

// number reads digits only; anything else is -1.
func number(text string) int {
	n := 0
	for i := range len(text) {
		c := text[i]
		if c < '0' || c > '9' {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	return n
}

func fromDue(text string) (reconcile.Due, error) {
	if len(text) <= len(time.DateOnly) {
		d, err := day(text)
		return reconcile.Due{Day: d}, err
	}
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return reconcile.Due{}, fmt.Errorf("read the due %q: %w", text, err)
	}
	return reconcile.DueAt(at), nil
}

func list[T ~string](items []T) string {
	if len(items) == 0 {
		return "[]"
	}
	text, err := json.Marshal(items)
	if err != nil {
		panic(err) // texts can always be written
	}
	return string(text)
}

func fromList[T ~string](text string) ([]T, error) {
	if text == "[]" {
		return nil, nil
	}
	var items []T
	err := json.Unmarshal([]byte(text), &items)
	if err != nil {
		return nil, fmt.Errorf("read the list %q: %w", text, err)
	}
	return items, nil
}

func fromPrice(text string) (reconcile.Price, error) {
	if text == "" {
		return reconcile.Price{}, nil
	}
	return reconcile.ParsePrice(text)
}

// lastText sorts after every id.
const lastText = "\U0010FFFF"
