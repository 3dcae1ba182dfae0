package synctest

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// export is an operation that was begun, its manifest, and its files.
type export struct {
	id        string
	polls     int // how often it is still said to run
	blobs     [][]byte
	signature string // of the addresses of its files
	partner   string
}

const operations, manifests = "operations/", "manifests/"

// billing answers for exports of billing data: asked for, polled, and its manifest.
// Source: https://learn.microsoft.com/graph/api/resources/partners-billing-api-overview
func (s *Server) billing(c *call, known *estate, path string) *answer {
	switch {
	case c.Method == http.MethodPost && (path == "reconciliation/billed/export" || path == "reconciliation/unbilled/export"):
		return s.ask(c, known, strings.Contains(path, "/unbilled/"))
	case c.Method == http.MethodGet && strings.HasPrefix(path, operations):
		e := s.exported(strings.TrimPrefix(path, operations))
		if e != nil {
			return s.operation(c, e)
		}
	case c.Method == http.MethodGet && strings.HasPrefix(path, manifests):
		e := s.exported(strings.TrimPrefix(path, manifests))
		if e != nil {
			return s.manifest(c, e)
		}
	}
	return graphFault(http.StatusNotFound, "ResourceNotFound", "There is no such export.")
}

// ask begins an export.
func (s *Server) ask(c *call, known *estate, unbilled bool) *answer {
	var asked struct{ InvoiceID, CurrencyCode, BillingPeriod, AttributeSet string }
	err := json.NewDecoder(c.r.Body).Decode(&asked)
	if err != nil {
		return graphFault(http.StatusBadRequest, "BadRequest", "The body is no JSON.")
	}
	period := asked.BillingPeriod == "current" || asked.BillingPeriod == "last"
	complete := asked.InvoiceID != ""
	if unbilled {
		complete = period && asked.CurrencyCode != ""
	}
	if !complete || asked.AttributeSet != "full" && asked.AttributeSet != "basic" {
		return graphFault(http.StatusBadRequest, "BadRequest", "The body lacks what says which export.")
	}
	e := &export{id: s.next("export"), polls: known.Billing.Polls, partner: known.Partner}
	for _, lines := range known.Billing.Blobs {
		e.blobs = append(e.blobs, packed(lines))
	}
	secret := s.next("synctest+signature/of=") + "%"
	e.signature = url.Values{"sv": {"2021-08-06"}, "sp": {"rl"}, "sig": {secret}}.Encode()
	s.mu.Lock()
	s.exports[e.id] = e
	s.given = append(s.given, e.signature, secret, url.QueryEscape(secret))
	s.mu.Unlock()
	a := answered(http.StatusAccepted, map[string]any{})
	a.header["Location"] = cmp.Or(c.elsewhere, c.host) + "/v1.0/reports/partners/billing/operations/" + e.id
	a.raw = []byte{}
	return a
}

func (s *Server) exported(id string) *export {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.exports[id]
}

// operation says how far an export is.
func (s *Server) operation(c *call, e *export) *answer {
	now := c.At.UTC()
	body := map[string]any{
		"id":              e.id,
		"createdDateTime": now.Format("2006-01-02T15:04:05"), "lastActionDateTime": now.Format("2006-01-02T15:04:05.0000000Z"),
	}
	switch {
	case s.runs(e):
		body["@odata.type"], body["status"] = "#microsoft.graph.partners.billing.runningOperation", "running"
	case len(e.blobs) == 0:
		body["@odata.type"], body["status"] = "#microsoft.graph.partners.billing.failedOperation", "failed"
		body["error"] = map[string]any{"code": "5000", "message": "No data available"}
	default:
		body["@odata.type"], body["status"] = "#microsoft.graph.partners.billing.exportSuccessOperation", "succeeded"
		body["resourceLocation@odata.navigationLink"] = cmp.Or(c.elsewhere, c.host) + "/v1.0/reports/partners/billing/manifests/" + e.id
	}
	return answered(http.StatusOK, body)
}

func (s *Server) runs(e *export) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	e.polls--
	return e.polls >= 0
}

// manifest names the files of an export and how to ask for them.
func (s *Server) manifest(c *call, e *export) *answer {
	blobs := []any{}
	for i := range e.blobs {
		blobs = append(blobs, map[string]any{"name": blobName(i), "partitionValue": "default"})
	}
	count := len(blobs)
	switch c.fault.Kind {
	case TotalTooHigh:
		count++
	case Twice:
		blobs = append([]any{blobs[0]}, blobs...)
	}
	return answered(http.StatusOK, map[string]any{
		"id": e.id, "schemaVersion": "1", "dataFormat": "compressedJSON", "createdDateTime": c.At.UTC().Format("2006-01-02T15:04:05.00Z"),
		"partnerTenantId": e.partner, "partitionType": "default", "eTag": "synctest",
		"rootDirectory": cmp.Or(c.elsewhere, s.URL(Blobs)) + "/billing/" + e.id,
		"sasToken":      e.signature, "blobCount": count, "blobs": blobs,
	})
}

func blobName(i int) string {
	return fmt.Sprintf("part-%05d.c000.json.gz", i)
}

// blobs answers as a store of files does: by the signature of the address, and by no token.
func (s *Server) blobs(c *call) *answer {
	parts := strings.Split(strings.TrimPrefix(c.Path, "/billing/"), "/")
	e := s.exported(parts[0])
	if e == nil || len(parts) != 2 || c.Query != e.signature {
		return blobFault(http.StatusForbidden, "AuthenticationFailed")
	}
	for i := range e.blobs {
		if parts[1] == blobName(i) {
			return &answer{status: http.StatusOK, header: map[string]string{"Content-Type": "application/octet-stream"}, raw: e.blobs[i]}
		}
	}
	return blobFault(http.StatusNotFound, "BlobNotFound")
}

func blobFault(status int, code string) *answer {
	return &answer{
		status: status, header: map[string]string{"Content-Type": "application/xml"},
		raw: []byte(`<?xml version="1.0" encoding="utf-8"?><Error><Code>` + code + `</Code></Error>`),
	}
}

// packed are lines of JSON in a gzip file.
func packed(lines []any) []byte {
	var file bytes.Buffer
	zip := gzip.NewWriter(&file)
	enc := json.NewEncoder(zip)
	for i, line := range lines {
		err := enc.Encode(line)
		if err != nil {
			panic("write line " + strconv.Itoa(i+1) + " of a billing file: " + err.Error()) // of a test's own values
		}
	}
	err := zip.Close()
	if err != nil {
		panic("close a billing file: " + err.Error()) // it is in memory
	}
	return file.Bytes()
}
