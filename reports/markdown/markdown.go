package markdown

import (
	"bufio"
	"context"
	"io"
	"strings"

	"handover/reports"
)

// digestRows is how many rows a digest shows of each list that is longer than what is to
// be done now; the others are counted.
const digestRows = 5

// Write writes a short report in Markdown, for chat and mail: what was not checked and
// what to do now, what has changed, the money, the counts, whom to ask for what, the next
// steps of the plan, and what the run is.
func Write(ctx context.Context, w io.Writer, r *reports.Report) error {
	d := digest{Report: r, out: bufio.NewWriter(w)}
	d.line("# ", escape(r.Title()))
	d.line("")
	for _, write := range [...]func(context.Context) error{
		d.today, d.missed, d.changes, d.money, d.grid, d.partners, d.plan, d.facts,
	} {
		if err := write(ctx); err != nil {
			return err
		}
	}
	return d.out.Flush()
}

// digest writes the parts of a digest. A write error stays in out and comes back
// from Flush.
type digest struct {
	*reports.Report
	out *bufio.Writer
}

func escape(text string) string { return reports.Markdown(text) }

func (d *digest) line(parts ...string) {
	for _, part := range parts {
		_, _ = d.out.WriteString(part)
	}
	_ = d.out.WriteByte('\n')
}

// paragraph writes lines that belong together, of which there may be none.
func (d *digest) paragraph(lines []string) {
	if len(lines) == 0 {
		return
	}
	for _, line := range lines {
		d.line(escape(line))
	}
	d.line("")
}

// section begins a section.
func (d *digest) section(heading string) {
	d.line("## ", escape(heading))
	d.line("")
}

// table begins a table.
func (d *digest) table(heads ...string) {
	d.cells(heads...)
	d.line("|", strings.Repeat(" --- |", len(heads)))
}

// cells writes a row of a table from texts of any origin.
func (d *digest) cells(texts ...string) {
	var b strings.Builder
	for _, text := range texts {
		b.WriteString(" " + escape(text) + " |")
	}
	d.line("|", b.String())
}

// facts tells last what the run is, but for what stands first already.
func (d *digest) facts(ctx context.Context) error {
	facts, err := d.Facts(ctx)
	if err != nil {
		return err
	}
	l, s := &d.Words.Labels, &d.Summary
	d.section(l.Run)
	texts := []string{escape(d.counted([]reports.Counted{
		{Word: l.Tenants, N: s.Tenants}, {Word: l.Subscriptions, N: s.Subscriptions}, {Word: l.Findings, N: s.Findings},
	}))}
	for _, fact := range facts {
		if fact.Kind == reports.UsualFact {
			texts = append(texts, escape(d.Pair(fact.Label, fact.Text)))
		}
	}
	d.line(d.InOneLine(texts))
	return nil
}

// counted writes counts in one line.
func (d *digest) counted(list []reports.Counted) string {
	texts := make([]string, len(list))
	for i, c := range list {
		texts[i] = d.Pair(c.Word, d.Number(c.N))
	}
	return d.InOneLine(texts)
}
