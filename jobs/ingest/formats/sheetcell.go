package formats

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"handover/reconcile"
)

// bare is Get without the apostrophe by which exports keep a spreadsheet from changing
// an id, a number or a date.
func bare(rec *Record, keys ...string) (text, from string) {
	text, from = rec.Get(keys...)
	return strings.TrimSpace(strings.TrimPrefix(text, "'")), from
}

// setText gives a column the text of the first of some fields that has one.
func setText(row *Row, rec *Record, column string, keys ...string) {
	text, from := rec.Get(keys...)
	row.SetKnown(column, from, text)
}

// exportedMoment reads a time as Microsoft's exports write it: with the month first, or
// as ISO 8601, and as UTC where it has no zone. It is never one where the day is first.
func exportedMoment(text string) (time.Time, error) {
	layouts := []string{time.DateOnly, time.RFC3339Nano, time.DateTime, "2006-01-02T15:04:05"}
	if strings.Contains(text, "/") {
		layouts = []string{"1/2/2006", "1/2/2006 15:04", "1/2/2006 15:04:05", "1/2/2006 3:04:05 PM", "1/2/2006 3:04 PM"}
	}
	for _, layout := range layouts {
		if at, err := reconcile.ParseInstant(layout, text); err == nil {
			return at.UTC(), nil
		}
	}
	return time.Time{}, errNoDate
}

var errNoDate = errors.New("is no date: write it as 4/30/2027, the month first, or as 2027-04-30")

// momentIn reads the time of the first of some fields that has one; zero where none has.
func momentIn(rec *Record, keys ...string) (at time.Time, from string, err error) {
	text, from := bare(rec, keys...)
	if text == "" {
		return at, "", nil
	}
	at, err = exportedMoment(rec.File.Day(text))
	if err != nil {
		return at, from, &Problem{from, fmt.Sprintf("%s %v", shortened(text), err)}
	}
	return at, from, nil
}

// setDay gives a column the day of the first of some fields that has one.
func setDay(row *Row, rec *Record, column string, keys ...string) error {
	at, from, err := momentIn(rec, keys...)
	row.SetKnown(column, from, reconcile.DayOf(at).String())
	return err
}

// shortened quotes a text, and no more of it than one can read.
func shortened(text string) string {
	const most = 40
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most]) + "…"
	}
	return strconv.Quote(text)
}

// plainDecimal writes a decimal that has an exponent, as 0E-10 in JSON lines, without
// it. Any other text comes back as it was.
func plainDecimal(text string) string {
	const farthest = 40 // no price has more digits
	mantissa, power, found := strings.Cut(strings.ToUpper(text), "E")
	exponent, err := strconv.Atoi(power)
	if !found || err != nil || max(exponent, -exponent) > farthest {
		return text
	}
	unsigned, negative := strings.CutPrefix(mantissa, "-")
	whole, fraction, _ := strings.Cut(unsigned, ".")
	digits := whole + fraction
	if digits == "" || len(digits) > farthest || strings.Trim(digits, "0123456789") != "" {
		return text
	}
	point := len(whole) + exponent
	digits = strings.Repeat("0", max(0, 1-point)) + digits + strings.Repeat("0", max(0, point-len(digits)))
	point = max(1, point)
	plain := strings.TrimRight(strings.TrimRight(digits[:point]+"."+digits[point:], "0"), ".")
	if negative {
		plain = "-" + plain
	}
	return plain
}

// wholeNumber writes a whole number that has decimals, as 10.0, without them. Any other
// text comes back as it was.
func wholeNumber(text string) string {
	plain := plainDecimal(text)
	if whole, decimals, found := strings.Cut(plain, "."); found && whole != "" && strings.Trim(decimals, "0") == "" {
		return whole
	}
	return plain
}

// fillIn gives a row the texts of another one with the same key in the columns in which
// it has none.
func fillIn(into, next *Row) {
	for _, c := range next.Cells {
		if c.Text != "" && into.Text(c.Column) == "" {
			into.Set(c.Column, c.From, c.Text)
		}
	}
}

// skuID gives the id of a SKU the zeros back that a spreadsheet takes off. It has four
// characters, and price lists are published with 1 where the catalogue has 0001.
// Source: https://learn.microsoft.com/partner-center/pricing-and-offers
func skuID(text string) string {
	const length = 4
	if text == "" || strings.Trim(text, "0123456789") != "" {
		return text
	}
	return strings.Repeat("0", max(0, length-len(text))) + text
}

// setOffer gives a column the offer's id, product:SKU, where both are known.
func setOffer(row *Row, rec *Record) {
	product, from := bare(rec, "productid")
	sku, skuFrom := bare(rec, "skuid")
	if product != "" && sku != "" {
		row.Set("offer_id", from+", "+skuFrom, product+":"+skuID(sku))
	}
}
