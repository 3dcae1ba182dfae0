package app

import (
	"testing"

	"handover/cmd/internal/config"
	"handover/jobs/deliver"
)

// TestAMailboxAtAServer checks which targets take turns: those of one mailbox at one server,
// whose limit of a day counts whatever takes its mail.
func TestAMailboxAtAServer(t *testing.T) {
	mail := config.Deliver{Via: config.ViaMail, What: string(deliver.Letters), From: "Handover@contoso.example", Server: "SMTP.contoso.example:587", PerMinute: new(25)}
	graph := mail
	graph.Via = config.ViaGraph
	d := (&App{}).Delivery(&config.Config{Deliver: map[string]config.Deliver{"mail": mail, "graph": graph}}, nil)
	for name, server := range map[string]string{"mail": "smtp.contoso.example:587", "graph": "graph"} {
		target, err := d.target(t.Context(), nil, name, false)
		if err != nil {
			t.Fatal(err)
		}
		if target.Mailbox != "handover@contoso.example" || target.Server != server || len(target.Beside) != 1 {
			t.Errorf("%s: %q at %q, beside %q", name, target.Mailbox, target.Server, target.Beside)
		}
	}
}
