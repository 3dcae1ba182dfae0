package reports

import (
	"bufio"
	"cmp"
	"context"
	"io"
	"strconv"
	"strings"
	"time"

	"handover/reconcile"
	"handover/reports/words"
)

// digestRows is how many findings, and how many tenants that were not
// evaluated, a digest shows; the others are counted.
const digestRows = 50

// digestText is how many characters of a foreign text a digest shows.
const digestText = 400

// writeDigest writes a short report in Markdown, for chat and mail: the run, the
// counts, the exposure, the next steps of the plan, the most urgent findings, what
// has changed or gone, and what was not evaluated.
func writeDigest(ctx context.Context, w io.Writer, r *Report) error {
	d := digest{Report: r, out: bufio.NewWriter(w)}
	d.line("# ", markdown(r.title()))
	d.line("")
	d.run()
	d.counts()
	d.exposure()
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
	*Report
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
	d.line("## ", markdown(heading))
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
		b.WriteString(" " + markdown(text) + " |")
	}
	d.line("|", b.String())
}

func (d *digest) run() {
	run, l := &d.Report.run, &d.words.Labels
	facts := []string{
		d.pair(words.Fill(l.AsOf, "zone", d.zone.String()), d.local(run.AsOf)),
		d.pair(l.Status, d.words.RunState(run.State)),
		d.pair(l.Jobs, d.jobNames()),
		d.pair(l.StartedBy, d.words.Trigger(run.Trigger)),
	}
	for _, fact := range [...]struct{ label, value string }{
		{l.By, run.Actor}, {l.Reason, run.Reason}, {l.Policy, run.Policy}, {l.Version, run.Version},
	} {
		if fact.value != "" {
			facts = append(facts, d.pair(fact.label, fact.value))
		}
	}
	if d.isCut() {
		facts = append(facts, d.pair(l.Cut, d.cutText()))
	}
	for _, fact := range facts {
		d.line("- ", markdown(fact))
	}
	d.line("")
}

func (d *digest) counts() {
	s, l := &d.summary, &d.words.Labels
	d.table(l.Tenants, l.NotEvaluated, l.Subscriptions, l.Findings)
	d.cells(strconv.Itoa(s.Tenants), strconv.Itoa(s.NotEvaluated), strconv.Itoa(s.Subscriptions), strconv.Itoa(s.Findings))
	d.line("")
	var heads, values []string
	for _, severity := range reconcile.Severities() {
		heads = append(heads, d.words.Severity(severity))
		values = append(values, strconv.Itoa(s.BySeverity[severity]))
	}
	d.table(heads...)
	d.cells(values...)
	d.line("")
	heads, values = nil, nil
	for _, c := range d.deltas() {
		heads = append(heads, c.key)
		values = append(values, strconv.FormatInt(c.n, 10))
	}
	d.table(heads...)
	d.cells(values...)
	d.line("")
}

func (d *digest) exposure() {
	totals := perCurrency(d.summary.Exposure)
	if len(totals) == 0 {
		return
	}
	l := &d.words.Labels
	d.table(l.Exposure, l.Currency, l.Findings)
	for _, total := range totals {
		d.cells(minorText(total), total.Currency, strconv.Itoa(total.Findings))
	}
	d.line("")
}

func (d *digest) urgent(ctx context.Context) error {
	l := &d.words.Labels
	d.section(l.MostUrgent)
	if d.summary.Findings == 0 {
		d.line(markdown(l.NoFindings))
		d.line("")
		return nil
	}
	heads := []string{d.heading("due_day"), d.heading("days_left"), d.heading("severity"), d.heading("delta")}
	heads = append(heads, d.heading("tenant_name"), d.heading("message"), d.heading("action"), d.heading("owner"))
	if !d.part.noMoney {
		heads = append(heads, d.heading("exposure_amount"))
	}
	if d.zone != time.UTC {
		heads = append(heads, d.heading("due"))
	}
	d.table(heads...)
	shown := 0
	for reported, err := range d.findings(ctx) {
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
	d.rest(d.summary.Findings - shown)
	return nil
}

func (d *digest) finding(reported *reconcile.Reported) {
	f, t := &reported.Finding, d.words
	cells := []string{
		f.Due.Day.String(), d.left(row{reported, d.Report}.daysLeft()), t.Severity(f.Severity), d.marks(reported),
		cmp.Or(words.OneLine(f.TenantName), f.TenantID), t.Message(f), t.Action(f), t.Owner(f.Owner),
	}
	if !d.part.noMoney {
		cells = append(cells, amountText(f.Exposure.Amount))
	}
	if d.zone != time.UTC {
		cells = append(cells, d.local(f.Due.Instant()))
	}
	d.cells(cells...)
}

// marks says what sets a finding apart from the others: that it is new or has come
// back, what it rests on, and that somebody has dealt with it.
func (d *digest) marks(f *reconcile.Reported) string {
	switch note := d.note(f); {
	case f.Delta == reconcile.Unchanged || f.Delta == reconcile.NotEvaluated:
		return note
	case note == "":
		return d.words.Delta(f.Delta)
	default:
		return d.inOneLine([]string{d.words.Delta(f.Delta), note})
	}
}

// note says that a finding rests on old or incomplete data, since its tenant was
// not evaluated, and that somebody has dealt with it; it is empty for one without
// either.
func (r *Report) note(f *reconcile.Reported) string {
	var parts []string
	if f.Delta == reconcile.NotEvaluated {
		parts = append(parts, r.words.Labels.OldData)
	}
	if f.State == reconcile.StateAcknowledged || f.State == reconcile.StateSnoozed {
		parts = append(parts, r.words.State(f.State))
	}
	return r.inOneLine(parts)
}

// left says in words how far away a due is.
func (r *Report) left(days reconcile.Count) string {
	l := &r.words.Labels
	switch {
	case !days.Known:
		return ""
	case days.N == 0:
		return l.Today
	case days.N == 1:
		return l.Tomorrow
	case days.N == -1:
		return l.Yesterday
	case days.N > 0:
		return words.Fill(l.DaysLeft, "days", strconv.FormatInt(days.N, 10))
	default:
		return words.Fill(l.DaysAgo, "days", strconv.FormatInt(-days.N, 10))
	}
}

func (d *digest) notEvaluated(ctx context.Context) error {
	if d.summary.NotEvaluated == 0 {
		return nil
	}
	d.section(d.words.Labels.NotEvaluated)
	d.table(d.heading("tenant_name"), d.heading("reason"))
	shown := 0
	for c, err := range d.coverage(ctx) {
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
		d.cells(cmp.Or(words.OneLine(c.Name), c.TenantID), d.words.NotEvaluated(&c))
	}
	d.line("")
	d.rest(d.summary.NotEvaluated - shown)
	return nil
}

// rest says how many rows of a table were left out.
func (d *digest) rest(n int) {
	if n > 0 {
		d.line(markdown(words.Fill(d.words.Labels.Continues, "count", strconv.Itoa(n))))
		d.line("")
	}
}

// pair writes a value after its name, as the language does.
func (r *Report) pair(label, value string) string {
	return words.Fill(words.Fill(r.words.Labels.Pair, "label", label), "value", value)
}

// local writes an instant in the report's zone, to the minute.
func (r *Report) local(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(r.zone).Format("2006-01-02 15:04")
}
