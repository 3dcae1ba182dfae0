package publish

import (
	"slices"
	"strings"
	"unicode"

	"handover/reports"
)

// mostName is how many characters of a party's name the name of its files has.
const mostName = 50

// letterNames returns the name, without an extension, of the files of each letter: the
// name of its party, with a short id where others have the same or where nothing of it can
// stand in the name of a file. No two are the same on any file system, whatever case means
// there.
func letterNames(letters []*reports.Letter) []string {
	names, taken := make([]string, len(letters)), map[string]int{}
	for i, l := range letters {
		names[i] = fileName(l.Name)
		taken[folded(names[i])]++
	}
	for i, l := range letters {
		plain := names[i]
		if plain != "" && taken[folded(plain)] == 1 && !reserved(plain) {
			continue
		}
		for digits := 8; ; digits += 8 {
			names[i] = strings.TrimPrefix(plain+"-"+shortHash(l.ID, digits), "-")
			if taken[folded(names[i])] == 0 {
				break
			}
		}
		taken[folded(names[i])]++
	}
	return names
}

// fileName returns what of a name can stand in the name of a file: its letters and digits,
// with a hyphen for all else.
func fileName(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	runes := []rune(strings.Join(words, "-"))
	return strings.Trim(string(runes[:min(len(runes), mostName)]), "-")
}

// folded brings together what a file system may take for the same name.
func folded(name string) string { return strings.ToLower(strings.ToUpper(name)) }

// reserved reports whether Windows keeps a name for a device, whatever its extension.
func reserved(name string) bool {
	name = strings.ToUpper(name)
	if slices.Contains([]string{"CON", "PRN", "AUX", "NUL"}, name) {
		return true
	}
	port, found := strings.CutPrefix(name, "COM")
	if !found {
		port, found = strings.CutPrefix(name, "LPT")
	}
	return found && len([]rune(port)) == 1
}
