package ingest_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/ingest"
)

func zipped(t *testing.T, entries ...string) string {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for at := 0; at < len(entries); at += 2 {
		e, err := w.Create(entries[at])
		if err == nil {
			_, err = e.Write([]byte(entries[at+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func gzippedText(t *testing.T, members ...string) string {
	t.Helper()
	var out bytes.Buffer
	for _, text := range members {
		w := gzip.NewWriter(&out)
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return out.String()
}

// TestContainers reads what is packed, and puts rejects beside the archive.
func TestContainers(t *testing.T) {
	bad := tenantHeader + "T3,Contoso,DE,perhaps\n"
	inner := zipped(t, "deep/tenants.csv", cleanTenants)
	for name, test := range map[string]struct {
		text    string
		rows    int
		rejects string
	}{
		"a.csv.gz":     {gzippedText(t, tenantHeader, "T1,Contoso,DE,true\n"), 1, ""},
		"a.zip":        {zipped(t, "x/tenants.csv", cleanTenants, "../../sellers.csv", "seller_id\nS1\n", "note.txt", "?"), 2, ""},
		"nested.zip":   {zipped(t, "in.zip", inner, "in.json.gz", gzippedText(t, collection)), 6, ""},
		"rejects.zip":  {zipped(t, `..\..\x/tenants.csv`, bad), 0, "rejects.zip.tenants.csv.rejects.csv"},
		"same.zip":     {zipped(t, "a/tenants.csv", bad, "b/tenants.csv", bad), 0, "same.zip.tenants.csv-2.rejects.csv"},
		"tenants.json": {gzippedText(t, collection), 5, ""},
	} {
		f := newFolder(t, map[string]string{name: test.text})
		store, _, err := run(t, ingest.Options{Formats: licences()}, string(f))
		if err != nil || len(store.rows()) != test.rows {
			t.Errorf("%s: %d rows, want %d; %v", name, len(store.rows()), test.rows, err)
		}
		if test.rejects != "" && !strings.Contains(strings.Join(f.names(t), " "), test.rejects) {
			t.Errorf("%s: the folder holds %s", name, f.names(t))
		}
	}
}

// TestRefusedContainers stores nothing of what is cut off, damaged, packed too deep or
// packed to harm, and says so.
func TestRefusedContainers(t *testing.T) {
	whole := gzippedText(t, tenantHeader+strings.Repeat("T1,Contoso,DE,true\n", 5000))
	good := zipped(t, "sellers.csv", "seller_id\nS1\n", "tenants.csv", cleanTenants)
	deep := zipped(t, "tenants.csv", cleanTenants)
	for range 4 {
		deep = zipped(t, "in.zip", deep)
	}
	bomb := gzippedText(t, "tenant_id\n"+strings.Repeat("\n", 80<<20))
	for name, test := range map[string]struct{ text, want string }{
		"cut.csv.gz":   {whole[:len(whole)-200], "the archive is cut off or none at all"},
		"cut.zip":      {good[:len(good)-30], "the archive is cut off or none at all"},
		"damaged.zip":  {strings.Replace(good, "Contoso", "Fabrika", 1), "the archive is damaged"},
		"deep.zip":     {deep, "it lies in 3 archives inside one another; unpack it first"},
		"bomb.csv.gz":  {bomb, "it unpacks to more than 400 times its size"},
		"empty.zip":    {zipped(t, "a.txt", "?"), "the archive holds no file that can be read"},
		"http.json":    {"HTTP/1.1 200 OK\n\n{}", "it begins with the headers of a reply; save the JSON body alone"},
		"cut.json":     {collection[:len(collection)-3], "the text ends in the middle; it was cut off"},
		"unknown.json": {`{"colour":1}`, `the members "colour" are those of nothing that is known here`},
		"scalar.json":  {`[1]`, "an object is expected"},
		"broken.json":  {"[{\"licence\":\"L1\",\"seats\":1},\n{\"licence\":\"L2\" \"seats\":1}]", ":2: column 17: invalid character '\"' after object key:value pair"},
	} {
		text := test.text
		if name == "damaged.zip" { // stored as they are, so that the text can be damaged
			text = strings.Replace(storedZip(t, "tenants.csv", cleanTenants), "Contoso", "Fabrika", 1)
		}
		f := newFolder(t, map[string]string{name: text})
		store, _, err := run(t, ingest.Options{Formats: licences()}, f.path(name))
		_, refused := errors.AsType[*ingest.RefusedError](err)
		if !refused || !strings.Contains(err.Error(), test.want) || !strings.HasPrefix(err.Error(), f.path(name)) {
			t.Errorf("%s: got %v, want %s", name, err, test.want)
		}
		if len(store.committed) != 0 {
			t.Errorf("%s: %d files are stored", name, len(store.committed))
		}
	}
}

func storedZip(t *testing.T, name, text string) string {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	e, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
	if err == nil {
		_, err = e.Write([]byte(text))
	}
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestWhatCannotBeUnpacked says of every file what it is and what to do.
func TestWhatCannotBeUnpacked(t *testing.T) {
	text := gzippedText(t, tenantHeader+strings.Repeat("T1,Contoso,DE,true\n", 5000))
	corrupt := []byte(text)
	corrupt[40] ^= 0xFF
	corrupt[41] ^= 0xFF
	tar := make([]byte, 1024)
	copy(tar[257:], "ustar")
	for name, test := range map[string]struct{ text, want string }{
		"corrupt.csv.gz": {string(corrupt), "the archive is damaged; export or copy it again"},
		"tar.gz":         {gzippedText(t, string(tar)), "it is an archive, and neither gzip nor a zip file in one piece; unpack it first"},
		"a.zip":          {"Rar!\x1A\x07\x00", "it is an archive, and neither gzip nor a zip file in one piece; unpack it first"},
		"password.xlsx":  {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "it is a workbook with a password, or one of an old Excel; save it as .xlsx without a password"},
	} {
		f := newFolder(t, map[string]string{name: test.text})
		_, _, err := run(t, ingest.Options{}, f.path(name))
		if _, refused := errors.AsType[*ingest.RefusedError](err); !refused || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %s", name, err, test.want)
		}
		if name == "corrupt.csv.gz" {
			continue // it is known what it is to be
		}
		f.write(t, "tenants.csv", cleanTenants)
		store, summary, err := run(t, ingest.Options{}, string(f))
		if err != nil || len(store.committed) != 1 || len(summary.Warnings) != 1 || !strings.Contains(summary.Warnings[0], test.want) {
			t.Errorf("%s: in a folder %d files are stored, with warnings %q, %v", name, len(store.committed), summary.Warnings, err)
		}
	}
}

// TestKnownEntryThatIsNone refuses an archive in which a file is not what its name says,
// whether or not the archive itself is named, and stores nothing of it.
func TestKnownEntryThatIsNone(t *testing.T) {
	f := newFolder(t, map[string]string{
		"a.zip":       zipped(t, "sellers.csv", "seller_id\nS1\n", "tenants.csv", "colour\nred\n"),
		"tenants.csv": cleanTenants,
	})
	for _, path := range []string{string(f), f.path("a.zip")} {
		store, _, err := run(t, ingest.Options{}, path)
		_, refused := errors.AsType[*ingest.RefusedError](err)
		if want := f.path("a.zip") + ": tenants.csv:1: tenant_id: the column is required"; !refused || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
		if len(store.committed) > 0 {
			t.Errorf("%d files are stored", len(store.committed))
		}
	}
}

// TestNamedTwice reads a file once, however often it is named.
func TestNamedTwice(t *testing.T) {
	f := newFolder(t, map[string]string{"a.zip": zipped(t, "tenants.csv", cleanTenants)})
	store, _, err := run(t, ingest.Options{}, f.path("a.zip"), f.path("a.zip"), string(f))
	if err != nil || len(store.committed) != 1 {
		t.Errorf("%d files are stored; %v", len(store.committed), err)
	}
}

// TestWarningsBesideAnError tells what was left out also where nothing is left.
func TestWarningsBesideAnError(t *testing.T) {
	f := newFolder(t, map[string]string{"a.json": `{"colour":"red"}`})
	_, summary, err := run(t, ingest.Options{}, string(f))
	if _, usage := errors.AsType[*ingest.UsageError](err); !usage || len(summary.Warnings) != 1 {
		t.Errorf("warnings %q, error %v", summary.Warnings, err)
	}
}

// TestHostileEntries keeps what entries are called on one line, their rejects in the folder,
// and does not read what is no file.
func TestHostileEntries(t *testing.T) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	link := &zip.FileHeader{Name: "sellers.csv"}
	link.SetMode(0o777 | fs.ModeSymlink)
	bad := tenantHeader + "T3,Contoso,DE,perhaps\n"
	for header, text := range map[*zip.FileHeader]string{
		link:                                  "/etc/passwd",
		{Name: "tenants\x1b[31m\n\u009b.csv"}: bad,
		{Name: "x/tenants" + strings.Repeat("é", 150) + ".csv"}: bad,
	} {
		e, err := w.CreateHeader(header)
		if err == nil {
			_, err = e.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	name := strings.Repeat("a", 240) + ".zip"
	f := newFolder(t, map[string]string{name: out.String()})
	_, summary, err := run(t, ingest.Options{}, f.path(name))
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{f.path(name) + ": sellers.csv is not read: it is a link and no file"}; !slices.Equal(summary.Warnings, want) {
		t.Errorf("warnings %q, want %q", summary.Warnings, want)
	}
	for _, file := range summary.Files {
		for _, text := range []string{file.Name, file.Rejects} {
			if strings.ContainsAny(text, "\x1b\n\u009b") {
				t.Errorf("%q would not stay on one line", text)
			}
		}
		if !strings.Contains(file.Name, "aaa.zip: ") {
			t.Errorf("%s does not name its archive", file.Name)
		}
		if filepath.Dir(file.Rejects) != string(f) {
			t.Errorf("rejects go to %s", file.Rejects)
		}
	}
	if got := len(f.names(t)); got != 3 {
		t.Errorf("the folder holds %d files, want the archive and two of rejects", got)
	}
}

// TestTenantsFolderIsNamed tells apart files of one name that lie in folders of tenants.
func TestTenantsFolderIsNamed(t *testing.T) {
	f := newFolder(t, nil)
	var want []string
	for _, id := range []string{"aaaaaaaa-0000-0000-0000-00000000000a", "aaaaaaaa-0000-0000-0000-00000000000b"} {
		f.folder(t, id)
		f.write(t, id+"/tenants.csv", cleanTenants)
		want = append(want, id+"/tenants.csv")
	}
	_, summary, err := run(t, ingest.Options{}, string(f))
	var got []string
	for _, file := range summary.Files {
		got = append(got, file.Name)
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("names differ (-want +got):\n%s\n%v", diff, err)
	}
}

// TestNoRoomForCopies says where copies go and what to do.
func TestNoRoomForCopies(t *testing.T) {
	f := newFolder(t, map[string]string{"b.zip": zipped(t, "a.zip", zipped(t, "tenants.csv", cleanTenants))})
	t.Setenv("TMPDIR", f.path("none"))
	_, _, err := run(t, ingest.Options{}, f.path("b.zip"))
	want := f.path("b.zip") + ": a.zip: no copy of it can be made in " + f.path("none") + ": no such file or directory; name another folder with TMPDIR"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
