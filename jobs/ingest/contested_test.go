package ingest_test

import (
	"strings"
	"testing"

	"handover/jobs/ingest"
)

// TestContestedTenants refuses files of one source that are both said to hold all of a
// tenant, before anything of them is stored.
func TestContestedTenants(t *testing.T) {
	f := newFolder(t, map[string]string{
		"subscriptions-1.csv": "subscription_id,tenant_id,quantity\nS1,T1,1\nS2,T2,1\n", "subscriptions-2.csv": "subscription_id,tenant_id,quantity\nS3,T3,1\nS4,T1,1\n",
		"subscriptions-3.csv": "subscription_id,tenant_id,quantity\nS5,T5,1\nS6,T1,many\n", "transfers.csv": "transfer_id,tenant_id,status\nX1,T1,Active\n",
		"a.json": `[{"licence":"L1","seats":5,"customer":"T1"}]`, "b.json": `[{"licence":"L2","seats":5,"customer":"T2"}]`,
	})
	for name, test := range map[string]struct {
		files       string
		complete    bool
		completeFor string
		want        string
	}{
		"one tenant in two files": {"subscriptions-1.csv subscriptions-2.csv", true, "", "subscriptions-2.csv: it and subscriptions-1.csv are both about T1, and each is said to hold all of it; name the newer one alone, put both into one file, or leave out --complete or complete_for"},
		"not said to be complete": {"subscriptions-1.csv subscriptions-2.csv", false, "", ""},
		"a row that is refused":   {"subscriptions-1.csv subscriptions-3.csv", true, "", ""},
		"another kind":            {"subscriptions-1.csv transfers.csv", true, "", ""},
		"another source":          {"subscriptions-1.csv a.json", true, "", ""},
		"other tenants":           {"a.json b.json", false, "tenant", ""},
		"all tenants twice":       {"a.json b.json", false, "file", "b.json: it and a.json are each said to hold all of platform; name the newer one alone"},
	} {
		all := licences()
		all[0].CompleteFor = test.completeFor
		var paths []string
		for file := range strings.FieldsSeq(test.files) {
			paths = append(paths, f.path(file))
		}
		store, _, err := run(t, ingest.Options{Formats: all, Complete: test.complete}, paths...)
		switch {
		case test.want == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case test.want != "" && (err == nil || !strings.HasSuffix(err.Error(), test.want) || len(store.begun) > 0):
			t.Errorf("%s: got %v, want %s", name, err, test.want)
		}
	}
}

// TestContestedByAnEmptyList refuses the empty list of a customer beside one with rows, which
// it would take away.
func TestContestedByAnEmptyList(t *testing.T) {
	const id = "aaaaaaaa-1111-4000-8000-000000000001"
	f := newFolder(t, map[string]string{id + "-1.json": `[{"licence":"L1","seats":5,"customer":"` + id + `"}]`, id + "-2.json": "[]"})
	store, _, err := run(t, ingest.Options{Formats: licences(), Format: "licences", Complete: true}, f.path(""))
	if err == nil || !strings.Contains(err.Error(), "are both about "+id) || len(store.begun) > 0 {
		t.Errorf("got %v", err)
	}
}
