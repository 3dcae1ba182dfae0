package ingest_test

import (
	"testing"

	"handover/jobs/ingest"
	"handover/reconcile"
)

// TestScattered stores a file anew whose rows of one tenant stand apart.
func TestScattered(t *testing.T) {
	f := newFolder(t, map[string]string{"tenants.csv": "tenant_id\nT1\nT2\n"})
	store := &fakeStore{passesOver: reconcile.TenantRows}
	importer := ingest.Importer{Begin: store.begin, Now: now}
	_, err := importer.Import(t.Context(), ingest.Options{}, []string{f.path("tenants.csv")})
	if err != nil || store.open != 0 || len(store.begun) != 2 || len(store.rows()) != 2 {
		t.Errorf("got %v, %d begun, %d open, %d rows", err, len(store.begun), store.open, len(store.rows()))
	}
}
