package mailtest

import (
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"
)

// Parsed is a mail as a reader sees it.
type Parsed struct {
	Head  map[string]string // decoded, by the canonical name
	Kinds []string          // of the parts that are no containers
	Parts []string          // lines ended by \n
	Names []string          // of files
}

// Parse reads a mail with the standard library, which has not written it.
func Parse(content string) (*Parsed, error) {
	m, err := mail.ReadMessage(strings.NewReader(content))
	if err != nil {
		return nil, err
	}
	p := &Parsed{Head: map[string]string{}}
	for name := range m.Header {
		p.Head[name], err = new(mime.WordDecoder).DecodeHeader(m.Header.Get(name))
		if err != nil {
			return nil, err
		}
	}
	return p, p.read(textproto.MIMEHeader(m.Header), m.Body)
}

// read takes a part and those in it.
func (p *Parsed) read(head textproto.MIMEHeader, body io.Reader) error {
	media, params, err := mime.ParseMediaType(head.Get("Content-Type"))
	if err != nil {
		return err
	}
	if strings.HasPrefix(media, "multipart/") {
		for parts := multipart.NewReader(body, params["boundary"]); ; {
			part, err := parts.NextRawPart()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err == nil {
				err = p.read(part.Header, part)
			}
			if err != nil {
				return err
			}
		}
	}
	switch head.Get("Content-Transfer-Encoding") {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	content, err := io.ReadAll(body)
	p.Kinds, p.Parts = append(p.Kinds, media), append(p.Parts, strings.ReplaceAll(string(content), "\r\n", "\n"))
	if _, params, fault := mime.ParseMediaType(head.Get("Content-Disposition")); fault == nil {
		p.Names = append(p.Names, params["filename"])
	}
	return err
}
