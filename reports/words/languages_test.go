package words_test

import (
	"cmp"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"handover/reports/words"
)

// sameAsEnglish returns the texts that a language writes as English does: names,
// and words that both have.
func sameAsEnglish(language string) []string {
	same := []string{"values/channel/csp", "owners/microsoft", "actors/microsoft"}
	if language == "de" {
		same = append(same,
			"columns/status", "columns/route", "labels/sheet_plan", "labels/pair", "labels/then", "fragments/sized", "fragments/partner", "labels/status", "labels/sheet_routine",
			"values/channel/open", "explain/rows/status", "explain/facts/known_from",
		)
	}
	return same
}

// TestTranslated checks that no text was left in English.
func TestTranslated(t *testing.T) {
	english := table(t, words.DefaultLanguage).Texts()
	for _, language := range words.Languages() {
		if language == words.DefaultLanguage {
			continue
		}
		allowed := sameAsEnglish(language)
		texts := table(t, language).Texts()
		for at, text := range texts {
			same := text == english[at] && strings.ContainsFunc(withoutPlaceholders(text), unicode.IsLetter)
			switch same = same || slices.Contains(allowed, at) && text == english[at]; {
			case same && !slices.Contains(allowed, at):
				t.Errorf("%s: %s is not translated: %q", language, at, text)
			case !same && slices.Contains(allowed, at):
				t.Errorf("%s: %s is translated, but listed as the same", language, at)
			}
		}
		for _, at := range allowed {
			if texts[at] == "" {
				t.Errorf("%s: there is no %s that could be the same", language, at)
			}
		}
	}
}

// TestPlaceholders checks that a text says in every language what it says in
// English, no more and no less.
func TestPlaceholders(t *testing.T) {
	english := table(t, words.DefaultLanguage).Texts()
	for _, language := range words.Languages() {
		for at, text := range table(t, language).Texts() {
			want, got := placeholderSet(english[at]), placeholderSet(text)
			if !slices.Equal(want, got) {
				t.Errorf("%s: %s fills %v, English %v: %q", language, at, got, want, text)
			}
		}
	}
}

func placeholderSet(text string) []string {
	return slices.Compact(slices.Sorted(slices.Values(words.Placeholders(text))))
}

// TestOneLine checks that each text is one line without a blank too many, and that
// no word of a text that is written in several lines ran into the next one.
func TestOneLine(t *testing.T) {
	joined := regexp.MustCompile(`(?m)^.*[\p{Latin}\d.,:;!?)}]\\$`)
	for _, language := range words.Languages() {
		for at, text := range table(t, language).Texts() {
			if text != strings.Join(strings.Fields(text), " ") {
				t.Errorf("%s: %s has a break or a blank too many: %q", language, at, text)
			}
		}
		content, err := os.ReadFile(language + ".toml")
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range joined.FindAllString(string(content), -1) {
			t.Errorf("%s: there is no blank before the backslash of %q", language, line)
		}
	}
}

// TestValuesAreUsed checks that some sentence has a placeholder for each kind of
// worded values, or some finding such evidence, or a column that sources differ in.
func TestValuesAreUsed(t *testing.T) {
	texts := table(t, words.DefaultLanguage).Texts()
	used := map[string]bool{"status": true}
	for _, key := range evidenceOfRules() {
		used[key] = true
	}
	for _, text := range texts {
		for _, key := range words.Placeholders(text) {
			used[key] = true
		}
	}
	for _, key := range table(t, words.DefaultLanguage).Keys("values") {
		if !used[key] {
			t.Errorf("no sentence fills {%s}, for which there are words", key)
		}
	}
}

// isSentence reports whether the text at a path is a whole sentence.
func isSentence(at string) bool {
	section, rest, _ := strings.Cut(at, "/")
	switch section {
	case "findings":
		return !strings.HasSuffix(rest, "/title")
	case "steps":
		return strings.HasSuffix(rest, "/line") || strings.HasSuffix(rest, "/ask")
	case "forecast":
		return rest == "note" || rest == "nothing" || strings.HasPrefix(rest, "unchecked/")
	case "digest":
		return rest == "no_news" || rest == "more" || strings.HasSuffix(rest, "_what") || rest == "alarm/more" || rest == "alarm/checked" || strings.HasPrefix(rest, "trouble")
	case "comparison":
		return rest == "same" || rest == "none_apart"
	case "explain":
		return rest == "silenced" || rest == "held"
	case "missed":
		return rest == "runs"
	case "assumptions", "bases", "coverage", "ending", "meanings", "obstacles", "remedies", "watching":
		return true
	default:
		return false
	}
}

// TestSentencesEnd checks that sentences end as such, and names do not.
func TestSentencesEnd(t *testing.T) {
	unlikeEnglish := map[string]string{"zh": "。"}
	for _, language := range words.Languages() {
		stop := cmp.Or(unlikeEnglish[language], ".")
		for at, text := range table(t, language).Texts() {
			if text == "" || strings.HasPrefix(at, "labels/") || strings.HasPrefix(at, "letters/") || strings.HasPrefix(at, "writing/") {
				continue
			}
			if strings.HasSuffix(text, stop) != isSentence(at) {
				t.Errorf("%s: %s ends wrongly: %q", language, at, text)
			}
		}
	}
}

// TestTerms checks that the tables keep to the terms of their glossaries.
func TestTerms(t *testing.T) {
	for language, pattern := range map[string]string{
		"de": `\b(Sie|Ihre?[mnrs]?)\b` + // nobody is addressed
			`|(?i:tenant|seats?\b|subscription|reseller|sitzpl|\babos?\b|storn|auto-?renew|erneuer|suspendier|angehalten|provider\b)`,
		"zh": `发现项|定期记帐|定期付费|分销商|通道|租用|订用|挂起|帐户|账单|套餐|續|訂|閱`,
	} {
		wrong := regexp.MustCompile(pattern)
		for at, text := range table(t, language).Texts() {
			if isOfLetters(at) { // which speak to their readers
				text = regexp.MustCompile(`\b(Sie|Ihre?[mnrs]?)\b`).ReplaceAllString(text, "")
			}
			if found := wrong.FindString(withoutPlaceholders(text)); found != "" {
				t.Errorf("%s: %s says %q, which is none of its terms: %q", language, at, found, text)
			}
		}
	}
}

// isOfLetters reports whether the text at a path stands in letters alone.
func isOfLetters(at string) bool {
	return strings.HasPrefix(at, "letters/") || slices.Contains([]string{"please", "otherwise", "you"}, path.Base(at))
}

func withoutPlaceholders(text string) string {
	return regexp.MustCompile(`\{[A-Za-z_]+\}`).ReplaceAllString(text, "")
}

// chineseValues returns the placeholders that are filled by Chinese words only.
func chineseValues(t *testing.T) []string {
	return append(table(t, "zh").Keys("values"), "owner", "outcome", "reason", "route", "obstacle",
		"by", "advice", "tasks", "else", "first", "next", "span", "who")
}

// TestChineseWriting checks marks and blanks: no mark of half width at a Chinese
// character, and a blank between Chinese and other writing.
func TestChineseWriting(t *testing.T) {
	chinese := chineseValues(t)
	asWritten := regexp.MustCompile(`\{[A-Za-z_]+\}`)
	halfMark := regexp.MustCompile(`\p{Han}[,:;!?]|[,:;!?]\p{Han}|\p{Han}[()]|[()]\p{Han}|\p{Han}\.`)
	for at, text := range table(t, "zh").Texts() {
		if strings.HasPrefix(at, "writing/") {
			continue
		}
		filled := asWritten.ReplaceAllStringFunc(text, func(mark string) string {
			if slices.Contains(chinese, strings.Trim(mark, "{}")) {
				return "词"
			}
			return "X1"
		})
		if found := halfMark.FindString(filled); found != "" {
			t.Errorf("%s has a mark of half width in %q: %q", at, found, text)
		}
		runes := []rune(filled)
		for i := 1; i < len(runes); i++ {
			if crosses(runes[i-1], runes[i]) || crosses(runes[i], runes[i-1]) {
				t.Errorf("%s lacks a blank in %q: %q", at, string(runes[i-1:i+1]), text)
			}
		}
	}
}

// crosses reports whether Chinese meets a letter or a digit.
func crosses(a, b rune) bool {
	return unicode.Is(unicode.Han, a) && b < unicode.MaxASCII && (unicode.IsLetter(b) || unicode.IsDigit(b))
}

// TestWeekdays checks that a week has seven days.
func TestWeekdays(t *testing.T) {
	for _, language := range words.Languages() {
		days := strings.Fields(table(t, language).Labels.Weekdays)
		distinct := slices.Compact(slices.Sorted(slices.Values(days)))
		if len(days) != 7 || len(distinct) != 7 {
			t.Errorf("%s: the week has the days %q", language, days)
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
