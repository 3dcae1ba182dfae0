package words

import (
	"cmp"
	"embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
)

// DefaultLanguage is the language of a report for which none was chosen, and the
// one by which the others are measured.
const DefaultLanguage = "en"

//go:embed *.toml
var files embed.FS

// tables holds the languages that have a file, each read when it is first asked
// for.
var tables = embedded()

func embedded() map[string]func() (*Table, error) {
	list := map[string]func() (*Table, error){}
	entries, _ := files.ReadDir(".") // what is embedded can be listed
	for _, entry := range entries {
		language := strings.TrimSuffix(entry.Name(), ".toml")
		list[language] = sync.OnceValues(func() (*Table, error) {
			content, err := files.ReadFile(entry.Name())
			if err != nil {
				return nil, fmt.Errorf("read the language %s: %w", language, err)
			}
			return parse(language, string(content))
		})
	}
	return list
}

// parse reads the file of a language. A key that is not known is refused; that
// none is missing is for the tests to find.
func parse(language, content string) (*Table, error) {
	var f file
	meta, err := toml.Decode(content, &f)
	if err != nil {
		return nil, fmt.Errorf("read the language %s: %w", language, err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return nil, fmt.Errorf("read the language %s: there is no %v", language, unknown)
	}
	return &Table{Language: language, Labels: f.Labels, file: f, conditions: conditionsByCode()}, nil
}

// Languages returns the tags of the languages, the default one first.
func Languages() []string {
	others := maps.Clone(tables)
	delete(others, DefaultLanguage)
	return append([]string{DefaultLanguage}, slices.Sorted(maps.Keys(others))...)
}

// Lookup returns the table of a language; the empty tag is the default one.
func Lookup(language string) (*Table, error) {
	read, ok := tables[cmp.Or(language, DefaultLanguage)]
	if !ok {
		return nil, fmt.Errorf("language %q is not known; choose %s", language, strings.Join(Languages(), ", "))
	}
	return read()
}
