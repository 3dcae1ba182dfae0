package workbook

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
)

// contentsName is the part that says what every other part is.
const contentsName = "[Content_Types].xml"

// contents is that part.
type contents struct {
	XMLName   xml.Name       `xml:"http://schemas.openxmlformats.org/package/2006/content-types Types"`
	Defaults  []contentEntry `xml:"Default"`
	Overrides []contentEntry `xml:"Override"`
}

// contentEntry returns the type of an extension or of one part.
type contentEntry struct {
	Extension   string `xml:"Extension,attr,omitempty"`
	PartName    string `xml:"PartName,attr,omitempty"`
	ContentType string `xml:"ContentType,attr"`
}

// sortContents puts the entries in order: excelize adds those of pictures, which
// come with every chart, in the order of a map.
func (p parts) sortContents() error {
	part, ok := p[contentsName]
	if !ok {
		return fmt.Errorf("part %s is missing", contentsName)
	}
	var c contents
	if err := xml.Unmarshal(part.Bytes(), &c); err != nil {
		return fmt.Errorf("read part %s: %w", contentsName, err)
	}
	slices.SortFunc(c.Defaults, func(a, b contentEntry) int { return strings.Compare(a.Extension, b.Extension) })
	slices.SortFunc(c.Overrides, func(a, b contentEntry) int { return strings.Compare(a.PartName, b.PartName) })
	sorted, err := xml.Marshal(c)
	if err != nil {
		return fmt.Errorf("sort part %s: %w", contentsName, err)
	}
	p[contentsName] = bytes.NewBuffer(append([]byte(xml.Header), sorted...))
	return nil
}
