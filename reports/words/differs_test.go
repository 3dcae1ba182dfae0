package words_test

import (
	"testing"

	"handover/reconcile"
)

// TestSourcesDisagree shows how each language tells what sources say of a subscription:
// the value that is used first, seats, days and choices in words.
func TestSourcesDisagree(t *testing.T) {
	for _, c := range []struct{ differs, en, de, zh string }{
		{
			"quantity: 1200 (partner-center), 35 (giacom)",
			"Sources disagree about Business Basic, and the value named first is used: seats 1,200 in partner-center but 35 in giacom.",
			"Zu Business Basic machen die Quellen verschiedene Angaben; verwendet wird die zuerst genannte: Lizenzen 1.200 laut partner-center, aber 35 laut giacom.",
			"各数据源对 Business Basic 的说法不一，采用最先列出的值：席位数（partner-center：1,200，giacom：35）。",
		},
		{
			"commitment_end: 2026-11-27 (api), 2026-11-28 (csv), 2026-11-30 (psa); auto_renew: true (api), false (csv); end_of_term: cancel (api), none (csv)",
			"Sources disagree about Business Basic, and the value named first is used: end of the term 27 Nov 2026 in api but 28 Nov 2026 in csv, " +
				"30 Nov 2026 in psa; auto-renew on in api but off in csv; scheduled action cancel in api but no action in csv.",
			"Zu Business Basic machen die Quellen verschiedene Angaben; verwendet wird die zuerst genannte: Laufzeitende 27.11.2026 laut api, aber 28.11.2026 laut csv, " +
				"30.11.2026 laut psa; automatische Verlängerung eingeschaltet laut api, aber ausgeschaltet laut csv; geplante Aktion Kündigung laut api, aber keine Aktion laut csv.",
			"各数据源对 Business Basic 的说法不一，采用最先列出的值：期限结束日期（api：2026年11月27日，csv：2026年11月28日、psa：2026年11月30日）；" +
				"自动续订（api：已开启，csv：已关闭）；已安排的操作（api：取消，csv：无操作）。",
		},
	} {
		finding := ended("fact-conflict", "kind", "row", "differs", c.differs)
		for language, want := range map[string]string{"en": c.en, "de": c.de, "zh": c.zh} {
			if got := table(t, language).Message(finding); got != want {
				t.Errorf("%s: %q, want %q", language, got, want)
			}
		}
	}
}

// TestSourcesDisagreeThroughout shows what is told once for all rows of a customer.
func TestSourcesDisagreeThroughout(t *testing.T) {
	for _, c := range []struct {
		finding *reconcile.Finding
		want    string
	}{
		{
			ended("fact-conflict", "kind", "throughout", "columns", "quantity", "source", "api", "other_source", "csv", "rows", "21"),
			"For Contoso, api and csv disagree again and again about one thing: seats (rows: 21).",
		},
		{
			ended("fact-conflict", "kind", "renewal-day", "columns", "commitment_end", "source", "api", "other_source", "csv", "rows", "3"),
			"For Contoso, every end date from csv is one day off from that of api (rows: 3).",
		},
		{
			ended("fact-conflict", "kind", "perhaps-twice", "source", "csv", "rows", "2"),
			"Rows of Contoso from csv have no Microsoft ids, and may be in the data twice (rows: 2).",
		},
	} {
		if got := table(t, "en").Message(c.finding); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
