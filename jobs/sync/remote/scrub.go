package remote

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// How much of what a counterpart says is repeated.
const (
	maxMessage    = 300 // bytes
	maxIdentifier = 80
	minSecret     = 6 // bytes; what is shorter would make a message unreadable where it is taken out
)

// secrets are the texts of a call that may stand in no message: its token, its query, the
// values of its form, and the headers that its caller set.
func (a *asking) secrets(token string) []string {
	list := []string{token}
	form, _ := a.call.Body.(url.Values) // of another body nothing is secret
	for _, values := range []map[string][]string{a.call.Query, form, a.call.Header} {
		for _, texts := range values {
			for _, text := range texts {
				list = append(list, text, url.QueryEscape(text), url.PathEscape(text))
			}
		}
	}
	list = slices.DeleteFunc(list, func(text string) bool { return len(text) < minSecret })
	slices.SortFunc(list, func(a, b string) int { return len(b) - len(a) }) // one may be a part of another
	return list
}

// sensitive finds what looks like an address of mail, a token, or the query of an address.
const sensitive = `[^\s"'<>]+@[^\s"'<>]+` + `|eyJ[\w.=-]{10,}` + `|(?i:bearer|sig|secret|assertion|password)["' ]*[=: ]["' ]*[^\s"'&]{8,}` + `|\?[^\s"'<>]+`

// scrub makes a text of foreign origin fit for an error and a log: one line, not too long,
// without the secrets of the call and without what looks like one or like an address of mail.
func scrub(text string, secrets []string) string {
	for _, secret := range secrets {
		text = strings.ReplaceAll(text, secret, "…")
	}
	text = strings.Map(func(r rune) rune {
		if r == utf8.RuneError || !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, text)
	text = regexp.MustCompile(sensitive).ReplaceAllString(text, "…")
	return cut(strings.Join(strings.Fields(text), " "), maxMessage)
}

func cut(text string, bytes int) string {
	if len(text) <= bytes {
		return text
	}
	for bytes > 0 && !utf8.RuneStart(text[bytes]) {
		bytes--
	}
	return text[:bytes] + "…"
}

// identifier returns a text where it can be an identifier, of a call or of an error, and
// holds no secret of the call; else it is empty.
func identifier(text string, secrets []string) string {
	strange := func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_.|", r))
	}
	if len(text) > maxIdentifier || strings.ContainsFunc(text, strange) {
		return ""
	}
	if slices.ContainsFunc(secrets, func(secret string) bool { return strings.Contains(text, secret) }) {
		return ""
	}
	return text
}
