package config

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"handover/jobs/deliver"
	"handover/jobs/ingest/formats"
	"handover/jobs/ingest/mapping"
	"handover/reconcile"
	"handover/reconcile/merge"
	"handover/reconcile/plan"
)

// anchorSQLite puts a folder before the relative path of an SQLite URL.
func anchorSQLite(url, folder string) string {
	path, ok := strings.CutPrefix(url, "sqlite:")
	if !ok || path == "" || filepath.IsAbs(path) || strings.HasPrefix(path, ":memory:") {
		return url
	}
	return "sqlite:" + filepath.Join(folder, path)
}

// check refuses values that cannot be meant, all at once.
func (c *Config) check() error {
	var faults []error
	fault := func(format string, args ...any) { faults = append(faults, fmt.Errorf(format, args...)) }
	c.checkPartner(fault)
	c.Reports.check(fault)
	c.Sync.check(&c.Partner, fault)
	c.checkPaths(fault)
	if c.Run.MaxAge.Duration <= 0 {
		fault("run.max_age: %s is not above zero", c.Run.MaxAge)
	}
	if c.Run.ClockTolerance.Duration < 0 {
		fault("run.clock_tolerance: %s is below zero", c.Run.ClockTolerance)
	}
	if c.Run.Lease.Duration < 10*time.Second {
		fault("run.lease: %s is shorter than 10s", c.Run.Lease)
	}
	c.checkSources(fault)
	c.checkImports(fault)
	c.checkDeliver(fault)
	c.checkObserved(fault)
	if c.Store.History.Duration <= 0 {
		fault("store.history: %s is not above zero", c.Store.History)
	}
	if c.Prune.Runs.Duration < 24*time.Hour {
		fault("prune.runs: %s is shorter than 24h", c.Prune.Runs)
	}
	if c.Plan.MarginDays < 0 || c.Plan.MarginDays > plan.MaxMarginDays {
		fault("plan.margin_days: %d is not between 0 and %d", c.Plan.MarginDays, plan.MaxMarginDays)
	}
	c.Schedule.check(fault)
	if c.Log.Format != "console" && c.Log.Format != "json" {
		fault("log.format: %q is neither console nor json", c.Log.Format)
	}
	faults = append(faults, mapping.Check(c.Mapping)...)
	if _, err := c.Policy.Policy(); err != nil {
		faults = append(faults, err)
	}
	return errors.Join(faults...)
}

func (c *Config) checkPartner(fault func(string, ...any)) {
	switch reconcile.PartnerModel(c.Partner.Model) {
	case reconcile.DirectBill, reconcile.IndirectProvider, reconcile.IndirectReseller:
	default:
		fault("partner.model: %q is none of direct-bill, indirect-provider, indirect-reseller", c.Partner.Model)
	}
	if c.Partner.Country != "" && !regexp.MustCompile(`^[A-Z]{2}$`).MatchString(c.Partner.Country) {
		fault("partner.country: %q is no ISO 3166 code of two capital letters", c.Partner.Country)
	}
	if c.Partner.Currency != "" && !regexp.MustCompile(`^[A-Z]{3}$`).MatchString(c.Partner.Currency) {
		fault("partner.currency: %q is no ISO 4217 code of three capital letters", c.Partner.Currency)
	}
	if _, err := deliver.Mailbox(c.Partner.ContactEmail); c.Partner.ContactEmail != "" && err != nil {
		fault("partner.contact_email: %q: %w; write one like moves@contoso.example, or leave it out", c.Partner.ContactEmail, err)
	}
	if c.File != "" && c.Partner.ID == "" {
		fault("partner.id is missing: the id of your own partner tenant")
	}
	if c.File != "" && c.Partner.Country == "" {
		fault("partner.country is missing: the market you may sell in")
	}
}

// Doubt says what is allowed in the configuration and can hardly be meant; it is empty where
// there is nothing to say.
func (c *Config) Doubt() string {
	if c.Partner.ID == "" || reconcile.IsGUID(reconcile.CanonicalID(c.Partner.ID)) {
		return ""
	}
	return fmt.Sprintf("partner.id in %s: %q is no tenant id such as 11111111-1111-1111-1111-111111111111; "+
		"where files name us by ours, our own subscriptions count as another seller's", c.File, c.Partner.ID)
}

func (c *Config) checkSources(fault func(string, ...any)) {
	for _, name := range slices.Sorted(maps.Keys(c.Sources)) {
		s := c.Sources[name]
		if s.Feed != "" && !slices.Contains(reconcile.Feeds(), reconcile.Feed(s.Feed)) {
			fault("sources.%s.feed: %q is none of %s", name, s.Feed, feedNames())
		}
		if !slices.Contains([]string{"", "auto", string(formats.AbsentAlways), string(formats.AbsentNever)}, s.ScheduledActions) {
			fault("sources.%s.scheduled_actions: %q is none of auto, always, never", name, s.ScheduledActions)
		}
		s.checkAccount(name, fault)
		if s.MaxAge.Duration < 0 {
			fault("sources.%s.max_age: %s is below zero", name, s.MaxAge)
		}
	}
}

// checkAccount refuses what is said of a billing account where nothing reads it.
func (s *Source) checkAccount(name string, fault func(string, ...any)) {
	if s.Channel != "" && !reconcile.Channel(s.Channel).Listed() {
		fault("sources.%s.channel: %q is none of csp, web-direct, ea, mca-e, open, advisor, syndication", name, s.Channel)
	}
	if s.AccountType != "" && !reconcile.AccountType(s.AccountType).Listed() {
		fault("sources.%s.account_type: %q is none of mca, mosp, mpa, ea", name, s.AccountType)
	}
	if s.Channel+s.AccountType != "" && name != string(reconcile.AzureBillingFeed) && s.Feed != string(reconcile.AzureBillingFeed) {
		fault("sources.%s: channel and account_type are read for azure-billing only; other files have columns for them, or const of a mapping", name)
	}
}

func feedNames() string {
	var names []string
	for _, feed := range reconcile.Feeds() {
		names = append(names, string(feed))
	}
	return strings.Join(names, ", ")
}

// Weighing returns how sources are weighed.
func (c *Config) Weighing() merge.Sources {
	return merge.NewSources(c.Run.MaxAge.Duration, c.SourceSettings()...).Tolerating(c.Run.ClockTolerance.Duration)
}

// SourceSettings returns the configured sources as the domain weighs them.
func (c *Config) SourceSettings() []reconcile.Source {
	list := make([]reconcile.Source, 0, len(c.Sources))
	for name, s := range c.Sources {
		source := reconcile.Source{Name: name, Feed: reconcile.Feed(s.Feed), MaxAge: s.MaxAge.Duration, Retired: s.Retired}
		if s.Rank != nil {
			source.Rank, source.HasRank = *s.Rank, true
		}
		list = append(list, source)
	}
	return list
}

// Us returns the partner as the domain knows it.
func (c *Config) Us() *reconcile.Partner {
	providers := make([]string, len(c.Partner.Providers))
	for i, id := range c.Partner.Providers {
		providers[i] = reconcile.CanonicalID(id)
	}
	return &reconcile.Partner{
		ID: reconcile.CanonicalID(c.Partner.ID), Name: c.Partner.Name, Country: c.Partner.Country,
		Model: reconcile.PartnerModel(c.Partner.Model), Providers: providers,
	}
}

// Absent returns, by source, what it means that a row lacks its scheduled actions.
func (c *Config) Absent() map[string]formats.Absence {
	absent := map[string]formats.Absence{}
	for name, s := range c.Sources {
		if s.ScheduledActions != "" && s.ScheduledActions != "auto" {
			absent[name] = formats.Absence(s.ScheduledActions)
		}
	}
	return absent
}

// Accounts returns, by source, what is configured of the billing account of its rows.
func (c *Config) Accounts() map[string]formats.Account {
	accounts := map[string]formats.Account{}
	for name, s := range c.Sources {
		accounts[name] = formats.Account{Channel: reconcile.Channel(s.Channel), Type: reconcile.AccountType(s.AccountType)}
	}
	return accounts
}
