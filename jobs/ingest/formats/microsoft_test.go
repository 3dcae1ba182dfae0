package formats_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/ingest/formats"
)

var update = flag.Bool("update", false, "write the golden files anew")

// microsofts are the formats with a fixture of their name.
func microsofts() []string {
	return []string{
		subscriptions, customers, transfers, transitions, "partner-center-subscribed-skus", agreements,
		directory, "graph-subscribed-skus", relationships, billing,
	}
}

// Each fixture is told by its body, and read as its golden file shows.
func TestMicrosoftFixtures(t *testing.T) {
	for _, name := range microsofts() {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join("testdata", name+".json")
			body, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if got := recognised(objectsIn(t, string(body))[0]); got != name {
				t.Errorf("taken for %q", got)
			}
			file := aFile()
			if name == directory || name == transitions {
				file.Tenant = contoso // by the file's name
			}
			got := read(t, name, file, string(body))
			checkGolden(t, strings.TrimSuffix(path, ".json")+".golden", got.String())
		})
	}
}

// recognised returns the names of the formats that an object may be of.
func recognised(object []byte) string {
	var names []string
	for _, f := range formats.Recognised(formats.All(), formats.NewObjectSample("export.json", object)) {
		names = append(names, f.Name)
	}
	return strings.Join(names, ", ")
}

// String shows each row with its cells, what each comes from, and what gives no row.
func (got *taken) String() string {
	var b strings.Builder
	for i := range got.rows {
		fmt.Fprintf(&b, "row %d\n", i+1)
		for _, c := range got.rows[i].Cells {
			from := ""
			if c.From != "" {
				from = "  (" + c.From + ")"
			}
			fmt.Fprintf(&b, "  %s = %s%s\n", c.Column, c.Text, from)
		}
	}
	for _, problem := range got.problems {
		b.WriteString("refused " + problem + "\n")
	}
	for _, why := range slices.Sorted(maps.Keys(got.skipped)) {
		fmt.Fprintf(&b, "skipped %d: %s\n", got.skipped[why], why)
	}
	return b.String()
}

func checkGolden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		err := os.WriteFile(path, []byte(got), 0o600)
		if err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// Bodies of the same sources that tell nothing of a subscription or a customer are told as
// nothing, and so is a body that only resembles one.
func TestNotRecognised(t *testing.T) {
	for name, object := range map[string]string{
		"usage of licences":      `{"customerName":"Contoso","productName":"E3","licensesActive":0,"licensesQualified":1,"workloadName":"Exchange","channel":"reseller","attributes":{"objectType":"CustomerLicensesUsageInsights"}}`,
		"an offer":               `{"id":"195416C1-3447-423A-B37B-EE59A99A19C4","name":"Exchange Online","minimumQuantity":1,"unitType":"Licenses","productType":{"id":"OnlineServices"},"attributes":{"objectType":"Offer"}}`,
		"an error":               `{"code":2000,"description":"x","data":[],"source":"PartnerFD"}`,
		"too many requests":      `{"statusCode":429,"message":"Rate limit is exceeded."}`,
		"a template":             `{"templateId":"998b0000-0000-4000-8000-000000000001","agreementType":"MicrosoftCloudAgreement","agreementLink":"x","versionRank":0}`,
		"a user":                 `{"id":"u1","userPrincipalName":"a@contoso.example","status":"active","creationDate":"2026-01-01"}`,
		"a distributor's":        `{"Id":7,"PublisherSubscriptionId":"x","CustomerTenant":{},"Status":1,"AutoRenewEnabled":true,"CommitmentEndDate":"2027-01-01","UnitType":"x"}`,
		"a billing account":      `{"id":"/providers/Microsoft.Billing/billingAccounts/x","name":"x","type":"Microsoft.Billing/billingAccounts","properties":{"agreementType":"MicrosoftCustomerAgreement"}}`,
		"an Azure subscription":  `{"id":"/subscriptions/x","subscriptionId":"x","tenantId":"y","displayName":"z","state":"Enabled"}`,
		"a directory's customer": `{"id":"x","customerId":"y","displayName":"Contoso","defaultDomainName":"contoso.example","contractType":"BreadthPartner"}`,
		"nothing":                `{}`,
	} {
		if got := recognised([]byte(object)); got != "" {
			t.Errorf("%s is taken for %q", name, got)
		}
	}
}
