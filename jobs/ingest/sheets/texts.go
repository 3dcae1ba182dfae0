package sheets

import (
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
)

// Scratch is a place for the texts that cells share, of which there may be many.
type Scratch interface {
	io.Writer
	io.ReaderAt
}

// texts are those that cells share, one behind the other, with where each of them ends.
type texts struct {
	part    string
	scratch Scratch
	read    bool
	ends    []uint32

	window []byte // a piece of the scratch, since cells of one row share texts that are near
	from   int64  // where it begins
}

// windowBytes is how much of the scratch is read at once.
const windowBytes = 4 << 10

// text returns one of the texts that cells share; false where there is none.
func (b *Book) text(number string) (text string, there bool, err error) {
	t := &b.texts
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
	from := int64(0)
	if at > 0 {
		from = int64(t.ends[at-1])
	}
	text, err = t.cut(from, int64(t.ends[at]))
	return text, err == nil, err
}

// cut returns a piece of the scratch.
func (t *texts) cut(from, to int64) (string, error) {
	if from < t.from || to > t.from+int64(len(t.window)) {
		t.from, t.window = from, make([]byte, max(windowBytes, to-from))
		n, err := t.scratch.ReadAt(t.window, from)
		if err != nil && !errors.Is(err, io.EOF) {
			return "", err
		}
		t.window = t.window[:n]
	}
	if to > t.from+int64(len(t.window)) {
		return "", io.ErrUnexpectedEOF
	}
	return string(t.window[from-t.from : to-t.from]), nil
}

func (b *Book) readTexts() (err error) {
	p, err := b.openPart(b.texts.part, maxRow)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(b.texts.scratch)
	defer func() { err = errors.Join(err, out.Flush(), p.src.Close()) }()
	size := 0
	for size <= maxTexts {
		token, err := p.xml.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return p.fault(err)
		}
		if start, is := token.(xml.StartElement); !is || start.Name.Local != "si" {
			continue
		}
		p.left = maxRow
		var c cell
		err = p.read(&c, "si")
		if err != nil {
			return err
		}
		n, err := out.WriteString(plain(string(c.inline)))
		if err != nil {
			return err
		}
		size += n
		b.texts.ends = append(b.texts.ends, uint32(size)) //nolint:gosec // no more than maxTexts and one row
	}
	return p.broken(fmt.Sprintf("texts of more than %d bytes together", maxTexts))
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
