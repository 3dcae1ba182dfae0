package mail

import (
	"bytes"
	"errors"
	"html"
	"io"
	netmail "net/mail"
	"strings"

	gomail "github.com/wneessen/go-mail"

	"handover/jobs/deliver/port"
	"handover/reports/words"
)

// compose makes a mail of a message. Files are read when it is written.
func (s *Sender) compose(m *port.Message) (*gomail.Msg, error) {
	if len(m.To) == 0 {
		return nil, refusal("nobody is named to write to")
	}
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	msg.FromMailAddress(named(s.From))
	var to []*netmail.Address
	for i := range m.To {
		if err := oneMailbox(&m.To[i]); err != nil {
			return nil, &port.RefusedError{Permanent: true, Recipient: true, Words: "the recipient " + err.Error()}
		}
		to = append(to, named(m.To[i]))
	}
	msg.ToMailAddress(to...)
	answer := s.ReplyTo
	if m.ReplyTo.Address != "" {
		answer = m.ReplyTo
	}
	if err := oneMailbox(&answer); err != nil {
		return nil, refusal("the address for answers " + err.Error())
	}
	msg.ReplyToMailAddress(named(answer))
	msg.Subject(words.OneLine(m.Subject))
	msg.SetDateWithValue(s.Now())
	msg.SetMessageIDWithValue(s.messageID(m.Key))
	msg.SetGenHeader(gomail.HeaderUserAgent, "handover")
	if m.Auto {
		// RFC 3834, and what Exchange knows of it (MS-OXCMAIL 2.2.3.2.14).
		msg.SetGenHeader("Auto-Submitted", "auto-generated")
		msg.SetGenHeader("X-Auto-Response-Suppress", "All")
	}
	msg.SetBodyString(gomail.TypeTextPlain, m.Text)
	if len(m.HTML) > 0 {
		msg.AddAlternativeString(gomail.TypeTextHTML, string(m.HTML))
	}
	for i := range m.Attachments {
		msg.SetAttachments(append(msg.GetAttachments(), attach(&m.Attachments[i])))
	}
	return msg, nil
}

// messageID makes the id of a mail of its key.
func (s *Sender) messageID(key string) string {
	_, domain, _ := strings.Cut(s.From.Address, "@")
	return key + "@" + domain
}

// named brings the name of an address to one line.
func named(a netmail.Address) *netmail.Address {
	return &netmail.Address{Name: words.OneLine(a.Name), Address: a.Address}
}

func attach(a *port.Attachment) *gomail.File {
	return &gomail.File{
		Name: words.OneLine(a.Name), ContentType: gomail.ContentType(a.Type), Header: map[string][]string{},
		Writer: func(w io.Writer) (n int64, err error) {
			file, err := a.Open()
			if err != nil {
				return 0, err
			}
			defer func() { err = errors.Join(err, file.Close()) }()
			return io.Copy(w, file)
		},
	}
}

// without leaves out the files that a way of so many bytes has no room for, in their
// order, and names them at the end of the message.
func (s *Sender) without(m *port.Message, room int64) *port.Message {
	fits := *m
	fits.Attachments = nil
	var left []string
	for _, a := range m.Attachments {
		if a.Bytes > room {
			left = append(left, words.OneLine(a.Name))
			continue
		}
		room -= a.Bytes
		fits.Attachments = append(fits.Attachments, a)
	}
	if len(left) == 0 {
		return &fits
	}
	says := words.Fill(s.NotAttached, "names", strings.Join(left, ", "))
	fits.Text += "\n" + says + "\n"
	end := bytes.LastIndex(m.HTML, []byte("</body>"))
	if end < 0 {
		return &fits
	}
	note := `<p style="margin:8px;font-family:Calibri,Arial,sans-serif;font-size:14px;color:#222222;background-color:#ffffff">` + html.EscapeString(says) + "</p>\n"
	fits.HTML = append(append(bytes.Clone(m.HTML[:end]), note...), m.HTML[end:]...)
	return &fits
}

// refusal says that a message is refused for good.
func refusal(words string) error { return &port.RefusedError{Permanent: true, Words: words} }
