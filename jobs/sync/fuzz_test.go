package sync

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"handover/reconcile"
)

// Whatever a manifest says, it names as many files as it counts, each once, and the files
// lie nowhere but on the storage's hosts.
func FuzzManifest(f *testing.F) {
	f.Add([]byte(`{"schemaVersion":"1","dataFormat":"compressedJSON","rootDirectory":"https://a.blob.core.windows.net/x/y","sasToken":"sig=x","blobCount":1,"blobs":[{"name":"a"}]}`))
	f.Add([]byte(`{"schemaVersion":"1","dataFormat":"compressedJSONLines","rootDirectory":"https://a.blob.core.windows.net.example/x","blobCount":0,"blobs":[]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		b := &Billing{}
		m, err := b.manifestOf(text)
		if err != nil {
			return
		}
		names := map[string]bool{}
		for _, blob := range m.Blobs {
			names[blob.Name] = true
		}
		if len(names) != m.BlobCount || len(m.Blobs) != m.BlobCount {
			t.Errorf("it counts %d files and names %d", m.BlobCount, len(names))
		}
		root, err := b.root(m.RootDirectory)
		if err != nil {
			return
		}
		asked, err := url.Parse(root.Scheme + "://" + root.Host)
		if err != nil || asked.Scheme != "https" || !strings.HasSuffix(strings.ToLower(asked.Hostname()), ".blob.core.windows.net") || asked.Port() != "" {
			t.Errorf("files at %q are asked for at %v", m.RootDirectory, asked)
		}
	})
}

// Whatever is said of an export, it has ended only where it succeeded or nothing was
// charged, and why it failed is told in one line that is not long.
func FuzzOperation(f *testing.F) {
	for _, text := range []string{`{"status":"running"}`, `{"status":"failed","error":{"code":"5000"}}`, `{"status":"failed","error":{"code":"x\ny"}}`, `{"status":"succeeded"}`, `[]`} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		ended, done, err := parseOperation(text)
		if ended != nil && (!done || err != nil) || err != nil && ended != nil {
			t.Errorf("ended %v, done %v, %v", ended, done, err)
		}
		if ended != nil && reconcile.Fold(ended.Status) != "succeeded" {
			t.Errorf("an export that is %q counts as made", ended.Status)
		}
	})
}

// Whatever a relationship says, its customer is an id, and one that ends soon holds today.
func FuzzRelationships(f *testing.F) {
	f.Add(`{"status":"active","endDateTime":"2026-12-10T00:00:00Z","customer":{"tenantId":"AAAAAAAA-0000-4000-8000-000000000001"}}`)
	f.Add(`{"status":"expiring","endDateTime":"0001-01-01T00:00:00Z","autoExtendDuration":"P180D","customer":null}`)
	today := reconcile.NewDay(2026, 11, 30)
	f.Fuzz(func(t *testing.T, text string) {
		page := `{"value":[` + text + `]}`
		if !json.Valid([]byte(page)) {
			return
		}
		for _, e := range EndingSoon(&List{Bodies: []Body{{Text: []byte(page)}}}, today) {
			if !reconcile.IsGUID(e.TenantID) || e.On < today || e.On > today+reconcile.DelegationEndsSoon {
				t.Errorf("%+v", e)
			}
		}
	})
}
