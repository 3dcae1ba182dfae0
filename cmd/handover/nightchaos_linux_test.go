package main

import (
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	netmail "net/mail"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/deliver/mailtest"
	"handover/jobs/durable"
	"handover/reconcile"
	"handover/sql/store"
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

// received is a mail as its reader has it.
type received struct {
	id, to, subject, text string

	alarm bool // it tells operators of a night without a run, and of no report
}

// ofThisTry is what a report says of the try that it is of: the run that is new to it and
// what wrote it. What stands under New need not be new to the run.
var ofThisTry = regexp.MustCompile(`; (new|changed)( in run \d+, whose reports were never written)?|(?i)\brun:? \d+|(Program version|As of \(UTC\)|Started \(UTC\)|Finished \(UTC\)|Started by|Age of the data): .*`)

// anySight is when a finding was seen.
var anySight = regexp.MustCompile(`"(first|last)_seen":"[^"]*"`)

// ofThisLook is when a file was moved away. Rejects that were moved when the program died, and
// not yet the file that they are of, are written and moved once more.
var ofThisLook = regexp.MustCompile(`2026112[12]T05\d{4}Z-(\d+-(.*\.rejects\.csv)$)?`)

// unwritten is how a report begins that lists what is new in the run before it.
const unwritten = "! Not written: "

// received returns the mails in the order in which they were taken.
func (n *nightly) received() []received {
	n.t.Helper()
	var list []received
	for _, m := range n.mail.Mails() {
		list = append(list, n.reads(&m))
	}
	return list
}

func (n *nightly) reads(m *mailtest.Mail) received {
	n.t.Helper()
	message, err := netmail.ReadMessage(strings.NewReader(m.Content))
	if err != nil {
		n.t.Fatal(err)
	}
	r := received{id: strings.Trim(message.Header.Get("Message-ID"), "<>"), to: strings.Join(m.To, ", "), subject: message.Header.Get("Subject")}
	_, params, err := mime.ParseMediaType(message.Header.Get("Content-Type"))
	if err != nil {
		n.t.Fatal(err)
	}
	if params["boundary"] == "" {
		r.alarm = true
		return r
	}
	part, err := multipart.NewReader(message.Body, params["boundary"]).NextRawPart()
	if err != nil {
		n.t.Fatal(err)
	}
	text, err := io.ReadAll(quotedprintable.NewReader(part))
	if err != nil {
		n.t.Fatal(err)
	}
	r.text = withoutSteps(ofThisTry.ReplaceAllString(string(text), ""))
	return r
}

// withoutSteps leaves out what a mail tells of failed steps: each try of a night has steps of
// its own, and one that died within a step has not recorded what became of it.
func withoutSteps(text string) string {
	var kept []string
	within := false
	for line := range strings.Lines(text) {
		blank := strings.TrimSpace(line) == ""
		within = strings.HasPrefix(line, "! Step ") || within && !blank && !strings.HasPrefix(line, "! ")
		if n := len(kept); !within && (!blank || n > 0 && strings.TrimSpace(kept[n-1]) != "") {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "")
}

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

// sendings returns the ledger of all runs, by key.
func (n *nightly) sendings() map[string]reconcile.Sending {
	n.t.Helper()
	st, err := store.Open(n.t.Context(), n.db, store.ReadOnly)
	if err != nil {
		n.t.Fatal(err)
	}
	all := map[string]reconcile.Sending{}
	for _, run := range n.program.nights() {
		list, err := st.Sendings(n.t.Context(), run.Run)
		if err != nil {
			n.t.Fatal(err)
		}
		for _, m := range list {
			all[m.Key] = m
		}
	}
	if err := st.Close(); err != nil {
		n.t.Fatal(err)
	}
	return all
}

// checkMails compares the mails with those of a calm night: none is missing, and what came
// more than once is shown by the ledger as what may have.
func (n *nightly) checkMails(calm []received) (faults []string) {
	n.t.Helper()
	ledger := n.sendings()
	want := map[string]int{}
	for _, m := range calm {
		want[m.to+"\n"+m.subject+"\n"+m.text]++
	}
	got := map[string]int{}
	alarms := map[string]int{}
	for _, m := range n.received() {
		if m.alarm {
			if alarms[m.to]++; alarms[m.to] > 1 {
				faults = append(faults, "a second alarm comes to "+m.to)
			}
			continue
		}
		what := m.to + "\n" + m.subject + "\n" + m.text
		got[what]++
		key, _, _ := strings.Cut(m.id, "@")
		record, known := ledger[key]
		switch {
		case !known:
			faults = append(faults, "the ledger does not know of "+m.id+" to "+m.to)
		case strings.Contains(m.text, unwritten) && m.text != textTo(calm, m.to):
			got[m.to]++ // the run died before the night knew of it, and this one tells what was new in both
		case want[what] == 0:
			faults = append(faults, "nobody sends this in a calm night:\n"+cmp.Diff(textTo(calm, m.to), m.text))
		case got[what] > want[what] && !n.doubted(ledger, &record):
			faults = append(faults, "this came more than once, and the ledger does not say so: "+m.to)
		}
	}
	for what := range want {
		to, _, _ := strings.Cut(what, "\n")
		if got[what]+got[to] == 0 {
			faults = append(faults, "this never came: "+strings.Replace(what[:min(200, len(what))], "\n", " ", 1))
		}
	}
	for _, m := range ledger {
		if m.State == reconcile.SendingBegun {
			faults = append(faults, fmt.Sprintf("the ledger holds as under way: %+v", m))
		}
	}
	return faults
}

// textTo returns the text of the mails to somebody.
func textTo(list []received, to string) (text string) {
	for _, m := range list {
		if m.to == to {
			text += m.text
		}
	}
	return text
}

// doubted reports whether the ledger says of some message to the party of one that it may
// have come twice.
func (n *nightly) doubted(ledger map[string]reconcile.Sending, like *reconcile.Sending) bool {
	for _, m := range ledger {
		if m.Target == like.Target && m.Party == like.Party && m.Twice {
			return true
		}
	}
	return false
}
