package main

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// pasted is every way in which a password of two pieces, with a character between
// them that means something in an address, gets into one as it is.
func pasted(t *testing.T, server string) []string {
	t.Helper()
	var list []string
	for _, between := range []string{"/", "#", "?", "%", "@", ":", "&", "=", "[", "]", "\\", " ", ";", "+", "%zz", "?x=", "/?", "#@", "\"", "<", "|", "^"} {
		for _, pieces := range [][2]string{{"qzxj", "wvkj"}, {"77413", "88529"}} {
			password := pieces[0] + between + pieces[1]
			for _, address := range []string{
				"postgres://ann:PASSWORD@127.0.0.1:1/handover", "postgresql://ann:PASSWORD@127.0.0.1:1/handover?sslmode=disable",
				"postgres://PASSWORD@127.0.0.1:1/handover", "postgres://127.0.0.1:1/handover?password=PASSWORD",
				"postgres://127.0.0.1:1/handover?sslmode=PASSWORD", "postgres://127.0.0.1:1/handover?sslrootcert=PASSWORD&sslmode=verify-ca",
				"Postgres://ann:PASSWORD@127.0.0.1:1/handover", "postgres:ann:PASSWORD@127.0.0.1", "mysql://ann:PASSWORD@127.0.0.1/handover",
				server + "&PASSWORD=1", server + "&application_name=x&PASSWORD", server + "&datestyle=PASSWORD", server + "&role=PASSWORD",
				server + "&user=PASSWORD", server + "&password=PASSWORD",
			} {
				list = append(list, strings.ReplaceAll(address, "PASSWORD", password))
			}
		}
	}
	return list
}

// Nothing of an address but host, port and database is ever told, whatever stands in
// it, by any command.
func TestNoPieceOfAPasswordIsTold(t *testing.T) {
	t.Parallel()
	server := stores()["postgres"](t)
	p := newProgram(t, "")
	p.write("data/tenants.csv", threeTenants)
	commands := append(p.commands(), []string{"check"}, []string{"migrate"}, []string{"migrate", "up"}, []string{"plan"}, []string{"findings", "snooze", "abc"})
	for i, db := range pasted(t, server) {
		p.db = db
		args := commands[i%len(commands)]
		if strings.HasPrefix(db, server) {
			args = []string{"runs"} // which changes nothing where the address is a good one
		}
		o := p.run(args...)
		for _, piece := range []string{"qzxj", "wvkj", "77413", "88529"} {
			if strings.Contains(o.stdout+o.stderr, piece) {
				t.Errorf("%s on %s tells %q: exit %d\n%s%s", args[0], db, piece, o.code, o.stdout, o.stderr)
			}
		}
	}
}

// Every command tells the same of an address that cannot be read: to escape.
func TestEveryCommandSaysToEscape(t *testing.T) {
	t.Parallel()
	p := newProgram(t, "")
	p.write("data/tenants.csv", threeTenants)
	for _, between := range []string{"/", "#", "?", "%"} {
		p.db = "postgres://ann:qzxj" + between + "wvkj@127.0.0.1:1/handover"
		for _, args := range append(p.commands(), []string{"migrate"}, []string{"migrate", "up"}, []string{"plan"}) {
			o := p.must(2, args...)
			o.told(t, `write it as %2F for /, .*; mend --db, HANDOVER_DB or \[store\] url`)
			if strings.Contains(o.stderr, "qzxj") || strings.Contains(o.stderr, "wvkj") {
				t.Errorf("%s tells %s", args[0], o.stderr)
			}
		}
	}
	p.db = "postgres://ann:" + url.QueryEscape("qzxj/#?%wvkj") + "@127.0.0.1:1/handover"
	o := p.must(1, "runs")
	o.told(t, `the database server cannot be reached: `)
}

// An address that is given where another argument belongs is not told either.
func TestAddressInTheWrongPlace(t *testing.T) {
	t.Parallel()
	p := newProgram(t, "sqlite:"+filepath.Join(t.TempDir(), "handover.db"))
	const address = "postgres://ann:qzxj@127.0.0.1:1/handover"
	p.write("handover.toml", testConfig+"[store]\nurl = \""+address+"\" x\n")
	for _, args := range [][]string{{"runs", address}, {"import", address}, {address}, {"run", address}, {"run", "--as-of", address}, {"explain", address}, {"check"}} {
		o := p.run(args...)
		if o.code == 0 || strings.Contains(o.stdout+o.stderr, "qzxj") {
			t.Errorf("%s: exit %d\n%s%s", args[0], o.code, o.stdout, o.stderr)
		}
	}
	if err := os.Remove(filepath.Join(p.folder, "handover.toml")); err != nil {
		t.Fatal(err)
	}
}
