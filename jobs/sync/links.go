package sync

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"handover/jobs/sync/remote"
)

// links reads a collection of Microsoft Graph page by page. Each page names the address of
// the next one, which is followed only on the host that was asked.
// Source: https://learn.microsoft.com/graph/paging
type links struct {
	client *remote.Client
	call   remote.Call // of the next page
	format string      // of the bodies

	ended        bool
	used         map[string]bool // addresses
	pages, empty int
}

// linked is a page.
type linked struct {
	Value    []json.RawMessage
	NextLink string `json:"@odata.nextLink"`
}

// all reads every page, or none counts.
func (l *links) all(ctx context.Context) (bodies []Body, err error) {
	for !l.ended {
		body, _, err := l.next(ctx)
		if err != nil {
			return nil, err
		}
		bodies = append(bodies, body)
	}
	return bodies, nil
}

// next reads the next page, with its entries.
func (l *links) next(ctx context.Context) (Body, []json.RawMessage, error) {
	reply, err := l.client.Do(ctx, l.call)
	if err != nil {
		return Body{}, nil, err
	}
	var page linked
	err = json.Unmarshal(bytes.TrimSpace(reply.Body), &page)
	if err == nil && page.Value == nil {
		err = errors.New("it has no value")
	}
	if err != nil {
		return Body{}, nil, fmt.Errorf("%s: %w", l.call.Name, unlike(err))
	}
	err = l.turn(&page)
	return Body{Call: l.call.Name, Format: l.format, Text: reply.Body}, page.Value, err
}

// turn finds out whether and where it goes on behind a page.
func (l *links) turn(page *linked) error {
	l.pages++
	l.empty++
	if len(page.Value) > 0 {
		l.empty = 0
	}
	switch {
	case page.NextLink == "":
		l.ended = true
		return nil
	case l.used[page.NextLink]:
		return fmt.Errorf("%s: a page names a next one that was read before", l.call.Name)
	case l.empty >= maxEmptyPages:
		return fmt.Errorf("%s: %d pages without an entry name a next one", l.call.Name, l.empty)
	case l.pages >= maxPages:
		return fmt.Errorf("%s: it has more than %d pages", l.call.Name, maxPages)
	}
	if l.used == nil {
		l.used = map[string]bool{}
	}
	l.used[page.NextLink] = true
	var err error
	l.call.Path, l.call.Query, err = l.client.Below(l.call.Name, page.NextLink)
	return err
}
