package words

import "strings"

// Labels are the fixed texts of the formats. Texts with a placeholder are filled
// by Fill.
type Labels struct {
	Title      string // {run}
	Summary    string
	Coverage   string
	Resolved   string
	Continues  string // {count}: rows left out of a digest
	Pair       string // {label}, {value}: how a value stands after its name
	Then       string // {before}, {next}: how one part of a line follows another
	NoFindings string

	Run        string
	AsOf       string // {zone}
	StartedAt  string // {zone}
	FinishedAt string // {zone}
	Status     string
	StartedBy  string
	By         string
	Reason     string
	Jobs       string
	Policy     string
	Version    string
	Cut        string

	Tenants       string
	Evaluated     string
	NotEvaluated  string
	Subscriptions string
	Findings      string
	NoLonger      string // resolved, among the changes
	Suppressed    string

	Changes    string
	BySeverity string
	ByUrgency  string
	ByOwner    string
	ByJob      string
	ByCode     string
	Exposure   string
	Totals     string
	Routine    string
	Silenced   string
	Amount     string
	Currency   string
	Count      string

	SheetChanges string // the names of sheets
	SheetActions string
	SheetMoney   string
	SheetCredits string
	SheetPlan    string
	SheetRoutine string
	SheetLegend  string

	AllJobs        string
	Columns        string // the kind of a word in the legend
	DataAge        string
	DataAgeHours   string // {hours}: a number or two
	PerWeek        string
	ExposureIn     string // {currency}
	ByRun          string
	InReport       string
	Difference     string
	ExposureOf     string // {currency}
	DueMoved       string // {before}, {now}
	FactsChanged   string // something else than the due
	NoChange       string // why a sheet is empty
	NoneOfJob      string
	NoExposure     string
	NoCredit       string
	NoTenant       string
	WithoutAmounts string
	OldData        string // what a tenant that was not evaluated makes a line rest on

	MostUrgent string
	DaysLeft   string // {days}
	DaysAgo    string // {days}
	Today      string
	Tomorrow   string
	Yesterday  string

	// The page.
	Skip        string // leads past the head of the page
	OnThisPage  string
	Actions     string
	Heat        string
	Weekdays    string // seven short names, Monday first, with blanks between
	AsTable     string
	WhatChanged string
	Search      string
	All         string // no choice made in a filter
	ShowAll     string // takes all filters away
	Matches     string // {shown}, {count}
	LeftOut     string // {shown}, {count}
	ByTenant    string
	WholeTenant string
	Assumptions string

	// The trend.
	Trend         string
	TrendSays     string // {runs}, {from}, {to}, {before}, {now}
	TrendShort    string // too few points
	TrendCut      string // of a report that leaves something out
	TrendBackfill string // of a run that stands beside the history
	TrendWithout  string // the run is no point of it

	// The plan.
	NextSteps    string
	StepsSoon    string // {days}
	NoStepsSoon  string // {days}
	NoSteps      string
	PlannedSteps string
	StepsOverdue string
	Obstacle     string
	Obstacles    string
	WaysOut      string
	LastSafe     string
	PlanLeftOut  string // {shown}, {count}

	// The marks of a timeline.
	DueOf        string // {what}
	Term         string
	TermEnds     string
	GoesOn       string
	Grace        string
	CoverBy      string
	Gap          string
	GapStarts    string
	GapEnds      string
	DataUntil    string
	TargetStarts string
	ExpectedEnd  string
	CancelBy     string
	Margin       string
	StepBrings   string
	StepChecks   string
	StepEnds     string

	// The calendar.
	CalendarName string
	EventSummary string // {count}, {worst}, {tenant}
	EventGone    string // {tenant}
	EventMore    string // {count}
	DaysLeftOut  string // {count}
}

// Fill replaces {key} in a label by a value.
func Fill(label, key, value string) string {
	return strings.ReplaceAll(label, "{"+key+"}", value)
}
