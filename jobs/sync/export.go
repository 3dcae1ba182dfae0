package sync

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"handover/jobs/sync/remote"
	"handover/reconcile"
)

const exports = "v1.0/reports/partners/billing/"

// noData is the code of an export that fails because nothing was charged.
// Source: https://learn.microsoft.com/graph/api/partners-billing-operation-get
const noData = "5000"

// operation is how far an export is.
type operation struct {
	Status string
	Error  struct{ Code, Message string }

	// Where the manifest is: the documentation has both names.
	Location string `json:"resourceLocation"`
	Link     string `json:"resourceLocation@odata.navigationLink"`
}

// export has the charges of a period exported, and returns what the export names; nil where
// nothing was charged.
func (b *Billing) export(ctx context.Context, p period) (*manifest, error) {
	reply, err := b.Client.Do(ctx, remote.Call{
		Name: "ask for an export", Method: http.MethodPost, Path: exports + "reconciliation/unbilled/export",
		Body: map[string]string{"currencyCode": p.currency, "billingPeriod": p.month, "attributeSet": "full"},
	})
	if err != nil {
		return nil, err
	}
	ended, err := b.await(ctx, reply.Header.Get("Location"))
	if err != nil || ended == nil {
		return nil, err
	}
	call, err := b.follow("read the manifest of an export", cmp.Or(ended.Link, ended.Location))
	if err != nil {
		return nil, err
	}
	reply, err = b.Client.Do(ctx, call)
	if err != nil {
		return nil, err
	}
	return b.manifestOf(reply.Body)
}

// follow returns a call for an address that a reply names.
func (b *Billing) follow(name, address string) (remote.Call, error) {
	path, query, err := b.Client.Below(name, address)
	return remote.Call{Name: name, Path: path, Query: query}, err
}

// await asks now and then until an export is made, and returns how it ended; nil where
// nothing was charged.
func (b *Billing) await(ctx context.Context, address string) (*operation, error) {
	call, err := b.follow("ask how far an export is", address)
	if err != nil {
		return nil, err
	}
	longest := cmp.Or(b.Wait, 30*time.Minute)
	limited, cancel := context.WithTimeoutCause(ctx, longest, fmt.Errorf("it is not made within %s: sync again later", longest))
	defer cancel()
	tick := time.NewTicker(cmp.Or(b.Poll, 10*time.Second))
	defer tick.Stop()
	for {
		reply, err := b.Client.Do(limited, call)
		if err != nil {
			return nil, err
		}
		ended, done, err := parseOperation(reply.Body)
		if err != nil || done {
			return ended, err
		}
		select {
		case <-tick.C:
		case <-limited.Done():
			return nil, context.Cause(limited)
		}
	}
}

// parseOperation reads how far an export is; done with nil means that nothing was charged.
func parseOperation(text []byte) (ended *operation, done bool, err error) {
	var o operation
	err = json.Unmarshal(bytes.TrimSpace(text), &o)
	if err != nil {
		return nil, false, fmt.Errorf("read how far an export is: %w", err)
	}
	switch reconcile.Fold(o.Status) {
	case "notstarted", "running":
		return nil, false, nil
	case "succeeded":
		return &o, true, nil
	case "failed":
		if o.Error.Code == noData {
			return nil, true, nil
		}
		return nil, true, errors.New("the export failed: code " + oneLine(o.Error.Code) + ": " + oneLine(o.Error.Message))
	default:
		return nil, false, errors.New("read how far an export is: its status is none that is documented: " + oneLine(o.Status))
	}
}
