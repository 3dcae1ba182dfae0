package rules_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"handover/reconcile"
	"handover/reconcile/rules"
	"handover/reconcile/rules/rulestest"
	"handover/reports/words"
)

// No sentence of any case has a gap where a value is not known, and Chinese leaves
// nothing in English but names: what it words, the other languages word too, which
// have the same keys.
func TestSentencesHaveNoGaps(t *testing.T) {
	english, chinese := textsIn(t, "en"), textsIn(t, "zh")
	for _, c := range rulestest.All() {
		env, tenants := prepare(t, &c)
		for _, tenant := range tenants {
			for _, f := range rules.Evaluate(env, tenant).Findings {
				for _, said := range sentencesOf(english, env, &f) {
					if strings.Contains(said, "–") {
						t.Errorf("%s: %s says %q", c.Name, f.Code, said)
					}
				}
				for _, said := range append(sentencesOf(chinese, env, &f), evidenceIn(chinese, &f)...) {
					if word := latin.FindString(withoutNames(&f, said)); word != "" {
						t.Errorf("%s: %s says %q of %q in Chinese", c.Name, f.Code, word, said)
					}
				}
			}
		}
	}
}

func textsIn(t *testing.T, language string) *words.Table {
	t.Helper()
	texts, err := words.Lookup(language)
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

func sentencesOf(texts *words.Table, env rules.Env, f *reconcile.Finding) []string {
	return []string{texts.Message(f), texts.Action(f, env.AsOf), texts.Basis(f.Exposure)}
}

// evidenceIn words the subject and the evidence that the workbook shows.
func evidenceIn(texts *words.Table, f *reconcile.Finding) []string {
	list := []string{texts.Subject(f)}
	for _, e := range f.Evidence {
		if e.Value != "" {
			list = append(list, texts.Evidence(e))
		}
	}
	return list
}

var (
	latin   = regexp.MustCompile(`\b[a-z][a-z_-]+`)
	sources = regexp.MustCompile(`\(([a-z-]+)\)`) // who said what, where sources differ
)

// withoutNames takes out of a text what is written alike in every language: ids,
// offers, sellers, sources, and columns and values of the data.
func withoutNames(f *reconcile.Finding, text string) string {
	names := []string{f.OfferName, f.OfferID, f.SubscriptionID, f.TenantName, f.TenantID, f.SellerName, f.SellerID}
	names = append(names, "friend") // a relationship that is in no list
	if f.Code != "invalid-row" && f.Code != "move-conflict" {
		names = append(names, f.Subject)
	}
	for _, e := range f.Evidence {
		if e.Key == "differs" {
			for _, said := range sources.FindAllStringSubmatch(e.Value, -1) {
				names = append(names, said[1])
			}
		}
		if slices.Contains([]string{
			"base", "base_name", "begun", "column", "country", "item_ids", "named", "other_source", "role", "row_ids", "seller", "source", "successor",
			"successor_offer", "target", "target_name", "target_offer", "target_tenant", "transfer", "value",
		}, e.Key) {
			names = append(names, e.Value)
		}
	}
	for _, name := range names {
		if name != "" {
			text = regexp.MustCompile(`\b`+regexp.QuoteMeta(name)+`\b`).ReplaceAllString(text, "")
		}
	}
	return text
}
