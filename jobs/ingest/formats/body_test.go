package formats_test

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"handover/jobs/ingest/formats"
	"handover/reconcile"
)

// Others than contoso and us.
const (
	fabrikam = "fab00000-0000-4000-8000-000000000002" // a customer
	rival    = "22222222-2222-4222-8222-222222222222" // a partner
	bought   = "50000000-0000-4000-8000-000000000001" // a subscription
)

// says are cells of a row, by column; absent stands for none.
type says map[string]string

const absent = "(no cell)"

// aFile is what is known of a body in these tests.
func aFile() *formats.File {
	return &formats.File{Partner: ourPartner, Today: reconcile.NewDay(2026, 11, 30)}
}

// read makes rows of a body: one object, a list, or a collection, whose address may tell
// the tenant.
func read(t *testing.T, name string, file *formats.File, body string) taken {
	t.Helper()
	if found := regexp.MustCompile(`(?i)"uri":\s*"[^"]*/customers/([0-9a-f-]{36})/[a-z]+"`).FindStringSubmatch(body); found != nil {
		file.Tenant = found[1]
	}
	var records []*formats.Record
	for i, object := range objectsIn(t, body) {
		records = append(records, formats.NewObject(file, int64(i)+1, object))
	}
	return takeRecords(t, onlyPart(t, name), file, records)
}

// onlyPart returns the part of a format that has one.
func onlyPart(t testing.TB, name string) *formats.Part {
	t.Helper()
	format, ok := formats.Named(formats.All(), name)
	if !ok || len(format.Parts) != 1 {
		t.Fatalf("format %s has %d parts, found: %v", name, len(format.Parts), ok)
	}
	return &format.Parts[0]
}

// objectsIn cuts a body into its records.
func objectsIn(t testing.TB, body string) []json.RawMessage {
	t.Helper()
	var list []json.RawMessage
	var collection struct{ Items, Value []json.RawMessage }
	switch body[0] {
	case '[':
		err := json.Unmarshal([]byte(body), &list)
		if err != nil {
			t.Fatalf("%v in %s", err, body)
		}
		return list
	case '{':
		err := json.Unmarshal([]byte(body), &collection)
		if err != nil {
			t.Fatalf("%v in %s", err, body)
		}
	}
	if list = append(collection.Items, collection.Value...); list != nil {
		return list
	}
	return []json.RawMessage{json.RawMessage(body)}
}

// one returns the only row of what was taken.
func (got *taken) one(t testing.TB) *formats.Row {
	t.Helper()
	if len(got.rows) != 1 || len(got.problems)+len(got.skipped) != 0 {
		t.Fatalf("%d rows, problems %q, skipped %v", len(got.rows), got.problems, got.skipped)
	}
	return &got.rows[0]
}

// check compares the cells of a row that are named.
func (want says) check(t *testing.T, row *formats.Row) {
	t.Helper()
	for _, column := range slices.Sorted(maps.Keys(want)) {
		got := row.Text(column)
		if !row.Has(column) {
			got = absent
		}
		if got != want[column] {
			t.Errorf("%s is %q, want %q", column, got, want[column])
		}
	}
}

// checkTable reads one object for each row of a table.
func checkTable(t *testing.T, name string, object func(members string) string, table []tableRow) {
	t.Helper()
	for _, c := range table {
		t.Run(c.members, func(t *testing.T) {
			got := read(t, name, aFile(), object(c.members))
			c.want.check(t, got.one(t))
		})
	}
}

// tableRow is what the members of an object say.
type tableRow struct {
	members string
	want    says
}

// refusal is a record that gives no row, and why.
type refusal struct {
	body string
	why  string // the beginning of the reason
	skip bool   // it is counted rather than refused
}

func checkRefusals(t *testing.T, name string, table []refusal) {
	t.Helper()
	for _, c := range table {
		t.Run(c.body, func(t *testing.T) {
			got := read(t, name, aFile(), c.body)
			why := strings.Join(got.problems, "; ")
			if c.skip {
				why = "1: " + strings.Join(slices.Collect(maps.Keys(got.skipped)), "; ")
			}
			if len(got.rows) != 0 || len(got.problems)+len(got.skipped) != 1 || !strings.HasPrefix(why, "1: "+c.why) {
				t.Errorf("%d rows, problems %q, skipped %v; want %q", len(got.rows), got.problems, got.skipped, c.why)
			}
		})
	}
}

// fuzzObject feeds any object to a format: nothing panics, every row fits its part, and
// what is refused tells why, and at most whose it is.
func fuzzObject(f *testing.F, name string, seeds ...string) {
	f.Helper()
	part := onlyPart(f, name)
	for _, seed := range seeds {
		f.Add(seed, contoso)
		f.Add(seed, "")
	}
	f.Fuzz(func(t *testing.T, object, tenant string) {
		if !json.Valid([]byte(object)) {
			return // the road refuses it
		}
		file := aFile()
		file.Tenant = strings.TrimSpace(tenant)
		formats.Recognised(formats.All(), formats.NewObjectSample("x.json", []byte(object)))
		rec := formats.NewObject(file, 1, []byte(object))
		got := takeRecords(t, part, file, []*formats.Record{rec, rec})
		for i := range got.rows {
			mustFit(t, part, &got.rows[i])
		}
		rows, err := part.Translate(rec)
		if err == nil && len(rows) == 0 || err != nil && err.Error() == "" {
			t.Fatalf("%d rows and error %v", len(rows), err)
		}
		if err != nil && (len(rows) > 1 || len(rows) == 1 && (len(rows[0].Cells) != 1 || rows[0].Text("tenant_id") == "")) {
			t.Fatalf("rows %v beside %v", rows, err)
		}
	})
}

// A refused record marks its tenant, where that can be read.
func TestTenantOfRefused(t *testing.T) {
	for _, c := range []struct{ format, body, tenant string }{
		{"partner-center-subscriptions", `{"productType":"x","links":{"self":{"uri":"/customers/` + contoso + `/subscriptions/s1"}}}`, contoso},
		{"partner-center-subscriptions", `{"links":{"self":{"uri":"/customers/` + contoso + `/subscriptions/s1"}}}`, contoso},
		{"partner-center-transfers", `{"customerTenantId":"` + contoso + `"}`, contoso},
		{"graph-delegated-admin-relationships", `{"customer":{"tenantId":"` + contoso + `"},"endDateTime":"x"}`, contoso},
		{"azure-billing-subscriptions", `{"properties":{"beneficiaryTenantId":"` + contoso + `","systemOverrides":7}}`, contoso},
		{"partner-center-customers", `{"id":"` + contoso + `","billingProfile":7}`, contoso},
		{"partner-center-customers", `{"id":""}`, ""},
	} {
		part := onlyPart(t, c.format)
		rows, err := part.Translate(formats.NewObject(aFile(), 1, []byte(c.body)))
		tenant := ""
		if len(rows) == 1 {
			tenant = rows[0].Text("tenant_id")
		}
		if err == nil || tenant != c.tenant {
			t.Errorf("%s: tenant %q, error %v", c.body, tenant, err)
		}
	}
}

// A body of another shape than documented is refused with the member that has it.
func TestBodyOfAnotherShape(t *testing.T) {
	checkRefusals(t, "partner-center-subscriptions", []refusal{
		{body: `7`, why: "a JSON number cannot be read here"},
		{body: `{"id":"` + bought + `","productType":"Software"}`, why: "ProductType: a JSON string cannot be read here"},
		{body: `{"id":"` + bought + `","scheduledActions":{"actionType":"Cancel"}}`, why: "ScheduledActions: a JSON object cannot be read here"},
		{body: `null`, why: "id: a subscription without an id"},
	})
}

// The tenant is the one that the body names, else the one of its file.
func TestTenantOfBody(t *testing.T) {
	for _, c := range []struct{ uri, file, want string }{
		{"/customers/" + contoso + "/subscriptions/" + bought, fabrikam, contoso},
		{"https://api.partnercenter.microsoft.com/v1/Customers/{" + strings.ToUpper(contoso) + "}?size=1", "", contoso},
		{"/subscriptions?key=/customers/" + contoso, fabrikam, fabrikam},
		{"/customers/customers/" + contoso, fabrikam, contoso},
		{"/customers/12", fabrikam, fabrikam},
		{"", fabrikam, fabrikam},
	} {
		part := onlyPart(t, subscriptions)
		file := aFile()
		file.Tenant = c.file
		body := `{"id":"` + bought + `","links":{"self":{"uri":"` + c.uri + `"}}}`
		rows, err := part.Translate(formats.NewObject(file, 1, []byte(body)))
		if err != nil || len(rows) != 1 || rows[0].Text("tenant_id") != c.want {
			t.Errorf("%s in a file of %q: %v, %v", c.uri, c.file, rows, err)
		}
	}
}
