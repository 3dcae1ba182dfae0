package mapping_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/ingest/formats"
)

// The date of an end is the last day of the term or the day of the renewal, in every way
// in which a date can be written.
func TestEndsOfTerms(t *testing.T) {
	const day, berlin = "dates = [\"DD/MM/YYYY\", \"DD-MM-YYYY HH:mm\", \"D.M.YYYY\", \"DD MMM YYYY\", \"M/D/YYYY h:mm:ss AM\"]", "\nzone = \"Europe/Berlin\""
	for _, c := range []struct{ name, keys, text, last, renewal string }{
		{"a day", day, "28/02/2027", "2027-02-28", "2027-02-27"},
		{"the first of a month", day, "01/03/2027", "2027-03-01", "2027-02-28"},
		{"the first of a leap year's March", day, "01/03/2028", "2028-03-01", "2028-02-29"},
		{"short numbers", day, "1.3.2027", "2027-03-01", "2027-02-28"},
		{"the name of a month", day, "01 Mar 2027", "2027-03-01", "2027-02-28"},
		{"midnight on a clock of twelve hours", day, "3/1/2027 12:00:00 AM", "2027-03-01", "2027-02-28"},
		{"an hour of the afternoon", day, "3/1/2027 5:30:00 PM", "2027-03-01", "2027-02-28"},
		{"ISO 8601 is always read", day, "2027-03-01", "2027-03-01", "2027-02-28"},
		{"midnight in UTC", day, "2027-03-01T00:00:00Z", "2027-03-01", "2027-02-28"},
		{"an hour of the renewal", day, "2027-03-01T17:48:43.123Z", "2027-03-01", "2027-02-28"},
		{"the last second of a term", day, "2027-02-28T23:59:59Z", "2027-02-28", "2027-02-27"},
		{"midnight without a zone", day, "01-03-2027 00:00", "2027-03-01", "2027-02-28"},
		{"midnight in Berlin, told in UTC", day + berlin, "2027-02-28T23:00:00Z", "2027-03-01", "2027-02-28"},
		{"midnight in Berlin, told without a zone", day + berlin, "01-03-2027 00:00", "2027-03-01", "2027-02-28"},
		{"midnight in summer in Berlin", day + berlin, "2027-06-30T22:00:00Z", "2027-07-01", "2027-06-30"},
		{"midnight in UTC is no midnight in Berlin", day + berlin, "2027-03-01T00:00:00Z", "2027-03-01", "2027-02-28"},
		{"the last second in UTC is tomorrow in Berlin", day + berlin, "2027-02-28T23:59:59Z", "2027-02-28", "2027-02-27"},
		{"a bare day has no zone", day + berlin, "01/03/2027", "2027-03-01", "2027-02-28"},
		{"a day without midnight", day + "\nzone = \"America/Sao_Paulo\"", "04/11/2018", "2018-11-04", "2018-11-03"},
		{"no end", day, "9999-12-31T23:59:59Z", "9999-12-31", "9999-12-31"},
		{"no end beyond what can be written", day, "9999-12-31T23:59:59-05:00", "9999-12-31", "9999-12-31"},
		{"no date", day, "0001-01-01T00:00:00", "", ""},
		{"a mark of a text", day, "'01/03/2027", "2027-03-01", "2027-02-28"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for end, want := range map[string]string{"last-day": c.last, "renewal-day": c.renewal} {
				format := declared(t, strings.Replace(with(c.keys, ""), "renewal-day", end, 1), nil)
				got := rows(t, format, lines(t, "Id,Tenant,Renews\nS1,T1,"+c.text+"\n"))[0]
				if want != "" {
					want += "T23:59:59Z"
				}
				if got["commitment_end"] != want || got["problem"] != "" {
					t.Errorf("%s: got %q, want %q; %s", end, got["commitment_end"], want, got["problem"])
				}
			}
		})
	}
}

func TestDaysThatAreNone(t *testing.T) {
	format := declared(t, with("dates = [\"DD/MM/YYYY\"]", ""), nil)
	for _, text := range []string{"31/02/2027", "12/31/2027", "1/3/2027", "01/03/27", "tomorrow", "2027-02-30", "2027-03-01T24:00:00Z", "44927", "2026-12-18T06: 41: 12Z"} {
		got := rows(t, format, lines(t, "Id,Tenant,Renews\nS1,T1,"+text+"\n"))[0]
		if !strings.HasPrefix(got["problem"], "Renews: \""+text+"\" is no date like 2026-11-30 nor as dates says (DD/MM/YYYY)") {
			t.Errorf("%s: got %v", text, got)
		}
	}
}

// What is no end is a day or a moment as it is.
func TestOtherDates(t *testing.T) {
	format := declared(t, with("dates = [\"DD/MM/YYYY HH:mm\"]\nzone = \"Europe/Berlin\"",
		"created = \"C\"\ncancellable_until = \"U\"\nobserved_at = \"O\"\nterm_start = \"T\"\n"), nil)
	got := rows(t, format, lines(t, "Id,Tenant,C,U,O,T\nS1,T1,01/03/2027 00:00,01/03/2027 10:30,2027-03-01,2027-02-28T23:30:00Z\n"))
	want := []map[string]string{{
		"subscription_id": "S1", "tenant_id": "T1", "created": "2027-03-01", "cancellable_until": "2027-03-01T09:30:00Z",
		"observed_at": "2027-03-01", "term_start": "2027-02-28",
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestNumbers(t *testing.T) {
	const german, plain, swiss, french = "decimal = \",\"\nthousands = \".\"", "", "thousands = \"'\"", "decimal = \",\"\nthousands = \" \""
	for _, c := range []struct{ keys, text, quantity, price string }{
		{plain, "25", "25", "25"},
		{plain, "25.0", "25", "25.0"},
		{plain, "12.50", "12.50", "12.50"},
		{plain, "-3", "-3", "-3"},
		{plain, "+3", "3", "3"},
		{plain, "1,000", "", ""},
		{plain, "1e3", "", ""},
		{plain, "€ 12", "", ""},
		{plain, ".5", "", ""},
		{plain, "5.", "", ""},
		{plain, "--5", "", ""},
		{german, "1.234,50", "1234.50", "1234.50"},
		{german, "1.234", "1234", "1234"},
		{german, "1.234.567", "1234567", "1234567"},
		{german, "1.5", "", ""}, // a point that cannot stand between thousands
		{german, "12.34,5", "", ""},
		{german, ".123", "", ""},
		{german, "25,00", "25", "25.00"},
		{swiss, "12'345.60", "12345.60", "12345.60"},
		{french, "12\u202f345,60", "12345.60", "12345.60"},
		{french, "12 345,60", "12345.60", "12345.60"},
	} {
		format := declared(t, with(c.keys, "quantity = \"Q\"\n"), nil)
		price := declared(t, with(c.keys, "unit_price = \"Q\"\n"), nil)
		records := lines(t, "Id,Tenant,Q\nS1,T1,\""+c.text+"\"\n")
		if got := rows(t, format, records)[0]; got["quantity"] != c.quantity || (got["problem"] == "") != (c.quantity != "") {
			t.Errorf("%q seats with %q: got %v, want %q", c.text, c.keys, got, c.quantity)
		}
		if got := rows(t, price, records)[0]; got["unit_price"] != c.price {
			t.Errorf("the price %q with %q: got %v, want %q", c.text, c.keys, got, c.price)
		}
	}
}

// A number of JSON is what JSON says it is, however the file writes numbers in texts.
func TestNumbersOfJSON(t *testing.T) {
	format := declared(t, with("decimal = \",\"\nthousands = \".\"", "unit_price = [\"first\", \"price\"]\n"), nil)
	for written, want := range map[string]string{
		`1.025`: "1.025", `28.4`: "28.4", `12`: "12", `-3.50`: "-3.50",
		`"1.025"`: "1025", `"28,4"`: "28.4", `"28.4"`: "",
	} {
		got := rows(t, format, objects(t, `{"Id":"S1","Tenant":"T1","first":"","price":`+written+`}`, ""))[0]
		if got["unit_price"] != want || (got["problem"] == "") != (want != "") {
			t.Errorf("%s: got %v, want %q", written, got, want)
		}
	}
}

// Words mean what the mapping says; others are kept, unknown, or another word.
func TestWords(t *testing.T) {
	for _, c := range []struct{ name, values, text, want string }{
		{"a word", "Läuft = \"active\"", "Läuft", "active"},
		{"case does not count", "Running = \"active\"", " RUNNING ", "active"},
		{"others are kept", "Running = \"active\"", "Limbo", "Limbo"},
		{"others are unknown", "\"*\" = \"unknown\"", "Limbo", "-"},
		{"others are kept where that is said", "\"*\" = \"keep\"", "Limbo", "Limbo"},
		{"others are one word", "\"*\" = \"pending\"", "Limbo", "pending"},
		{"a word is unknown", "Limbo = \"unknown\"", "Limbo", "-"},
		{"empty is there and empty", "Running = \"active\"", "", ""},
		{"empty means something", "\"\" = \"none\"", "", "none"},
		{"empty is unknown", "\"\" = \"unknown\"", "", "-"},
		{"empty is not among the others", "\"*\" = \"active\"", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			values := strings.ReplaceAll(c.values, "Läuft", "\"Läuft\"")
			format := declared(t, with("", "status = \"S\"\n[values.status]\n"+values+"\n"), nil)
			got, there := rows(t, format, lines(t, "Id,Tenant,S\nS1,T1,"+c.text+"\n"))[0]["status"]
			if !there {
				got = "-"
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestOffers(t *testing.T) {
	format := declared(t, with("", "offer_id = [\"{P}:{K}\", \"Sku\", \"P\"]\n"), nil)
	for text, want := range map[string]string{
		"CFQ7TTC0LH16,0001,":                      "CFQ7TTC0LH16:0001",
		"cfq7ttc0lh16,000n,":                      "CFQ7TTC0LH16:000N",
		"CFQ7TTC0LH16,0001:CFQ7TTC0RM8K,":         "CFQ7TTC0LH16:0001",
		",,MSCSP_CFQ7TTC0LH16-0001_EUR_1":         "CFQ7TTC0LH16:0001",
		",,DZH318Z0BPS6/0001":                     "DZH318Z0BPS6:0001",
		"OFFER-1,SKU-1,":                          "OFFER-1", // no ids of Microsoft: what is made up of both is none either
		"OFFER-1,SKU-1,MS-POWERBI":                "MS-POWERBI",
		"x,,CFQ7TTC0LH16":                         "CFQ7TTC0LH16",
		"031c9e47-4802-4248-838e-778fb1d2cc05,y,": "031c9e47-4802-4248-838e-778fb1d2cc05",
		"OFFER-1,SKU-1,ABCFQ7TTC0LH16:0001":       "ABCFQ7TTC0LH16:0001",
		"OFFER-1,SKU-1,CFQ7TTC0LH16:00012":        "CFQ7TTC0LH16:00012",
		",,":                                      "",
	} {
		if got := rows(t, format, lines(t, "Id,Tenant,P,K,Sku\nS1,T1,"+text+"\n"))[0]["offer_id"]; got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

func TestFilters(t *testing.T) {
	format := declared(t, with("", "[keep]\nVendor = [\"Microsoft\", \"MSFT\"]\n[skip]\n\"Product Type\" = [\"Azure\", \"\"]\n"), nil)
	got := rows(t, format, lines(t, "Id,Tenant,Vendor,Product type\nS1,T1,microsoft,CSP\nS2,T1,Adobe,CSP\nS3,T1,,CSP\nS4,T1,msft,AZURE\nS5,T1,msft,\n"))
	want := []map[string]string{
		{"subscription_id": "S1", "tenant_id": "T1"},
		{"skip": "Vendor is \"Adobe\""},
		{"skip": "Vendor is empty"},
		{"skip": "Product Type is \"AZURE\""},
		{"skip": "Product Type is empty"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// A row without a tenant takes that of the file; without any it is refused.
func TestTenants(t *testing.T) {
	format := declared(t, least, nil)
	records := lines(t, "Id,Tenant,Renews\nS1,,\nS2,T2,\n,T2,\n")
	for _, record := range records[1:] {
		record.File = &formats.File{Tenant: "T1"}
	}
	want := []map[string]string{
		{"problem": "Tenant: no tenant; fill the field, or name a file with the tenants in join.tenant_id of the mapping"},
		{"subscription_id": "S2", "tenant_id": "T2", "commitment_end": ""},
		{"problem": "Id: no subscription; fill the field, or name the field of the writer's own id in own_id of the mapping"},
	}
	if diff := cmp.Diff(want, rows(t, format, records)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	records[0].File = &formats.File{Tenant: "T1"}
	if got := rows(t, format, records)[0]["tenant_id"]; got != "T1" {
		t.Errorf("of a file of T1 got %q", got)
	}
}

// The writer's own ids stand behind the source of the rows, by which they are told from
// Microsoft's.
func TestOwnIDs(t *testing.T) {
	format := declared(t, "own_id = \"Own\"\n"+least, nil)
	records := lines(t, "Id,Own,Tenant\n,77,T1\nS2,78,T1\n")
	got := rows(t, format, records)
	if got[0]["subscription_id"] != "fabrikam:77" || got[1]["subscription_id"] != "S2" {
		t.Errorf("got %v", got)
	}
	records[0].File = &formats.File{Source: "tailspin"}
	if got := rows(t, format, records)[0]["subscription_id"]; got != "tailspin:77" {
		t.Errorf("of the source tailspin got %q", got)
	}
}

func TestConstants(t *testing.T) {
	format := declared(t, with("", "channel = \"Channel\"\n[const]\nchannel = \"csp\"\ntrial = false\nseller_name = \"Fabrikam\"\n"), nil)
	got := rows(t, format, lines(t, "Id,Tenant,Channel\nS1,T1,\nS2,T1,ea\n"))
	want := []map[string]string{
		{"subscription_id": "S1", "tenant_id": "T1", "channel": "csp", "trial": "false", "seller_name": "Fabrikam"},
		{"subscription_id": "S2", "tenant_id": "T1", "channel": "ea", "trial": "false", "seller_name": "Fabrikam"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// A record that is refused tells whose it is, as far as that is known.
func TestRefusedRecordsTellTheirTenant(t *testing.T) {
	format := declared(t, with("", "quantity = \"Q\"\n"), nil)
	for text, want := range map[string]string{"S1,T1,x": "T1", ",T1,5": "T1", "S1,,x": ""} {
		given, err := format.Parts[0].Translate(lines(t, "Id,Tenant,Q\n"+text+"\n")[0])
		got := ""
		if len(given) == 1 {
			got = given[0].Text("tenant_id")
		}
		if err == nil || got != want {
			t.Errorf("%s: got %q with %v, want %q", text, got, err, want)
		}
	}
}

// In a workbook a day may be a number.
func TestDaysOfWorkbooks(t *testing.T) {
	format := declared(t, least, nil)
	record := lines(t, "Id,Tenant,Renews\nS1,T1,46447\n")[0]
	record.File = &formats.File{Workbook: true}
	if got := rows(t, format, []*formats.Record{record})[0]["commitment_end"]; got != "2027-02-28T23:59:59Z" {
		t.Errorf("got %q", got)
	}
}
