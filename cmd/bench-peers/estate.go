package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"
)

// subscriptionsFile is the large one; the others are small beside it.
const subscriptionsFile = "subscriptions.csv"

// estate is the invented data of one size: the files as they are at first, and two later exports. In each of these
// every hundredth subscription has other seats than in the one before.
type estate struct {
	first, changed, again string // folders
	rows                  int    // of subscriptions
	tenant                string // one of them
}

// invent makes the files with handover's own generator.
func invent(ctx context.Context, o *options, folder string, factor int, day time.Time) (estate, error) {
	e := estate{first: filepath.Join(folder, "first"), changed: filepath.Join(folder, "changed"), again: filepath.Join(folder, "again")}
	tenants := o.rows * factor / subscriptionsATenant
	_, err := output(ctx, o.handover, "demo", "--tenants", strconv.Itoa(tenants), "--seed", strconv.FormatUint(o.seed, 10),
		"--as-of", day.Format(time.DateOnly), "--out", e.first)
	if err != nil {
		return e, err
	}
	for more, later := range []string{e.changed, e.again} {
		e.rows, e.tenant, err = deliverLater(e.first, later, more+1)
		if err != nil {
			return e, err
		}
	}
	return e, nil
}

// deliverLater makes a folder like the first one, with more seats in every hundredth row.
func deliverLater(first, later string, more int) (rows int, tenant string, err error) {
	if err := os.MkdirAll(later, 0o750); err != nil {
		return 0, "", fmt.Errorf("make the folder of later files: %w", err)
	}
	files, err := filepath.Glob(filepath.Join(first, "*.csv"))
	if err != nil {
		return 0, "", fmt.Errorf("list the files: %w", err)
	}
	for _, file := range files {
		name := filepath.Base(file)
		if name == subscriptionsFile {
			continue
		}
		if err := os.Link(file, filepath.Join(later, name)); err != nil {
			return 0, "", fmt.Errorf("link %s: %w", name, err)
		}
	}
	return rewrite(filepath.Join(first, subscriptionsFile), filepath.Join(later, subscriptionsFile), more)
}

// rewrite copies the subscriptions and changes every hundredth.
func rewrite(from, to string, more int) (rows int, tenant string, err error) {
	in, err := os.Open(from)
	if err != nil {
		return 0, "", fmt.Errorf("open the subscriptions: %w", err)
	}
	out, err := os.Create(to)
	if err != nil {
		return 0, "", errors.Join(fmt.Errorf("create the later subscriptions: %w", err), in.Close())
	}
	buffered := bufio.NewWriterSize(out, 1<<20)
	rows, tenant, err = change(csv.NewReader(bufio.NewReaderSize(in, 1<<20)), csv.NewWriter(buffered), more)
	return rows, tenant, errors.Join(err, buffered.Flush(), in.Close(), out.Close())
}

// change copies rows; it tells how many there are and the tenant of the first.
func change(in *csv.Reader, out *csv.Writer, more int) (rows int, tenant string, err error) {
	in.ReuseRecord = true
	header, err := in.Read()
	if err != nil {
		return 0, "", fmt.Errorf("read the header of the subscriptions: %w", err)
	}
	seats, owner := slices.Index(header, "quantity"), slices.Index(header, "tenant_id")
	if seats < 0 || owner < 0 {
		return 0, "", errors.New("read the header of the subscriptions: no quantity or tenant_id")
	}
	record := slices.Clone(header)
	for {
		if err := out.Write(record); err != nil {
			return 0, "", fmt.Errorf("write the later subscriptions: %w", err)
		}
		record, err = in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return 0, "", fmt.Errorf("read the subscriptions: %w", err)
		}
		if rows == 0 {
			tenant = record[owner]
		}
		if n, err := strconv.Atoi(record[seats]); err == nil && rows%100 == 0 {
			record[seats] = strconv.Itoa(n + more)
		}
		rows++
	}
	out.Flush()
	return rows, tenant, out.Error()
}
