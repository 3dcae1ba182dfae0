package sync

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
)

func TestEndingSoon(t *testing.T) {
	const contoso, fabrikam = "aaaaaaaa-0000-4000-8000-000000000001", "aaaaaaaa-0000-4000-8000-000000000002"
	today := reconcile.NewDay(2026, time.November, 30)
	of := func(tenant, status, end, extend string) string {
		return `{"status":"` + status + `","endDateTime":` + end + `,"autoExtendDuration":"` + extend + `","customer":{"tenantId":"` + tenant + `"}}`
	}
	const soon, later, today30, past = `"2026-12-10T08:00:00Z"`, `"2026-12-31T00:00:00Z"`, `"2026-12-30T00:00:00Z"`, `"2026-11-29T00:00:00Z"`
	for name, r := range map[string]struct {
		list []string
		want []Ending
	}{
		"ends soon":               {[]string{of(contoso, "active", soon, "PT0S")}, []Ending{{contoso, today + 10}}},
		"in thirty days":          {[]string{of(contoso, "Active", today30, "P0D")}, []Ending{{contoso, today + 30}}},
		"in thirty-one days":      {[]string{of(contoso, "active", later, "")}, nil},
		"is expiring":             {[]string{of(contoso, "expiring", soon, "")}, []Ending{{contoso, today + 10}}},
		"is extended":             {[]string{of(contoso, "active", soon, "P180D")}, nil},
		"has ended":               {[]string{of(contoso, "active", past, ""), of(contoso, "terminated", soon, "")}, nil},
		"without an end":          {[]string{of(contoso, "active", "null", "")}, nil},
		"another one goes on":     {[]string{of(contoso, "active", soon, ""), of(contoso, "active", later, "")}, nil},
		"another one waits":       {[]string{of(contoso, "active", soon, ""), of(contoso, "approvalPending", later, "")}, []Ending{{contoso, today + 10}}},
		"the last one counts":     {[]string{of(contoso, "active", today30, ""), of(contoso, "active", soon, "")}, []Ending{{contoso, today + 30}}},
		"those first that end so": {[]string{of(contoso, "active", today30, ""), of(fabrikam, "active", soon, "")}, []Ending{{fabrikam, today + 10}, {contoso, today + 30}}},
		"nobody's":                {[]string{`{"status":"active","endDateTime":` + soon + `,"customer":null}`}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var all []relationship
			for _, text := range r.list {
				if !json.Valid([]byte(text)) {
					t.Fatalf("%s is no JSON", text)
				}
				one, err := relationshipOf([]byte(text))
				if err != nil {
					t.Fatal(err)
				}
				all = append(all, one)
			}
			if diff := cmp.Diff(r.want, endingSoon(all, today)); diff != "" {
				t.Errorf("%s", diff)
			}
		})
	}
}
