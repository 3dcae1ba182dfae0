package ingest_test

import (
	"strings"
	"testing"

	"handover/jobs/ingest"
)

// TestLatestPriceSheetStays stores the sheet last that has the latest price of all, which may
// stand anywhere in it.
func TestLatestPriceSheetStays(t *testing.T) {
	const header = "ProductId,SkuId,TermDuration,BillingPlan,Market,Currency,UnitPrice,EffectiveStartDate,EffectiveEndDate\n"
	old := strings.Repeat("CFQ7TTC0LH18,0001,P1M,Monthly,DE,EUR,5,7/1/2025,12/31/9999\n", 1000)
	f := newFolder(t, map[string]string{
		"a_updatedlicensebased.csv": header + old + "CFQ7TTC0LH16,0001,P1M,Monthly,DE,EUR,7,11/1/2025,12/31/9999\n",
		"b_updatedlicensebased.csv": header + old + "CFQ7TTC0LH16,0001,P1M,Monthly,DE,EUR,6,10/1/2025,12/31/9999\n",
	})
	_, summary, err := run(t, ingest.Options{}, f.path(""))
	if err != nil || len(summary.Files) != 2 || summary.Files[1].Name != "a_updatedlicensebased.csv" {
		t.Errorf("got %v, %+v", err, summary.Files)
	}
}
