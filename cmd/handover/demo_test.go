package main

import (
	"encoding/json"
	"path/filepath"
	"testing"

	"handover/reconcile"
	"handover/reconcile/rules"
)

// unseen holds the codes that the demo cannot show, and why.
func unseen() map[reconcile.Code]string {
	return map[reconcile.Code]string{
		rules.CodeResellerCannotAct: "only an indirect reseller has it, and the partner of the demo bills directly",
	}
}

// The demo shows every code of the catalogue.
func TestDemoShowsEveryCode(t *testing.T) {
	t.Parallel()
	p := newProgram(t, "sqlite:unused.db")
	folder := filepath.Join(p.folder, "demo")
	p.must(0, "demo", "--out", folder)
	reports, err := filepath.Glob(filepath.Join(folder, "out", "latest", "report.json"))
	if err != nil || len(reports) != 1 {
		t.Fatalf("the reports are %v (%v)", reports, err)
	}
	name, err := filepath.Rel(p.folder, reports[0])
	if err != nil {
		t.Fatal(err)
	}
	var report struct {
		Summary struct {
			ByCode map[reconcile.Code]int `json:"by_code"`
		} `json:"summary"`
	}
	if err := json.Unmarshal([]byte(p.read(name)), &report); err != nil {
		t.Fatal(err)
	}
	for _, rule := range rules.Catalogue() {
		_, excepted := unseen()[rule.Code]
		if found := report.Summary.ByCode[rule.Code] > 0; found == excepted {
			t.Errorf("%s: found %t, excepted %t", rule.Code, found, excepted)
		}
	}
}
