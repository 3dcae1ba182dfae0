package workbook

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	pathpkg "path"
	"slices"

	"github.com/xuri/excelize/v2"
)

// parts collects what excelize would write to a zip file, by name. It is small:
// rows never pass through excelize.
type parts map[string]*bytes.Buffer

// collect lets excelize write the workbook into parts.
func collect(f *excelize.File) (parts, error) {
	p := parts{}
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return p })
	if _, err := f.WriteToBuffer(); err != nil {
		return nil, fmt.Errorf("collect parts: %w", err)
	}
	if err := p.sortContents(); err != nil {
		return nil, err
	}
	return p, nil
}

// Create returns the writer of a new part.
func (p parts) Create(name string) (io.Writer, error) {
	p[name] = &bytes.Buffer{}
	return p[name], nil
}

// AddFS is never called by excelize.
func (p parts) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close has nothing to do.
func (p parts) Close() error { return nil }

// sharedOrder returns the names of all parts but the tabs and their relations, in
// the order in which they are written: the table of contents, with which many
// readers begin, what it names first, then the rest by name.
func (p parts) sharedOrder(tabs []tab) []string {
	shared := maps.Clone(p)
	for _, t := range tabs {
		delete(shared, t.path)
		delete(shared, relationsOf(t.path))
	}
	first := []string{contentsName, "_rels/.rels", "docProps/app.xml", "docProps/core.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}
	rank := func(name string) int {
		if i := slices.Index(first, name); i >= 0 {
			return i
		}
		return len(first)
	}
	names := slices.Sorted(maps.Keys(shared))
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(rank(a), rank(b)) })
	return names
}

// relationsOf returns the name of the part that holds a sheet's relations.
func relationsOf(path string) string {
	folder, file := pathpkg.Split(path)
	return folder + "_rels/" + file + ".rels"
}

// template is a sheet as excelize wrote it, cut where rows and links belong.
type template struct {
	head, middle, tail []byte
	links              int // links that Decorate has set
}

// Where the rows' links will stand is marked by a link on the very last cell.
const (
	linkPlaceCell   = "XFD1048576"
	linkPlaceTarget = "links"
	linkPlace       = `<hyperlink ref="` + linkPlaceCell + `" location="` + linkPlaceTarget + `"></hyperlink>`
	openRows        = "<sheetData>"
	closeRows       = "</sheetData>"
)

// template cuts the sheet's part. It fails where Decorate has written cells.
func (p parts) template(path string) (template, error) {
	content, ok := p[path]
	if !ok {
		return template{}, fmt.Errorf("part %s is missing", path)
	}
	head, rest, ok := bytes.Cut(content.Bytes(), []byte(openRows+closeRows))
	if !ok {
		return template{}, errors.New("the cells of a sheet with columns come from its rows, not from Decorate")
	}
	// excelize says of every sheet with filter buttons that rows are filtered away.
	head = bytes.Replace(head, []byte(` filterMode="true"`), nil, 1)
	middle, tail, ok := bytes.Cut(rest, []byte(linkPlace))
	if !ok {
		return template{}, fmt.Errorf("part %s has lost the place of its links", path)
	}
	return template{head: head, middle: middle, tail: tail, links: bytes.Count(rest, []byte("<hyperlink ")) - 1}, nil
}

// around returns what stands before and behind the rows' links. A list of links
// must not be empty.
func (t template) around(rowLinks int) (before, behind []byte) {
	if rowLinks+t.links > 0 {
		return t.middle, t.tail
	}
	return bytes.TrimSuffix(t.middle, []byte("<hyperlinks>")), bytes.TrimPrefix(t.tail, []byte("</hyperlinks>"))
}
