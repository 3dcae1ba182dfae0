package sync_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"

	"handover/jobs/sync"
	"handover/jobs/sync/synctest"
	"handover/reconcile"
)

func TestEndingSoon(t *testing.T) {
	today := reconcile.NewDay(2026, time.November, 30)
	of := func(tenant, status, end, extend string) string {
		return `{"status":"` + status + `","endDateTime":` + end + `,"autoExtendDuration":"` + extend + `","customer":{"tenantId":"` + tenant + `"}}`
	}
	const soon, later, today30, past = `"2026-12-10T08:00:00Z"`, `"2026-12-31T08:00:00Z"`, `"2026-12-30T08:00:00Z"`, `"2026-11-29T00:00:00Z"`
	for name, r := range map[string]struct {
		list []string
		want []sync.Ending
	}{
		"ends soon":               {[]string{of(contoso, "active", soon, "PT0S")}, []sync.Ending{{contoso, today + 10}}},
		"in thirty days":          {[]string{of(contoso, "Active", today30, "P0D")}, []sync.Ending{{contoso, today + 30}}},
		"at midnight":             {[]string{of(contoso, "active", `"2026-12-10T00:00:00Z"`, "PT0S")}, []sync.Ending{{contoso, today + 9}}},
		"in thirty-one days":      {[]string{of(contoso, "active", later, "")}, nil},
		"is expiring":             {[]string{of(contoso, "expiring", soon, "")}, []sync.Ending{{contoso, today + 10}}},
		"is extended":             {[]string{of(contoso, "active", soon, "P180D")}, nil},
		"has ended":               {[]string{of(contoso, "active", past, ""), of(contoso, "terminated", soon, "")}, nil},
		"without an end":          {[]string{of(contoso, "active", "null", "")}, nil},
		"another one goes on":     {[]string{of(contoso, "active", soon, ""), of(contoso, "active", later, "")}, nil},
		"another one waits":       {[]string{of(contoso, "active", soon, ""), of(contoso, "approvalPending", later, "")}, []sync.Ending{{contoso, today + 10}}},
		"the last one counts":     {[]string{of(contoso, "active", today30, ""), of(contoso, "active", soon, "")}, []sync.Ending{{contoso, today + 30}}},
		"those first that end so": {[]string{of(contoso, "active", today30, ""), of(fabrikam, "active", soon, "")}, []sync.Ending{{fabrikam, today + 10}, {contoso, today + 30}}},
		"nobody's":                {[]string{`{"status":"active","endDateTime":` + soon + `,"customer":null}`}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			page := `{"value":[` + strings.Join(r.list, ",") + `]}`
			if !json.Valid([]byte(page)) {
				t.Fatalf("%s is no JSON", page)
			}
			list := &sync.List{Bodies: []sync.Body{{Text: []byte(page)}}}
			if diff := cmp.Diff(r.want, sync.EndingSoon(list, today)); diff != "" {
				t.Errorf("%s", diff)
			}
			list.Lacks = "page 2"
			if got := sync.EndingSoon(list, today); got != nil {
				t.Errorf("a list that is not whole names %v", got)
			}
		})
	}
}

// The day on which delegated administration ends comes with a list, stays where a list breaks
// off, since what ends later may stand on a page that did not come, and goes when the
// relationship is renewed.
func TestDelegationIsRenewed(t *testing.T) {
	relationship := func(id string, days int, extend string) synctest.Relationship {
		return synctest.Relationship{ID: id, Customer: contoso, Roles: []string{supportRole}, End: noon().AddDate(0, 0, days), AutoExtend: extend}
	}
	s := serve(t, synctest.Options{PageSize: 1, Estate: synctest.Estate{Partner: us, Customers: []synctest.Customer{{ID: contoso}}}})
	store := newModel()
	engine := sync.Engine{
		Remote: newGraph(t, s, zerolog.Nop()), Store: store, Now: noon, Log: zerolog.Nop(), Meter: &sync.Meter{Now: noon}, Spool: t.TempDir(), Parallel: 1,
	}
	brokenOff := synctest.Fault{Call: "GET /v1.0/tenantRelationships/delegatedAdminRelationships", Skip: 1, Kind: synctest.Cut}
	for _, night := range []struct {
		name          string
		relationships []synctest.Relationship
		fault         synctest.Fault
		want          string
	}{
		{"two end", []synctest.Relationship{relationship("1", 10, ""), relationship("2", 20, "")}, synctest.Fault{}, "2026-12-20"},
		{"the list breaks off before the later one", []synctest.Relationship{relationship("1", 10, ""), relationship("2", 20, "")}, brokenOff, "2026-12-20"},
		{"the list breaks off before the renewed one", []synctest.Relationship{relationship("1", 10, ""), relationship("3", 700, "P180D")}, brokenOff, "2026-12-20"},
		{"it is renewed", []synctest.Relationship{relationship("1", 10, ""), relationship("3", 700, "P180D")}, synctest.Fault{}, ""},
		{"and renewed no more", []synctest.Relationship{relationship("3", 25, "")}, synctest.Fault{}, "2026-12-25"},
		{"the list breaks off behind one that extends itself", []synctest.Relationship{relationship("3", 25, "P180D"), relationship("4", 5, "")}, brokenOff, ""},
	} {
		s.Set(synctest.Estate{Partner: us, Customers: []synctest.Customer{{ID: contoso}}, Relationships: night.relationships})
		s.Script(night.fault)
		summary, err := engine.Run(t.Context(), sync.Request{Full: true})
		if err != nil {
			t.Fatalf("%s: %v", night.name, err)
		}
		if (summary.Pass.Lacks != "") != (night.fault.Kind != "") {
			t.Fatalf("%s: the list lacks %q", night.name, summary.Pass.Lacks)
		}
		if got := store.profiles[contoso]; got.DelegatedAdmin != reconcile.Yes || got.DelegatedUntil.String() != night.want {
			t.Errorf("%s: delegated admin %v until %q, want until %q", night.name, got.DelegatedAdmin, got.DelegatedUntil, night.want)
		}
	}
}
