package workbook

import (
	"context"
	"io"
)

// Limits replaces what one sheet can hold; see limits.
type Limits struct {
	Rows, Links, HugeCells int
	PlainBytes             uint64
}

// WriteLimited is Write with other limits than Excel's.
func WriteLimited(ctx context.Context, w io.Writer, b Book, l Limits) error {
	return write(ctx, w, b, limits{rows: l.Rows, links: l.Links, hugeCells: l.HugeCells, plainBytes: l.PlainBytes})
}
