package publish_test

import (
	"bytes"
	"context"
	"iter"
	"os"
	"strings"
	"sync"
	"testing"

	"handover/jobs/publish"
	"handover/reconcile"
	"handover/reports"
	"handover/reports/formats"
	"handover/reports/reportstest"
)

// counting counts how often each sequence of a source is ranged over.
type counting struct {
	*reportstest.Source
	mutex  *sync.Mutex // two sequences are read at a time
	passes map[string]int
}

func (c counting) count(sequence string) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.passes[sequence]++
}

func (c counting) Coverage(ctx context.Context, f reconcile.Filter) iter.Seq2[reconcile.Coverage, error] {
	c.count("coverage")
	return c.Source.Coverage(ctx, f)
}

func (c counting) Findings(ctx context.Context, f reconcile.Filter) iter.Seq2[reconcile.Reported, error] {
	c.count("findings")
	return c.Source.Findings(ctx, f)
}

func (c counting) Resolved(ctx context.Context, f reconcile.Filter) iter.Seq2[reconcile.ResolvedFinding, error] {
	c.count("resolved")
	return c.Source.Resolved(ctx, f)
}

func (c counting) Silenced(ctx context.Context, f reconcile.Filter) iter.Seq2[reconcile.Finding, error] {
	c.count("silenced")
	return c.Source.Silenced(ctx, f)
}

func (c counting) Ended(ctx context.Context, f reconcile.Filter) iter.Seq2[reconcile.Finding, error] {
	c.count("ended")
	return c.Source.Ended(ctx, f)
}

func (c counting) Plan(ctx context.Context, f reconcile.Filter) iter.Seq2[reconcile.Planned, error] {
	c.count("plan")
	return c.Source.Plan(ctx, f)
}

func (c counting) Sellers(ctx context.Context, f reconcile.Filter) iter.Seq2[reconcile.Seller, error] {
	c.count("sellers")
	return c.Source.Sellers(ctx, f)
}

// All formats together read the run once, and say the same as if each had read it
// for itself, whole and cut.
func TestOnePassForAllFormats(t *testing.T) {
	sources := map[string]func() *reportstest.Source{
		"typical": reportstest.Typical, "partial": reportstest.Partial, "empty": reportstest.Empty,
		"hostile": reportstest.Hostile, "portfolio": func() *reportstest.Source { return reportstest.Portfolio(20, 700) },
	}
	cuts := map[string]reports.Options{
		"whole":    {},
		"tenant":   {Filter: reconcile.Filter{Tenants: []string{reportstest.Contoso}}},
		"owner":    {Filter: reconcile.Filter{Owner: reconcile.OwnerUs}, Language: "de"},
		"no money": {NoMoney: true},
	}
	for name, source := range sources {
		for cut, options := range cuts {
			t.Run(name+" "+cut, func(t *testing.T) {
				alone, err := reports.New(t.Context(), source(), options)
				if err != nil {
					t.Fatal(err)
				}
				counted := counting{source(), &sync.Mutex{}, map[string]int{}}
				dir := t.TempDir()
				if err := publish.Folder(t.Context(), counted, dir, formats.All(), options, publish.Access{}); err != nil {
					t.Fatal(err)
				}
				for _, format := range formats.All() {
					var want bytes.Buffer
					if err := format.Write(t.Context(), &want, alone); err != nil {
						t.Fatal(err)
					}
					got, err := os.ReadFile(dir + "/" + publish.FileName(format))
					if err != nil {
						t.Fatal(err)
					}
					if !bytes.Equal(got, want.Bytes()) {
						t.Errorf("%s differs from what the source itself gives", format.Name)
					}
				}
				for _, sequence := range []string{"coverage", "findings", "resolved", "silenced", "ended", "plan", "sellers"} {
					if n := counted.passes[sequence]; n != 1 {
						t.Errorf("%s was read %d times", sequence, n)
					}
				}
			})
		}
	}
}

// What is read again is checked like what is read first: a file that was cut off
// underneath is an error.
func TestSpoolCutOff(t *testing.T) {
	size, err := publish.WriteCutOff(t.Context(), reportstest.Typical(), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	for keep := int64(0); keep < size; keep += 41 {
		if _, err := publish.WriteCutOff(t.Context(), reportstest.Typical(), keep); err == nil {
			t.Fatalf("cut off after %d of %d bytes, the report is taken for whole", keep, size)
		}
	}
}

func BenchmarkFormats(b *testing.B) {
	source := reportstest.Portfolio(500, 20000)
	for b.Loop() {
		if err := publish.Folder(b.Context(), source, b.TempDir(), formats.All(), reports.Options{}, publish.Access{}); err != nil {
			b.Fatal(err)
		}
	}
}

// Without a place for temporary files nothing is written, and the place is named.
func TestNoPlaceForTheSpool(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir+"/none")
	_, err := publish.Files(t.Context(), reportstest.Typical(), outputs(t, dir+"/a.json"), nil, reports.Options{}, publish.Access{})
	if err == nil || !strings.HasSuffix(err.Error(), "; set TMPDIR to a folder with free space") {
		t.Errorf("error %v, want one that names TMPDIR", err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 0 {
		t.Errorf("the folder holds %v (%v)", entries, err)
	}
}
