package ingest

import (
	"context"
	"io"

	"golang.org/x/text/encoding/htmlindex"

	"handover/jobs/ingest/formats"
)

// decodedBlob is a text that is written in a named encoding, as UTF-8, as a sheet and rejects
// always are.
func decodedBlob(b blob, name string) blob {
	if name == "" || b.workbook || b.isMended {
		return b
	}
	written := b
	b.open = func(ctx context.Context) (io.ReadCloser, error) {
		encoding, err := htmlindex.Get(name)
		if err != nil {
			return nil, &UsageError{Path: b.name, Reason: "unknown encoding " + formats.Shown(name) + "; write one such as windows-1252"}
		}
		src, err := written.open(ctx)
		if err != nil {
			return nil, err
		}
		return readCloser{encoding.NewDecoder().Reader(src), src}, nil
	}
	return b
}
