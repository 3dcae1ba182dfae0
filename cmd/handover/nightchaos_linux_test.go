package main

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"handover/jobs/deliver/mailtest"
	"handover/jobs/durable"
)

// A night as it is disturbed here: a watched folder is read, everything is checked, the
// reports are written, and go by mail to operators, to who hears of what is new and to
// customers, and as a copy to a folder.
const nightConfig = testConfig + `contact_name = "Jo Berg"
contact_email = "moves@partner.example"

[serve]
listen = ""

[reports]
formats = ["json", "md"]

[import.drop]
folder = "drop"
complete = true
settle = "0s"

[deliver.operators]
via = "mail"
to = ["ops@partner.example"]
%[1]s
[deliver.news]
via = "mail"
when = "new"
to = ["news@partner.example"]
%[1]s
[deliver.customers]
via = "mail"
what = "letters"
%[1]s
[deliver.archive]
via = "folder"
dir = "copies"
formats = ["md"]
`

const nightMail = `server = %q
tls = "none"
from = "handover@partner.example"
reply_to = "moves@partner.example"
per_minute = 0
`

// nightly is a program with nights, and the server that gets its mails.
type nightly struct {
	*program
	mail     *mailtest.Server
	listener net.Listener
}

// newNightly makes a program whose first night has gone by undisturbed, and of which the
// data of the second one lies in the watched folder.
func newNightly(t *testing.T, p *program) *nightly {
	t.Helper()
	n := &nightly{program: p}
	n.listen(nil)
	p.must(0, "migrate", "up")
	data := nightData()[0]
	n.deliverFiles(&data)
	p.must(4, nightCommand()...)
	p.must(0, "deliver", "--all", "--by", "Robin")
	p.must(0, "deliver")
	_ = n.listener.Close() // nobody sends here any more
	p.now = p.now.Add(24 * time.Hour)
	return n
}

// listen begins to take mails at an address of its own.
func (n *nightly) listen(heard func(mailtest.Step)) {
	n.t.Helper()
	var err error
	if n.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		n.t.Fatal(err)
	}
	n.mail = &mailtest.Server{Heard: heard}
	go n.mail.Serve(n.listener)
	n.write("handover.toml", fmt.Sprintf(nightConfig, fmt.Sprintf(nightMail, n.listener.Addr())))
}

// deliverFiles lays the files of a night into the watched folder, a row that nobody can read
// among them.
func (n *nightly) deliverFiles(data *fixture) {
	n.t.Helper()
	files := data.files("a", "b", "c")
	for _, id := range []string{"b1,b,", "c1,c,"} { // these the customers bought themselves
		files["subscriptions.csv"] = strings.Replace(files["subscriptions.csv"], id+"csp", id+"web-direct", 1)
	}
	files["tenants.csv"] = nightTenants
	files["moves.csv"] += ",a9\n"
	for name, text := range files {
		n.write("drop/"+name, text)
		at := n.now.Add(-time.Hour)
		if err := os.Chtimes(filepath.Join(n.folder, "drop", name), at, at); err != nil {
			n.t.Fatal(err)
		}
	}
}

// nightData is what two nights read: on the second one each customer has something else to
// do, and there is something new, changed and resolved.
func nightData() [2]fixture {
	both := nights()
	both[1].rows[2], both[1].rows[3] = source("b1", "b", "false", "10.00"), source("c1", "c", "false", "10.00")
	return both
}

const nightTenants = "tenant_id,name,country,relationship,agreement_accepted,contact_name,contact_email,language\n" +
	"a,Contoso,DE,reseller,true,Kim,kim@contoso.example,en\nb,Fabrikam,DE,reseller,true,Lee,lee@fabrikam.example,de\n" +
	"c,Northwind Traders,DE,reseller,true,Sasha,sasha@northwind.example,en\n"

func nightCommand() []string { return []string{"run", "--import", "--deliver"} }

// anySight is when a finding was seen.
var anySight = regexp.MustCompile(`"(first|last)_seen":"[^"]*"`)

// ofThisLook is when a file was moved away. Rejects that were moved when the program died, and
// not yet the file that they are of, are written and moved once more.
var ofThisLook = regexp.MustCompile(`2026112[12]T05\d{4}Z-(\d+-(.*\.rejects\.csv)$)?`)

// left returns what a night leaves behind, wherever that is.
func (n *nightly) left() map[string]string {
	n.t.Helper()
	left := map[string]string{
		"stored": unchanged(n.must(0, "report", "--run", "last", "-o", "json:-").stdout),
		"facts":  anySight.ReplaceAllString(withoutMissed(withoutRun(n.findings())), ""),
		"plan":   n.must(0, "plan", "--json").stdout,
		"latest": unchanged(n.read("out/latest/report.json")),
	}
	for name := range strings.FieldsSeq(n.names("drop")) {
		if !strings.HasPrefix(filepath.Base(name), durable.TempPrefix) { // which another night sweeps
			left[ofThisLook.ReplaceAllString(name, "$2")] = n.read(name)
		}
	}
	return left
}
