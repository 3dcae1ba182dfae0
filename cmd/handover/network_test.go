package main

import (
	"strings"
	"testing"
)

// An SQLite file on a network's file system is warned of, and refused where many nights
// would rest on it.
func TestDatabaseOnANetwork(t *testing.T) {
	onBoth(t, func(t *testing.T, p *program) {
		data := first()
		data.deliver(p, "a", "b", "c")
		p.network = "NFS"
		file := strings.HasPrefix(p.db, "sqlite:")
		for _, test := range []struct {
			code int
			args []string
		}{{0, []string{"run", "--out", p.folder + "/out"}}, {0, []string{"check"}}} {
			o := p.must(test.code, test.args...)
			if warned := strings.Contains(o.stdout+o.stderr, "lies on NFS, where locks may not hold"); warned != file {
				t.Errorf("%s warns: %t\n%s%s", test.args[0], warned, o.stdout, o.stderr)
			}
		}
		if !file {
			return
		}
		o := p.must(2, "serve")
		if !strings.Contains(o.stderr, "lies on NFS") || strings.Count(o.stderr, "\n") != 1 {
			t.Errorf("serve tells %s", o.stderr)
		}
	})
}
