package mapping

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"handover/jobs/ingest/formats"
)

// shownWords is how many words of a column are asked about.
const shownWords = 20

// write writes the proposal, with questions in comments.
func (p *proposer) write() string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("# Proposed by handover mapping try %s. Read it, answer what is asked in comments, save", formats.Shown(p.name))
	line("# it as a file of its own, and name that: handover import --map FILE.toml --explain")
	line("title = %s", quoted(p.name))
	line("format = \"csv\"")
	if p.encoding != "" {
		line("encoding = %q # the file is no UTF-8; see whether names come out right", p.encoding)
	}
	p.writeDates(line)
	p.writeNumbers(line)
	p.writeColumns(line)
	line("\n[const]\nchannel = \"csp\" # sold by a partner; Microsoft itself is web-direct, ea or mca-e")
	for i := range p.words {
		p.words[i].write(line)
	}
	p.writeJoin(line)
	return b.String()
}

func (p *proposer) writeDates(line func(string, ...any)) {
	switch len(p.layouts) {
	case 0:
		line("# dates = [\"DD/MM/YYYY\"] # no layout reads all dates of the file; name those that it has")
	case 1:
		if p.layouts[0] != nil {
			line("dates = %s", listed(p.layouts[0]))
		}
	default:
		line("\n# Which of these are the dates? All can be read in each way.")
		for _, layouts := range p.layouts {
			line("# dates = %s", listed(layouts))
		}
	}
	for _, c := range p.chosen {
		if c.nature == end {
			line("\n# What is the date in %s?", formats.Shown(p.header[c.at]))
			line("# end = \"last-day\"    # the last day of the term")
			line("# end = \"renewal-day\" # the day on which the next term begins")
		}
	}
	if p.hours {
		line("\n# zone = \"Europe/Berlin\" # of times that name none, where it is not UTC")
	}
}

func (p *proposer) writeNumbers(line func(string, ...any)) {
	if len(p.numbers) == 0 {
		line("# decimal = \",\" # no notation reads all numbers of the file")
		return
	}
	if len(p.numbers) > 1 {
		line("\n# How are numbers written? All can be read in each way.")
	}
	for _, n := range p.numbers {
		mark := ""
		if len(p.numbers) > 1 {
			mark = "# "
		}
		if n.decimal != "." || mark != "" {
			line("%sdecimal = %q", mark, n.decimal)
		}
		if n.thousands != "" {
			line("%sthousands = %q", mark, n.thousands)
		}
	}
}

func (p *proposer) writeColumns(line func(string, ...any)) {
	line("\n[columns]")
	if !p.has("subscription_id") {
		line("# subscription_id = \"\" # which column has Microsoft's id of the subscription?")
	}
	for i := range p.chosen {
		line("%s = %s", p.chosen[i].name, quoted(p.field(&p.chosen[i])))
	}
	if p.has("end_of_term") && !p.has("auto_renew") {
		line("# auto_renew = %s # and say in values.auto_renew which words mean true", quoted(p.header[p.at("end_of_term")]))
	}
	var others []string
	for at, name := range p.header {
		unread := !slices.ContainsFunc(p.chosen, func(c chosen) bool { return c.at == at || strings.Contains(c.text, "{"+name+"}") })
		if unread && formats.Key(name) != "" {
			others = append(others, formats.Shown(name))
		}
	}
	if len(others) > 0 {
		line("# Not read: %s", strings.Join(others, ", "))
	}
}

// at returns the place of the column of the file that gives a canonical one.
func (p *proposer) at(column string) int {
	return p.chosen[slices.IndexFunc(p.chosen, func(c chosen) bool { return c.name == column })].at
}

func (v *vocabulary) write(line func(string, ...any)) {
	if len(v.means)+len(v.open) == 0 {
		return
	}
	line("\n[values.%s]", v.column)
	for _, word := range slices.Sorted(maps.Keys(v.means)) {
		line("%s = %q", quoted(word), v.means[word])
	}
	for i, word := range v.open {
		if i == shownWords {
			line("# and %d more", len(v.open)-i)
			break
		}
		if v.rejects {
			line("# %s = \"unknown\" # or what else it means; left out its rows are rejected", quoted(word))
		} else {
			line("# %s = \"\" # what does it mean? left out it is kept and reported", quoted(word))
		}
	}
}

func (p *proposer) writeJoin(line func(string, ...any)) {
	if p.has("tenant_id") {
		return
	}
	line("\n# The file has no tenants. Name a CSV file that has them, and its columns.")
	by := "\"\""
	if p.customer >= 0 {
		by = quoted(p.header[p.customer])
	}
	mark := ""
	if p.customer < 0 {
		mark = "# "
	}
	line("%s[join.tenant_id]\n%sby = %s\n# file = \"customers.csv\"", mark, mark, by)
	line("# from = %s\n# to = \"tenant_id\"", by)
}

// quoted writes a text as TOML has it.
func quoted(text string) string {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if encoder.Encode(text) != nil {
		return `""` // a text can always be written
	}
	return strings.ReplaceAll(strings.TrimSuffix(b.String(), "\n"), "\x7f", `\u007F`)
}

func listed(texts []string) string {
	list := make([]string, len(texts))
	for i, text := range texts {
		list[i] = quoted(text)
	}
	return "[" + strings.Join(list, ", ") + "]"
}
