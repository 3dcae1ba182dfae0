package reports

import (
	"iter"
	"maps"
	"math/big"
	"slices"
	"strings"

	"handover/reconcile"
	"handover/reports/words"
	"handover/reports/workbook"
)

// page collects the rows of a sheet that is laid out freely.
type page struct{ rows [][]workbook.Cell }

func (p *page) add(cells ...workbook.Cell) { p.rows = append(p.rows, cells) }

// section begins a part of the page with its heading, and headings over its
// columns.
func (p *page) section(cells ...workbook.Cell) {
	p.add()
	for i := range cells {
		cells[i] = cells[i].As(workbook.Heading)
	}
	p.add(cells...)
}

func (p *page) all() iter.Seq2[[]workbook.Cell, error] {
	return func(yield func([]workbook.Cell, error) bool) {
		for _, cells := range p.rows {
			if !yield(cells, nil) {
				return
			}
		}
	}
}

// summarySheet gives the first sheet. The sheets of the jobs follow it in the
// order given.
func (r *Report) summarySheet(jobs []reconcile.Job) workbook.Sheet {
	var p page
	r.addRun(&p)
	r.addCounts(&p)
	r.addJobs(&p, jobs)
	r.addCodes(&p)
	r.addExposure(&p)
	r.addTotals(&p)
	return workbook.Sheet{
		Name: r.words.Labels.Summary, Count: len(p.rows), Rows: p.all(),
		Columns: []workbook.Column{{Width: 44}, {Width: 26}, {Width: 20}, {Width: 44}},
	}
}

func (r *Report) addRun(p *page) {
	run, l := &r.run, &r.words.Labels
	zoned := func(label string) workbook.Cell { return workbook.Text(words.Fill(label, "zone", r.zone.String())) }
	p.add(workbook.Text(r.title()).As(workbook.Title))
	p.add(workbook.Text(l.Run), workbook.Int(run.Seq))
	p.add(zoned(l.AsOf), r.instantOf(run.AsOf))
	p.add(zoned(l.StartedAt), r.instantOf(run.StartedAt))
	p.add(zoned(l.FinishedAt), r.instantOf(run.FinishedAt))
	status := workbook.Text(r.words.RunState(run.State))
	if run.State != reconcile.RunComplete {
		status = status.As(workbook.Alarm)
	}
	p.add(workbook.Text(l.Status), status)
	p.add(workbook.Text(l.StartedBy), workbook.Text(r.words.Trigger(run.Trigger)))
	p.add(workbook.Text(l.By), workbook.Text(run.Actor))
	p.add(workbook.Text(l.Reason), workbook.Text(run.Reason))
	p.add(workbook.Text(l.Jobs), workbook.Text(r.jobNames()))
	p.add(workbook.Text(l.Policy), workbook.Text(run.Policy))
	p.add(workbook.Text(l.Version), workbook.Text(run.Version))
	if isCut(r.filter) {
		p.add(workbook.Text(l.Cut), workbook.Text(r.cutText()).As(workbook.Notice))
	}
}

func (r *Report) jobNames() string {
	var names []string
	for _, job := range r.run.Jobs {
		names = append(names, r.words.Job(job))
	}
	return strings.Join(names, ", ")
}

// cutText says what a filter lets through.
func (r *Report) cutText() string {
	var parts []string
	for _, p := range [...]struct{ key, value string }{
		{"tenant_id", strings.Join(r.filter.Tenants, " ")},
		{"job", string(r.filter.Job)},
		{"code", string(r.filter.Code)},
		{"owner", string(r.filter.Owner)},
		{"seller", r.filter.Seller},
	} {
		if p.value != "" {
			parts = append(parts, r.words.Column(p.key)+": "+p.value)
		}
	}
	return strings.Join(parts, "; ")
}

func (r *Report) addCounts(p *page) {
	s, l := &r.summary, &r.words.Labels
	count := func(label string, n int) { p.add(workbook.Text(label), workbook.Int(int64(n))) }
	p.section(workbook.Text(l.Coverage))
	count(l.Tenants, s.Tenants)
	count(l.Evaluated, s.Evaluated)
	count(l.NotEvaluated, s.NotEvaluated)
	count(l.Subscriptions, s.Subscriptions)
	p.section(workbook.Text(l.Changes))
	for _, c := range r.deltas() {
		count(c.key, int(c.n))
	}
	p.section(workbook.Text(l.BySeverity))
	for _, severity := range reconcile.Severities() {
		count(r.words.Severity(severity), s.BySeverity[severity])
	}
	p.section(workbook.Text(l.ByUrgency))
	for _, urgency := range reconcile.Urgencies() {
		count(r.words.Urgency(urgency), s.ByUrgency[urgency])
	}
	p.section(workbook.Text(l.ByOwner))
	for _, owner := range slices.Sorted(maps.Keys(s.ByOwner)) {
		count(r.words.Owner(owner), s.ByOwner[owner])
	}
}

// deltas counts the changes since the run before, in words.
func (r *Report) deltas() counts {
	d, t := &r.summary.Delta, r.words
	return counts{
		{t.Delta(reconcile.New), int64(d.New)},
		{t.Delta(reconcile.Changed), int64(d.Changed)},
		{t.Delta(reconcile.Reopened), int64(d.Reopened)},
		{t.Labels.NoLonger, int64(d.Resolved)},
		{t.Delta(reconcile.Unchanged), int64(d.Unchanged)},
		{t.Labels.Suppressed, int64(d.Suppressed)},
		{t.Delta(reconcile.NotEvaluated), int64(d.NotEvaluated)},
	}
}

func (r *Report) addJobs(p *page, jobs []reconcile.Job) {
	p.section(workbook.Text(r.words.Labels.ByJob))
	for i, job := range jobs {
		name := workbook.Text(r.words.Job(job)).LinkSheet(i + 1)
		p.add(name, workbook.Int(int64(r.summary.ByJob[job])))
	}
}

func (r *Report) addCodes(p *page) {
	l := &r.words.Labels
	p.section(workbook.Text(l.ByCode), workbook.Text(r.words.Column("code")), workbook.Text(l.Count))
	for _, code := range slices.Sorted(maps.Keys(r.summary.ByCode)) {
		p.add(workbook.Text(r.words.Title(code)), workbook.Text(string(code)), workbook.Int(int64(r.summary.ByCode[code])))
	}
}

func (r *Report) addExposure(p *page) {
	l := &r.words.Labels
	p.section(workbook.Text(l.Exposure), workbook.Text(r.words.Column("code")), workbook.Text(l.Amount), workbook.Text(l.Count))
	for _, total := range perCurrency(r.summary.Exposure) {
		p.add(workbook.Text(total.Currency).As(workbook.Strong), workbook.Cell{},
			sumOf(total).As(workbook.Strong), workbook.Int(int64(total.Findings)).As(workbook.Strong))
	}
	for _, sum := range r.summary.Exposure {
		p.add(workbook.Text(r.words.Title(sum.Code)), workbook.Text(string(sum.Code)),
			sumOf(sum), workbook.Int(int64(sum.Findings)))
	}
}

func sumOf(sum reconcile.ExposureSum) workbook.Cell {
	return workbook.Amount(reconcile.FormatMinor(sum.Minor, sum.Currency), sum.Currency)
}

// perCurrency adds the exposures of all codes in each currency, in the order of
// the currencies' codes.
func perCurrency(sums []reconcile.ExposureSum) []reconcile.ExposureSum {
	totals := map[string]*reconcile.ExposureSum{}
	for _, sum := range sums {
		total := totals[sum.Currency]
		if total == nil {
			total = &reconcile.ExposureSum{Currency: sum.Currency, Minor: new(big.Int)}
			totals[sum.Currency] = total
		}
		total.Minor.Add(total.Minor, sum.Minor)
		total.Findings += sum.Findings
	}
	list := make([]reconcile.ExposureSum, 0, len(totals))
	for _, currency := range slices.Sorted(maps.Keys(totals)) {
		list = append(list, *totals[currency])
	}
	return list
}

// listRows is the command that lists the rows of a routine counter.
const listRows = "handover explain --counter "

func (r *Report) addTotals(p *page) {
	s, l := &r.summary, &r.words.Labels
	p.section(workbook.Text(l.Totals))
	for _, total := range [...]reconcile.Total{
		reconcile.TotalSubscriptions, reconcile.TotalWithFindings, reconcile.TotalRoutine, reconcile.TotalNotEvaluated,
		reconcile.TotalSeats,
	} {
		p.add(workbook.Text(r.words.Total(total)), workbook.Int(s.Totals[total]))
	}
	p.section(workbook.Text(l.Routine), workbook.Text(r.words.Column("code")), workbook.Text(l.Count))
	for _, counter := range reconcile.Counters() {
		p.add(workbook.Text(r.words.Counter(counter)), workbook.Text(string(counter)),
			workbook.Int(int64(s.Routine[counter])), workbook.Text(listRows+string(counter)).As(workbook.Muted))
	}
	if len(s.Silenced) == 0 {
		return
	}
	p.section(workbook.Text(l.Silenced), workbook.Text(r.words.Column("code")), workbook.Text(l.Count))
	for _, code := range slices.Sorted(maps.Keys(s.Silenced)) {
		p.add(workbook.Text(r.words.Title(code)), workbook.Text(string(code)), workbook.Int(int64(s.Silenced[code])))
	}
}
