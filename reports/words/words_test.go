package words_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/reconcile/rules"
	"handover/reports/words"
)

func table(t *testing.T, language string) *words.Table {
	t.Helper()
	found, err := words.Lookup(language)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestLookup(t *testing.T) {
	if got := table(t, "").Language; got != words.DefaultLanguage {
		t.Errorf("no language gives %q", got)
	}
	if _, err := words.Lookup("xx"); err == nil || !strings.Contains(err.Error(), "en") {
		t.Errorf("an unknown language gives %v, want an error that names the known ones", err)
	}
}

// TestParse checks that a file may hold nothing that is not known.
func TestParse(t *testing.T) {
	for _, c := range []struct{ content, want string }{
		{"[labels]\ntitle = \"Report\"\nsubtitle = \"\"\n", "labels.subtitle"},
		{"[findings.grace-open.variants.no-access]\nmesage = \"\"\n", "findings.grace-open.variants.no-access.mesage"},
		{"[labels]\ntitle = 1\n", "title"},
		{"[labels]\ntitle = \"Report\"\ntitle = \"Report\"\n", "title"},
	} {
		if _, err := words.Parse("xx", c.content); err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "xx") {
			t.Errorf("%q gives %v, want an error that names xx and %s", c.content, err, c.want)
		}
	}
}

// TestNothingIsMissing checks that English leaves out only what may be left out.
func TestNothingIsMissing(t *testing.T) {
	optional := regexp.MustCompile(`^outcomes/$|/(ask|undated|one|seats|one_seat|please|otherwise|you)$|/(variants|parts)/`)
	for at, text := range table(t, words.DefaultLanguage).Texts() {
		if text == "" && !optional.MatchString(at) {
			t.Errorf("%s: %s is missing", words.DefaultLanguage, at)
		}
	}
}

// TestEveryCode checks that each code of the catalogue is worded, and that its
// sentences ask for nothing its findings cannot say.
func TestEveryCode(t *testing.T) {
	for _, language := range words.Languages() {
		table := table(t, language)
		texts := table.Texts()
		var codes []reconcile.Code
		for _, rule := range rules.Catalogue() {
			codes = append(codes, rule.Code)
			path := "findings/" + string(rule.Code)
			if (table.Why(rule.Code) != "") != (language == words.DefaultLanguage) {
				t.Errorf("%s: %s/why is %q; English has one, and no other language", language, path, table.Why(rule.Code))
			}
			for _, key := range []string{"/title", "/fires", "/message", "/action"} {
				if texts[path+key] == "" {
					t.Errorf("%s: %s%s is missing", language, path, key)
				}
			}
			known := slices.Concat(words.Fields(), rule.Evidence)
			for at, text := range texts {
				if strings.HasPrefix(at, path+"/") {
					checkPlaceholders(t, language+" "+at, text, known)
				}
			}
		}
		slices.Sort(codes)
		if diff := cmp.Diff(codes, table.Codes()); diff != "" {
			t.Errorf("%s words other codes than the catalogue has (-catalogue +words):\n%s", language, diff)
		}
	}
}

func checkPlaceholders(t *testing.T, at, text string, known []string) {
	t.Helper()
	if strings.Count(text, "{") != strings.Count(text, "}") || strings.ContainsAny(text, "\n\t") {
		t.Errorf("%s: %q is no template of one line", at, text)
	}
	for _, key := range words.Placeholders(text) {
		if !slices.Contains(known, key) {
			t.Errorf("%s: nothing fills {%s} in %q", at, key, text)
		}
	}
}

// TestEveryVariant checks that the tables word exactly the variants that the
// conditions choose.
func TestEveryVariant(t *testing.T) {
	for _, language := range words.Languages() {
		want := map[string]bool{}
		for code, variants := range words.Conditions() {
			for _, variant := range variants {
				want["findings/"+string(code)+"/variants/"+variant] = true
			}
		}
		got := map[string]bool{}
		for at := range table(t, language).Texts() {
			if strings.Contains(at, "/variants/") {
				got[at[:strings.LastIndex(at, "/")]] = true
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: variants differ (-conditions +words):\n%s", language, diff)
		}
	}
}
