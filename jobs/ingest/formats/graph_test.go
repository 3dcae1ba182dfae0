package formats_test

import (
	"strings"
	"testing"
)

const (
	directory     = "graph-directory-subscriptions"
	relationships = "graph-delegated-admin-relationships"
)

func TestCompanySubscription(t *testing.T) {
	object := func(members string) string {
		return `{"id":"d1","commerceSubscriptionId":"` + bought + `",` + members + `}`
	}
	for _, c := range []tableRow{
		{`"skuId":"05e9a617-0261-4cee-bb44-138d3ef5d965","skuPartNumber":"SPE_E3","totalLicenses":25,"createdDateTime":"2026-01-01T00:00:00Z","isTrial":false`, says{
			"subscription_id": bought, "tenant_id": contoso, "offer_id": "05e9a617-0261-4cee-bb44-138d3ef5d965", "offer_name": "SPE_E3",
			"quantity": "25", "created": "2026-01-01T00:00:00Z", "trial": "false", "auto_renew": absent, "term": absent,
		}},
		{`"status":"Enabled","nextLifecycleDateTime":"2027-02-01T00:00:00Z"`, says{"status": "active", "commitment_end": "2027-01-31T23:59:59Z"}},
		{`"status":"Enabled","nextLifecycleDateTime":"2027-02-01T00:00:00+02:00"`, says{"commitment_end": "2027-01-31T23:59:59Z"}},
		{`"status":"Enabled","nextLifecycleDateTime":"2027-01-31T23:59:59Z"`, says{"commitment_end": "2027-01-31T23:59:59Z"}},
		{`"status":"Enabled","nextLifecycleDateTime":"2027-02-01T08:00:00Z"`, says{"commitment_end": "2027-02-01T23:59:59Z"}},
		{`"status":"Enabled","nextLifecycleDateTime":null`, says{"commitment_end": absent}},
		{`"status":"Enabled","nextLifecycleDateTime":"0001-01-01T00:00:00Z"`, says{"commitment_end": absent}},
		{`"status":"Enabled","nextLifecycleDateTime":"soon"`, says{"commitment_end": "soon"}}, // for the column to refuse
		{`"status":"Warning","nextLifecycleDateTime":"2027-02-01T00:00:00Z"`, says{"status": "expired", "commitment_end": absent}},
		{`"status":"Suspended","nextLifecycleDateTime":"2027-02-01T00:00:00Z"`, says{"status": "disabled", "commitment_end": absent}},
		{`"status":"LockedOut"`, says{"status": "disabled"}},
		{`"status":"Deleted"`, says{"status": "deleted"}},
		{`"status":"Asleep"`, says{"status": "Asleep"}},
		{`"ownerTenantId":"` + rival + `"`, says{"channel": "csp", "seller_id": rival, "commerce": "nce"}},
		{`"ownerTenantId":"00000000-0000-0000-0000-000000000000"`, says{"channel": absent, "seller_id": absent}},
		{`"ownerTenantId":null`, says{"channel": absent, "seller_id": absent, "commerce": absent}},
		{`"ownerTenantId":"` + contoso + `"`, says{"channel": absent, "seller_id": absent, "commerce": absent}},
	} {
		t.Run(c.members, func(t *testing.T) {
			file := aFile()
			file.Tenant = contoso
			got := read(t, directory, file, object(c.members))
			c.want.check(t, got.one(t))
		})
	}
	checkRefusals(t, directory, []refusal{
		{body: object(`"status":"Enabled"`), why: "no tenant: "},
		{body: `{"id":"d1","commerceSubscriptionId":null,"status":"Enabled"}`, why: "no commerceSubscriptionId", skip: true},
	})
}

// A customer's relationships together answer whether one of them may open support requests.
func TestRelationship(t *testing.T) {
	const support, reader = "f023fd81-a637-4b56-95fd-791ac0226033", "88d8e3e3-8f55-4a1e-953a-9b9898b8876b"
	relationship := func(status, end, role string) string {
		return `{"displayName":"x","status":"` + status + `","endDateTime":` + end + `,"customer":{"tenantId":"` + contoso + `","displayName":"Contoso"},
			"accessDetails":{"unifiedRoles":[{"roleDefinitionId":"` + reader + `"},{"roleDefinitionId":"` + role + `"}]}}`
	}
	for name, c := range map[string]struct{ body, want string }{
		"active":                {relationship("active", `"2027-01-01T00:00:00Z"`, support), "true"},
		"expiring, in capitals": {relationship("Expiring", `"2027-01-01T00:00:00Z"`, "{F023FD81-A637-4B56-95FD-791AC0226033}"), "true"},
		"another fitting role":  {relationship("active", `"2027-01-01T00:00:00Z"`, "62e90394-69f5-4237-9190-012177145e10"), "true"},
		"ends today":            {relationship("active", `"2026-11-30T08:00:00Z"`, support), "true"},
		"ended at midnight":     {relationship("active", `"2026-11-30T00:00:00Z"`, support), "false"},
		"ended yesterday":       {relationship("active", `"2026-11-29T23:59:59Z"`, support), "false"},
		"without an end":        {relationship("active", `null`, support), "true"},
		"without the role":      {relationship("active", `"2027-01-01T00:00:00Z"`, reader), "false"},
		"only approved":         {relationship("approved", `"2027-01-01T00:00:00Z"`, support), "false"},
		"terminated":            {relationship("terminated", `"2027-01-01T00:00:00Z"`, support), "false"},
		"no roles at all":       {`{"status":"active","customer":{"tenantId":"` + contoso + `"},"accessDetails":null}`, "false"},
		"one of three": {`{"value":[` + relationship("terminated", `null`, support) + `,` + relationship("active", `null`, support) + `,` +
			relationship("active", `null`, reader) + `]}`, "true"},
		"none of two": {`{"value":[` + relationship("terminated", `null`, support) + `,` + relationship("active", `null`, reader) + `]}`, "false"},
	} {
		t.Run(name, func(t *testing.T) {
			got := read(t, relationships, aFile(), c.body)
			says{"tenant_id": contoso, "delegated_admin": c.want}.check(t, got.one(t))
		})
	}
	checkRefusals(t, relationships, []refusal{
		{body: `{"status":"created","customer":null,"accessDetails":{}}`, why: "no customer has approved", skip: true},
		{body: relationship("active", `"soon"`, support), why: "endDateTime: "},
	})
}

// Delegated administration ends with the last relationship that holds, and not at all where
// one of them goes on.
func TestRelationshipEnds(t *testing.T) {
	relationship := func(status, end, extend string) string {
		return `{"status":"` + status + `","endDateTime":` + end + `,"autoExtendDuration":` + extend + `,"customer":{"tenantId":"` + contoso + `"},"accessDetails":{}}`
	}
	const soon, later, past, no = `"2026-12-10T08:00:00Z"`, `"2027-02-01T08:00:00Z"`, `"2026-11-29T00:00:00Z"`, `"PT0S"`
	for name, c := range map[string]struct {
		relationships []string
		want          string
	}{
		"the only one ends":          {[]string{relationship("active", soon, no)}, "2026-12-10"},
		"at midnight":                {[]string{relationship("active", `"2026-12-10T00:00:00Z"`, no)}, "2026-12-09"},
		"never":                      {[]string{relationship("active", `"9999-12-31T00:00:00Z"`, no)}, ""},
		"is expiring":                {[]string{relationship("Expiring", soon, "null")}, "2026-12-10"},
		"no days to extend it by":    {[]string{relationship("active", soon, `"P0D"`)}, "2026-12-10"},
		"extends itself":             {[]string{relationship("active", soon, `"P180D"`)}, ""},
		"without an end":             {[]string{relationship("active", "null", no)}, ""},
		"ended":                      {[]string{relationship("active", past, no)}, absent},
		"does not hold":              {[]string{relationship("terminated", soon, no)}, absent},
		"the last one counts":        {[]string{relationship("active", soon, no), relationship("active", later, no)}, "2027-02-01"},
		"in any order":               {[]string{relationship("active", later, no), relationship("active", soon, no)}, "2027-02-01"},
		"one goes on":                {[]string{relationship("active", soon, no), relationship("active", soon, `"P180D"`)}, ""},
		"the first one goes on":      {[]string{relationship("active", "null", no), relationship("active", soon, no)}, ""},
		"one that waits is no other": {[]string{relationship("approvalPending", later, no), relationship("active", soon, no), relationship("terminated", later, no)}, "2026-12-10"},
	} {
		t.Run(name, func(t *testing.T) {
			got := read(t, relationships, aFile(), `{"value":[`+strings.Join(c.relationships, ",")+`]}`)
			says{"tenant_id": contoso, "delegated_until": c.want}.check(t, got.one(t))
		})
	}
}

func FuzzCompanySubscription(f *testing.F) {
	fuzzObject(f, directory, `{"commerceSubscriptionId":"`+bought+`","skuId":"x","status":"Enabled","nextLifecycleDateTime":"2027-02-01T00:00:00Z","ownerTenantId":"`+rival+`"}`)
}

func FuzzRelationship(f *testing.F) {
	fuzzObject(f, relationships, `{"status":"active","endDateTime":"2027-02-01T00:00:00Z","customer":{"tenantId":"`+contoso+`"},"accessDetails":{"unifiedRoles":[{"roleDefinitionId":"x"}]}}`)
}
