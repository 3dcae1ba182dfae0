package sync

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strconv"

	"handover/jobs/sync/remote"
)

// What ends a collection that does not end by itself: so many pages, and so many without
// an entry behind one another.
const (
	maxPages      = 5000
	maxEmptyPages = 3
)

// badToken is the code with which Partner Center refuses a continuation token, also the one
// that it has given with the last page itself.
const badToken = "2000"

// continuationHeader carries the token of the page that is asked for. The address of a
// next page, which a reply tells too, is never followed.
const continuationHeader = "MS-ContinuationToken"

// contractHeader tells the version of the interface that is spoken; Partner Center requires
// it of every call.
// Source: https://learn.microsoft.com/partner-center/developer/headers
const (
	contractHeader = "MS-Contract-Version"
	contract       = "v1"
)

// ask returns a call of Partner Center.
func ask(name, path string) remote.Call {
	return remote.Call{Name: name, Path: path, Header: http.Header{contractHeader: {contract}}}
}

// pager reads a collection of Partner Center page by page.
type pager struct {
	client *remote.Client
	call   remote.Call // of the first page
	size   int         // entries that a page is asked to have; 0: nothing is asked

	ended bool
	lacks string // why it is not whole, although it has ended; empty: it is

	token        string          // of the next page
	used         map[string]bool // tokens
	full         bool            // the last page had as many entries as it was asked to have
	pages, empty int
	total        int64 // the largest that a page tells
}

// page is a reply.
type page struct {
	text  []byte
	Items []json.RawMessage

	// Transition is what the documentation calls the items of transitions.
	Transition []json.RawMessage

	TotalCount        int64
	ContinuationToken string
	Links             struct {
		Next *struct {
			Headers []struct{ Key, Value string }
		}
	}
}

// next asks for the next page. The one behind the last may be an error, which makes the
// page before the last one; then the page that is returned has no entries.
func (p *pager) next(ctx context.Context) (*page, error) {
	reply, err := p.client.Do(ctx, p.ask())
	fault, failed := errors.AsType[*remote.Fault](err)
	switch {
	case failed && p.token != "" && fault.Kind == remote.BadRequest && fault.Code == badToken:
		p.ended = true
		if !p.full {
			p.lacks = "its last page is not full, and the token for the next one is refused"
		}
		return &page{text: []byte("[]")}, nil
	case err != nil:
		return nil, err
	}
	got, err := parsePage(reply.Body)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p.call.Name, err)
	}
	p.total = max(p.total, got.TotalCount)
	return got, p.turn(got)
}

// ask returns the call for the next page, by our own address and the token.
func (p *pager) ask() remote.Call {
	call := p.call
	call.Query = url.Values{}
	maps.Copy(call.Query, p.call.Query)
	if p.size > 0 {
		call.Query.Set("size", strconv.Itoa(p.size))
	}
	if p.token != "" {
		call.Query.Set("seekOperation", "Next")
		call.Header = http.Header{contractHeader: {contract}, continuationHeader: {p.token}}
	}
	return call
}

// turn finds out whether and how it goes on behind a page.
func (p *pager) turn(got *page) error {
	p.pages++
	p.empty++
	if len(got.Items) > 0 {
		p.empty = 0
	}
	p.full = p.size > 0 && len(got.Items) >= p.size
	token := got.token()
	switch {
	case token == "" && got.Links.Next != nil:
		return fmt.Errorf("%s: it goes on, and no token says where", p.call.Name)
	case token == "":
		p.ended = true
	case p.used[token]:
		p.ended, p.lacks = true, "a page names a next one that was read before"
	case p.empty >= maxEmptyPages:
		p.ended, p.lacks = true, fmt.Sprintf("%d pages without an entry name a next one", p.empty)
	case p.pages >= maxPages:
		p.ended, p.lacks = true, fmt.Sprintf("it has more than %d pages", maxPages)
	}
	if p.used == nil {
		p.used = map[string]bool{}
	}
	p.used[token], p.token = true, token
	return nil
}

// lacking returns why a collection of which so many entries came is not whole; empty: it
// is.
func (p *pager) lacking(came int64) string {
	if p.lacks == "" && p.total > came {
		return fmt.Sprintf("it is said to have %d entries, and %d came", p.total, came)
	}
	return p.lacks
}

// token returns that of the next page.
func (p *page) token() string {
	if p.ContinuationToken != "" || p.Links.Next == nil {
		return p.ContinuationToken
	}
	for _, h := range p.Links.Next.Headers {
		if http.CanonicalHeaderKey(h.Key) == http.CanonicalHeaderKey(continuationHeader) {
			return h.Value
		}
	}
	return ""
}

// parsePage reads a collection, or a bare list. What is neither is never taken for an empty
// one.
func parsePage(text []byte) (*page, error) {
	got := &page{text: text}
	text = bytes.TrimSpace(text)
	if len(text) > 0 && text[0] == '[' {
		err := json.Unmarshal(text, &got.Items)
		return got, unlike(err)
	}
	err := json.Unmarshal(text, got)
	if got.Items == nil {
		got.Items = got.Transition
	}
	if err == nil && got.Items == nil {
		err = errors.New("it has no items")
	}
	return got, unlike(err)
}

func unlike(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("the reply is no collection: %w", err)
}
