package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"handover/reconcile"
)

// told checks that a command told its error in one line, which says what, where
// and what to do.
func (o *outcome) told(t *testing.T, pattern string) {
	t.Helper()
	if strings.Count(o.stderr, "\n") != 1 || !strings.HasPrefix(o.stderr, "handover: ") {
		t.Errorf("standard error is not one line:\n%s", o.stderr)
	}
	if !regexp.MustCompile(pattern).MatchString(o.stderr) {
		t.Errorf("standard error %q does not match %q", o.stderr, pattern)
	}
}

// findings returns the report of a run now, which stores nothing.
func (p *program) findings() string {
	p.t.Helper()
	dry := p.run("run", "--dry-run", "-o", "json:-")
	if dry.code != 0 && dry.code != 4 {
		p.t.Fatalf("dry run: exit %d\n%s", dry.code, dry.stderr)
	}
	return dry.stdout
}

// facts returns what a run would find now, and the runs there are.
func (p *program) facts() string {
	p.t.Helper()
	return p.findings() + p.must(0, "runs", "--json").stdout
}

// names lists a folder, with everything below it.
func (p *program) names(folder string) string {
	p.t.Helper()
	var list []string
	err := filepath.WalkDir(filepath.Join(p.folder, folder), func(path string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			list = append(list, strings.TrimPrefix(path, p.folder+"/"))
		}
		return err
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return strings.Join(list, " ")
}

const someColumns = "subscription_id,tenant_id,channel,quantity,commitment_end\n"

// A file that cannot be taken is refused whole, and said why.
func TestRefusedFiles(t *testing.T) {
	cases := []struct {
		name, file, text string
		code             int
		told             string
	}{
		{"a file that is not there", "nothing.csv", "", 2, `nothing.csv: no such file or folder`},
		{"a folder without files", ".", "", 2, "the folder holds no file that can be read; `handover import formats` lists what can"},
		{"an unknown header", "things.csv", "colour,size\nred,1\n", 1, `things.csv:1: unknown header "colour,size": .*handover mapping try`},
		{"a kind without its key", "tenants.csv", "name,country\nContoso,DE\n", 1, `tenants.csv:1: .*tenant_id`},
		{"a title", "subscriptions.csv", "Export\nsubscription_id;tenant_id;channel\na1;a;csp\n", 1, `subscriptions.csv:1: "Export" is no header; .* line 2: delete`},
		{"a column twice", "tenants.csv", "tenant_id,name,name\na,x,y\n", 1, `tenants.csv:1: .*name`},
		{"an empty file", "tenants.csv", "", 1, `tenants.csv: .*header`},
		{"an unclosed quote", "tenants.csv", "tenant_id,name\na,Contoso\nb,\"Fabrikam\nc,Northwind\n", 1, `tenants.csv:3: .*quote`},
		{"no CSV at all", "tenants.csv", "PK\x03\x04\x00\x00\x00", 1, `tenants.csv: the archive is cut off or none at all`},
	}
	onBoth(t, func(t *testing.T, p *program) {
		data := first()
		data.deliver(p, "a", "b", "c")
		before := p.facts()
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				p := p.in(t)
				folder := strings.ReplaceAll(c.name, " ", "-")
				p.write(folder+"/notes.txt", "nothing to import")
				if c.code == 1 || c.text != "" {
					p.write(folder+"/"+c.file, c.text)
				}
				files := p.names(folder)
				o := p.must(c.code, "import", filepath.Join(p.folder, folder, c.file))
				o.told(t, c.told)
				if o.stdout != "" {
					t.Errorf("standard output has %q", o.stdout)
				}
				if got := p.names(folder); got != files {
					t.Errorf("the folder holds %s, had %s", got, files)
				}
			})
		}
		if got := p.facts(); got != before {
			t.Errorf("the store has changed:\n%s\nbefore:\n%s", got, before)
		}
	})
}

// A row that cannot be read is set aside as it was, the rest is stored.
func TestRejectedRows(t *testing.T) {
	const good = "b9,b,csp,1,2027-01-01\n"
	cases := []struct {
		name, row string
		rejected  string // what the rejects hold of it
		reason    string
	}{
		{"a row cut off", "a9,a,csp", "a9,a,csp", "column"},
		{"a row too long", "a9,a,csp,1,2027-01-01,more", "a9,a,csp,1,2027-01-01,more", "column"},
		{"a stray quote", `a9,a,csp "new",1,2027-01-01`, `a9,a,csp "new",1,2027-01-01`, "stray quote"},
		{"a bad date", "a9,a,csp,1,2027-02-30", "a9,a,csp,1,2027-02-30", "commitment_end"},
		{"no number", "a9,a,csp,many,2027-01-01", "a9,a,csp,many,2027-01-01", "quantity"},
		{"no key", ",a,csp,1,2027-01-01", ",a,csp,1,2027-01-01", "subscription_id"},
		{"all that is wrong", "a9,a,csp,many,soon", "a9,a,csp,many,soon", "quantity: .*many.*; commitment_end: .*soon"},
		{"no UTF-8", "a9,a,csp,1,2027-01-01\xff", "a9,a,csp,1,2027-01-01\xff", "UTF-8"},
		{"NUL", "a9,a,csp\x00,1,2027-01-01", "a9,a,csp\x00,1,2027-01-01", "NUL"},
		{"an id that occurs twice", "a9,a,csp,1,2027-01-01\na9,a,csp,2,2027-01-01", "a9,a,csp,2,2027-01-01", "occurs more than once"},
	}
	onBoth(t, func(t *testing.T, p *program) {
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				p := p.in(t)
				folder := strings.ReplaceAll(c.name, " ", "-")
				p.write(folder+"/subscriptions.csv", someColumns+c.row+"\n"+good)
				o := p.must(4, "import", "--source", folder, filepath.Join(p.folder, folder))
				if !strings.Contains(o.stdout, "1 row stored") || !strings.Contains(o.stdout, "rejected: see ") || o.stderr != "" {
					t.Errorf("told %q and %q", o.stdout, o.stderr)
				}
				rejects, err := os.ReadFile(filepath.Join(p.folder, folder, "subscriptions.csv.rejects.csv"))
				if err != nil {
					t.Fatal(err)
				}
				if !strings.Contains(string(rejects), c.rejected) || !regexp.MustCompile(c.reason).Match(rejects) {
					t.Errorf("the rejects are\n%s", rejects)
				}
				p.must(0, "explain", "b9")
				p.must(2, "explain", "--tenant", "b", "a9")
			})
		}
	})
}

// A row of which a name or a note cannot be read is kept without it, its tenant is
// evaluated, and the report says so.
func TestUnreadableTexts(t *testing.T) {
	onBoth(t, func(t *testing.T, p *program) {
		p.write("data/tenants.csv", "tenant_id,name\na,Fabr\xedkam\n")
		p.write("data/subscriptions.csv", "subscription_id,tenant_id,offer_name,friendly_name,status\na1,a,B\x00asic,mine,active\n")
		p.write("data/moves.csv", "tenant_id,source_subscription_id,note\na,a1,f\xfcr\n")
		o := p.must(0, "import", filepath.Join(p.folder, "data"))
		if strings.Count(o.stderr, "texts that cannot be read, and are unknown now: 1") != 3 {
			t.Errorf("standard error is\n%s", o.stderr)
		}
		p.write("data/more.csv", "subscription_id,tenant_id,offer_name,friendly_name,status\na1,a,Basic,\xff,active\n")
		p.must(0, "import", "--kind", "subscriptions", "--source", "other", filepath.Join(p.folder, "data/more.csv"))
		p.must(0, "run")
		found := p.must(0, "findings", "--code", "unknown-value").stdout
		for _, column := range []string{"name", "note", "offer_name", "friendly_name"} {
			if !strings.Contains(found, "The column "+column+" of a could not be read and is unknown (rows: 1).") {
				t.Errorf("nothing is told of %s:\n%s", column, found)
			}
		}
		if told := p.must(0, "explain", "a1").stdout; !strings.Contains(told, "a1 Basic") || strings.Contains(told, reconcile.UnreadableText) {
			t.Errorf("a1 is explained as\n%s", told)
		}
	})
}

// child makes a command of the program in a process of its own. What a test
// holds back of it is in front: a shell's limit, another name.
func (p *program) child(args ...string) *exec.Cmd {
	return p.process("handover", args...)
}

func (p *program) process(name string, args ...string) *exec.Cmd {
	full := append([]string{"--config", filepath.Join(p.folder, "handover.toml"), "--db", p.db}, args...)
	child := exec.CommandContext(p.t.Context(), name, full...)
	child.Dir = p.folder
	child.Env = append(os.Environ(), clockVariable+"="+p.now.Format("2006-01-02T15:04:05Z07:00"))
	return child
}
