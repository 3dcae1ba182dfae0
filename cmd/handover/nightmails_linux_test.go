package main

import (
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"regexp"
	"strings"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/deliver/mailtest"
	"handover/reconcile"
	"handover/sql/store"
)

// received is a mail as its reader has it.
type received struct {
	id, to, subject, text string

	alarm bool // it tells operators of a night without a run, and of no report
}

// ofThisTry is what a report says of the try that it is of: the run that is new to it and
// what wrote it. What stands under New need not be new to the run.
var ofThisTry = regexp.MustCompile(`; (new|changed)( in run \d+, whose reports were never written)?|(?i)\brun:? \d+|(Program version|As of \(UTC\)|Started \(UTC\)|Finished \(UTC\)|Started by|Age of the data): .*`)

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
