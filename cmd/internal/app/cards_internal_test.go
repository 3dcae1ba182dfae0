package app

import (
	"encoding/json"
	"strings"
	"testing"

	"handover/cmd/internal/config"
	"handover/reports"
	"handover/reports/reportstest"
)

// TestHooksGetTheirCard checks that each kind of hook gets a body that it reads, and no mail.
func TestHooksGetTheirCard(t *testing.T) {
	report, err := reports.New(t.Context(), reportstest.Typical(), reports.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for via, begins := range map[string]string{
		config.ViaTeams: `{"attachments":[{"content":`, config.ViaSlack: `{"blocks":[`, config.ViaWebhook: `{"schema":"handover.digest/1",`,
	} {
		writer := writerOf(&config.Deliver{Via: via})
		m, err := writer.Digest(t.Context(), report, &reports.Telling{})
		if err != nil {
			t.Fatal(err)
		}
		body, err := json.Marshal(m.Card)
		if err != nil || !strings.HasPrefix(string(body), begins) || len(m.HTML) > 0 {
			t.Errorf("%s gets %.80s: %v", via, body, err)
		}
		if _, err := writer.Letter(t.Context(), nil); err == nil {
			t.Errorf("%s takes a letter", via)
		}
	}
	if m, err := writerOf(&config.Deliver{Via: config.ViaMail}).Digest(t.Context(), report, &reports.Telling{}); err != nil || m.Card != nil {
		t.Errorf("a mail has a card: %v", err)
	}
}
