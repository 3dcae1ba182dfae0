package letter

import (
	"context"
	"embed"
	"html/template"
	"io"
	"sync"

	"handover/reports"
)

//go:embed templates
var templateFiles embed.FS

// parsed holds the template, which is read when it is first asked for.
var parsed = sync.OnceValues(func() (*template.Template, error) {
	return template.ParseFS(templateFiles, "templates/letter.html")
})

// WriteHTML writes a letter as a page that mail programs show: tables with widths, styles
// at each element, and no script, style sheet or picture.
func WriteHTML(_ context.Context, w io.Writer, l *reports.Letter) error {
	page, err := parsed()
	if err != nil {
		return err
	}
	return page.Execute(w, &sheet{l})
}
