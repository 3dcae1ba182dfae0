package ingest_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/ingest"
)

// unknownHeader is what is said of a header that nobody knows.
const unknownHeader = ": it is none that is known; `handover import formats` lists what is, `handover mapping try` proposes how to read it"

// TestRefusedFile names files of which nothing is stored.
func TestRefusedFile(t *testing.T) {
	tests := map[string]struct {
		name string
		text string
		want ingest.RefusedError
	}{
		"empty file": {
			"tenants.csv", "",
			ingest.RefusedError{Reason: "the file is empty; a header line is expected"},
		},
		"unknown header": {
			"customers-export.csv", "Microsoft ID,Company name\n",
			ingest.RefusedError{Line: 1, Reason: `unknown header "Microsoft ID,Company name"` + unknownHeader},
		},
		"unknown header behind empty lines": {
			"x.csv", "\n\na,b\n",
			ingest.RefusedError{Line: 3, Reason: `unknown header "a,b"` + unknownHeader},
		},
		"UTF-16 without a mark": {
			"tenants.csv", "t\x00e\x00n\x00,\x00\n\x00",
			ingest.RefusedError{Line: 1, Reason: "the header cannot be read: the text holds a NUL byte; save the file as UTF-8, or name its encoding in a mapping"},
		},
		"a separator that nobody knows": {
			"tenants.csv", "sep=^\ntenant_id^name\nT1^Contoso\n",
			ingest.RefusedError{Line: 1, Reason: `no file can be read with "^" between its columns; separate them by a comma, a semicolon, a bar or a tab`},
		},
		"a title above the header": {
			"tenants.csv", "Customers of 2026\n,,\n\nTenant_ID ;\"name\"\nT1;Contoso\n",
			ingest.RefusedError{Line: 1, Reason: `"Customers of 2026" is no header; the header is on line 4: delete the lines above it`},
		},
		"a title above the header of any kind": {
			"x.csv", "a,b\nseller_id,name\n",
			ingest.RefusedError{Line: 1, Reason: `"a,b" is no header; the header is on line 2: delete the lines above it`},
		},
		"a title above the header of another kind": {
			"tenants.csv", "a,b\nseller_id,name\n",
			ingest.RefusedError{Line: 1, Column: "tenant_id", Reason: "the column is required in a tenants file and missing"},
		},
		"a header that is no text": {
			"tenants.csv", "tenant_id,na\xffme\nT1,Contoso\n",
			ingest.RefusedError{Line: 1, Reason: "the header cannot be read: the text is not valid UTF-8; save the file as UTF-8, or name its encoding in a mapping"},
		},
		"a column twice": {
			"tenants.csv", "tenant_id,name,Name \nT1,Contoso,Contoso\n",
			ingest.RefusedError{Line: 1, Reason: `the column "Name" occurs more than once; keep one`},
		},
		"a required column is missing": {
			"subscriptions.csv", "subscription_id,quantity\nS1,5\n",
			ingest.RefusedError{Line: 1, Column: "tenant_id", Reason: "the column is required in a subscriptions file and missing"},
		},
		"unclosed quote": {
			"tenants.csv", "tenant_id,name\nT1,Contoso\nT2,\"Fabrikam\nT3,Northwind\n",
			ingest.RefusedError{Line: 3, Reason: "the quote that opens on this line is not closed; close it, and double a quote inside quotes"},
		},
		"unclosed quote in the header": {
			"tenants.csv", "tenant_id,\"name\nT1,Contoso\n",
			ingest.RefusedError{Line: 1, Reason: "the quote that opens on this line is not closed; close it, and double a quote inside quotes"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFolder(t, map[string]string{test.name: test.text})
			store, summary, err := run(t, ingest.Options{}, f.path(test.name))
			var refused *ingest.RefusedError
			if !errors.As(err, &refused) {
				t.Fatalf("got %v, want a refusal", err)
			}
			test.want.Path = f.path(test.name)
			if diff := cmp.Diff(test.want, *refused); diff != "" {
				t.Errorf("refusal differs (-want +got):\n%s", diff)
			}
			if len(store.committed) != 0 || len(summary.Files) != 0 {
				t.Errorf("%d files are stored", len(store.committed))
			}
			if diff := cmp.Diff([]string{test.name}, f.names(t)); diff != "" {
				t.Errorf("folder differs (-want +got):\n%s", diff)
			}
		})
	}
}

// TestUsage names requests that cannot be followed.
func TestUsage(t *testing.T) {
	f := newFolder(t, map[string]string{
		"both.csv":            "subscription_id,source_subscription_id,tenant_id\n",
		"neither.csv":         "tenant_id,offer_id\n",
		"tenants.rejects.csv": "tenant_id\n",
		"tenants.txt":         "tenant_id\n",
	})
	tests := map[string]struct {
		opts  ingest.Options
		paths []string
		want  string
	}{
		"no path": {
			want: "no path given; name files, folders or - for the standard input",
		},
		"missing file": {
			paths: []string{f.path("tenants.csv")},
			want:  f.path("tenants.csv") + ": no such file or folder",
		},
		"folder without a known file": {
			paths: []string{string(f)},
			want:  string(f) + ": the folder holds no file that can be read; `handover import formats` lists what can",
		},
		"unknown kind": {
			opts:  ingest.Options{Kind: "customers"},
			paths: []string{f.path("both.csv")},
			want:  `unknown kind "customers"; write one of tenants, sellers, catalog, subscriptions, moves, transfers`,
		},
		"header of two kinds": {
			paths: []string{f.path("both.csv")},
			want:  f.path("both.csv") + ": the header fits subscriptions and moves; say which with --kind",
		},
		"header of two other kinds": {
			paths: []string{f.path("neither.csv")},
			want:  f.path("neither.csv") + ": the header fits tenants and catalog; say which with --kind",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			store, _, err := run(t, test.opts, test.paths...)
			if _, usage := errors.AsType[*ingest.UsageError](err); !usage {
				t.Fatalf("got %v, want a usage error", err)
			}
			if err.Error() != test.want {
				t.Errorf("got  %s\nwant %s", err, test.want)
			}
			if len(store.begun) != 0 {
				t.Errorf("%d transactions were begun", len(store.begun))
			}
		})
	}
}

// TestMessagesStayOnOneLine returns hostile names to the messages.
func TestMessagesStayOnOneLine(t *testing.T) {
	long := strings.Repeat("ä", 1000)
	f := newFolder(t, map[string]string{"a\nb.csv": "x\n", "tenants.csv": "tenant_id,\"a\nb\",\"a\nb\"\n", "long.csv": long + ",b\n"})
	for _, name := range f.names(t) {
		_, _, err := run(t, ingest.Options{}, f.path(name))
		if err == nil || strings.Contains(err.Error(), "\n") || len(err.Error()) > 500 {
			t.Errorf("message is not one short line: %v", err)
		}
	}
}

// TestOneBadHeaderStoresNothing checks all files before the first is stored.
func TestOneBadHeaderStoresNothing(t *testing.T) {
	f := newFolder(t, map[string]string{"tenants.csv": "tenant_id\nT1\n", "moves.csv": "tenant_id\n"})
	store, _, err := run(t, ingest.Options{}, string(f))
	if err == nil || len(store.begun) != 0 {
		t.Errorf("%v after %d transactions, want an error before the first", err, len(store.begun))
	}
}
