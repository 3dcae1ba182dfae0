package store

import (
	"os"
	"runtime"
	"testing"

	"pgregory.net/rapid"
)

// TestRepeats compares what sorted files tell with a set in memory.
func TestRepeats(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	rapid.Check(t, func(t *rapid.T) {
		r := repeats{limit: rapid.IntRange(1, 9).Draw(t, "limit")}
		hashes := rapid.SliceOfN(rapid.OneOf(rapid.Uint64(), rapid.Uint64Range(0, 40)), 0, 40).Draw(t, "hashes")
		want, seen := false, map[uint64]bool{}
		for _, hash := range hashes {
			want = want || seen[hash]
			seen[hash] = true
			if err := r.add(hash); err != nil {
				t.Fatal(err)
			}
		}
		got, err := r.any()
		if err != nil || got != want {
			t.Fatalf("of %v any is there twice: %v, %v, want %v", hashes, got, err, want)
		}
		if left, err := os.ReadDir(folder); runtime.GOOS != "windows" && (err != nil || len(left) > 0) {
			t.Fatalf("a killed import would leave %v, %v", left, err)
		}
		if err := r.close(); err != nil {
			t.Fatal(err)
		}
	})
	left, err := os.ReadDir(folder)
	if err != nil || len(left) > 0 {
		t.Errorf("files are left: %v, %v", left, err)
	}
}
