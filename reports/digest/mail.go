package digest

import (
	"bytes"
	"context"

	"handover/reports"
)

// mostMail is how many bytes the HTML and the text of a mail have at most: beyond 102 KB
// Gmail cuts a mail off (seen 2026).
const mostMail = 96_000

// Mail is a digest as a mail carries it. It holds below 100 KB of HTML and of text,
// whatever the run holds: what does not fit is left out from the least urgent end, and
// counted.
type Mail struct {
	Subject string // one line
	Text    string // plain, for those who read no HTML
	HTML    []byte // a document that Outlook's Word engine shows
}

// NewMail writes the digest of a report, with what else there is to tell.
func NewMail(ctx context.Context, r *reports.Report, t *reports.Telling) (Mail, error) {
	d, err := put(ctx, r, t)
	if err != nil {
		return Mail{}, err
	}
	var m Mail
	if m.Subject, err = d.subject(ctx); err != nil {
		return Mail{}, err
	}
	glance, err := d.glance(ctx)
	if err != nil {
		return Mail{}, err
	}
	err = d.fitted(mostMail, func(most int) (int, error) {
		var b bytes.Buffer
		err := writeHTML(&b, d, glance, most)
		m.HTML = b.Bytes()
		return b.Len(), err
	})
	if err != nil {
		return Mail{}, err
	}
	err = d.fitted(mostMail, func(most int) (int, error) {
		m.Text = d.plain(most)
		return len(m.Text), nil
	})
	return m, err
}
