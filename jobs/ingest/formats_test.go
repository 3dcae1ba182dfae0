package ingest_test

import (
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/ingest"
	"handover/reconcile"
)

// wide writes a text as UTF-16 with a mark.
func wide(text string) string {
	out := []byte("\xFF\xFE")
	for _, unit := range utf16.Encode([]rune(text)) {
		out = binary.LittleEndian.AppendUint16(out, unit)
	}
	return string(out)
}

// TestFormats reads the same rows as different programs write them. The bad row
// comes back as the file has it.
func TestFormats(t *testing.T) {
	const id = "aaaaaaaa-0000-0000-0000-00000000000a"
	for name, text := range map[string]string{
		"commas":           "tenant_id,name,csp_partner\n" + id + ",Contoso; West,true\nT2,x,maybe\n",
		"semicolons":       "tenant_id;name;csp_partner\n" + id + ";\"Contoso; West\";true\nT2;x;maybe\n",
		"tabs":             "tenant_id\tname\tcsp_partner\n" + id + "\tContoso; West\ttrue\nT2\tx\tmaybe\n",
		"bars":             "tenant_id|name|csp_partner\n" + id + "|Contoso; West|true\nT2|x|maybe\n",
		"a hint":           "sep=;\ntenant_id;name;csp_partner\n" + id + ";\"Contoso; West\";true\nT2;x;maybe\n",
		"PowerShell":       "#TYPE System.Object\n\"tenant_id\",\"name\",\"csp_partner\"\n\"" + id + "\",\"Contoso; West\",\"true\"\nT2,x,maybe\n",
		"braces":           "tenant_id,name,csp_partner\n{" + strings.ToUpper(id) + "},Contoso; West,true\nT2,x,maybe\n",
		"carriage returns": "tenant_id,name,csp_partner\r" + id + ",Contoso; West,true\rT2,x,maybe\r",
		"UTF-16":           wide("tenant_id\tname\tcsp_partner\r\n" + id + "\tContoso; West\ttrue\r\nT2\tx\tmaybe\r\n"),
		"empty cells":      ",,\ntenant_id,name,csp_partner\n , ,\n" + id + ",Contoso; West,true\n,,,,,\nT2,x,maybe\n\"\"\n",
	} {
		t.Run(name, func(t *testing.T) {
			f := newFolder(t, map[string]string{"tenants.csv": text})
			store, summary, err := run(t, ingest.Options{}, f.path("tenants.csv"))
			if err != nil {
				t.Fatal(err)
			}
			want := []reconcile.Profile{{ID: id, Name: "Contoso; West", CSPPartner: reconcile.Yes}}
			var got []reconcile.Profile
			for _, row := range store.rows() {
				got = append(got, *row.Tenant)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("rows differ (-want +got):\n%s", diff)
			}
			wantEmpty := int64(0)
			if name == "empty cells" {
				wantEmpty = 4
			}
			if summary.Rejected() != 1 || summary.Files[0].Empty != wantEmpty {
				t.Errorf("%d rows rejected and %d empty, want 1 and %d", summary.Rejected(), summary.Files[0].Empty, wantEmpty)
			}
			// A mended rejects file is one more file of the same format.
			f.write(t, "tenants.csv.rejects.csv", strings.Replace(f.read(t, "tenants.csv.rejects.csv"), "maybe", "false", 1))
			store, summary, err = run(t, ingest.Options{Strict: true}, f.path("tenants.csv.rejects.csv"))
			if err != nil || summary.Rejected() != 0 || len(store.rows()) != 1 || store.rows()[0].Tenant.CSPPartner != reconcile.No {
				t.Errorf("the mended rejects give %+v, %v", summary, err)
			}
		})
	}
}

// TestUnreadableTexts keeps rows of which a name or a note cannot be read.
func TestUnreadableTexts(t *testing.T) {
	for kind, test := range map[string]struct {
		text string
		want int
	}{
		"tenants":       {"tenant_id,name,domain,contact_name,contact_email,colour\nT,Fabr\xedkam,a\x00b,\xff,\xff,\xff\n", 4},
		"sellers":       {"seller_id,name,contact_name,contact_email\nS,\xff,\x00,\xff\n", 3},
		"catalog":       {"offer_id,title\nO,M\xfcller\n", 1},
		"subscriptions": {"subscription_id,tenant_id,seller_name,offer_name,friendly_name\nS,T,\xff,\xff,\xff\n", 3},
		"moves":         {"tenant_id,source_subscription_id,note\nT,S,f\xfcr\n", 1},
	} {
		f := newFolder(t, map[string]string{kind + ".csv": test.text})
		store, summary, err := run(t, ingest.Options{}, f.path(kind+".csv"))
		if err != nil || summary.Rejected() != 0 || len(store.rows()) != 1 {
			t.Fatalf("%s: %+v, %v", kind, summary, err)
		}
		row := store.rows()[0]
		if got := row.CountUnreadable(); got != test.want {
			t.Errorf("%s: %d texts are unreadable, want %d", kind, got, test.want)
		}
		if warnings := strings.Join(summary.Files[0].Warnings, "\n"); !strings.Contains(warnings, "texts that cannot be read") {
			t.Errorf("%s: warnings %q", kind, warnings)
		}
	}
}

// TestAllFaultsRefuse tells of a file that is refused all that is wrong with the row.
func TestAllFaultsRefuse(t *testing.T) {
	f := newFolder(t, map[string]string{"subscriptions.csv": seatHeader + "S,T,many,soon,,,\n"})
	_, _, err := run(t, ingest.Options{Strict: true}, f.path("subscriptions.csv"))
	want := f.path("subscriptions.csv") + `:2: quantity: "many" is not readable: write a whole number; ` +
		`term_start: "soon" is not readable: write a date as YYYY-MM-DD or a time as RFC 3339`
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// A price below zero is kept, and the file is told of.
func TestPricesBelowZero(t *testing.T) {
	f := newFolder(t, map[string]string{"catalog.csv": "offer_id,monthly_price,est_price\na,-1,-2.50\nb,0,1\n"})
	store, summary, err := run(t, ingest.Options{}, f.path("catalog.csv"))
	if err != nil || summary.Rejected() != 0 || store.rows()[0].Offer.MonthlyPrice.String() != "-1" {
		t.Fatalf("%+v, %v", summary, err)
	}
	if diff := cmp.Diff([]string{"prices below zero, which count as unknown: 2; correct them"}, summary.Files[0].Warnings); diff != "" {
		t.Errorf("warnings differ (-want +got):\n%s", diff)
	}
}
