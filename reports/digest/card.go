package digest

import (
	"context"
	"encoding/json"
	"maps"

	"handover/reports"
)

const (
	// mostTeams is how many bytes a message to a workflow of Teams has at most: Teams takes
	// 28 KB with what it adds itself.
	// https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using (2025-11).
	mostTeams = 20_000
	// teamsVersion is the version of Adaptive Cards that all of Teams shows.
	teamsVersion = "1.4"
)

// element is an element of an Adaptive Card, or a block of Slack.
type element map[string]any

// TeamsCard writes what has to be known first as a message that a workflow of Teams takes:
// an Adaptive Card of at most 20 KB. What does not fit is left out from the least urgent
// end, and counted. Texts of any origin stand in runs of text, in which no Markdown is
// read.
func TeamsCard(ctx context.Context, r *reports.Report, t *reports.Telling) (any, error) {
	d, err := putFirst(ctx, r, t)
	if err != nil {
		return nil, err
	}
	glance, err := d.glance(ctx)
	if err != nil {
		return nil, err
	}
	var card element
	err = d.fitted(mostTeams, func(most int) (int, error) {
		card = teamsMessage(d.Words.Language, d.teamsBody(glance, most))
		content, err := json.Marshal(card)
		return len(content), err
	})
	return card, err
}

// teamsMessage puts the elements of a card into the envelope of a message.
func teamsMessage(language string, body []element) element {
	return element{"type": "message", "attachments": []element{{
		"contentType": "application/vnd.microsoft.card.adaptive",
		"content": element{
			"$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard", "version": teamsVersion,
			"lang": language, "msteams": element{"width": "Full"}, "body": body,
		},
	}}}
}

// run is a piece of text with its look.
func run(text string, look element) element {
	e := element{"type": "TextRun", "text": text}
	maps.Copy(e, look)
	return e
}

// line makes a line of runs.
func line(runs ...element) element { return element{"type": "RichTextBlock", "inlines": runs} }

func (d *digest) teamsBody(glance []tile, most int) []element {
	body := []element{line(run(reports.Shorten(d.Title(), most), element{"size": "Large", "weight": "Bolder"}))}
	var facts []element
	for i := range glance {
		facts = append(facts, element{"title": glance[i].Title, "value": d.InOneLine(append([]string{glance[i].Big}, glance[i].Lines...))})
	}
	body = append(body, element{"type": "FactSet", "facts": facts})
	for i := range d.Parts {
		body = append(body, d.teamsPart(&d.Parts[i], most)...)
	}
	return body
}

func (d *digest) teamsPart(p *part, most int) []element {
	var list []element
	if heading := d.heading(p); heading != "" {
		list = append(list, element{"type": "Container", "separator": true, "spacing": "Medium", "items": []element{
			line(run(heading, element{"weight": "Bolder", "size": "Medium"})),
		}})
	}
	for i := range p.Bands {
		b, style := &p.Bands[i], "warning"
		if b.Good {
			style = "good"
		}
		var runs []element
		if b.Strong != "" {
			runs = append(runs, run(reports.Shorten(b.Strong, most)+" ", element{"weight": "Bolder"}))
		}
		for _, text := range b.Texts {
			runs = append(runs, run(reports.Shorten(text, most)+" ", nil))
		}
		list = append(list, element{"type": "Container", "style": style, "items": []element{line(runs...)}})
	}
	for _, row := range p.Table.Rows {
		list = append(list, d.teamsRow(row, most))
	}
	for _, text := range append(d.more(p), p.Lines...) {
		list = append(list, line(run(reports.Shorten(text, most), element{"isSubtle": true})))
	}
	return list
}

// teamsRow shows a row: its first cells in one line, then what to do, then the rest.
func (d *digest) teamsRow(row []cell, most int) element {
	var items []element
	for i := range row {
		c := &row[i]
		if c.Text == "" {
			continue
		}
		look := element{}
		switch {
		case c.Alarm:
			look["color"] = "Attention"
		case c.Strong:
			look["weight"] = "Bolder"
		case i > 1:
			look["isSubtle"] = true
		}
		e := line(run(reports.Shorten(c.Text, most), look))
		if len(items) > 0 {
			e["spacing"] = "None"
		}
		items = append(items, e)
	}
	return element{"type": "Container", "spacing": "Small", "separator": true, "items": items}
}
