package markdown

import (
	"bufio"
	"context"
	"io"
	"iter"
	"strings"
	"time"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/words"
)

// digestRows is how many findings, and how many tenants that were not
// evaluated, a digest shows; the others are counted.
const digestRows = 50

// digestText is how many characters of a foreign text a digest shows.
const digestText = 400

// Write writes a short report in Markdown, for chat and mail: the run, the
// counts, the money, the next steps of the plan, the most urgent findings, what
// has changed or gone, and what was not evaluated.
func Write(ctx context.Context, w io.Writer, r *reports.Report) error {
	d := digest{Report: r, out: bufio.NewWriter(w)}
	d.line("# ", escape(r.Title()))
	d.line("")
	if err := d.facts(ctx); err != nil {
		return err
	}
	if err := d.missed(ctx); err != nil {
		return err
	}
	d.counts()
	d.money()
	for _, write := range [...]func(context.Context) error{d.plan, d.urgent, d.changed, d.resolved, d.notEvaluated} {
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

func (d *digest) facts(ctx context.Context) error {
	facts, err := d.Facts(ctx)
	for _, fact := range facts {
		d.line("- ", escape(d.Pair(fact.Label, fact.Text)))
	}
	d.line("")
	return err
}

func (d *digest) counts() {
	s, l := &d.Summary, &d.Words.Labels
	d.table(l.Tenants, l.NotEvaluated, l.Subscriptions, l.Findings)
	d.cells(d.Number(s.Tenants), d.Number(s.NotEvaluated), d.Number(s.Subscriptions), d.Number(s.Findings))
	d.line("")
	var heads, values []string
	for _, severity := range reconcile.Severities() {
		heads = append(heads, d.Words.Severity(severity))
		values = append(values, d.Number(s.BySeverity[severity]))
	}
	d.table(heads...)
	d.cells(values...)
	d.line("")
	heads, values = nil, nil
	for _, c := range d.Changes() {
		heads = append(heads, c.Word)
		values = append(values, d.Number(c.N))
	}
	d.table(heads...)
	d.cells(values...)
	d.line("")
}

func (d *digest) urgent(ctx context.Context) error {
	l := &d.Words.Labels
	d.section(l.MostUrgent)
	if d.Summary.Findings == 0 {
		d.line(escape(l.NoFindings))
		d.line("")
		return nil
	}
	return d.findings(d.Findings(ctx), d.Summary.Findings)
}

// missed lists first what nobody was told when it was new.
func (d *digest) missed(ctx context.Context) error {
	if d.Missed == 0 {
		return nil
	}
	d.section(d.Words.Labels.MissedFindings)
	return d.findings(d.MissedFindings(ctx), d.Missed)
}

// findings writes a table of findings, as many as a digest shows, and counts the rest.
func (d *digest) findings(all iter.Seq2[reconcile.Reported, error], count int) error {
	heads := []string{d.Heading("due_day"), d.Heading("days_left"), d.Heading("severity"), d.Heading("delta")}
	heads = append(heads, d.Heading("tenant_name"), d.Heading("message"), d.Heading("action"), d.Heading("owner"))
	if !d.WithoutMoney() {
		heads = append(heads, d.Heading("exposure_amount"))
	}
	if d.Zone != time.UTC {
		heads = append(heads, d.Heading("due"))
	}
	d.table(heads...)
	shown := 0
	for reported, err := range all {
		if err != nil {
			return err
		}
		if shown == digestRows {
			break
		}
		shown++
		d.finding(&reported)
	}
	d.line("")
	d.rest(count - shown)
	return nil
}

func (d *digest) finding(reported *reconcile.Reported) {
	f, t := &reported.Finding, d.Words
	cells := []string{
		d.DayText(f.Due.Day), d.Left(d.DaysLeft(f.Due)), t.Severity(f.Severity), d.marks(reported),
		reports.NameOr(f.TenantName, f.TenantID), t.Message(f), d.Action(f), t.Owner(f.Owner),
	}
	if !d.WithoutMoney() {
		cells = append(cells, d.AmountText(f.Exposure.Amount))
	}
	if d.Zone != time.UTC {
		cells = append(cells, d.Local(f.Due.Instant()))
	}
	d.cells(cells...)
}

// marks says what sets a finding apart from the others: that it is new or has come
// back, what it rests on, and that somebody has dealt with it.
func (d *digest) marks(f *reconcile.Reported) string {
	switch note := d.Note(f); {
	case f.Delta == reconcile.Unchanged || f.Delta == reconcile.NotEvaluated:
		return note
	case note == "":
		return d.Words.Delta(f.Delta)
	default:
		return d.InOneLine([]string{d.Words.Delta(f.Delta), note})
	}
}

func (d *digest) notEvaluated(ctx context.Context) error {
	if d.Summary.NotEvaluated == 0 {
		return nil
	}
	d.section(d.Words.Labels.NotEvaluated)
	d.table(d.Heading("tenant_name"), d.Heading("reason"))
	shown := 0
	for c, err := range d.Coverage(ctx) {
		if err != nil {
			return err
		}
		if c.Evaluated {
			continue
		}
		if shown == digestRows {
			break
		}
		shown++
		d.cells(reports.NameOr(c.Name, c.TenantID), d.Words.CoverageReason(&c))
	}
	d.line("")
	d.rest(d.Summary.NotEvaluated - shown)
	return nil
}

// rest says how many rows of a table were left out.
func (d *digest) rest(n int) {
	if n > 0 {
		d.line(escape(words.Fill(d.Words.Labels.Continues, "count", d.Number(n))))
		d.line("")
	}
}
