package config

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"handover/jobs/publish"
	"handover/reconcile"
	"handover/reports/formats"
	"handover/reports/words"
)

// Reports says how reports look, where a run without --output writes them, who may open
// them, and how long they stay.
type Reports struct {
	Dir          string   `toml:"dir"`
	Formats      []string `toml:"formats"`
	Language     string   `toml:"language"`
	Zone         string   `toml:"zone"`
	Latest       string   `toml:"latest"`
	Mode         string   `toml:"mode"`
	Group        string   `toml:"group"`
	KeepDays     int      `toml:"keep_days"`
	KeepRuns     int      `toml:"keep_runs"`
	Calendar     string   `toml:"calendar"`
	CSVDelimiter string   `toml:"csv_delimiter"`
	CSVDecimal   string   `toml:"csv_decimal"`
	CSVBOM       bool     `toml:"csv_bom"`
}

func defaultReports() Reports {
	return Reports{Dir: "out", Language: "en", Zone: "UTC", Latest: string(publish.LatestCopy), Mode: "0700", Calendar: string(reconcile.High), CSVDelimiter: ",", CSVDecimal: "."}
}

func (r *Reports) check(fault func(string, ...any)) {
	r.checkForms(fault)
	if utf8.RuneCountInString(r.CSVDelimiter) != 1 || !strings.ContainsAny(r.CSVDelimiter, ",;\t|") {
		fault("reports.csv_delimiter: %q is none of comma, semicolon, tab, bar", r.CSVDelimiter)
	}
	if !slices.Contains(reconcile.Severities(), reconcile.Severity(r.Calendar)) {
		fault("reports.calendar: %q is none of critical, high, medium, low, info", r.Calendar)
	}
	switch {
	case r.CSVDecimal != "." && r.CSVDecimal != ",":
		fault("reports.csv_decimal: %q is neither a point nor a comma", r.CSVDecimal)
	case r.CSVDecimal == "," && r.CSVDelimiter == ",":
		fault("reports.csv_decimal: a comma in amounts needs another csv_delimiter, such as \";\"")
	}
	switch publish.Latest(r.Latest) {
	case publish.LatestCopy, publish.LatestLink, publish.LatestOff:
	default:
		fault("reports.latest: %q is none of copy, link, off", r.Latest)
	}
	if err := publish.CheckMode(r.Mode, r.Group); err != nil {
		fault("reports.mode: %w", err)
	}
	if r.KeepDays < 0 {
		fault("reports.keep_days: %d is below zero", r.KeepDays)
	}
	if r.KeepRuns < 0 {
		fault("reports.keep_runs: %d is below zero", r.KeepRuns)
	}
}

// checkForms refuses zones, languages and formats that reports do not have.
func (r *Reports) checkForms(fault func(string, ...any)) {
	if _, err := time.LoadLocation(r.Zone); err != nil {
		fault("reports.zone: %q is no time zone, write one like Europe/Berlin", r.Zone)
	}
	if r.Language != "" && !slices.Contains(words.Languages(), r.Language) {
		fault("reports.language: %q is none of %s", r.Language, strings.Join(words.Languages(), ", "))
	}
	for _, name := range r.Formats {
		if !slices.Contains(formats.Names(), name) {
			fault("reports.formats: %q is none of %s", name, strings.Join(formats.Names(), ", "))
		}
	}
}
