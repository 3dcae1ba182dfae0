package markdown

import (
	"bufio"
	"context"
	"io"
	"strings"

	"handover/reports"
	"handover/reports/words"
)

// digestText is how many characters of a foreign text a digest shows.
const digestText = 400

// digestRows is how many rows a digest shows of each list that is longer than what is to
// be done now; the others are counted.
const digestRows = 10

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

func (d *digest) line(parts ...string) {
	for _, part := range parts {
		_, _ = d.out.WriteString(part)
	}
	_ = d.out.WriteByte('\n')
}

// section begins a section.
func (d *digest) section(heading string) {
	d.line("## ", escape(heading))
	d.line("")
}

// subsection begins a part of a section.
func (d *digest) subsection(heading string) {
	d.line("### ", escape(heading))
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
	d.section(d.Words.Labels.Run)
	for _, fact := range facts {
		if fact.Kind == reports.UsualFact {
			d.line("- ", escape(d.Pair(fact.Label, fact.Text)))
		}
	}
	l, s := &d.Words.Labels, &d.Summary
	for _, count := range [...]reports.Counted{
		{Word: l.Tenants, N: s.Tenants}, {Word: l.Subscriptions, N: s.Subscriptions}, {Word: l.Findings, N: s.Findings},
	} {
		d.line("- ", escape(d.Pair(count.Word, d.Number(count.N))))
	}
	return nil
}

// rest says how many rows of a table were left out.
func (d *digest) rest(n int) {
	if n > 0 {
		d.line(escape(words.Fill(d.Words.Labels.Continues, "count", d.Number(n))))
		d.line("")
	}
}
