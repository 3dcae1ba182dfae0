package words_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/reconcile/rules"
	"handover/reports/words"
)

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
