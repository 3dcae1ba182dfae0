package ics

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"
	"time"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/words"
)

// describedFindings is how many findings the text of an event names; the others
// are counted.
const describedFindings = 10

// eventText is how many characters of a foreign text an event shows, and half of
// how many of a finding.
const eventText = 400

// dueDay is a day on which something of a tenant is due.
type dueDay struct {
	dayOfTenant
	name       string // of the tenant
	findings   int
	bySeverity map[reconcile.Severity]int
	lines      []string // the most urgent findings in words
}

// dayOfTenant is what makes an event this one and no other.
type dayOfTenant struct {
	day    reconcile.Day
	tenant string // its id
}

// uid names the event for ever. The tenant's id comes from a file and can hold
// anything; its hash cannot.
func (d *dayOfTenant) uid() string {
	sum := sha256.Sum256([]byte(d.tenant))
	return date(d.day) + "-" + hex.EncodeToString(sum[:16]) + "@handover"
}

func (d *dueDay) tenantName() string {
	return reports.Shorten(reports.NameOr(d.name, d.tenant), eventText)
}

// worst returns the worst severity of the day's findings.
func (d *dueDay) worst() reconcile.Severity {
	all := reconcile.Severities()
	at := slices.IndexFunc(all, func(s reconcile.Severity) bool { return d.bySeverity[s] > 0 })
	return all[max(at, 0)]
}

// daysThatMayHaveLeft gives, with the tenants' names, the days of findings that the
// run resolved or silenced, and those from which a due moved away. They are as many
// as the run changed, which a night keeps few.
func (c *calendar) daysThatMayHaveLeft(ctx context.Context) (map[dayOfTenant]string, error) {
	gone := map[dayOfTenant]string{}
	for resolved, err := range c.Resolved(ctx) {
		if err != nil {
			return nil, err
		}
		if f := &resolved.Finding; f.Due.Known() {
			leave(gone, f.Due.Day, f)
		}
	}
	for f, err := range c.Silenced(ctx) {
		if err != nil {
			return nil, err
		}
		if f.Due.Known() {
			leave(gone, f.Due.Day, &f)
		}
	}
	if c.Summary.Delta.Changed == 0 {
		return gone, nil
	}
	for reported, err := range c.Findings(ctx) {
		if err != nil {
			return nil, err
		}
		if reported.PreviousDue.Known() {
			leave(gone, reported.PreviousDue.Day, &reported.Finding)
		}
	}
	return gone, nil
}

// leave adds the day of a finding. The texts are copied: else the whole row would be
// kept with them.
func leave(gone map[dayOfTenant]string, day reconcile.Day, f *reconcile.Finding) {
	gone[dayOfTenant{day, strings.Clone(f.TenantID)}] = strings.Clone(f.TenantName)
}

// dueDays returns the days on which something is due, at most as many as a calendar
// holds, the one with the most urgent finding first, and how many there are in all.
// It takes every one of them out of gone. Findings come by urgency, so that the days
// that are met first are those with the most urgent ones.
func (c *calendar) dueDays(ctx context.Context, gone map[dayOfTenant]string) (days []dueDay, all int, err error) {
	at, full := map[dayOfTenant]int{}, false // where the days are, and whether there are more
	for reported, err := range c.Findings(ctx) {
		if err != nil {
			return nil, 0, err
		}
		f := &reported.Finding
		if !f.Due.Known() {
			continue
		}
		key := dayOfTenant{f.Due.Day, f.TenantID}
		delete(gone, key)
		place, seen := at[key]
		if !seen && len(days) == mostEvents {
			full = true
			continue
		}
		if !seen {
			place, at[key] = len(days), len(days)
			days = append(days, dueDay{dayOfTenant: key, name: f.TenantName, bySeverity: map[reconcile.Severity]int{}})
		}
		c.addTo(&days[place], &reported)
	}
	if !full {
		return days, len(days), nil
	}
	all, err = c.countDays(ctx)
	return days, all, err
}

// countDays counts the days of all tenants. It looks at one tenant at a time, since
// there is no bound for all of them.
func (c *calendar) countDays(ctx context.Context) (all int, err error) {
	tenant, days := "", map[reconcile.Day]bool{}
	for reported, err := range c.FindingsByTenant(ctx) {
		if err != nil {
			return 0, err
		}
		f := &reported.Finding
		if f.TenantID != tenant {
			all += len(days)
			tenant = f.TenantID
			clear(days)
		}
		if f.Due.Known() {
			days[f.Due.Day] = true
		}
	}
	return all + len(days), nil
}

// addTo counts a finding in its day and puts it in words where there is room.
func (c *calendar) addTo(d *dueDay, reported *reconcile.Reported) {
	f := &reported.Finding
	d.findings++
	d.bySeverity[f.Severity]++
	if len(d.lines) >= describedFindings {
		return
	}
	parts := []string{c.Pair(c.Words.Severity(f.Severity), c.Words.Message(f)), c.Action(f), "[" + c.Words.Owner(f.Owner) + "]"}
	if f.Exposure.Amount.Known() {
		parts = append(parts, c.AmountText(f.Exposure.Amount))
	}
	if !f.Due.At.IsZero() && c.Zone != time.UTC {
		parts = append(parts, "("+c.Zoned(f.Due.At)+")")
	}
	if note := c.Note(reported); note != "" {
		parts = append(parts, "("+note+")")
	}
	d.lines = append(d.lines, reports.Shorten(words.OneLine(strings.Join(parts, " ")), 2*eventText))
}

func (c *calendar) dueSummary(d *dueDay) string {
	worst := d.worst()
	summary := words.Fill(c.Words.Labels.EventSummary, "count", c.Number(d.findings))
	summary = words.Fill(summary, "worst", c.Number(d.bySeverity[worst])+" "+c.Words.Severity(worst))
	return words.Fill(summary, "tenant", d.tenantName()) // last: a name may look like a placeholder
}

func (c *calendar) dueLines(d *dueDay) []string {
	if more := d.findings - len(d.lines); more > 0 {
		return append(d.lines, words.Fill(c.Words.Labels.EventMore, "count", c.Number(more)))
	}
	return d.lines
}

// sortedDays returns the days that left, the first one first.
func sortedDays(gone map[dayOfTenant]string) []dueDay {
	days := make([]dueDay, 0, len(gone))
	for _, key := range slices.SortedFunc(maps.Keys(gone), func(a, b dayOfTenant) int {
		return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.tenant, b.tenant))
	}) {
		days = append(days, dueDay{dayOfTenant: key, name: gone[key]})
	}
	return days
}
