package formats_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestPublishedMicrosoftBodies reads bodies that Microsoft has published, which are no part
// of this project: HANDOVER_SAMPLES names their folder.
func TestPublishedMicrosoftBodies(t *testing.T) {
	folder := os.Getenv("HANDOVER_SAMPLES")
	if folder == "" {
		return // they are no part of this project
	}
	for path, c := range map[string]struct {
		format string // empty: none
		rows   int
		left   string // of why the other records give no row
	}{
		"partner-center/get-a-customer-by-id.1.response.json":                         {customers, 1, ""},
		"partner-center/get-a-list-of-customers.1.response.json":                      {customers, 2, ""},
		"partner-center/get-a-list-of-available-licenses.1.response.json":             {"partner-center-subscribed-skus", 0, "licences of a product"},
		"partner-center/get-a-subscription-by-id.1.response.json":                     {subscriptions, 1, ""},
		"partner-center/get-all-of-a-customer-s-subscriptions.1.response.json":        {subscriptions, 0, "no tenant"},
		"partner-center/get-all-of-a-customer-s-subscriptions.2.body.json":            {subscriptions, 1, ""},
		"partner-center/get-all-of-a-customer-s-transfers.1.response.json":            {transfers, 9, ""},
		"partner-center/get-customer-licenses-usage-information.1.response.json":      {"", 0, ""},
		"partner-center/get-direct-sign-status-of-customer-agreement.1.response.json": {agreements, 0, "no tenant"},
		"graph/list-subscriptions.v1.response.json":                                   {directory, 0, "no tenant"},
	} {
		t.Run(path, func(t *testing.T) {
			body, err := os.ReadFile(filepath.Join(folder, path))
			if err != nil {
				t.Fatal(err)
			}
			if got := recognised(objectsIn(t, string(body))[0]); got != c.format {
				t.Fatalf("taken for %q, want %q", got, c.format)
			}
			if c.format == "" {
				return
			}
			got := read(t, c.format, aFile(), string(body))
			if len(got.rows) != c.rows {
				t.Errorf("%d rows, want %d: %s", len(got.rows), c.rows, got.String())
			}
			left := strings.Join(slices.Concat(got.problems, slices.Collect(maps.Keys(got.skipped))), "; ")
			if c.left == "" && left != "" || !strings.Contains(left, c.left) {
				t.Errorf("left out: %s", left)
			}
		})
	}
}
