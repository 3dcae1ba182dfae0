package digest

import (
	"context"
	"slices"

	"handover/reports"
)

// digestRows is how many rows a digest shows of each list that is longer than what is to
// be done now; the others are counted.
const digestRows = 5

// digest is a report put in short, part by part.
type digest struct {
	*reports.Report
	Parts   []part
	telling *reports.Telling
}

// part is a piece of a digest: what stands out, a table, and lines below it, of each of
// which there may be none.
type part struct {
	Title   string // without the count
	Counted bool   // the title tells how many rows there are, and how many of them are shown
	All     int    // rows, those included that are not shown
	Bands   []band
	Table   table
	Lines   []string // sentences, a line each
	Facts   []string // short texts that stand in one line
	Cut     int      // bands and rows that are left out for want of room
}

// band is a line that must not be missed.
type band struct {
	Strong string   // how it begins; may be empty
	Texts  []string // how it goes on
	Good   bool     // it says that nothing is amiss
}

// table is a table of texts of any origin.
type table struct {
	Heads   []string
	Rows    [][]cell
	Figures bool    // all columns but the first are numbers
	Layout  []share // of the page of a mail; none in a table of figures
}

// share is a column of the page of a mail, which has less room than a line of text and
// puts some columns of a table below one another.
type share struct {
	Percent int   // of the width
	Columns []int // of the table
}

// cell is a cell of a table.
type cell struct {
	Text   string   // in one line
	Lines  []string // the same, a line each where there is room; empty: the text
	Strong bool     // the first line is what the row is about
	Alarm  bool     // the first line is a day that has passed or comes within a week
}

// put puts a report in short, and before it what else its reader has to know. Where the
// reader hears of single findings only, the lists of the report make room for these.
func put(ctx context.Context, r *reports.Report, t *reports.Telling) (*digest, error) {
	d := &digest{Report: r, telling: t}
	if d.single() {
		return d, d.addAll(ctx, d.notices, d.watched, d.news, d.facts)
	}
	return d, d.addAll(ctx, d.notices, d.watched, d.now, d.missed, d.changes, d.money, d.grid, d.partners, d.plan, d.facts)
}

// putFirst puts in short what has to be known first, which is what a card has room for.
func putFirst(ctx context.Context, r *reports.Report, t *reports.Telling) (*digest, error) {
	d := &digest{Report: r, telling: t}
	if d.single() {
		return d, d.addAll(ctx, d.notices, d.watched, d.news)
	}
	return d, d.addAll(ctx, d.notices, d.watched, d.now, d.changed)
}

// single reports whether the reader hears of single findings only.
func (d *digest) single() bool { return d.telling.Counts != nil }

func (d *digest) addAll(ctx context.Context, adds ...func(context.Context) error) error {
	for _, add := range adds {
		if err := add(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (d *digest) add(p part) { d.Parts = append(d.Parts, p) }

// lines adds lines that belong together, of which there may be none.
func (d *digest) lines(lines ...string) {
	if len(lines) > 0 {
		d.add(part{Lines: lines})
	}
}

// heading writes the title of a part.
func (d *digest) heading(p *part) string {
	if !p.Counted {
		return p.Title
	}
	return d.Counting(p.Title, len(p.Table.Rows), p.All)
}

// text makes a cell of a text.
func text(text string) cell { return cell{Text: text} }

// texts makes cells of texts.
func texts(list ...string) []cell {
	cells := make([]cell, len(list))
	for i := range list {
		cells[i] = text(list[i])
	}
	return cells
}

// broken makes a cell of what there is of several texts, a line each where there is room.
func (d *digest) broken(texts ...string) cell {
	texts = slices.DeleteFunc(texts, func(text string) bool { return text == "" })
	return cell{Text: d.InOneLine(texts), Lines: texts}
}

// facts tells last what the run is, but for what stands first already.
func (d *digest) facts(ctx context.Context) error {
	facts, err := d.Facts(ctx)
	if err != nil {
		return err
	}
	l, s := &d.Words.Labels, &d.Summary
	p := part{Title: l.Run, Facts: []string{d.counted([]reports.Counted{
		{Word: l.Tenants, N: s.Tenants}, {Word: l.Subscriptions, N: s.Subscriptions}, {Word: l.Findings, N: s.Findings},
	})}}
	for _, fact := range facts {
		if fact.Kind == reports.UsualFact {
			p.Facts = append(p.Facts, d.Pair(fact.Label, fact.Text))
		}
	}
	d.add(p)
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
