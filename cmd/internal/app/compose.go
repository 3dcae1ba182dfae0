package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"handover/cmd/internal/config"
	"handover/jobs/deliver"
	"handover/jobs/deliver/port"
	"handover/jobs/publish"
	"handover/reports"
	"handover/reports/digest"
	"handover/reports/formats"
	"handover/reports/letter"
)

// mailWriter writes mails.
type mailWriter struct{ attach []string }

// writerOf returns what writes the messages of a target, in the form in which it is read.
func writerOf(d *config.Deliver) deliver.Writer {
	if d.Hooks() {
		return cardWriter{d.Via}
	}
	return mailWriter{d.Attach}
}

// Digest writes the digest of a report.
func (w mailWriter) Digest(ctx context.Context, report *reports.Report, telling *reports.Telling) (*port.Message, error) {
	written, err := digest.NewMail(ctx, report, telling)
	if err != nil {
		return nil, err
	}
	m := &port.Message{Subject: written.Subject, Text: written.Text, HTML: written.HTML}
	for _, name := range w.attach {
		format, err := formats.Named(name)
		if err != nil {
			return nil, err
		}
		if err := attach(m, publish.FileName(format), format, func(to io.Writer) error { return format.Write(ctx, to, report) }); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// Letter writes a letter.
func (w mailWriter) Letter(ctx context.Context, l *reports.Letter) (*port.Message, error) {
	var text, html bytes.Buffer
	if err := errors.Join(letter.WriteText(ctx, &text, l), letter.WriteHTML(ctx, &html, l)); err != nil {
		return nil, err
	}
	m := &port.Message{Subject: l.Title(), Text: text.String(), HTML: html.Bytes()}
	for _, name := range w.attach {
		format, err := formats.Named(name)
		if err != nil {
			return nil, err
		}
		if format.Letter == nil {
			continue
		}
		if err := attach(m, "letter"+format.Ext, format, func(to io.Writer) error { return format.Letter(ctx, to, l) }); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// attach renders a file that goes with a message.
func attach(m *port.Message, name string, format formats.Format, render func(io.Writer) error) error {
	var b bytes.Buffer
	if err := render(&b); err != nil {
		return fmt.Errorf("attach %s: %w", name, err)
	}
	m.Attachments = append(m.Attachments, port.Attachment{
		Name: name, Type: format.ContentType, Bytes: int64(b.Len()),
		Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b.Bytes())), nil },
	})
	return nil
}
