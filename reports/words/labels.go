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
	SheetRoutine string
	SheetLegend  string

	AllJobs        string
	Columns        string // the kind of a word in the legend
	DataAge        string
	DataAgeHours   string // {from}, {to}
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
	MovedDues   string
	Search      string
	All         string // no choice made in a filter
	ShowAll     string // takes all filters away
	Matches     string // {shown}, {count}
	LeftOut     string // {shown}, {count}
	ByTenant    string
	WholeTenant string
	Assumptions string

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
