package publish_test

import (
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"handover/jobs/publish"
	"handover/reconcile"
	"handover/reports/reportstest"
)

// Every field of every row comes back as it was: also one that is added tomorrow.
func TestRowsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		comesBack(t, publish.AgainReported)
		comesBack(t, publish.AgainResolved)
		comesBack(t, publish.AgainCoverage)
		comesBack(t, publish.AgainPlanned)
		comesBack(t, publish.AgainSeller)
	})
}

func comesBack[T any](t *rapid.T, again func(*T) (T, error)) {
	var row T
	draw(t, reflect.ValueOf(&row).Elem())
	got, err := again(&row)
	if err != nil || !reflect.DeepEqual(got, row) {
		t.Fatalf("%+v\ncomes back as\n%+v (%v)", row, got, err)
	}
}

// draw fills a value and all that is in it.
func draw(t *rapid.T, v reflect.Value) {
	if at, ok := reflect.TypeAssert[*time.Time](v.Addr()); ok {
		if rapid.Bool().Draw(t, "known") {
			*at = time.Unix(rapid.Int64Range(-1<<35, 1<<38).Draw(t, "seconds"), rapid.Int64Range(0, 999_999_999).Draw(t, "nanoseconds")).UTC()
		}
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(rapid.String().Draw(t, "text"))
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t, "truth"))
	case reflect.Int, reflect.Int64:
		v.SetInt(rapid.Int64().Draw(t, "number"))
	case reflect.Int32:
		v.SetInt(int64(rapid.Int32().Draw(t, "number")))
	case reflect.Struct:
		for _, field := range v.Fields() {
			draw(t, field)
		}
	case reflect.Pointer, reflect.Slice, reflect.Map:
		drawSome(t, v)
	default:
		t.Fatalf("a field has a type that nobody draws: %s", v.Type())
	}
}

// drawSome fills what may be empty.
func drawSome(t *rapid.T, v reflect.Value) {
	n := rapid.IntRange(0, 2).Draw(t, "number of values")
	if n == 0 {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		draw(t, v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			draw(t, v.Index(i))
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for range n {
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			draw(t, key)
			draw(t, value)
			v.SetMapIndex(key, value)
		}
	}
}

// Bytes that are no row are an error and nothing worse, and what is read as one is one.
func FuzzRows(f *testing.F) {
	f.Add("")
	f.Add("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff")
	f.Fuzz(func(t *testing.T, in string) {
		rows, _ := publish.ReadRow(in)
		for _, row := range rows {
			if again, _ := publish.ReadRow(row); !slices.Contains(again, row) {
				t.Errorf("%q is read as a row, and %q, which is the same, is not", in, row)
			}
		}
	})
}

// backwards is a run whose tenants come by name in another order than by id, but for the
// last so many, which it has not looked at.
func backwards(t *testing.T, uncovered int) *reportstest.Source {
	t.Helper()
	const tenants = 20
	from := reportstest.Portfolio(tenants, 300)
	coverage := listOf(t, from.Coverage(t.Context(), reconcile.Filter{}))
	for i := range coverage {
		coverage[i].Name = fmt.Sprintf("%03d", (7*i)%tenants)
	}
	coverage[3].Name = ""
	return reportstest.NewSource(from.Run(), coverage[:tenants-uncovered], listOf(t, from.Findings(t.Context(), reconcile.Filter{})), nil)
}

func listOf[T any](t *testing.T, rows iter.Seq2[T, error]) []T {
	t.Helper()
	var list []T
	for row, err := range rows {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, row)
	}
	return list
}

// However few findings are sorted at a time, they come by tenant as the coverage does,
// and within one in the order that they had.
func TestByTenantInSmallPieces(t *testing.T) {
	source := backwards(t, 0)
	for _, filter := range []reconcile.Filter{{}, {Job: reconcile.AutoRenewJob}, {Tenants: []string{"aaaaaaaa-0000-4000-8000-000000000001"}}} {
		want := listOf(t, source.FindingsByTenant(t.Context(), filter))
		for _, atOnce := range []int{1, 7, 100, 1000} {
			got := listOf(t, publish.ByTenant(t.Context(), source, filter, atOnce))
			if !slices.EqualFunc(got, want, func(a, b reconcile.Reported) bool { return a.Finding.ID == b.Finding.ID }) || len(want) == 0 {
				t.Errorf("%+v, %d at a time: %d findings in another order than the %d of the source", filter, atOnce, len(got), len(want))
			}
		}
	}
}

// A finding of a tenant that the run has not looked at has no place among the others.
func TestByTenantWithoutCoverage(t *testing.T) {
	for _, atOnce := range []int{1, 1000} {
		var failed error
		for _, err := range publish.ByTenant(t.Context(), backwards(t, 1), reconcile.Filter{}, atOnce) {
			failed = err
		}
		if failed == nil || !strings.Contains(failed.Error(), "tenant aaaaaaaa-0000-4000-8000-000000000020, and no coverage") {
			t.Errorf("%d at a time: error %v, want one that names the tenant", atOnce, failed)
		}
	}
}
