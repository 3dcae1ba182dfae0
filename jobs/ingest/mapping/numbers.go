package mapping

import (
	"fmt"
	"strconv"
	"strings"

	"handover/jobs/ingest/formats"
	"handover/reconcile"
)

// notation is how the numbers of a file are written.
type notation struct {
	decimal   string // the mark before the fraction
	thousands string // the mark between thousands; empty: none
}

// cell writes a number as a canonical file has it, and false where it is none: marks that
// stand where they cannot are never skipped. Of a whole number a fraction of zeros is left
// out.
func (n *notation) cell(as nature, text string) (string, bool) {
	sign := ""
	digits := strings.TrimPrefix(text, "+")
	if rest, negative := strings.CutPrefix(text, "-"); negative {
		sign, digits = "-", rest
	}
	integer, fraction, hasFraction := strings.Cut(digits, n.decimal)
	integer, grouped := n.joined(integer)
	switch {
	case !grouped || !isDigits(integer) || hasFraction && !isDigits(fraction):
		return "", false
	case !hasFraction || as == whole && strings.Trim(fraction, "0") == "":
		return sign + integer, true
	default:
		return sign + integer + "." + fraction, true
	}
}

// joined takes the marks between thousands away, if each stands before three digits. A
// blank may be any of those that keep a number on one line.
func (n *notation) joined(integer string) (string, bool) {
	if n.thousands == " " {
		integer = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ").Replace(integer)
	}
	if n.thousands == "" || !strings.Contains(integer, n.thousands) {
		return integer, true
	}
	groups := strings.Split(integer, n.thousands)
	for i, group := range groups {
		if len(group) > 3 || len(group) == 0 || i > 0 && len(group) != 3 {
			return "", false
		}
	}
	return strings.Join(groups, ""), true
}

func isDigits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}

// fault says that a text is no number, and what to do.
func (n *notation) fault(text string) string {
	marks := "decimal " + strconv.Quote(n.decimal)
	if n.thousands != "" {
		marks += " and thousands " + strconv.Quote(n.thousands)
	}
	return fmt.Sprintf("%s is no number with %s; mend decimal and thousands of the mapping, or the file", formats.Shown(text), marks)
}

// ofHours returns a term or a billing cycle that is told in hours, by days of 24 hours and
// months of 30 days. None is an empty text, and so is a quarter, which neither can be.
// Another number is kept, to be reported.
// Source: https://github.com/ArrowSphere/public-api-client/blob/master/doc/licenses.md
func ofHours(column, hours string) string {
	terms := map[string][2]string{
		"0":     {},
		"720":   {string(reconcile.Monthly), string(reconcile.BilledMonthly)},
		"2160":  {},
		"8640":  {string(reconcile.Annual), string(reconcile.BilledAnnual)},
		"25920": {string(reconcile.Triennial), string(reconcile.BilledTriennial)},
	}
	names, known := terms[hours]
	switch {
	case !known:
		return hours
	case column == "billing_cycle":
		return names[1]
	default:
		return names[0]
	}
}
