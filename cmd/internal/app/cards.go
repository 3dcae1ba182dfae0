package app

import (
	"context"
	"errors"

	"handover/cmd/internal/config"
	"handover/jobs/deliver/port"
	"handover/reports"
	"handover/reports/digest"
)

// cardWriter writes what is posted to a kind of hook.
type cardWriter struct{ via string }

// Digest writes the card of a report.
func (w cardWriter) Digest(ctx context.Context, report *reports.Report, telling *reports.Telling) (*port.Message, error) {
	write := digest.DataCard
	switch w.via {
	case config.ViaTeams:
		write = digest.TeamsCard
	case config.ViaSlack:
		write = digest.SlackCard
	}
	card, err := write(ctx, report, telling)
	return &port.Message{Subject: report.Title(), Card: card}, err
}

// Letter refuses: letters go to mailboxes only, as the configuration has been checked for.
func (cardWriter) Letter(context.Context, *reports.Letter) (*port.Message, error) {
	return nil, errors.New("a hook takes no letters")
}
