// Package discreet makes what servers answer fit to be logged and stored: in one line,
// short, and without secrets or addresses of people, which servers like to repeat.
package discreet

import (
	"encoding/base64"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"handover/reports"
	"handover/reports/words"
)

const (
	// mostWords is how many characters of an answer are kept.
	mostWords = 300
	// leastSecret is from how many characters on a text counts as a secret: shorter ones
	// stand in too many words.
	leastSecret = 4
)

// address finds addresses of mail: what is before the @ may be in quotation marks, or hold
// apostrophes but at its beginning, where one more often quotes the address; what is behind
// it may be a number in brackets (RFC 5321, 4.1.2).
var address = regexp.MustCompile(`(?:"(?:[^"\\]|\\.)*"|[^\s<>"'(),;:][^\s<>"(),;:]*)@(?:\[[^\]\s]*\]|[^\s<>"'(),;:]+)`)

// Words makes a foreign text fit to be told. Secrets that stand in it, as they are or in
// base64 or escaped as in an address of a page, become ***, and addresses of mail
// (address).
func Words(text string, secrets ...string) string {
	text = words.OneLine(text)
	for _, hidden := range forms(secrets) {
		text = strings.ReplaceAll(text, hidden, "***")
	}
	return reports.Shorten(address.ReplaceAllString(text, "(address)"), mostWords)
}

// forms returns the spellings of secrets, the longest first, since one may hold another.
func forms(secrets []string) []string {
	var list []string
	for _, secret := range secrets {
		if len(secret) < leastSecret {
			continue
		}
		list = append(list, secret, url.QueryEscape(secret), url.PathEscape(secret),
			base64.StdEncoding.EncodeToString([]byte(secret)), base64.URLEncoding.EncodeToString([]byte(secret)))
	}
	slices.SortFunc(list, func(a, b string) int { return len(b) - len(a) })
	return slices.Compact(list)
}

// Host shows an address of a page whose path may be a secret: its scheme and host only.
func Host(u *url.URL) string { return u.Scheme + "://" + u.Host }
