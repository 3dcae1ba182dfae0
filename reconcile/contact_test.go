package reconcile_test

import (
	"slices"
	"testing"

	"handover/reconcile"
)

func TestContactLanguage(t *testing.T) {
	for given, want := range map[string]string{"de": "de", "zh": "zh", "en": "en", "": "", "fr": "", "DE": ""} {
		p := reconcile.Profile{ContactName: "Kim", ContactEmail: "kim@contoso.example", Language: given}
		s := reconcile.Seller{ContactName: p.ContactName, ContactEmail: p.ContactEmail, Language: given}
		who := reconcile.Contact{Name: "Kim", Email: "kim@contoso.example", Language: want}
		if p.Contact() != who || s.Contact() != who {
			t.Errorf("language %q: contacts %+v and %+v, want %+v", given, p.Contact(), s.Contact(), who)
		}
	}
}

func TestCoverageComesByName(t *testing.T) {
	want := []reconcile.Coverage{
		{Name: "Adventure"},
		{Name: "adventure", TenantID: "a"},
		{Name: "adventure", TenantID: "b"},
		{Name: "Adventure Works"},
		{Name: "Zoe"},
		{Name: "Zoë"},
		{Name: "Äpfel"},
		{Name: "äpfel"},
		{Name: "中文"},
		{TenantID: "A"},
		{TenantID: "a"},
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, func(a, b reconcile.Coverage) int { return reconcile.CompareCoverage(&a, &b) })
	for i := range want {
		if got[i].Name != want[i].Name || got[i].TenantID != want[i].TenantID {
			t.Errorf("place %d: %q %q, want %q %q", i, got[i].Name, got[i].TenantID, want[i].Name, want[i].TenantID)
		}
	}
}
