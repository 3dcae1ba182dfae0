package store

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
)

// hashesInMemory bounds how many hashes are held at once, in 2 MB.
const hashesInMemory = 1 << 18

const hashBytes = 8

// chunk is how much of a run is written or read at once. There are some dozens of runs
// in the largest files.
const chunk = 1 << 14

// repeats finds out whether any of a large number of hashes occurs more than once. What
// is too much for the memory goes sorted into a temporary file.
type repeats struct {
	limit int // 0: hashesInMemory
	held  []uint64
	file  *os.File
	sizes []int // of the runs in the file
}

func (r *repeats) add(hashes ...uint64) error {
	if r.limit == 0 {
		r.limit = hashesInMemory
	}
	r.held = append(r.held, hashes...)
	if len(r.held) < r.limit {
		return nil
	}
	return r.spill()
}

func (r *repeats) spill() (err error) {
	if r.file == nil {
		r.file, err = os.CreateTemp("", "handover-import-*.keys")
		if err != nil {
			return fmt.Errorf("create a file for the keys of an import: %w", err)
		}
		_ = os.Remove(r.file.Name()) // so that nothing stays of a killed import; where it is refused, close does it
	}
	slices.Sort(r.held)
	out, bytes := bufio.NewWriterSize(r.file, chunk), make([]byte, hashBytes)
	for _, hash := range r.held {
		binary.NativeEndian.PutUint64(bytes, hash)
		_, _ = out.Write(bytes) // Flush gives the error too
	}
	err = out.Flush()
	if err != nil {
		return fmt.Errorf("write the keys of an import to %s: %w", r.file.Name(), err)
	}
	r.sizes = append(r.sizes, len(r.held))
	r.held = r.held[:0]
	return nil
}

// any reports whether a hash was added more than once.
func (r *repeats) any() (bool, error) {
	if r.file == nil {
		slices.Sort(r.held)
		return len(slices.Compact(r.held)) < len(r.held), nil
	}
	err := r.spill()
	if err != nil {
		return false, err
	}
	runs, at := make([]*run, 0, len(r.sizes)), int64(0)
	for _, size := range r.sizes {
		length := int64(size) * hashBytes
		runs = append(runs, &run{rest: bufio.NewReaderSize(io.NewSectionReader(r.file, at, length), chunk)})
		at += length
	}
	return anyTwice(runs)
}

// close removes the file.
func (r *repeats) close() error {
	if r.file == nil {
		return nil
	}
	err, removed := r.file.Close(), os.Remove(r.file.Name())
	r.file = nil
	if errors.Is(removed, fs.ErrNotExist) {
		return err
	}
	return errors.Join(err, removed)
}

// run is a sorted list of hashes in a file.
type run struct {
	rest *bufio.Reader
	next uint64
	over bool
}

func (r *run) advance() error {
	var bytes [hashBytes]byte
	_, err := io.ReadFull(r.rest, bytes[:])
	r.over = errors.Is(err, io.EOF)
	if err != nil && !r.over {
		return fmt.Errorf("read the keys of an import: %w", err)
	}
	r.next = binary.NativeEndian.Uint64(bytes[:])
	return nil
}

// anyTwice goes through sorted lists side by side.
func anyTwice(runs []*run) (bool, error) {
	for _, r := range runs {
		err := r.advance()
		if err != nil {
			return false, err
		}
	}
	var last uint64
	for first := true; ; first = false {
		runs = slices.DeleteFunc(runs, func(r *run) bool { return r.over })
		if len(runs) == 0 {
			return false, nil
		}
		least := slices.MinFunc(runs, func(a, b *run) int { return cmp.Compare(a.next, b.next) })
		if !first && least.next == last {
			return true, nil
		}
		last = least.next
		err := least.advance()
		if err != nil {
			return false, err
		}
	}
}
