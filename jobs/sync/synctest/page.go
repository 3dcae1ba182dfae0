package synctest

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// page is one of a list.
type page struct {
	items []any
	total int    // of all pages
	to    int    // where the next page begins
	asked string // the token it was asked with
	next  string // the token of the next page; empty: this is the last one
	wrap  func(*page) any
}

// pageOf cuts the page of a list that begins where a token says; ok is false for a token
// that no page of this list named. byError is whether a full last page names one more
// token, which is then none.
func pageOf[T any](list []T, size int, asked string, byError bool, body func(*T) any) (*page, bool) {
	from := 0
	if asked != "" {
		at, salted, ok := position(asked)
		if !ok || at > len(list) || at == len(list) && !salted {
			return nil, false
		}
		from = at
	}
	to := min(from+size, len(list))
	p := &page{items: []any{}, total: len(list), to: to, asked: asked}
	for i := from; i < to; i++ {
		p.items = append(p.items, body(&list[i]))
	}
	if to < len(list) || byError && to > from && to-from == size {
		p.next = continuation(to, "")
	}
	return p, true
}

// spoil changes a page as a fault says. The tokens that it makes up lead to where the page
// truly goes on, so that a list which is followed to its end loses nothing.
func (p *page) spoil(kind Kind, salt func(string) string) {
	switch kind {
	case SameToken:
		p.next = p.asked
		if p.next == "" {
			p.next = continuation(0, salt("again"))
		}
	case Endless:
		p.next = continuation(p.to, salt("endless"))
	case Twice:
		if len(p.items) > 0 {
			p.items = append([]any{p.items[0]}, p.items...)
		}
	case TotalTooHigh:
		p.total++
	}
}

// continuation is a token that reads as nothing: who takes it apart relies on too much. A
// fault salts it, and then it may lead behind the last entry.
func continuation(at int, salt string) string {
	return base64.StdEncoding.EncodeToString(fmt.Appendf(nil, "page+%d==%s", at, salt))
}

func position(token string) (at int, salted, ok bool) {
	raw, err := base64.StdEncoding.DecodeString(token)
	text, begins := strings.CutPrefix(string(raw), "page+")
	number, salt, found := strings.Cut(text, "==")
	at, notNumber := strconv.Atoi(number)
	return at, salt != "", err == nil && begins && found && notNumber == nil && at >= 0
}

// sizeOf is how many entries a page has: what the call asks, up to what the server gives.
func sizeOf(r *http.Request, name string, most int) int {
	size, err := strconv.Atoi(r.URL.Query().Get(name))
	if err != nil || size <= 0 {
		return most
	}
	return min(size, most)
}
