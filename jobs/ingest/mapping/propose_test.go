package mapping_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/ingest/mapping"
)

func proposed(t *testing.T, text string) *mapping.Proposal {
	t.Helper()
	proposal, err := mapping.Propose("export.csv", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return proposal
}

const english = `Subscription ID,Tenant ID,Product,SKU,Qty,Status,Auto Renew,Term,Renewal Date,Unit Price,Notes
S1,T1,Microsoft 365 E3,CFQ7TTC0LFLX:0001,25,Active,Yes,Annual,28/03/2027,"1,028.40",
S2,T1,Exchange Online,CFQ7TTC0LH16:0001,5,Limbo,No,Monthly,01/04/2027,3.20,x
`

const german = "Abo-ID;Kundennummer;Kunde;Produkt;Lizenzen;Status;Automatische Verl\xe4ngerung;Verl\xe4ngerungsdatum;Einzelpreis\n" +
	"S1;4711;Contoso;Microsoft 365 E3;1.025;aktiv;Ja;28.03.2027;28,40\n" +
	"S2;4712;Fabrikam;Exchange Online;5;gek\xfcndigt;vielleicht;1.4.2027;3,20\n"

func TestProposalsForEnglishAndGermanFiles(t *testing.T) {
	want := `# Proposed by handover mapping try "export.csv". Read it, answer what is asked in comments, save
# it as a file of its own, and name that: handover import --map FILE.toml --explain
title = "export.csv"
format = "csv"
dates = ["DD/MM/YYYY"]

# What is the date in "Renewal Date"?
# end = "last-day"    # the last day of the term
# end = "renewal-day" # the day on which the next term begins
thousands = ","

[columns]
subscription_id = "Subscription ID"
tenant_id = "Tenant ID"
offer_id = "SKU"
offer_name = "Product"
quantity = "Qty"
status = "Status"
auto_renew = "Auto Renew"
term = "Term"
commitment_end = "Renewal Date"
unit_price = "Unit Price"
# Not read: "Notes"

[const]
channel = "csp" # sold by a partner; Microsoft itself is web-direct, ea or mca-e

[values.status]
# "Limbo" = "" # what does it mean? left out it is kept and reported

[values.auto_renew]
"No" = "false"
"Yes" = "true"

[values.term]
"Annual" = "P1Y"
"Monthly" = "P1M"
`
	got := proposed(t, english)
	if diff := cmp.Diff(want, got.TOML); diff != "" {
		t.Errorf("English (-want +got)\n%s", diff)
	}
	table := [][]string{
		{"LINE", "SUBSCRIPTION_ID", "TENANT_ID", "QUANTITY", "STATUS", "AUTO_RENEW", "RENEWAL DATE", "E IF LAST-DAY", "E IF RENEWAL-DAY"},
		{"2", "S1", "T1", "25", "Active", "true", "28/03/2027", "2027-03-28", "2027-03-27"},
		{"3", "S2", "T1", "5", "Limbo", "false", "01/04/2027", "2027-04-01", "2027-03-31"},
	}
	if diff := cmp.Diff(table, append([][]string{got.Head}, got.Rows...)); diff != "" {
		t.Errorf("the table (-want +got)\n%s", diff)
	}

	want = `# Proposed by handover mapping try "export.csv". Read it, answer what is asked in comments, save
# it as a file of its own, and name that: handover import --map FILE.toml --explain
title = "export.csv"
format = "csv"
encoding = "windows-1252" # the file is no UTF-8; see whether names come out right
dates = ["DD.MM.YYYY", "D.M.YYYY"]

# What is the date in "Verlängerungsdatum"?
# end = "last-day"    # the last day of the term
# end = "renewal-day" # the day on which the next term begins
decimal = ","
thousands = "."

[columns]
subscription_id = "Abo-ID"
offer_name = "Produkt"
quantity = "Lizenzen"
status = "Status"
auto_renew = "Automatische Verlängerung"
commitment_end = "Verlängerungsdatum"
unit_price = "Einzelpreis"
# Not read: "Kundennummer", "Kunde"

[const]
channel = "csp" # sold by a partner; Microsoft itself is web-direct, ea or mca-e

[values.status]
"aktiv" = "active"
# "gekündigt" = "" # what does it mean? left out it is kept and reported

[values.auto_renew]
"Ja" = "true"
# "vielleicht" = "unknown" # or what else it means; left out its rows are rejected

# The file has no tenants. Name a CSV file that has them, and its columns.
[join.tenant_id]
by = "Kundennummer"
# file = "customers.csv"
# from = "Kundennummer"
# to = "tenant_id"
`
	if diff := cmp.Diff(want, proposed(t, german).TOML); diff != "" {
		t.Errorf("German (-want +got)\n%s", diff)
	}
}

// The proposal is a mapping only once a person has said what the date of the end is.
func TestAProposalIsRefusedUntilItsQuestionIsAnswered(t *testing.T) {
	text := proposed(t, english).TOML
	if _, err := mapping.LoadFile(file(t, text, nil)); err == nil || !strings.Contains(err.Error(), "end is missing") {
		t.Errorf("got %v", err)
	}
	format := declared(t, strings.Replace(text, "# end = \"renewal-day\"", "end = \"renewal-day\"", 1), nil)
	got := rows(t, format, lines(t, english))[0]
	if got["commitment_end"] != "2027-03-27T23:59:59Z" || got["unit_price"] != "1028.40" || got["auto_renew"] != "true" {
		t.Errorf("got %v", got)
	}
}

// What several layouts or notations read is asked and not guessed.
func TestAmbiguousFilesAreAsked(t *testing.T) {
	got := proposed(t, "Subscription ID,Tenant ID,Price,End Date\nS1,T1,\"1,500\",03/04/2027\n")
	for _, want := range []string{
		"# Which of these are the dates? All can be read in each way.\n# dates = [\"DD/MM/YYYY\"]\n# dates = [\"MM/DD/YYYY\"]\n",
		"# How are numbers written? All can be read in each way.\n# decimal = \".\"\n# thousands = \",\"\n# decimal = \",\"\n",
	} {
		if !strings.Contains(got.TOML, want) {
			t.Errorf("there is no %q in\n%s", want, got.TOML)
		}
	}
	table := [][]string{
		{
			"LINE", "SUBSCRIPTION_ID", "TENANT_ID", "END DATE", "E IF LAST-DAY AND DD/MM/YYYY", "E IF RENEWAL-DAY AND DD/MM/YYYY",
			"E IF LAST-DAY AND MM/DD/YYYY", "E IF RENEWAL-DAY AND MM/DD/YYYY",
		},
		{"2", "S1", "T1", "03/04/2027", "2027-04-03", "2027-04-02", "2027-03-04", "2027-03-03"},
	}
	if diff := cmp.Diff(table, append([][]string{got.Head}, got.Rows...)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestDatesOfProposals(t *testing.T) {
	for values, want := range map[string]string{
		"2027-03-31":                  "format = \"csv\"\n\n# What is", // no layout is needed
		"2027-03-31T00:00:00Z":        "format = \"csv\"\n\n# What is",
		"12/31/2027":                  "dates = [\"MM/DD/YYYY\"]\n\n",
		"03/04/2027 12/31/2027":       "dates = [\"MM/DD/YYYY\"]\n\n",
		"31-12-2027":                  "dates = [\"DD-MM-YYYY\"]\n\n",
		"2027/12/31":                  "dates = [\"YYYY/MM/DD\"]\n\n",
		"3/31/2027":                   "dates = [\"M/D/YYYY\"]\n\n",
		"31.12.2027 30.6.2027":        "dates = [\"DD.MM.YYYY\", \"D.M.YYYY\"]\n\n",
		"31.12.2027_10:15 30.06.2027": "dates = [\"DD.MM.YYYY HH:mm\", \"DD.MM.YYYY\"]\n\n",
		"12/31/2027_12:00:00_AM":      "dates = [\"MM/DD/YYYY h:mm:ss AM\"]\n\n",
		"31.12.2027 N/A":              "dates = [\"DD.MM.YYYY\"]\n\n",
		"31.12.2027 12/31/2027":       "# dates = [\"DD/MM/YYYY\"] # no layout reads all dates of the file",
	} {
		text := "Subscription ID,Renewal Date\n"
		for value := range strings.FieldsSeq(values) {
			text += "S1," + strings.ReplaceAll(value, "_", " ") + "\n"
		}
		if got := proposed(t, text).TOML; !strings.Contains(got, want) {
			t.Errorf("%s: there is no %q in\n%s", values, want, got)
		}
	}
}

// The product and the SKU make an offer where they are Microsoft's, and times have a zone.
func TestOffersAndTimesOfProposals(t *testing.T) {
	got := proposed(t, "Subscription ID,Offer ID,SKU ID,Created\nS1,CFQ7TTC0LH16,0001,2027-01-01 10:00\n").TOML
	for _, want := range []string{"offer_id = \"{Offer ID}:{SKU ID}\"\n", "# zone = "} {
		if !strings.Contains(got, want) {
			t.Errorf("there is no %q in\n%s", want, got)
		}
	}
	if strings.Contains(got, "Not read") {
		t.Errorf("columns are not read in\n%s", got)
	}
	got = proposed(t, "Subscription ID,Offer ID,SKU ID,Created\nS1,A,B,2027-01-01\n").TOML
	if !strings.Contains(got, "offer_id = \"Offer ID\"\n") || strings.Contains(got, "zone") {
		t.Errorf("of other ids, and days:\n%s", got)
	}
}

// What is no date or number in any notation does not keep the others from being proposed,
// and is asked for. What a row would be refused for is shown once.
func TestWordsAmongFigures(t *testing.T) {
	got := proposed(t, "Subscription ID;Qty;Price;End Date\nS1;N/A;3,50;31.12.2027\nS2;5;1.028,40;never\nS3;4;2,00;31.01.2027\n")
	for _, want := range []string{
		"decimal = \",\"\nthousands = \".\"\n", "dates = [\"DD.MM.YYYY\"]\n",
		"[values.quantity]\n# \"N/A\" = \"unknown\" # or what else it means; left out its rows are rejected\n",
		"[values.commitment_end]\n# \"never\" = \"unknown\" # or",
	} {
		if !strings.Contains(got.TOML, want) {
			t.Errorf("there is no %q in\n%s", want, got.TOML)
		}
	}
	table := [][]string{
		{"2", `cannot be read: Qty: "N/A" is no number with decimal "," and thousands "."; mend decimal and thousands of the mapping, or the file`},
		{"3", `cannot be read: End Date: "never" is no date like 2026-11-30 nor as dates says (DD.MM.YYYY)`},
		{"4", "S3", "4", "31.01.2027", "2027-01-31", "2027-01-30"},
	}
	if diff := cmp.Diff(table, got.Rows); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// Days that are no end are shown in the way in which they are written.
func TestATableWithoutEnds(t *testing.T) {
	got := proposed(t, "Subscription ID,Created,Status\nS1,31/12/2026,Active\n")
	if diff := cmp.Diff([][]string{{"2", "S1", "Active"}}, got.Rows); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestFilesForWhichNothingIsProposed(t *testing.T) {
	for name, text := range map[string]string{
		"it is empty":                    " \r\n",
		"it is a workbook or an archive": "PK\x03\x04rest",
		"it is JSON":                     "\ufeff[{\"a\": 1}]",
		"quote":                          "a,b\n\"1,2\n",
	} {
		_, err := mapping.Propose("export.csv", strings.NewReader(text))
		if err == nil || !strings.HasPrefix(err.Error(), "export.csv: ") || !strings.Contains(err.Error(), name) {
			t.Errorf("got %v, want %q in it", err, name)
		}
	}
	if got := proposed(t, "A,B\n1,2\n").TOML; !strings.Contains(got, "# Not read: \"A\", \"B\"") || !strings.Contains(got, "# subscription_id = \"\"") {
		t.Errorf("of unknown columns:\n%s", got)
	}
}
