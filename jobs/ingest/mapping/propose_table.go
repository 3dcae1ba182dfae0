package mapping

import (
	"fmt"
	"strings"
	"time"

	"handover/jobs/ingest/formats"
)

// answer is a way to read the ends of terms.
type answer struct {
	layouts []string
	end     string
}

// table shows what the first rows would give, with the last day by each answer.
func (p *proposer) table() (head []string, rows [][]string, err error) {
	shownColumns := []string{}
	head = []string{"LINE"}
	for _, name := range []string{"subscription_id", "tenant_id", "quantity", "status", "auto_renew", "end_of_term"} {
		if p.has(name) {
			shownColumns, head = append(shownColumns, name), append(head, strings.ToUpper(name))
		}
	}
	answers := p.answers()
	if len(answers) > 0 {
		head = append(head, strings.ToUpper(p.header[p.at("commitment_end")]))
	}
	for _, a := range answers {
		text := "E IF " + strings.ToUpper(a.end)
		if len(p.layouts) > 1 {
			text += " AND " + a.layouts[0]
		}
		head = append(head, text)
	}
	readers, err := p.readers(answers)
	if err != nil {
		return nil, nil, err
	}
	header := formats.NewHeader(p.header)
	for _, record := range p.rows[:min(len(p.rows), shownRows)] {
		given := formats.NewRecord(&formats.File{}, record.Line, header, record.Fields)
		cells, err := p.tableRow(given, shownColumns, answers, readers)
		if err != nil {
			cells = []string{"cannot be read: " + err.Error()}
		}
		rows = append(rows, append([]string{fmt.Sprint(record.Line)}, cells...))
	}
	return head, rows, nil
}

// tableRow shows what a record would give. The error is that of a reader.
func (p *proposer) tableRow(record *formats.Record, columns []string, answers []answer, readers []*reader) (cells []string, err error) {
	var given []formats.Row
	for _, r := range readers {
		row, err := r.translate(record)
		if err != nil {
			return nil, err
		}
		given = append(given, row[0])
	}
	for _, name := range columns {
		cells = append(cells, given[0].Text(name))
	}
	if len(answers) > 0 {
		text, _ := record.Get(formats.Key(p.header[p.at("commitment_end")])) // the name is in the header of the table
		cells = append(cells, text)
	}
	for i := range answers {
		date, _, _ := strings.Cut(given[i].Text("commitment_end"), "T") // an instant shows its day only
		cells = append(cells, date)
	}
	return cells, nil
}

// answers returns the ways to read the ends of terms between which a person has to choose.
func (p *proposer) answers() []answer {
	if !p.has("commitment_end") {
		return nil
	}
	var list []answer
	for _, layouts := range p.layouts {
		for _, meaning := range []string{lastDay, renewalDay} {
			list = append(list, answer{layouts, meaning})
		}
	}
	return list
}

// readers returns a reader for each answer, or one where there are none. What every row
// needs and the file does not have is a question mark for now.
func (p *proposer) readers(answers []answer) ([]*reader, error) {
	if len(answers) == 0 {
		answers = []answer{{end: lastDay}}
		if len(p.layouts) > 0 {
			answers[0].layouts = p.layouts[0]
		}
	}
	var list []*reader
	for _, a := range answers {
		d := Document{Dates: a.layouts, End: a.end, Zone: time.UTC.String(), Columns: map[string]Choices{}, Values: map[string]map[string]Text{}}
		d.Const = map[string]Text{"subscription_id": "?", "tenant_id": "?"}
		if len(p.numbers) > 0 {
			d.Decimal, d.Thousands = p.numbers[0].decimal, p.numbers[0].thousands
		}
		for i := range p.chosen {
			c := &p.chosen[i]
			isAsked := c.isDate() && len(p.layouts) == 0 || c.isNumber() && len(p.numbers) == 0
			if !isAsked {
				d.Columns[c.name] = Choices{p.field(c)}
			}
		}
		for _, v := range p.words {
			d.Values[v.column] = map[string]Text{}
			for word, meaning := range v.means {
				d.Values[v.column][word] = Text(meaning)
			}
		}
		r, err := newReader("file", "", &d)
		if err != nil {
			return nil, fmt.Errorf("read %s by the proposal: %w", p.name, err)
		}
		list = append(list, r)
	}
	return list, nil
}
