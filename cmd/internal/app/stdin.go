package app

import (
	"context"
	"io"
)

// readerFunc is a reader made of its Read.
type readerFunc func([]byte) (int, error)

// Read calls the function.
func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// Interruptible makes reading from a terminal or a pipe end with the context,
// also while nothing comes. A read that is under way then is left behind; it
// ends with the process.
func Interruptible(ctx context.Context, src io.Reader) io.Reader {
	type result struct {
		bytes []byte
		err   error
	}
	return readerFunc(func(p []byte) (int, error) {
		done := make(chan result, 1)
		go func() {
			own := make([]byte, len(p)) // p is the caller's again when the context has ended
			n, err := src.Read(own)
			done <- result{own[:n], err}
		}()
		select {
		case <-ctx.Done():
			return 0, ctx.Err()
		case r := <-done:
			return copy(p, r.bytes), r.err
		}
	})
}
