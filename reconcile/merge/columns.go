package merge

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"handover/reconcile"
)

type subscription = reconcile.Subscription

// column is one field of a subscription.
type column struct {
	field  reconcile.Field
	known  func(*subscription) bool
	same   func(a, b *subscription) bool
	set    func(to, from *subscription)
	text   func(*subscription) string
	listed func(*subscription) bool // reports whether a known value is in the list; nil: there is none
	fades  func(*subscription) bool // reports whether an old value is as good as none
}

func columnOf[T comparable](field reconcile.Field, at func(*subscription) *T, text func(T) string) column {
	var unknown T
	return column{
		field: field,
		known: func(s *subscription) bool { return *at(s) != unknown },
		same:  func(a, b *subscription) bool { return *at(a) == *at(b) },
		set:   func(to, from *subscription) { *at(to) = *at(from) },
		text:  func(s *subscription) string { return text(*at(s)) },
	}
}

func text[T ~string](field reconcile.Field, at func(*subscription) *T) column {
	return columnOf(field, at, func(value T) string { return string(value) })
}

// choice is a text out of a list.
func choice[T interface {
	~string
	Listed() bool
}](field reconcile.Field, at func(*subscription) *T,
) column {
	c := text(field, at)
	c.listed = func(s *subscription) bool { return (*at(s)).Listed() }
	return c
}

// idList is a list of ids, which is taken as a whole.
func idList(field reconcile.Field, at func(*subscription) *[]string) column {
	return column{
		field: field,
		known: func(s *subscription) bool { return len(*at(s)) > 0 },
		same:  func(a, b *subscription) bool { return slices.Equal(*at(a), *at(b)) },
		set:   func(to, from *subscription) { *at(to) = *at(from) },
		text:  func(s *subscription) string { return strings.Join(*at(s), ";") },
	}
}

func day(field reconcile.Field, at func(*subscription) *reconcile.Day) column {
	return columnOf(field, at, reconcile.Day.String)
}

func count(field reconcile.Field, at func(*subscription) *reconcile.Count) column {
	return columnOf(field, at, func(c reconcile.Count) string {
		if !c.Known {
			return ""
		}
		return strconv.FormatInt(c.N, 10)
	})
}

func tri(field reconcile.Field, at func(*subscription) *reconcile.Tri) column {
	return columnOf(field, at, func(t reconcile.Tri) string {
		if t == reconcile.Unknown {
			return ""
		}
		return strconv.FormatBool(t == reconcile.Yes)
	})
}

func instant(field reconcile.Field, at func(*subscription) *time.Time) column {
	return columnOf(field, at, instantText)
}

func instantText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

// fading makes an old value as good as none where it is as told.
func (c column) fading(fades func(*subscription) bool) column {
	c.fades = fades
	return c
}

func endOfTerm() column {
	return choice(reconcile.FieldEndOfTerm, func(s *subscription) *reconcile.EndOfTerm { return &s.EndOfTerm }).
		fading(func(s *subscription) bool { return s.EndOfTerm != reconcile.NoAction })
}

func autoRenew() column {
	return tri(reconcile.FieldAutoRenew, func(s *subscription) *reconcile.Tri { return &s.AutoRenew }).
		fading(func(s *subscription) bool { return s.AutoRenew == reconcile.No })
}

func cancellable() column {
	return columnOf(reconcile.FieldCancellableUntil, func(s *subscription) *reconcile.Window { return &s.Cancellable },
		func(w reconcile.Window) string {
			if w.Known && w.Until.IsZero() {
				return "none"
			}
			return instantText(w.Until)
		})
}

func currency() column {
	c := text(reconcile.FieldCurrency, func(s *subscription) *string { return &s.Currency })
	c.listed = func(s *subscription) bool {
		_, ok := reconcile.CurrencyExponent(s.Currency)
		return ok
	}
	return c
}

func unitPrice() column {
	return columnOf(reconcile.FieldUnitPrice, func(s *subscription) *reconcile.Price { return &s.UnitPrice }, reconcile.Price.String)
}
