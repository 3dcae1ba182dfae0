package sheets

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
)

// texts are those that cells share, as one, with where each of them ends.
type texts struct {
	part string
	read bool
	all  strings.Builder
	ends []int
}

// text returns one of the texts that cells share; false where there is none.
func (b *Book) text(number string) (text string, there bool, err error) {
	t := b.texts
	if !t.read {
		t.read = true
		err := b.readTexts()
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", false, err
		}
	}
	at, err := strconv.Atoi(number)
	if err != nil || at < 0 || at >= len(t.ends) {
		return "", false, nil
	}
	from := 0
	if at > 0 {
		from = t.ends[at-1]
	}
	return t.all.String()[from:t.ends[at]], true, nil
}

func (b *Book) readTexts() (err error) {
	p, err := b.openPart(b.texts.part, maxRow)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.src.Close()) }()
	for {
		token, err := p.xml.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return p.fault(err)
		}
		if start, is := token.(xml.StartElement); is && start.Name.Local == "si" {
			p.left = maxRow
			var c cell
			err := p.read(&c, "si")
			if err != nil {
				return err
			}
			b.texts.all.WriteString(plain(string(c.inline)))
			b.texts.ends = append(b.texts.ends, b.texts.all.Len())
		}
		if b.texts.all.Len() > maxTexts {
			return p.broken(fmt.Sprintf("texts of more than %d bytes together", maxTexts))
		}
	}
}

// plain returns a text with the characters that Excel writes by their numbers.
func plain(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	return regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`).ReplaceAllStringFunc(text, func(code string) string {
		n, err := strconv.ParseUint(code[2:6], 16, 32)
		if err != nil {
			return code
		}
		return string(rune(n))
	})
}
