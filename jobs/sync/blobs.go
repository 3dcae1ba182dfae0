package sync

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path"
	"strings"
	"time"

	"handover/jobs/sync/remote"
	"handover/reconcile"
)

// blobHosts end the names of the hosts on which the files of an export lie.
const blobHosts = ".blob.core.windows.net"

// maxBlobs is how many files an export may have.
const maxBlobs = 100_000

// manifest names the files of an export. The signature opens them to everybody who has it.
// Source: https://learn.microsoft.com/graph/api/resources/partners-billing-manifest
type manifest struct {
	SchemaVersion   string
	DataFormat      string
	PartnerTenantID string
	RootDirectory   string
	SASToken        string
	BlobCount       int
	Blobs           []struct{ Name string }
}

// manifestOf reads a manifest, and refuses one that is of somebody else, is written in
// another way, or does not name all of its files.
func (b *Billing) manifestOf(text []byte) (*manifest, error) {
	var m manifest
	err := json.Unmarshal(bytes.TrimSpace(text), &m)
	if err != nil {
		return nil, errors.New("the manifest cannot be read") // its text holds the signature
	}
	format := reconcile.Fold(m.DataFormat)
	switch {
	case m.SchemaVersion != "1" || format != "compressedjson" && format != "compressedjsonlines":
		return nil, fmt.Errorf("the manifest is of version %s and names files of format %s, which are not known", oneLine(m.SchemaVersion), oneLine(m.DataFormat))
	case b.Partner != "" && reconcile.CanonicalID(m.PartnerTenantID) != reconcile.CanonicalID(b.Partner):
		return nil, errors.New("the manifest is of another partner: " + oneLine(m.PartnerTenantID))
	case len(m.Blobs) > maxBlobs:
		return nil, fmt.Errorf("the manifest names more than %d files", maxBlobs)
	}
	names := map[string]bool{}
	for _, blob := range m.Blobs {
		names[blob.Name] = true
	}
	if m.BlobCount != len(m.Blobs) || len(names) != len(m.Blobs) {
		return nil, &lackingError{fmt.Errorf("the manifest is said to name %d files, and names %d", m.BlobCount, len(names))}
	}
	return &m, nil
}

// fetch appends the files of a manifest to a file.
func (b *Billing) fetch(ctx context.Context, m *manifest, into *spoolFile) error {
	root, err := b.root(m.RootDirectory)
	if err != nil {
		return err
	}
	signature, err := url.ParseQuery(strings.TrimPrefix(m.SASToken, "?"))
	if err != nil {
		return errors.New("the signature of the files cannot be read")
	}
	folder := root.EscapedPath()
	host := &url.URL{Scheme: root.Scheme, Host: root.Host}
	// No token is sent there: whoever has the signature may read.
	client, err := remote.New(remote.Options{
		Name: BillingName + "-files", Base: host, Timeout: cmp.Or(b.Files.Timeout, 10*time.Minute), Tries: b.Files.Tries,
		MaxBody: cmp.Or(b.MaxFile, 4<<30), RootCAs: b.Files.RootCAs, Log: b.Log, Progress: b.Files.Progress,
	})
	if err != nil {
		return err
	}
	for _, blob := range m.Blobs {
		_, err = client.Do(ctx, remote.Call{
			Name: "read a file of an export", Path: strings.Trim(folder, "/") + "/" + url.PathEscape(blob.Name), Query: signature, To: into.rewind,
		})
		fault, failed := errors.AsType[*remote.Fault](err)
		if failed && fault.Kind == remote.NotFound {
			return &lackingError{fmt.Errorf("a file of the export is missing: %w", err)}
		}
		if err != nil {
			return err
		}
		err = into.keep()
		if err != nil {
			return err
		}
	}
	return nil
}

// root returns where the files of an export lie, on a host that may be asked.
func (b *Billing) root(address string) (*url.URL, error) {
	root, err := url.Parse(address)
	elsewhere := &remote.Fault{
		Remote: BillingName, Call: "read a file of an export", Kind: remote.Elsewhere,
		Message: "its files lie on a host that is not asked: only *" + blobHosts + " is",
	}
	if err != nil || root.User != nil || root.RawQuery != "" || path.Clean("/"+root.Path) != "/"+strings.Trim(root.Path, "/") {
		return nil, elsewhere
	}
	test := b.Files.Endpoint
	switch {
	case root.Scheme == "https" && root.Port() == "" && strings.HasSuffix(strings.ToLower(root.Hostname()), blobHosts):
		return root, nil
	case test != nil && root.Scheme == test.Scheme && strings.EqualFold(root.Host, test.Host):
		return root, nil
	default:
		return nil, elsewhere
	}
}

// spoolFile is a file that grows by one whole piece after the other.
type spoolFile struct {
	file *os.File
	end  int64 // of the last piece that is whole
}

func createSpoolFile(name string) (*spoolFile, error) {
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("make a file in the spool: %w", err)
	}
	return &spoolFile{file: file}, nil
}

// rewind throws away what came of a piece that is not whole, and returns where it begins.
func (f *spoolFile) rewind() (io.Writer, error) {
	err := f.file.Truncate(f.end)
	if err == nil {
		_, err = f.file.Seek(f.end, io.SeekStart)
	}
	if err != nil {
		return nil, fmt.Errorf("go back in a file of the spool: %w", err)
	}
	return f.file, nil
}

// keep ends a piece.
func (f *spoolFile) keep() error {
	end, err := f.file.Seek(0, io.SeekCurrent)
	if err != nil {
		return fmt.Errorf("write a file of the spool: %w", err)
	}
	f.end = end
	return nil
}

func (f *spoolFile) close() error {
	err := f.file.Close()
	if err != nil {
		return fmt.Errorf("write a file of the spool: %w", err)
	}
	return nil
}
