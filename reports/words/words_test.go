package words_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
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

// TestEveryConstant checks that each listed value of the domain has a name, and
// that no name is left over.
func TestEveryConstant(t *testing.T) {
	domain := constants(t, "../../reconcile")
	answers := constants(t, "../../reconcile/rules")
	for _, c := range []struct {
		field string
		want  []string
	}{
		{"assumptions", domain["Assumption"]},
		{"bases", domain["Basis"]},
		{"money_kinds", domain["MoneyKind"]},
		{"periods", domain["Period"]},
		{"lacks", domain["Lack"]},
		{"outcomes", domain["Outcome"]},
		{"reasons", domain["Reason"]},
		{"coverage", domain["CoverageReason"]},
		{"severities", domain["Severity"]},
		{"urgencies", domain["Urgency"]},
		{"owners", domain["Owner"]},
		{"actors", domain["Owner"]},
		{"jobs", domain["Job"]},
		{"counters", domain["Counter"]},
		{"totals", domain["Total"]},
		{"deltas", domain["Delta"]},
		{"states", domain["FindingState"]},
		{"resolved", domain["ResolvedReason"]},
		{"runs", domain["RunState"]},
		{"triggers", domain["Trigger"]},
		{"answers", answers["Why"]},
		{"misses", answers["Miss"]},
		{"steps", texts(reconcile.StepKinds())},
		{"routes", domain["Route"]},
		{"obstacles", domain["ObstacleCode"]},
		{"against", everyAgainst(t)},
		{"remedies", domain["RemedyCode"]},
		{"facts", slices.Compact(slices.Sorted(slices.Values(append(evidenceOfRules(),
			"severity", "owner", "due", "outcome", "assumptions", "route", "step"))))},
	} {
		if len(c.want) == 0 {
			t.Fatalf("no constants found for %s", c.field)
		}
		for _, language := range words.Languages() {
			slices.Sort(c.want)
			if diff := cmp.Diff(c.want, table(t, language).Keys(c.field)); diff != "" {
				t.Errorf("%s %s (-domain +words):\n%s", language, c.field, diff)
			}
		}
	}
}

// evidenceOfRules returns the keys of all evidence that findings may carry.
func evidenceOfRules() []string {
	var keys []string
	for _, rule := range rules.Catalogue() {
		keys = append(keys, rule.Evidence...)
	}
	return keys
}

// constants reads the text constants of a package by their types.
func constants(t *testing.T, folder string) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	for _, file := range parse(t, folder) {
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 {
				return true
			}
			kind, named := spec.Type.(*ast.Ident)
			literal, text := spec.Values[0].(*ast.BasicLit)
			if named && text && literal.Kind == token.STRING {
				value, err := strconv.Unquote(literal.Value)
				if err != nil {
					t.Fatal(err)
				}
				found[kind.Name] = append(found[kind.Name], value)
			}
			return true
		})
	}
	return found
}

// everyAgainst returns every reason that can stand against a route: those of its own,
// and the codes of a source's product type, platform or state.
func everyAgainst(t *testing.T) []string {
	t.Helper()
	return append(constants(t, "../../reconcile")["Against"],
		string(reconcile.Usage), string(reconcile.Software), string(reconcile.Legacy), string(reconcile.Suspended),
		string(reconcile.Expired), string(reconcile.Disabled), string(reconcile.Deleted))
}

func parse(t *testing.T, folder string) []*ast.File {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no sources in %s: %v", folder, err)
	}
	var files []*ast.File
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}

// TestLabels checks that every label has a text in every language and that some
// format uses it.
func TestLabels(t *testing.T) {
	used := map[string]bool{}
	for _, folder := range formatFolders(t) {
		for _, file := range parse(t, folder) {
			ast.Inspect(file, func(n ast.Node) bool {
				if selector, ok := n.(*ast.SelectorExpr); ok {
					used[selector.Sel.Name] = true
				}
				return true
			})
		}
	}
	for _, name := range labelsInTemplates(t) {
		used[name] = true
	}
	for _, language := range words.Languages() {
		labels := reflect.ValueOf(table(t, language).Labels)
		for i := range labels.NumField() {
			name := labels.Type().Field(i).Name
			if labels.Field(i).String() == "" {
				t.Errorf("%s: label %s is missing", language, name)
			}
			if !used[name] {
				t.Errorf("label %s is used by no format", name)
			}
		}
	}
}

// formatFolders returns the folder of the document and those of the formats.
func formatFolders(t *testing.T) []string {
	t.Helper()
	folders := []string{".."}
	below, err := filepath.Glob("../*/doc.go")
	if err != nil || len(below) == 0 {
		t.Fatalf("no formats: %v", err)
	}
	for _, path := range below {
		if folder := filepath.Dir(path); folder != "../words" {
			folders = append(folders, folder)
		}
	}
	return folders
}

// labelsInTemplates returns the labels that the page's templates name.
func labelsInTemplates(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob("../html/templates/*.html")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no templates: %v", err)
	}
	var names []string
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range regexp.MustCompile(`\.Labels\.(\w+)`).FindAllSubmatch(content, -1) {
			names = append(names, string(match[1]))
		}
	}
	return names
}

// TestColumns checks that every heading belongs to a column of some format.
func TestColumns(t *testing.T) {
	var source strings.Builder
	for _, folder := range formatFolders(t) {
		paths, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			source.Write(content)
		}
	}
	for _, language := range words.Languages() {
		for _, key := range table(t, language).Keys("columns") {
			if !strings.Contains(source.String(), strconv.Quote(key)) {
				t.Errorf("%s: no format has a column %q", language, key)
			}
		}
	}
}

// TestLanguagesAgree checks that all tables have the same keys and the same
// placeholders in each text.
func TestLanguagesAgree(t *testing.T) {
	english := table(t, words.DefaultLanguage).Texts()
	for _, language := range words.Languages() {
		for _, fault := range disagreements(english, table(t, language).Texts()) {
			t.Errorf("%s: %s", language, fault)
		}
	}
	broken := table(t, words.DefaultLanguage).Texts()
	delete(broken, "findings/auto-renew-on/title")
	broken["findings/grace-open/action"] = "Act by {cover_bye}."
	if got := disagreements(english, broken); len(got) != 2 {
		t.Errorf("a broken table shows %d faults, want 2: %v", len(got), got)
	}
}

func disagreements(want, got map[string]string) []string {
	var faults []string
	for at, text := range want {
		if strings.HasSuffix(at, "/why") { // English only
			continue
		}
		other, ok := got[at]
		if !ok || (text == "") != (other == "") {
			faults = append(faults, at+" is missing")
			continue
		}
		for _, key := range words.Placeholders(other) {
			if !slices.Contains(words.Placeholders(text), key) {
				faults = append(faults, at+" has another placeholder {"+key+"}")
			}
		}
	}
	for at := range got {
		if _, ok := want[at]; !ok {
			faults = append(faults, at+" is left over")
		}
	}
	return faults
}
