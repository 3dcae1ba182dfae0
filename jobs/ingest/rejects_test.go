package ingest_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/ingest"
)

const (
	tenantHeader = "tenant_id,name,country,delegated_admin\n"
	seatHeader   = "subscription_id,tenant_id,quantity,term_start,commitment_end,trial,unit_price\n"
	untilHeader  = "tenant_id,delegated_admin,delegated_until\n"
	rejectHeader = "reject_line,reject_column,reject_reason\n"

	cleanTenants = tenantHeader + "T1,Contoso,DE,true\n"
	dirtyTenants = tenantHeader + "T1,Contoso,DE,perhaps\n"
)

// withRejects returns a header as the rejects file has it.
func withRejects(header string) string { return strings.TrimSuffix(header, "\n") + "," + rejectHeader }

// TestRejectedRow names rows that cannot be read: each is refused alone, with
// its line, column and reason, and the rows around it are stored.
func TestRejectedRow(t *testing.T) {
	tests := map[string]struct {
		header, row string
		rejects     string // the row as it stands in the rejects file
		tenant      string // marked as incompletely delivered
	}{
		"truncated row": {
			tenantHeader, "T2,Fabrikam",
			"T2,Fabrikam,3,country,\"row has 2 columns, the header 4\"", "T2?",
		},
		"too many columns": {
			tenantHeader, "T2,Fabrikam, Inc,DE,true",
			"T2,Fabrikam, Inc,DE,true,3,,\"row has 5 columns, the header 4\"", "T2?",
		},
		"stray quote": {
			tenantHeader, `T2,Fab"rikam,DE,true`,
			`T2,Fab"rikam,DE,true,3,name,stray quote; put the field in quotes and double the quote`, "T2?",
		},
		"text behind a quote": {
			tenantHeader, `T2,"Fab"rikam,DE,true`,
			`T2,"Fab"rikam,DE,true,3,name,text behind the closing quote; double a quote inside quotes`, "T2?",
		},
		"stray quote in the key": {
			tenantHeader, `T"2,Fabrikam,DE,true`,
			`T"2,Fabrikam,DE,true,3,tenant_id,stray quote; put the field in quotes and double the quote`, "?",
		},
		"invalid UTF-8 in a listed value": {
			tenantHeader, "T2,Fabrikam,D\xed,true",
			"T2,Fabrikam,D\xed,true,3,country,the text is not valid UTF-8", "T2",
		},
		"all that is wrong": {
			seatHeader, "S2,{T2,many,soon,,,12",
			`S2,{T2,many,soon,,,12,3,quantity;term_start,"quantity: ""many"" is not readable: write a whole number; ` +
				`term_start: ""soon"" is not readable: write a date as YYYY-MM-DD or a time as RFC 3339"`, "{T2",
		},
		"an id that a spreadsheet took for a number": {
			seatHeader, "1.23457E+15,T2,5,,,,",
			`1.23457E+15,T2,5,,,,,3,subscription_id,"""1.23457E+15"" is not readable: a spreadsheet has made a number of this id; export the column as text"`, "T2",
		},
		"invalid UTF-8 in the key": {
			tenantHeader, "T\xff2,Fabrikam,DE,true",
			"T\xff2,Fabrikam,DE,true,3,tenant_id,the text is not valid UTF-8", "",
		},
		"NUL": {
			tenantHeader, "T2,Fabrikam,D\x00E,true",
			"T2,Fabrikam,D\x00E,true,3,country,the text holds a NUL byte", "T2",
		},
		"missing key": {
			tenantHeader, " ,Fabrikam,DE,true",
			" ,Fabrikam,DE,true,3,tenant_id,a value is required", "",
		},
		"missing second key": {
			seatHeader, "S2,,5,,,,",
			"S2,,5,,,,,3,tenant_id,a value is required", "",
		},
		"bad boolean": {
			tenantHeader, "T2,Fabrikam,DE,yes",
			`T2,Fabrikam,DE,yes,3,delegated_admin,"""yes"" is not readable: write true or false"`, "T2",
		},
		"an end of what nobody says is there": {
			untilHeader, "T2,,2026-12-10",
			`T2,,2026-12-10,3,delegated_until,"nobody says what ends then; write true or false in delegated_admin too, or leave it empty"`, "T2",
		},
		"bad number": {
			seatHeader, "S2,T2,5.0,,,,",
			`S2,T2,5.0,,,,,3,quantity,"""5.0"" is not readable: write a whole number"`, "T2",
		},
		"a number that is too large": {
			seatHeader, "S2,T2,9223372036854775808,,,,",
			`S2,T2,9223372036854775808,,,,,3,quantity,"""9223372036854775808"" is not readable: write a whole number"`, "T2",
		},
		"bad date": {
			seatHeader, "S2,T2,5,31.12.2026,,,",
			`S2,T2,5,31.12.2026,,,,3,term_start,"""31.12.2026"" is not readable: write a date as YYYY-MM-DD or a time as RFC 3339"`, "T2",
		},
		"a day that does not exist": {
			seatHeader, "S2,T2,5,,2026-02-29,,",
			`S2,T2,5,,2026-02-29,,,3,commitment_end,"""2026-02-29"" is not readable: write a date as YYYY-MM-DD or a time as RFC 3339"`, "T2",
		},
		"bad price": {
			seatHeader, "S2,T2,5,,,,\"12,50\"",
			`S2,T2,5,,,,"12,50",3,unit_price,"""12,50"" is not readable: write a decimal with a point, such as 12.50"`, "T2",
		},
		"a price with too many digits": {
			seatHeader, "S2,T2,5,,,,1.0000000000000000001",
			`S2,T2,5,,,,1.0000000000000000001,3,unit_price,"""1.0000000000000000001"" is not readable: more than 19 digits cannot be kept exactly"`, "T2",
		},
		"an id that is too long": {
			tenantHeader, strings.Repeat("T", 801) + ",Fabrikam,DE,true",
			strings.Repeat("T", 801) + ",Fabrikam,DE,true,3,tenant_id,\"\"\"" + strings.Repeat("T", 60) +
				"\"\"… is not readable: an id of more than 800 bytes cannot be kept\"", "",
		},
		"a time zone that there is not": {
			seatHeader, "S2,T2,5,,2026-02-28T10:00:00+24:00,,",
			`S2,T2,5,,2026-02-28T10:00:00+24:00,,,3,commitment_end,"""2026-02-28T10:00:00+24:00"" is not readable: write a date as YYYY-MM-DD or a time as RFC 3339"`, "T2",
		},
		"minutes of a zone that there are not": {
			seatHeader, "S2,T2,5,,2026-02-28T10:00:00-05:60,,",
			`S2,T2,5,,2026-02-28T10:00:00-05:60,,,3,commitment_end,"""2026-02-28T10:00:00-05:60"" is not readable: write a date as YYYY-MM-DD or a time as RFC 3339"`, "T2",
		},
		"formulas": {
			seatHeader, "S2,T2,=1+cmd,\" @x\",\u200b+y,-5,＝1",
			"S2,T2,'=1+cmd,\"' @x\",'\u200b+y,-5,'＝1,3,quantity;term_start;commitment_end;trial;unit_price," +
				"\"quantity: \"\"=1+cmd\"\" is not readable: write a whole number; term_start: \"\"@x\"\" is not readable: write a date as YYYY-MM-DD or a time as RFC 3339; " +
				"commitment_end: \"\"\\u200b+y\"\" is not readable: write a date as YYYY-MM-DD or a time as RFC 3339; trial: \"\"-5\"\" is not readable: write true or false; " +
				"unit_price: \"\"＝1\"\" is not readable: write a decimal with a point, such as 12.50\"", "T2",
		},
		"formulas in a broken row": {
			seatHeader, "=S2,T2,=1\"x,=2,\"=3,a,-5",
			"'=S2,T2,'=1\"x,'=2,\"'=3,a,-5,3,quantity,stray quote; put the field in quotes and double the quote", "T2?",
		},
		"a row over two lines": {
			tenantHeader, "T2,\"Fabrikam\nWest\",DE,no",
			"T2,\"Fabrikam\nWest\",DE,no,3,delegated_admin,\"\"\"no\"\" is not readable: write true or false\"", "T2",
		},
		"a line over 1 MiB": {
			tenantHeader, "T2," + strings.Repeat("x", 1<<20) + ",DE,true",
			",,,,3,,row is longer than 1048576 bytes and was skipped", "T2?",
		},
	}
	first := map[string]string{tenantHeader: "T1,Contoso,DE,true\n", untilHeader: "T1,false,2026-12-10\n", seatHeader: "S1,T1,5,,,,\n"}
	last := map[string]string{tenantHeader: "T3,Northwind,DE,true\n", untilHeader: "T3,,\n", seatHeader: "S3,T3,5,,,,\n"}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			text := test.header + first[test.header] + test.row + "\n" + last[test.header]
			f := newFolder(t, map[string]string{"in.csv": text})
			store, summary, err := run(t, ingest.Options{}, f.path("in.csv"))
			if err != nil {
				t.Fatal(err)
			}
			if got := len(store.rows()); got != 2 {
				t.Errorf("%d rows are stored, want the 2 around the bad one", got)
			}
			if diff := cmp.Diff([]string{test.tenant}, store.committed[0].rejected()); diff != "" {
				t.Errorf("marked tenants, with ? where the row is torn, differ (-want +got):\n%s", diff)
			}
			want := withRejects(test.header) + test.rejects + "\n"
			if diff := cmp.Diff(want, f.read(t, "in.csv.rejects.csv")); diff != "" {
				t.Errorf("rejects file differs (-want +got):\n%s", diff)
			}
			if summary.Rejected() != 1 || summary.Rows() != 2 {
				t.Errorf("summary says %d rejected and %d stored, want 1 and 2", summary.Rejected(), summary.Rows())
			}
		})
	}
}

func TestDuplicates(t *testing.T) {
	f := newFolder(t, map[string]string{"tenants.csv": tenantHeader +
		"T1,Contoso,DE,true\nT2,Fabrikam,DE,maybe\nT3,Northwind,DE,true\nT1,\"Contoso, again\",DE,true\n"})
	store, summary, err := run(t, ingest.Options{}, f.path("tenants.csv"))
	if err != nil {
		t.Fatal(err)
	}
	want := withRejects(tenantHeader) +
		"T1,Contoso,DE,true,2,tenant_id,\"\"\"T1\"\" occurs more than once in the file; keep one row\"\n" +
		"T2,Fabrikam,DE,maybe,3,delegated_admin,\"\"\"maybe\"\" is not readable: write true or false\"\n" +
		"T1,\"Contoso, again\",DE,true,5,tenant_id,\"\"\"T1\"\" occurs more than once in the file; keep one row\"\n"
	if diff := cmp.Diff(want, f.read(t, "tenants.csv.rejects.csv")); diff != "" {
		t.Errorf("rejects file differs (-want +got):\n%s", diff)
	}
	if rows := store.rows(); len(rows) != 1 || rows[0].Tenant.ID != "T3" {
		t.Errorf("stored are %d rows, want T3 alone", len(rows))
	}
	counts := summary.Files[0].Counts
	if counts.Rejected != 3 || counts.Duplicate != 2 {
		t.Errorf("counts are %+v, want 3 rejected with 2 duplicates", counts)
	}
}

// TestRejectsImportedAgain takes a rejects file as it is, and then corrected.
func TestRejectsImportedAgain(t *testing.T) {
	f := newFolder(t, map[string]string{"tenants.csv": tenantHeader + "T1,Con\"toso,DE,true\nT2,Fabrikam,DE,maybe\nT3,\"A, B\",DE,\n"})
	_, _, err := run(t, ingest.Options{}, f.path("tenants.csv"))
	if err != nil {
		t.Fatal(err)
	}
	first := f.read(t, "tenants.csv.rejects.csv")

	store, summary, err := run(t, ingest.Options{Strict: false}, f.path("tenants.csv.rejects.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if len(store.rows()) != 0 || summary.Rejected() != 2 || len(summary.Files[0].Warnings) != 0 {
		t.Errorf("unchanged rejects: %d stored, summary %+v", len(store.rows()), summary)
	}
	want := withRejects(tenantHeader) +
		"T1,Con\"toso,DE,true,2,name,stray quote; put the field in quotes and double the quote" +
		",2,name,stray quote; put the field in quotes and double the quote\n" +
		"T2,Fabrikam,DE,maybe,3,delegated_admin,\"\"\"maybe\"\" is not readable: write true or false\"\n"
	if diff := cmp.Diff(want, f.read(t, "tenants.csv.rejects.csv.rejects.csv")); diff != "" {
		t.Errorf("second rejects file differs (-want +got):\n%s", diff)
	}

	fixed := strings.NewReplacer(`Con"toso`, "Contoso", "maybe", "false", "stray quote; put the field in quotes and double the quote", "").Replace(first)
	f.write(t, "tenants.csv.rejects.csv", fixed)
	store, summary, err = run(t, ingest.Options{Strict: true}, f.path("tenants.csv.rejects.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if len(store.rows()) != 2 || summary.Rejected() != 0 {
		t.Errorf("corrected rejects: %d stored, %d rejected", len(store.rows()), summary.Rejected())
	}
	if diff := cmp.Diff([]string{"tenants.csv", "tenants.csv.rejects.csv"}, f.names(t)); diff != "" {
		t.Errorf("folder differs (-want +got):\n%s", diff)
	}
}

// TestGuardedRejects gives back every text as it was, whatever guards it in between.
func TestGuardedRejects(t *testing.T) {
	const text = "tenant_id,name,csp_partner,=x\n=T,＝Contoso,maybe,=1\n"
	f := newFolder(t, map[string]string{"tenants.csv": text})
	if _, _, err := run(t, ingest.Options{}, f.path("tenants.csv")); err != nil {
		t.Fatal(err)
	}
	rejects := f.read(t, "tenants.csv.rejects.csv")
	want := "tenant_id,name,csp_partner,'=x," + rejectHeader + "'=T,'＝Contoso,maybe,'=1,2,csp_partner,\"\"\"maybe\"\" is not readable: write true or false\"\n"
	if diff := cmp.Diff(want, rejects); diff != "" {
		t.Errorf("rejects differ (-want +got):\n%s", diff)
	}
	f.write(t, "tenants.csv.rejects.csv", strings.Replace(rejects, "maybe", "true", 1))
	store, _, err := run(t, ingest.Options{}, f.path("tenants.csv.rejects.csv"))
	if err != nil || len(store.rows()) != 1 || store.rows()[0].Tenant.ID != "=T" || store.rows()[0].Tenant.Name != "＝Contoso" {
		t.Errorf("%+v, %v", store.rows(), err)
	}
}
