package mail_test

import (
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"strings"
	"testing"
)

// parsed is a mail as a reader sees it.
type parsed struct {
	head  map[string]string
	kinds []string // of the parts that are no containers
	parts []string
	names []string // of files
}

// parse reads a mail with the standard library, which has not written it.
func parse(t *testing.T, content string) parsed {
	t.Helper()
	m, err := netmail.ReadMessage(strings.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	p := parsed{head: map[string]string{}}
	for name := range m.Header {
		value, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get(name))
		if err != nil {
			t.Fatal(err)
		}
		p.head[name] = value
	}
	p.read(t, m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), "", m.Body)
	return p
}

func (p *parsed) read(t *testing.T, kind, encoding, disposition string, body io.Reader) {
	t.Helper()
	media, params, err := mime.ParseMediaType(kind)
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasPrefix(media, "multipart/") {
		for parts := multipart.NewReader(body, params["boundary"]); ; {
			part, err := parts.NextRawPart()
			if err == io.EOF {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			p.read(t, part.Header.Get("Content-Type"), part.Header.Get("Content-Transfer-Encoding"), part.Header.Get("Content-Disposition"), part)
		}
	}
	switch encoding {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	content, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	p.kinds, p.parts = append(p.kinds, media), append(p.parts, strings.ReplaceAll(string(content), "\r\n", "\n"))
	if _, params, err := mime.ParseMediaType(disposition); err == nil {
		p.names = append(p.names, params["filename"])
	}
}
