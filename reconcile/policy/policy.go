// Package policy holds the dated facts that the rules rest on, each with its
// source, as an embedded file with a version. A configuration may override
// single facts; the result is checked and turned into the plain value that the
// domain reads.
package policy

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"handover/reconcile"
)

//go:embed policy.toml
var embedded string

// Document is the policy as it is written: the embedded file, and over it what a
// configuration overrides.
type Document struct {
	Version     string              `toml:"version"`
	HorizonDays int                 `toml:"horizon_days"`
	EST         ExtendedTerms       `toml:"est"`
	Grace       Graces              `toml:"grace"`
	Limits      Limits              `toml:"limits"`
	SeatCaps    map[string]int64    `toml:"seat_caps"`
	Markets     map[string][]string `toml:"markets"`
	Free        []string            `toml:"free_products"`
}

// ExtendedTerms are the dates (YYYY-MM-DD) and factors of extended service
// terms.
type ExtendedTerms struct {
	ScopeFrom          string `toml:"scope_from"`
	WebDirectScopeFrom string `toml:"web_direct_scope_from"`
	AutomaticFrom      string `toml:"automatic_from"`
	MonthlyFactor      string `toml:"monthly_factor"`
	CurrentFactor      string `toml:"current_factor"`
}

// Graces are the paths after the end of a term by channel. They are fields and
// no map, so that an override of one key leaves its neighbours as they are.
type Graces struct {
	CSP         Grace `toml:"csp"`
	WebDirect   Grace `toml:"web-direct"`
	EA          Grace `toml:"ea"`
	MCAE        Grace `toml:"mca-e"`
	Open        Grace `toml:"open"`
	Advisor     Grace `toml:"advisor"`
	Syndication Grace `toml:"syndication"`
}

// Grace is the path after the end of a term in one channel, in days.
type Grace struct {
	Days          int  `toml:"days"`
	MultiYearDays int  `toml:"multi_year_days"`
	DisabledDays  int  `toml:"disabled_days"`
	StopsAtEnd    bool `toml:"stops_at_end"`
}

// Limits are the numbers a tenant or a request may not pass, and spans in days.
type Limits struct {
	TenantSubscriptions  int `toml:"tenant_subscriptions"`
	Doubled              int `toml:"doubled"`
	TransferItems        int `toml:"transfer_items"`
	TransferDays         int `toml:"transfer_days"`
	CancelledDataDays    int `toml:"cancelled_data_days"`
	SuspendedDataDays    int `toml:"suspended_data_days"`
	LegacySuspendedDays  int `toml:"legacy_suspended_days"`
	CancelledBackupDays  int `toml:"cancelled_backup_days"`
	MatchDaysBefore      int `toml:"match_days_before"`
	OverlapDays          int `toml:"overlap_days"`
	RelationshipLeadDays int `toml:"relationship_lead_days"`
	RenewalNoticeDays    int `toml:"renewal_notice_days"`
	TransferLagDays      int `toml:"transfer_lag_days"`
	SuccessorDays        int `toml:"successor_days"`
	SuccessorWaitDays    int `toml:"successor_wait_days"`
}

// Default returns the embedded document.
func Default() (Document, error) {
	var d Document
	if _, err := toml.Decode(embedded, &d); err != nil {
		return Document{}, fmt.Errorf("read the embedded policy: %w", err)
	}
	return d, nil
}

// Policy checks the document and turns it into the value that the rules read.
// Every fault is told, each with the key it stands at.
func (d *Document) Policy() (*reconcile.Policy, error) {
	embedded, err := Default()
	if err != nil {
		return nil, err
	}
	c := &checker{}
	p := &reconcile.Policy{
		Version:     d.Version,
		HorizonDays: c.positive("horizon_days", d.HorizonDays),
		EST: reconcile.ExtendedTerms{
			ScopeFrom:          c.day("est.scope_from", d.EST.ScopeFrom),
			WebDirectScopeFrom: c.day("est.web_direct_scope_from", d.EST.WebDirectScopeFrom),
			AutomaticFrom:      c.day("est.automatic_from", d.EST.AutomaticFrom),
			MonthlyFactor:      c.factor("est.monthly_factor", d.EST.MonthlyFactor),
			CurrentFactor:      c.factor("est.current_factor", d.EST.CurrentFactor),
		},
		Grace:     c.grace(&d.Grace),
		Limits:    c.limits(d),
		Countries: c.markets(d.Markets, embedded.Markets),

		FreeProducts: upper(d.Free),
	}
	c.day("version", d.Version)
	hash, err := d.hash()
	if err != nil {
		return nil, err
	}
	p.Hash = hash
	if len(c.faults) > 0 {
		return nil, errors.Join(c.faults...)
	}
	return p, nil
}

// hash tells two documents apart, whatever the order of their maps.
func (d *Document) hash() (string, error) {
	var text strings.Builder
	if err := toml.NewEncoder(&text).Encode(d); err != nil {
		return "", fmt.Errorf("write the policy for its hash: %w", err)
	}
	sum := sha256.Sum256([]byte(text.String()))
	return hex.EncodeToString(sum[:8]), nil
}

// checker collects the faults of a document.
type checker struct{ faults []error }

func (c *checker) fault(key, format string, args ...any) {
	c.faults = append(c.faults, fmt.Errorf("policy.%s: %s", key, fmt.Sprintf(format, args...)))
}

func (c *checker) day(key, text string) reconcile.Day {
	day, err := reconcile.ParseDay(text)
	if err != nil {
		c.fault(key, "%q is %v", text, err)
	}
	return day
}

func (c *checker) positive(key string, n int) int {
	if n <= 0 {
		c.fault(key, "%d is not a number above zero", n)
	}
	return n
}

func (c *checker) notNegative(key string, n int) int {
	if n < 0 {
		c.fault(key, "%d is below zero", n)
	}
	return n
}

func (c *checker) factor(key, text string) reconcile.Price {
	price, err := reconcile.ParsePrice(text)
	if err != nil || !price.Value.IsPos() {
		c.fault(key, "%q is not a decimal above zero", text)
	}
	return price
}

func (c *checker) grace(g *Graces) map[reconcile.Channel]reconcile.Grace {
	path := func(channel reconcile.Channel, g Grace) reconcile.Grace {
		key := "grace." + string(channel)
		return reconcile.Grace{
			Days:          c.notNegative(key+".days", g.Days),
			MultiYearDays: c.notNegative(key+".multi_year_days", g.MultiYearDays),
			DisabledDays:  c.notNegative(key+".disabled_days", g.DisabledDays),
			StopsAtEnd:    g.StopsAtEnd,
		}
	}
	return map[reconcile.Channel]reconcile.Grace{
		reconcile.CSP:         path(reconcile.CSP, g.CSP),
		reconcile.WebDirect:   path(reconcile.WebDirect, g.WebDirect),
		reconcile.EA:          path(reconcile.EA, g.EA),
		reconcile.MCAE:        path(reconcile.MCAE, g.MCAE),
		reconcile.Open:        path(reconcile.Open, g.Open),
		reconcile.Advisor:     path(reconcile.Advisor, g.Advisor),
		reconcile.Syndication: path(reconcile.Syndication, g.Syndication),
	}
}

// seatCaps reads the caps by offer. Ids are compared without case, so that one
// offer in two spellings has two caps, of which neither is meant more.
func (c *checker) seatCaps(caps map[string]int64) map[string]int64 {
	out := make(map[string]int64, len(caps))
	for _, offer := range slices.Sorted(maps.Keys(caps)) {
		n, key := caps[offer], strings.ToUpper(offer)
		if n <= 0 {
			c.fault("seat_caps."+offer, "%d is not a number above zero", n)
		}
		if _, twice := out[key]; twice {
			c.fault("seat_caps."+offer, "the offer stands there already, write it as %s", key)
		}
		out[key] = n
	}
	return out
}

// upper returns a set of ids, which are compared without case.
func upper(ids []string) map[string]bool {
	set := make(map[string]bool, len(ids))
	for _, id := range ids {
		set[strings.ToUpper(id)] = true
	}
	return set
}

func (c *checker) limits(d *Document) reconcile.Limits {
	l := d.Limits
	return reconcile.Limits{
		TenantSubscriptions:  c.positive("limits.tenant_subscriptions", l.TenantSubscriptions),
		Doubled:              c.positive("limits.doubled", l.Doubled),
		TransferItems:        c.positive("limits.transfer_items", l.TransferItems),
		TransferDays:         c.positive("limits.transfer_days", l.TransferDays),
		SeatCaps:             c.seatCaps(d.SeatCaps),
		CancelledDataDays:    c.notNegative("limits.cancelled_data_days", l.CancelledDataDays),
		SuspendedDataDays:    c.notNegative("limits.suspended_data_days", l.SuspendedDataDays),
		LegacySuspendedDays:  c.notNegative("limits.legacy_suspended_days", l.LegacySuspendedDays),
		CancelledBackupDays:  c.notNegative("limits.cancelled_backup_days", l.CancelledBackupDays),
		MatchDaysBefore:      c.notNegative("limits.match_days_before", l.MatchDaysBefore),
		OverlapDays:          c.notNegative("limits.overlap_days", l.OverlapDays),
		RelationshipLeadDays: c.notNegative("limits.relationship_lead_days", l.RelationshipLeadDays),
		RenewalNoticeDays:    c.notNegative("limits.renewal_notice_days", l.RenewalNoticeDays),
		TransferLagDays:      c.notNegative("limits.transfer_lag_days", l.TransferLagDays),
		SuccessorDays:        c.notNegative("limits.successor_days", l.SuccessorDays),
		SuccessorWaitDays:    c.notNegative("limits.successor_wait_days", l.SuccessorWaitDays),
	}
}

// markets reads the countries of each market. A market that the configuration
// names takes its countries out of the embedded ones; between two of its own none
// is meant more.
func (c *checker) markets(groups, embedded map[string][]string) reconcile.CountryGroups {
	var kept, own []string
	for _, name := range slices.Sorted(maps.Keys(groups)) {
		if slices.Equal(groups[name], embedded[name]) {
			kept = append(kept, name)
		} else {
			own = append(own, name)
		}
	}
	out := c.countries(groups, kept)
	maps.Copy(out, c.countries(groups, own))
	return out
}

func (c *checker) countries(groups map[string][]string, names []string) reconcile.CountryGroups {
	country := regexp.MustCompile(`^[A-Z]{2}$`)
	out := reconcile.CountryGroups{}
	for _, name := range names {
		for _, code := range groups[name] {
			if !country.MatchString(code) {
				c.fault("markets."+name, "%q is no country code of two capital letters", code)
			}
			if other := out[code]; other != "" && other != name {
				c.fault("markets."+name, "%s stands in %s already", code, other)
			}
			out[code] = name
		}
	}
	return out
}
