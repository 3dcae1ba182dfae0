package deliver_test

import (
	"context"
	netmail "net/mail"
	"strings"
	"testing"
	"testing/synctest"

	"handover/jobs/deliver"
	"handover/jobs/deliver/mail"
	"handover/jobs/deliver/mailtest"
	"handover/jobs/deliver/port"
	"handover/reconcile"
	"handover/reports"
)

// plain writes digests of two words.
type plain struct{}

func (plain) Digest(context.Context, *reports.Report, *reports.Telling) (*port.Message, error) {
	return &port.Message{Subject: "a digest", Text: "told\n"}, nil
}

func (plain) Letter(context.Context, *reports.Letter) (*port.Message, error) { return nil, nil }

// TestOneOfTheOperatorsIsRefused checks, with a mail server that refuses some of those whom
// a digest is for, that each other one gets it once, that the record says who does not, and
// that a delivery of the same run sends nothing again.
func TestOneOfTheOperatorsIsRefused(t *testing.T) {
	for _, c := range []struct {
		name   string
		lee    []string // what the server answers to lee, one try after the other; then it takes the mail
		state  reconcile.SendingState
		tries  int
		says   string
		got    string // by whom the mail was got
		partly int
	}{
		{"for good", []string{"550 5.1.1 unknown"}, reconcile.SendingDelivered, 1, "recipient 2 of 3", "kim+max", 1},
		{"for a while", []string{"451 4.7.1 try again later", "450 4.2.1 busy"}, reconcile.SendingDelivered, 2, "", "kim+max lee", 0},
		{"at last for good", []string{"450 4.2.1 busy", "550 5.1.1 unknown"}, reconcile.SendingDelivered, 2, "recipient 2 of 3", "kim+max", 1},
		{"again and again", []string{"452 4.2.2 full", "452 4.2.2 full", "452 4.2.2 full", "452 4.2.2 full", "452 4.2.2 full"}, reconcile.SendingDelivered, 4, "recipient 2 of 3", "kim+max", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := newHouse(t)
				defer func() { h.must(h.store.Close()) }()
				server := &mailtest.Server{Refuses: map[string][]string{"lee@partner.example": c.lee}}
				carrier, err := mail.NewSMTP(mail.Server{
					Sender: mail.Sender{From: netmail.Address{Address: "handover@partner.example"}, ReplyTo: netmail.Address{Address: "moves@partner.example"}, Now: h.now},
					Host:   mailtest.Host, TLSConfig: mailtest.Trust(), Dial: server.Dial,
				})
				h.must(err)
				defer func() { h.must(carrier.Close()) }()
				target := &deliver.Target{Name: "ops", What: deliver.Digest, When: deliver.EveryNight, Writer: plain{}, Carrier: carrier}
				for _, name := range []string{"kim", "lee", "max"} {
					target.To = append(target.To, netmail.Address{Address: name + "@partner.example"})
				}
				run := h.run([]reconcile.Coverage{contoso("")}, nil)
				results, err := h.engine().Deliver(t.Context(), run, []*deliver.Target{target})
				h.must(err)
				if r := &results[0]; r.Delivered != 1 || r.Failed != 0 || r.Partly != c.partly || (r.Err == nil) != (c.says == "") {
					t.Errorf("it ends with %+v", r)
				}
				list, err := h.store.Sendings(t.Context(), run)
				h.must(err)
				if len(list) != 1 || list[0].State != c.state || list[0].Tries != c.tries || list[0].Twice || !strings.Contains(list[0].Words, c.says) || strings.Contains(list[0].Words, "@") {
					t.Errorf("the record is %+v", list)
				}
				again, err := h.engine().Deliver(t.Context(), run, []*deliver.Target{target})
				h.must(err)
				if again[0].Before != 1 || again[0].Err != nil {
					t.Errorf("the same again ends with %+v", again[0])
				}
				if got := whoGot(server); got != c.got {
					t.Errorf("the mail was got by %s, want %s", got, c.got)
				}
			})
		})
	}
}

// whoGot names those who got each mail of a server.
func whoGot(server *mailtest.Server) string {
	var mails []string
	for _, m := range server.Mails() {
		mails = append(mails, strings.ReplaceAll(strings.Join(m.To, "+"), "@partner.example", ""))
	}
	return strings.Join(mails, " ")
}
