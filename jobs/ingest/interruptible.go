package ingest

import (
	"context"
	"io"
)

// interruptible is a reader that ends with its context's error once that is over,
// also while nothing comes from a terminal or a pipe. A read that is under way then
// is left behind; it ends with the process.
type interruptible struct {
	ctx    context.Context
	src    io.Reader
	buffer []byte // what is left behind keeps, so that p is the caller's again
	done   chan result
}

// result is what came of one read.
type result struct {
	n   int
	err error
}

func newInterruptible(ctx context.Context, src io.Reader) io.Reader {
	return &interruptible{ctx: ctx, src: src, done: make(chan result, 1)}
}

// Read reads from the source.
func (i *interruptible) Read(p []byte) (int, error) {
	if err := i.ctx.Err(); err != nil {
		return 0, err
	}
	if len(i.buffer) < len(p) {
		i.buffer = make([]byte, len(p))
	}
	own := i.buffer[:len(p)]
	go func() {
		n, err := i.src.Read(own)
		i.done <- result{n, err}
	}()
	select {
	case <-i.ctx.Done():
		return 0, i.ctx.Err()
	case r := <-i.done:
		return copy(p, own[:r.n]), r.err
	}
}
