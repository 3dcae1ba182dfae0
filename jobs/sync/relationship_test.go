package sync_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/sync"
	"handover/reconcile"
)

func TestEndingSoon(t *testing.T) {
	today := reconcile.NewDay(2026, time.November, 30)
	of := func(tenant, status, end, extend string) string {
		return `{"status":"` + status + `","endDateTime":` + end + `,"autoExtendDuration":"` + extend + `","customer":{"tenantId":"` + tenant + `"}}`
	}
	const soon, later, today30, past = `"2026-12-10T08:00:00Z"`, `"2026-12-31T00:00:00Z"`, `"2026-12-30T00:00:00Z"`, `"2026-11-29T00:00:00Z"`
	for name, r := range map[string]struct {
		list []string
		want []sync.Ending
	}{
		"ends soon":               {[]string{of(contoso, "active", soon, "PT0S")}, []sync.Ending{{contoso, today + 10}}},
		"in thirty days":          {[]string{of(contoso, "Active", today30, "P0D")}, []sync.Ending{{contoso, today + 30}}},
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
		})
	}
}
