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

	MostUrgent string
	DaysLeft   string // {days}
	DaysAgo    string // {days}
	Today      string
	Tomorrow   string
	Yesterday  string
}

// Fill replaces {key} in a label by a value.
func Fill(label, key, value string) string {
	return strings.ReplaceAll(label, "{"+key+"}", value)
}
