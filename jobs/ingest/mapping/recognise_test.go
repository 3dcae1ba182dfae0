package mapping_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/ingest/formats"
	"handover/jobs/ingest/mapping"
)

// An export of Partner Center is read as far as its user names the columns.
func TestPartnerCenterExport(t *testing.T) {
	format := shipped(t, "partner-center-export", mapping.Document{
		Dates:   mapping.Choices{"MM/DD/YYYY"},
		Columns: map[string]mapping.Choices{"commitment_end": {"Ends on"}},
	}, nil)
	want := []map[string]string{{
		"subscription_id": "S1", "tenant_id": "T1", "channel": "csp", "quantity": "3", "status": "Active", "auto_renew": "false",
		"commitment_end": "2027-03-31T23:59:59Z",
	}}
	text := "Subscription ID,Microsoft ID,Quantity,Status,Auto renew,Ends on\nS1,T1,3,Active,Off,03/31/2027\n"
	if diff := cmp.Diff(want, rows(t, format, lines(t, text))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// Every file is recognised by its own mapping and by no other.
func TestShippedMappingsAreToldApart(t *testing.T) {
	all, err := mapping.Load(nil, "")
	if err != nil {
		t.Fatal(err)
	}
	samples := map[string]*formats.Sample{
		"arrowsphere":      formats.NewObjectSample("a.json", objects(t, read(t, "arrowsphere.json"), "")[0].JSON),
		"arrowsphere-find": formats.NewObjectSample("a.json", objects(t, read(t, "arrowsphere-find.json"), "licenses")[0].JSON),
		"pax8":             formats.NewObjectSample("a.json", objects(t, read(t, "pax8.json"), "content")[0].JSON),
		"streamone":        formats.NewObjectSample("a.json", objects(t, read(t, "streamone.json"), "items")[0].JSON),
		"crayon":           formats.NewObjectSample("a.json", objects(t, read(t, "crayon.json"), "Items")[0].JSON),
		"giacom":           sampleOf(read(t, "giacom.csv")),
		"streamone-csv":    sampleOf(read(t, "streamone.csv")),
		"":                 sampleOf("subscription_id,tenant_id,quantity,commitment_end\n"),
	}
	for name, sample := range samples {
		var got []string
		for _, format := range formats.Recognised(all, sample) {
			got = append(got, format.Name)
		}
		var want []string
		if name != "" {
			want = []string{name}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
	delete(samples, "")
	names := slices.Sorted(maps.Keys(samples))
	for _, format := range all {
		if format.Name != "partner-center-export" && !slices.Contains(names, format.Name) {
			t.Errorf("no test recognises a file of %s", format.Name)
		}
	}
}

func sampleOf(text string) *formats.Sample {
	header, _, _ := strings.Cut(text, "\n")
	return formats.NewSample("a.csv", strings.Split(strings.ReplaceAll(header, `"`, ""), ","))
}

// A file that is said to be one of a mapping has a field for what every row needs; one whose
// customer's name is in that of the file needs none for the tenant.
func TestFilesThatMayBeThoseOfAMapping(t *testing.T) {
	const keys = "own_id = \"{Customer}/{No}\"\n[columns]\nsubscription_id = [\"Microsoft ID\", \"ID\"]\ntenant_id = \"Tenant\"\n"
	format := declared(t, keys, nil)
	for header, want := range map[string]bool{
		"id,seats":                  true,
		"MICROSOFT_ID,tenant":       true,
		"customer,no":               true,
		"customer,seats,tenant":     false, // half of the writer's own id
		"Licence,Seats,End of Term": false,
	} {
		if got := format.MayBe(formats.NewSample("a.csv", strings.Split(header, ","))); got != want {
			t.Errorf("%s: got %t", header, got)
		}
	}
	object := func(text string) *formats.Sample { return formats.NewObjectSample("a.json", []byte(text)) }
	if format.MayBe(object(`{"Other":1}`)) || !format.MayBe(object(`{"Microsoft ID":"S1","Tenant":"T1"}`)) {
		t.Error("an object may be one of the mapping where it is recognised, and not else")
	}
	if open := declared(t, "header = []\n"+keys, nil); !open.MayBe(object(`{"Other":1}`)) {
		t.Error("of a mapping that recognises nothing any object may be one")
	}
}
