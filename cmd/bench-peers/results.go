package main

import (
	"slices"
	"time"
)

// What is measured, by name. One name means the same work on every store and at every size.
const (
	importFirst     = "import, first"
	importSame      = "import, the same again"
	importChanged   = "import, 1 % changed"
	runFirst        = "run, first night"
	runNext         = "run, unchanged next day"
	nightImport     = "night: import of all files, 1 % changed"
	nightRun        = "night: run with seven formats"
	allFormats      = "report, seven formats"
	workbookAlone   = "report, xlsx alone"
	oneTenant       = "run of one tenant"
	openFindings    = "findings"
	firstFindings   = "findings, the first 20"
	worstFindings   = "findings, critical ones"
	dueFindings     = "findings, due within 7 days, the first 20"
	peerSQLite      = "sqlite3 .import"
	peerDriver      = "barest Go program, same driver"
	peerCopyIn      = `psql \copy in`
	peerCopyOut     = `psql \copy out`
	peerDuckDB      = "DuckDB, four questions"
	peerPandas      = "pandas, one workbook"
	peerExcelize    = "excelize, plain stream writer"
	reportAloneName = "report, %s alone"
)

// place is where something was measured: a store, and the number of rows in units of the smaller size.
type place struct {
	store  string
	factor int
}

// results holds every measurement: the rounds of each place and name.
type results struct {
	rounds map[place]map[string][]cost
	order  map[place][]string // names as they came first
}

func newResults() *results {
	return &results{rounds: map[place]map[string][]cost{}, order: map[place][]string{}}
}

func (r *results) add(p place, name string, took cost) {
	if r.rounds[p] == nil {
		r.rounds[p] = map[string][]cost{}
	}
	if r.rounds[p][name] == nil {
		r.order[p] = append(r.order[p], name)
	}
	r.rounds[p][name] = append(r.rounds[p][name], took)
}

// median is the median of each figure of its own over the rounds; false if there are none.
func (r *results) median(p place, name string) (cost, bool) {
	rounds := r.rounds[p][name]
	if len(rounds) == 0 {
		return cost{}, false
	}
	return cost{
		wall: medianOf(rounds, func(c cost) time.Duration { return c.wall }),
		cpu:  medianOf(rounds, func(c cost) time.Duration { return c.cpu }),
		peak: medianOf(rounds, func(c cost) int64 { return c.peak }),
	}, true
}

// sum is of several steps that follow one another: their times added up, and the largest of their peaks.
func (r *results) sum(p place, names []string) (cost, bool) {
	var total cost
	for _, name := range names {
		c, ok := r.median(p, name)
		if !ok {
			return cost{}, false
		}
		total.wall += c.wall
		total.cpu += c.cpu
		total.peak = max(total.peak, c.peak)
	}
	return total, len(names) > 0
}

// medianOf is the middle value, or the mean of the two in the middle.
func medianOf[N ~int64](rounds []cost, of func(cost) N) N {
	values := make([]N, len(rounds))
	for i, c := range rounds {
		values[i] = of(c)
	}
	slices.Sort(values)
	middle := len(values) / 2
	if len(values)%2 == 1 {
		return values[middle]
	}
	return (values[middle-1] + values[middle]) / 2
}
