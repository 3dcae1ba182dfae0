package digest

import (
	"context"
	"strings"
	"unicode/utf8"

	"handover/reports"
)

// What Slack takes at most, in characters and in pieces.
// https://docs.slack.dev/reference/block-kit/blocks (2025-10).
const (
	mostSlackHeader = 150
	mostSlackText   = 3_000
	mostSlackField  = 2_000
	mostSlackFields = 10
	mostSlackBlocks = 50
)

// SlackCard writes what has to be known first as a message that an incoming webhook of
// Slack takes. What does not fit is left out from the least urgent end, and counted. All
// texts are plain ones, in which no mark is read.
func SlackCard(ctx context.Context, r *reports.Report, t *reports.Telling) (any, error) {
	d, err := putFirst(ctx, r, t)
	if err != nil {
		return nil, err
	}
	glance, err := d.glance(ctx)
	if err != nil {
		return nil, err
	}
	subject, err := d.subject(ctx)
	if err != nil {
		return nil, err
	}
	blocks := d.slackBlocks(glance)
	for len(blocks) > mostSlackBlocks && (d.trim() || d.drop()) {
		blocks = d.slackBlocks(glance)
	}
	return element{"text": slackEscaped(subject, mostSlackText), "blocks": blocks}, nil
}

func (d *digest) slackBlocks(glance []tile) []element {
	blocks := []element{{"type": "header", "text": slackText(d.Title(), mostSlackHeader)}}
	var fields []element
	for i := range glance[:min(len(glance), mostSlackFields)] {
		fields = append(fields, slackText(strings.Join(append([]string{glance[i].Title, glance[i].Big}, glance[i].Lines...), "\n"), mostSlackField))
	}
	blocks = append(blocks, element{"type": "section", "fields": fields})
	for i := range d.Parts {
		p := &d.Parts[i]
		if heading := d.heading(p); heading != "" {
			blocks = append(blocks, element{"type": "divider"}, element{"type": "header", "text": slackText(heading, mostSlackHeader)})
		}
		for k := range p.Bands {
			b := &p.Bands[k]
			blocks = append(blocks, slackSection(append([]string{b.Strong}, b.Texts...), " "))
		}
		for _, row := range p.Table.Rows {
			texts := make([]string, len(row))
			for k := range row {
				texts[k] = row[k].Text
			}
			blocks = append(blocks, slackSection(texts, "\n"))
		}
		if lines := append(d.more(p), p.Lines...); len(lines) > 0 {
			blocks = append(blocks, slackSection(lines, "\n"))
		}
	}
	return blocks
}

// slackSection makes a block of what there is of some texts.
func slackSection(texts []string, between string) element {
	var list []string
	for _, text := range texts {
		if text != "" {
			list = append(list, reports.Shorten(text, mostText))
		}
	}
	return element{"type": "section", "text": slackText(strings.Join(list, between), mostSlackText)}
}

func slackText(text string, most int) element {
	return element{"type": "plain_text", "emoji": false, "text": slackEscaped(text, most)}
}

// slackEscapes are the characters that Slack reads as more than text.
var slackEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// slackEscaped escapes a text, and shortens it before until it is no longer than Slack
// takes it.
func slackEscaped(text string, most int) string {
	for keep := most; ; keep -= max(1, keep/10) {
		escaped := slackEscapes.Replace(reports.Shorten(text, keep))
		if utf8.RuneCountInString(escaped) <= most {
			return escaped
		}
	}
}
