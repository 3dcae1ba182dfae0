package html

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"html/template"

	"handover/reconcile"
	"handover/reports"
)

//go:embed templates
var templateFiles embed.FS

// parseTemplates reads the templates with the functions that they share. All
// escaping is html/template's; a text of foreign origin goes through "foreign"
// before, which takes out what could break lines or turn the direction of
// writing.
func parseTemplates(p *page) (*template.Template, error) {
	return template.New("").Funcs(template.FuncMap{
		"foreign": reports.Readable,
		"month":   p.Words.Month,
		"number":  p.Number,
		"count":   func(c reconcile.Count) string { return p.Number(int(c.N)) },
		"day":     p.DayText,
		"heading": p.Heading,
		"last":    func(safe string) string { return p.Pair(p.Words.Labels.LastSafe, safe) },
		"label":   func(name string) string { return p.Pair(name, "") },
		"choice":  newChoice,
		"listing": newListing,
		"wording": func() *reports.Wording { return &p.Wording },

		"action":   p.Action,
		"hasMoney": p.HasMoney,
	}).ParseFS(templateFiles, "templates/*.html")
}

// choice is a filter of the table of actions.
type choice struct {
	Key, Label, All string
	Values          []reports.Counted
}

func newChoice(key, label, all string, values []reports.Counted) choice {
	return choice{key, label, all, values}
}

// listing is a list of steps or obstacles; Named tells whether it says of which
// tenant each is.
type listing struct {
	Caption string
	Named   bool
	List    []planned
}

func newListing(caption string, named bool, list []planned) listing {
	return listing{caption, named, list}
}

// inline is a file that becomes part of the page. The page's policy lets the
// browser use exactly its bytes and no other style or script.
type inline struct {
	content string
}

func newInline(name string) (inline, error) {
	content, err := templateFiles.ReadFile("templates/" + name)
	return inline{string(content)}, err
}

// Hash returns the source expression of a content security policy.
func (f inline) Hash() string {
	sum := sha256.Sum256([]byte(f.content))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// Style returns the element of a style sheet, which is a file of this package.
func (f inline) Style() template.HTML {
	return template.HTML("<style>" + f.content + "</style>")
}

// Script returns the element of a script, which is a file of this package.
func (f inline) Script() template.HTML {
	return template.HTML("<script>" + f.content + "</script>")
}

// Style returns the page's style sheet.
func (p *page) Style() (inline, error) { return newInline("style.css") }

// Script returns the page's script.
func (p *page) Script() (inline, error) { return newInline("script.js") }
