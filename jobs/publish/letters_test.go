package publish_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handover/jobs/publish"
	"handover/reconcile"
	"handover/reports"
	"handover/reports/formats"
	"handover/reports/reportstest"
)

func post(t *testing.T, s *publish.Shelf, source reports.Source, to reports.Addressee, options reports.Options) (string, *reports.Letters) {
	t.Helper()
	options.Partner, options.Ours = "Contoso Partner", []string{"us"}
	folder, letters, err := s.Post(t.Context(), source, to, options)
	if err != nil {
		t.Fatal(err)
	}
	return folder, letters
}

// TestPost checks what the folder of letters holds, and that its manifest tells it.
func TestPost(t *testing.T) {
	s := &publish.Shelf{Dir: t.TempDir(), Formats: formats.All()}
	folder, letters := post(t, s, reportstest.Correspondence("en"), reports.ToSeller, reports.Options{})
	if want := filepath.Join(s.Dir, folderName+"-letters-seller"); folder != want {
		t.Errorf("the folder is %s, want %s", folder, want)
	}
	files := tree(t, folder)
	var manifest publish.Manifest
	if err := json.Unmarshal([]byte(files[publish.ManifestName]), &manifest); err != nil {
		t.Fatal(err)
	}
	var want []publish.Entry
	for _, name := range []string{"Adventure-Licensing", "Tailspin-Cloud"} {
		for _, ext := range []string{".xlsx", ".html", ".md"} {
			content := files[name+ext]
			sum := sha256.Sum256([]byte(content))
			want = append(want, publish.Entry{Name: name + ext, Bytes: int64(len(content)), SHA256: hex.EncodeToString(sum[:])})
		}
	}
	if diff := cmp.Diff(want, manifest.Files); diff != "" || manifest.Run != "123" || len(files) != len(want)+1 {
		t.Errorf("%d files, run %s (-want +manifest):\n%s", len(files), manifest.Run, diff)
	}
	if len(letters.List) != 2 || letters.Unknown != 1 {
		t.Errorf("%d letters, %d unknown", len(letters.List), letters.Unknown)
	}
}

// TestNarrowedLettersStandBesideAll checks that a part of the letters never replaces all
// of them, and that the same part replaces itself.
func TestNarrowedLettersStandBesideAll(t *testing.T) {
	s := &publish.Shelf{Dir: t.TempDir(), Formats: formats.All()}
	source := reportstest.Correspondence("en")
	all, _ := post(t, s, source, reports.ToTenant, reports.Options{})
	whole := tree(t, all)
	one := reports.Options{Filter: reconcile.Filter{Tenants: []string{reportstest.Contoso}}}
	other := reports.Options{Filter: reconcile.Filter{Tenants: []string{reportstest.Fabrikam}}}
	part, _ := post(t, s, source, reports.ToTenant, one)
	again, _ := post(t, s, source, reports.ToTenant, one)
	different, _ := post(t, s, source, reports.ToTenant, other)
	if part == all || part != again || different == part {
		t.Errorf("all in %s, a part in %s and %s, another in %s", all, part, again, different)
	}
	if diff := cmp.Diff(whole, tree(t, all)); diff != "" {
		t.Errorf("all letters have changed:\n%s", diff)
	}
}

// TestNobodyIsWrittenTo checks that there is no folder where nobody has anything to do.
func TestNobodyIsWrittenTo(t *testing.T) {
	s := &publish.Shelf{Dir: t.TempDir(), Formats: formats.All()}
	folder, letters := post(t, s, reportstest.Empty(), reports.ToOwner, reports.Options{})
	if folder != "" || letters.Idle != 5 || len(tree(t, s.Dir)) != 0 {
		t.Errorf("folder %q, %d idle, %d files", folder, letters.Idle, len(tree(t, s.Dir)))
	}
}

// TestLettersAreCompleteOrNotAtAll lets each call to the disk fail, one after the other.
func TestLettersAreCompleteOrNotAtAll(t *testing.T) {
	chosen := []formats.Format{format(t, "md")}
	source := reportstest.Correspondence("en")
	all, out := publish.FailAt(0), t.TempDir()
	if err := all.Post(t.Context(), &publish.Shelf{Dir: out, Formats: chosen}, source, reports.ToSeller); err != nil {
		t.Fatal(err)
	}
	whole := tree(t, out)
	for k := 1; k <= all.Calls(); k++ {
		out := t.TempDir()
		s := &publish.Shelf{Dir: out, Formats: chosen}
		err := publish.FailAt(k).Post(t.Context(), s, source, reports.ToSeller)
		if !errors.Is(err, publish.ErrFault) {
			t.Errorf("call %d: error %v, want %v", k, err, publish.ErrFault)
		}
		if got := tree(t, out); len(got) > 0 && cmp.Diff(whole, got) != "" {
			t.Errorf("call %d: the folder is neither missing nor complete: %v", k, got)
		}
	}
}

func TestInterruptedLettersLeaveNothing(t *testing.T) {
	out := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s := &publish.Shelf{Dir: out, Formats: formats.All()}
	if _, _, err := s.Post(ctx, reportstest.Correspondence("en"), reports.ToTenant, reports.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
	if files := tree(t, out); len(files) != 0 {
		t.Errorf("left behind: %v", files)
	}
}

func named(names ...string) []*reports.Letter {
	var list []*reports.Letter
	for i, name := range names {
		list = append(list, &reports.Letter{ID: fmt.Sprint("id-", i), Name: name})
	}
	return list
}

// TestLetterNames shows what becomes of names in the names of files.
func TestLetterNames(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"Contoso", "Contoso"},
		{"Contoso GmbH & Co. KG", "Contoso-GmbH-Co-KG"},
		{"../../etc/passwd", "etc-passwd"},
		{`C:\Windows\system32`, "C-Windows-system32"},
		{"Müller – Söhne", "Müller-Söhne"},
		{"北风贸易", "北风贸易"},
		{" .hidden ", "hidden"},
		{"=1+1", "1-1"},
		{"left\u202eright\x00", "left-right"},
		{strings.Repeat("long ", 40), strings.TrimSuffix(strings.Repeat("long-", 10), "-")},
	} {
		if got := publish.LetterNames(named(c.name))[0]; got != c.want {
			t.Errorf("%q becomes %q, want %q", c.name, got, c.want)
		}
	}
	for _, name := range []string{"", "...", "CON", "aux", "Lpt1", "COM9", "\xff"} {
		got := publish.LetterNames(named(name))[0]
		if !endsInID(got) {
			t.Errorf("%q becomes %q, want it with an id", name, got)
		}
	}
	same := publish.LetterNames(named("Contoso", "contoso", "CONTOSO!", "Fabrikam"))
	for _, name := range same[:3] {
		if !endsInID(name) {
			t.Errorf("one of several of a name is %q, want it with an id", name)
		}
	}
	if same[3] != "Fabrikam" {
		t.Errorf("a name that no other has became %q", same[3])
	}
}

func endsInID(name string) bool {
	if len(name) < 8 {
		return false
	}
	_, err := hex.DecodeString(name[len(name)-8:])
	return err == nil
}

// TestNoTwoPartiesShareAFile checks for any names that the names of files differ by more
// than case, and hold nothing but letters, digits and hyphens.
func TestNoTwoPartiesShareAFile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pool := rapid.SliceOfN(rapid.String(), 1, 4).Draw(t, "pool")
		pool = append(pool, "a", "A", "a b", "ß", "SS", "CON", "")
		names := rapid.SliceOfN(rapid.SampledFrom(pool), 0, 12).Draw(t, "names")
		seen := map[string]bool{}
		for i, name := range publish.LetterNames(named(names...)) {
			folded := strings.ToLower(strings.ToUpper(name))
			if seen[folded] {
				t.Fatalf("two parties share %q: %q", name, names)
			}
			seen[folded] = true
			odd := func(r rune) bool { return r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }
			if name == "" || len(name)+len(".xlsx") > 255 || strings.ContainsFunc(name, odd) || !utf8.ValidString(name) || name[0] == '-' {
				t.Fatalf("%q becomes %q", names[i], name)
			}
		}
	})
}

// TestPostGrowsWithTheParties checks that twice as many letters take about twice the work,
// as allocations count it.
func TestPostGrowsWithTheParties(t *testing.T) {
	work := func(customers int) float64 {
		source := reportstest.Work(customers)
		s := &publish.Shelf{Dir: t.TempDir(), Formats: formats.All()}
		return testing.AllocsPerRun(1, func() {
			if _, letters := post(t, s, source, reports.ToTenant, reports.Options{}); len(letters.List) != customers {
				t.Errorf("%d letters, want %d", len(letters.List), customers)
			}
		})
	}
	once, twice := work(40), work(80)
	if exponent := math.Log2(twice / once); exponent > 1.15 {
		t.Errorf("%.0f allocations, and %.0f for twice as much: they grow with the power %.2f", once, twice, exponent)
	}
}

// TestLetterFormats checks in which formats there are letters.
func TestLetterFormats(t *testing.T) {
	var names []string
	for _, f := range formats.OfLetters(formats.All()) {
		names = append(names, f.Name)
	}
	if want := []string{"xlsx", "html", "md"}; !slices.Equal(names, want) {
		t.Errorf("letters are in %q, want %q", names, want)
	}
}

// BenchmarkPost writes a letter to each of 2,500 customers, in all formats.
func BenchmarkPost(b *testing.B) {
	const customers = 2500
	source := reportstest.Work(customers)
	for b.Loop() {
		s := &publish.Shelf{Dir: b.TempDir(), Formats: formats.All()}
		if _, letters, err := s.Post(b.Context(), source, reports.ToTenant, reports.Options{Partner: "Contoso Partner"}); err != nil || len(letters.List) != customers {
			b.Fatalf("letters %v, %v", letters, err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*customers), "µs/letter")
}
