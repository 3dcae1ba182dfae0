package policy_test

import (
	"maps"
	"os"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/reconcile/policy"
)

func standard(t *testing.T) policy.Document {
	t.Helper()
	d, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// overridden returns the embedded document under the text of a configuration.
func overridden(t *testing.T, text string) policy.Document {
	t.Helper()
	d := standard(t)
	meta, err := toml.Decode(text, &d)
	if err != nil || len(meta.Undecoded()) > 0 {
		t.Fatalf("override: %v, unknown keys %v", err, meta.Undecoded())
	}
	return d
}

func valid(t *testing.T, d policy.Document) *reconcile.Policy {
	t.Helper()
	p, err := d.Policy()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// The embedded file says what it is meant to say: no key of it is misspelt, and
// the dated facts are the ones that are known.
func TestEmbeddedFacts(t *testing.T) {
	text, err := os.ReadFile("policy.toml")
	if err != nil {
		t.Fatal(err)
	}
	var d policy.Document
	meta, err := toml.Decode(string(text), &d)
	if err != nil || len(meta.Undecoded()) > 0 {
		t.Fatalf("policy.toml: %v, unknown keys %v", err, meta.Undecoded())
	}
	if diff := cmp.Diff(d, standard(t)); diff != "" {
		t.Errorf("the default is another document (-file +default):\n%s", diff)
	}
	p := valid(t, d)
	if p.Version != "2026-05-04" || p.HorizonDays != 90 {
		t.Errorf("version %s, horizon %d", p.Version, p.HorizonDays)
	}
	est := map[string]string{
		"scope": p.EST.ScopeFrom.String(), "web-direct": p.EST.WebDirectScopeFrom.String(), "automatic": p.EST.AutomaticFrom.String(),
		"monthly": p.EST.MonthlyFactor.String(), "current": p.EST.CurrentFactor.String(),
	}
	if diff := cmp.Diff(map[string]string{
		"scope": "2025-04-01", "web-direct": "2026-02-09", "automatic": "2026-05-04", "monthly": "1.03", "current": "1.23",
	}, est); diff != "" {
		t.Errorf("extended terms (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[reconcile.Channel]reconcile.Grace{
		reconcile.CSP:         {Days: 30, DisabledDays: 90},
		reconcile.WebDirect:   {Days: 30, DisabledDays: 90},
		reconcile.EA:          {Days: 90, DisabledDays: 60, StopsAtEnd: true},
		reconcile.MCAE:        {Days: 30, MultiYearDays: 90, DisabledDays: 90},
		reconcile.Open:        {Days: 30, DisabledDays: 90},
		reconcile.Advisor:     {},
		reconcile.Syndication: {},
	}, p.Grace); diff != "" {
		t.Errorf("grace (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(reconcile.Limits{
		TenantSubscriptions: 300, Doubled: 150, TransferItems: 25, TransferDays: 30, SeatCaps: map[string]int64{"CFQ7TTC0LCHC:0002": 300},
		CancelledDataDays: 90, SuspendedDataDays: 120, LegacySuspendedDays: 90, CancelledBackupDays: 7, MatchDaysBefore: 90,
		OverlapDays: 7, RelationshipLeadDays: 14, RenewalNoticeDays: 30,
		TransferLagDays: 14, SuccessorDays: 3, SuccessorWaitDays: 3,
	}, p.Limits); diff != "" {
		t.Errorf("limits (-want +got):\n%s", diff)
	}
}

func TestFreeProducts(t *testing.T) {
	p := valid(t, standard(t))
	for _, c := range []struct {
		row  reconcile.Subscription
		free bool
	}{
		{reconcile.Subscription{OfferID: "flow_free"}, true},
		{reconcile.Subscription{OfferID: "CFQ7TTC0LH18:0001", OfferName: "POWER_BI_STANDARD"}, true},
		{reconcile.Subscription{OfferID: "CFQ7TTC0LH18:0001", OfferName: "Microsoft 365 Business Premium"}, false},
		{reconcile.Subscription{}, false},
	} {
		if got := p.IsFree(&c.row); got != c.free {
			t.Errorf("%s %s is free: %v", c.row.OfferID, c.row.OfferName, got)
		}
	}
}

func TestMarkets(t *testing.T) {
	countries := valid(t, standard(t)).Countries
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"DE", "DE", true},
		{"DE", "AT", true},
		{"CH", "NO", true},
		{"DE", "GB", true},
		{"DE", "GL", true},
		{"SG", "MY", true},
		{"AU", "GU", true},
		{"CA", "PM", true},
		{"TR", "XK", true},
		{"NZ", "AS", true},
		{"US", "UM", true},
		{"FR", "RE", false},
		{"US", "PR", false},
		{"US", "CA", false},
		{"DE", "US", false},
		{"IN", "JP", false},
		{"BR", "MX", false},
		{"CN", "HK", false},
		{"CN", "CN", true},
		{"ZZ", "QQ", false},
	} {
		if got := countries.SameMarket(c.a, c.b); got != c.same {
			t.Errorf("%s and %s are one market: %v", c.a, c.b, got)
		}
	}
}

// What a configuration does not name stays as it is, down to the single key.
func TestOverridesLeaveTheRest(t *testing.T) {
	for _, c := range []struct {
		text string
		want func(*policy.Document)
	}{
		{"", func(*policy.Document) {}},
		{"horizon_days = 60", func(d *policy.Document) { d.HorizonDays = 60 }},
		{"[est]\nautomatic_from = '2026-06-01'", func(d *policy.Document) { d.EST.AutomaticFrom = "2026-06-01" }},
		{"[grace.csp]\ndays = 20", func(d *policy.Document) { d.Grace.CSP.Days = 20 }},
		{"[grace.ea]\nstops_at_end = false", func(d *policy.Document) { d.Grace.EA.StopsAtEnd = false }},
		{"[grace.advisor]\ndays = 5", func(d *policy.Document) { d.Grace.Advisor.Days = 5 }},
		{"[limits]\ndoubled = 200", func(d *policy.Document) { d.Limits.Doubled = 200 }},
		{"[seat_caps]\n'X:1' = 50", func(d *policy.Document) { d.SeatCaps["X:1"] = 50 }},
		{"[seat_caps]\n'CFQ7TTC0LCHC:0002' = 400", func(d *policy.Document) { d.SeatCaps["CFQ7TTC0LCHC:0002"] = 400 }},
		{"[markets]\noceania = ['AU', 'NZ']", func(d *policy.Document) { d.Markets["oceania"] = []string{"AU", "NZ"} }},
		{"[markets]\neurope = ['DE']", func(d *policy.Document) { d.Markets["europe"] = []string{"DE"} }},
	} {
		got, want := overridden(t, c.text), standard(t)
		want.SeatCaps, want.Markets = maps.Clone(want.SeatCaps), maps.Clone(want.Markets)
		c.want(&want)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
		valid(t, got)
	}
}

func TestOverridesReachTheRules(t *testing.T) {
	p := valid(t, overridden(t, "[grace.csp]\ndays = 20\n[seat_caps]\n'x:1' = 50\n[markets]\noceania = ['AU', 'NZ']"))
	if got := p.GraceOf(&reconcile.Subscription{Channel: reconcile.CSP}); got.Days != 20 || got.DisabledDays != 90 {
		t.Errorf("grace of csp %+v", got)
	}
	if p.Limits.SeatCaps["X:1"] != 50 || p.Limits.SeatCaps["CFQ7TTC0LCHC:0002"] != 300 {
		t.Errorf("caps %v", p.Limits.SeatCaps)
	}
	if !p.Countries.SameMarket("AU", "NZ") || !p.Countries.SameMarket("DE", "FR") {
		t.Error("a market is missing")
	}
}

// A market of the configuration takes its countries out of the embedded ones,
// under a name of its own, that of an earlier version or that of an embedded one.
func TestConfiguredMarkets(t *testing.T) {
	for _, c := range []struct {
		text string
		a, b string
		same bool
	}{
		{"oceania = ['AU', 'NZ']", "AU", "NZ", true},
		{"oceania = ['AU', 'NZ']", "AU", "GU", false},
		{"oceania = ['AU', 'NZ']", "NZ", "AS", false},
		{"eu-efta = ['DE', 'AT']", "DE", "AT", true},
		{"eu-efta = ['DE', 'AT']", "DE", "FR", false},
		{"eu-efta = ['DE', 'AT']", "FR", "GB", true},
		{"europe = ['DE', 'AT']", "DE", "AT", true},
		{"europe = ['DE', 'AT']", "FR", "GB", false},
	} {
		countries := valid(t, overridden(t, "[markets]\n"+c.text)).Countries
		if got := countries.SameMarket(c.a, c.b); got != c.same {
			t.Errorf("%s: %s and %s are one market: %v", c.text, c.a, c.b, got)
		}
	}
}

// A fault is told with the key it stands at, and every fault is told.
func TestFaults(t *testing.T) {
	var together policy.Document
	var want []string
	for _, c := range faults() {
		d := standard(t)
		c.spoil(&d)
		p, err := d.Policy()
		if err == nil || p != nil || !strings.HasPrefix(err.Error(), "policy."+c.key+": ") || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: the error is %v", c.key, err)
		}
	}
	together = standard(t)
	for _, c := range faults() {
		if c.alone {
			continue
		}
		c.spoil(&together)
		want = append(want, c.key)
	}
	_, err := together.Policy()
	if err == nil {
		t.Fatal("no fault is told")
	}
	for _, key := range want {
		if !strings.Contains("\n"+err.Error(), "\npolicy."+key+": ") {
			t.Errorf("%s is not told among %d faults", key, len(want))
		}
	}
	if lines := strings.Count(err.Error(), "\n") + 1; lines != len(want) {
		t.Errorf("%d faults are told, want %d:\n%v", lines, len(want), err)
	}
}

type fault struct {
	key   string
	spoil func(*policy.Document)
	alone bool // spoils the same key as another one
}

func faults() []fault {
	return []fault{
		{"version", func(d *policy.Document) { d.Version = "latest" }, false},
		{"version", func(d *policy.Document) { d.Version = "" }, true},
		{"horizon_days", func(d *policy.Document) { d.HorizonDays = 0 }, false},
		{"horizon_days", func(d *policy.Document) { d.HorizonDays = -1 }, true},
		{"est.scope_from", func(d *policy.Document) { d.EST.ScopeFrom = "" }, false},
		{"est.web_direct_scope_from", func(d *policy.Document) { d.EST.WebDirectScopeFrom = "9.2.2026" }, false},
		{"est.automatic_from", func(d *policy.Document) { d.EST.AutomaticFrom = "2026-02-30" }, false},
		{"est.monthly_factor", func(d *policy.Document) { d.EST.MonthlyFactor = "0" }, false},
		{"est.monthly_factor", func(d *policy.Document) { d.EST.MonthlyFactor = "-1.03" }, true},
		{"est.current_factor", func(d *policy.Document) { d.EST.CurrentFactor = "1,23" }, false},
		{"grace.csp.days", func(d *policy.Document) { d.Grace.CSP.Days = -1 }, false},
		{"grace.web-direct.disabled_days", func(d *policy.Document) { d.Grace.WebDirect.DisabledDays = -1 }, false},
		{"grace.ea.days", func(d *policy.Document) { d.Grace.EA.Days = -1 }, false},
		{"grace.mca-e.multi_year_days", func(d *policy.Document) { d.Grace.MCAE.MultiYearDays = -1 }, false},
		{"grace.open.days", func(d *policy.Document) { d.Grace.Open.Days = -1 }, false},
		{"grace.advisor.days", func(d *policy.Document) { d.Grace.Advisor.Days = -1 }, false},
		{"grace.syndication.days", func(d *policy.Document) { d.Grace.Syndication.Days = -1 }, false},
		{"limits.tenant_subscriptions", func(d *policy.Document) { d.Limits.TenantSubscriptions = 0 }, false},
		{"limits.doubled", func(d *policy.Document) { d.Limits.Doubled = 0 }, false},
		{"limits.transfer_items", func(d *policy.Document) { d.Limits.TransferItems = 0 }, false},
		{"limits.transfer_days", func(d *policy.Document) { d.Limits.TransferDays = 0 }, false},
		{"limits.cancelled_data_days", func(d *policy.Document) { d.Limits.CancelledDataDays = -1 }, false},
		{"limits.suspended_data_days", func(d *policy.Document) { d.Limits.SuspendedDataDays = -1 }, false},
		{"limits.legacy_suspended_days", func(d *policy.Document) { d.Limits.LegacySuspendedDays = -1 }, false},
		{"limits.cancelled_backup_days", func(d *policy.Document) { d.Limits.CancelledBackupDays = -1 }, false},
		{"limits.match_days_before", func(d *policy.Document) { d.Limits.MatchDaysBefore = -1 }, false},
		{"limits.overlap_days", func(d *policy.Document) { d.Limits.OverlapDays = -1 }, false},
		{"limits.relationship_lead_days", func(d *policy.Document) { d.Limits.RelationshipLeadDays = -1 }, false},
		{"limits.renewal_notice_days", func(d *policy.Document) { d.Limits.RenewalNoticeDays = -1 }, false},
		{"limits.transfer_lag_days", func(d *policy.Document) { d.Limits.TransferLagDays = -1 }, false},
		{"limits.successor_days", func(d *policy.Document) { d.Limits.SuccessorDays = -1 }, false},
		{"limits.successor_wait_days", func(d *policy.Document) { d.Limits.SuccessorWaitDays = -1 }, false},
		{"seat_caps.X:1", func(d *policy.Document) { d.SeatCaps["X:1"] = 0 }, false},
		{"seat_caps.cfq7ttc0lchc:0002", func(d *policy.Document) { d.SeatCaps["cfq7ttc0lchc:0002"] = 400 }, false},
		{"markets.oceania", func(d *policy.Document) { d.Markets["oceania"] = []string{"au"} }, false},
		{"markets.there", func(d *policy.Document) {
			d.Markets["here"], d.Markets["there"] = []string{"DE", "GB"}, []string{"GB", "US"}
		}, false},
	}
}
