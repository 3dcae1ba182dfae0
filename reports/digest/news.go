package digest

import (
	"context"
	"strings"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/words"
)

// newsRows is how many findings a digest names of those that its reader hears of for one
// reason; the others are counted.
const newsRows = 20

// notices adds what operators have to know about the night and the delivery.
func (d *digest) notices(context.Context) error {
	p := part{}
	for i := range d.telling.Notices {
		n := &d.telling.Notices[i]
		if n.Kind == reports.NoticeStep {
			p.Bands = append(p.Bands, d.trouble(&n.Step))
			continue
		}
		label, what := d.notice(n.Kind)
		b := band{Strong: d.Pair(words.Fill(label, "target", reports.Readable(n.Target)), d.Number(n.Count))}
		if len(n.Parties) > 0 {
			names := reports.NewFirst[string](digestRows)
			for _, party := range n.Parties {
				names.Add(reports.Readable(party))
			}
			names.All = max(names.All, n.Count)
			b.Texts = append(b.Texts, "("+d.Names(&names)+")")
		}
		p.Bands = append(p.Bands, band{Strong: b.Strong, Texts: append(b.Texts, what)})
	}
	if len(p.Bands) > 0 {
		d.add(p)
	}
	return nil
}

// mostPieces is how many pieces of the detail of a step are told.
const mostPieces = 10

// trouble says what went wrong in a step before the run, a piece of its detail at a time: a
// long one is shortened by itself.
func (d *digest) trouble(s *reconcile.NightStep) band {
	t := d.Words.Digest()
	b := band{Strong: words.Fill(t.Trouble, "name", t.Alarm.StepNames[s.Name], "state", t.Alarm.States[s.State])}
	pieces := strings.Split(s.Detail, "; ")
	for _, piece := range pieces[:min(len(pieces), mostPieces)] {
		if piece = reports.Readable(piece); piece != "" {
			b.Texts = append(b.Texts, piece+";")
		}
	}
	if len(pieces) > mostPieces {
		b.Texts = append(b.Texts, "…")
	}
	if last := len(b.Texts) - 1; last >= 0 {
		b.Texts[last] = strings.TrimRight(b.Texts[last], ".;") + "."
	}
	if what := t.TroubleWhat[s.Name]; what != "" {
		b.Texts = append(b.Texts, what)
	}
	return b
}

func (d *digest) notice(kind reports.NoticeKind) (label, what string) {
	t := d.Words.Digest()
	switch kind {
	case reports.NoticeHeld:
		return t.Held, t.HeldWhat
	case reports.NoticeNoOne:
		return t.NoOne, t.NoOneWhat
	case reports.NoticeLimit:
		return t.Limit, t.LimitWhat
	case reports.NoticeTwice:
		return t.Twice, t.TwiceWhat
	default:
		return string(kind), ""
	}
}

// news adds the findings that the reader hears of now, by the reason why.
func (d *digest) news(ctx context.Context) error {
	b, err := d.Briefing(ctx)
	if err != nil {
		return err
	}
	quiet := true
	for _, milestone := range reconcile.Milestones() {
		all := d.telling.Counts[milestone]
		if all == 0 {
			continue
		}
		quiet = false
		rows, gone := d.passing(milestone)
		p := part{Title: d.Words.Digest().News[milestone], Counted: true, All: all, Table: d.actions(&b, rows)}
		if milestone == reconcile.MilestoneResolved {
			p.Table = d.gone(gone)
		}
		d.add(p)
	}
	if quiet {
		d.lines(d.Words.Digest().NoNews)
	}
	return nil
}

// passing returns the first findings that pass a milestone; those that are no longer there
// with the reason.
func (d *digest) passing(milestone reconcile.Milestone) (rows []reconcile.Reported, gone []reconcile.ResolvedFinding) {
	for i := range d.telling.News {
		n := &d.telling.News[i]
		if n.Milestone == milestone && len(rows) < newsRows {
			rows = append(rows, n.Reported)
			gone = append(gone, reconcile.ResolvedFinding{Finding: n.Reported.Finding, Reason: n.Reason})
		}
	}
	return rows, gone
}

// subject says in the line of a mail whose digest it is and of which day, how much there
// is to do or to hear of, and how many customers were not checked.
func (d *digest) subject(ctx context.Context) (string, error) {
	b, err := d.Briefing(ctx)
	if err != nil {
		return "", err
	}
	l := &d.Words.Labels
	parts := []string{d.Title(), d.Pair(l.DoNow, d.Number(b.Now.All))}
	if d.single() {
		parts = append(parts[:1], d.passed()...)
	}
	unchecked := 0
	for i := range b.Unchecked {
		unchecked += b.Unchecked[i].Customers
	}
	if unchecked > 0 {
		parts = append(parts, d.Pair(l.NotEvaluated, d.Number(unchecked)))
	}
	return d.InOneLine(parts), nil
}

// passed counts the findings that the reader hears of now, by the reason why.
func (d *digest) passed() []string {
	var list []string
	for _, milestone := range reconcile.Milestones() {
		if all := d.telling.Counts[milestone]; all > 0 {
			list = append(list, d.Pair(d.Words.Digest().News[milestone], d.Number(all)))
		}
	}
	return list
}
