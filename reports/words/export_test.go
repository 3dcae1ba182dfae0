package words

import (
	"maps"
	"reflect"
	"slices"

	"handover/reconcile"
)

// FillTemplate is the template mechanism.
var FillTemplate = fill

// Placeholders returns the keys of a template in their order.
func Placeholders(template string) []string {
	var keys []string
	fill(template, func(key string) string {
		keys = append(keys, key)
		return ""
	})
	return keys
}

// Fields returns the placeholders that every finding can fill, beside its own
// evidence.
func Fields() []string {
	return []string{
		"offer", "subscription", "tenant", "subject", "quantity", "owner", "E", "outcome", "cover_by", "due", "due_day", "by", "advice", "tasks",
	}
}

// VariantOf returns the variant in which a finding is worded.
func (t *Table) VariantOf(f *reconcile.Finding) string { return t.variantOf(f) }

// Conditions returns the variants of each code.
func Conditions() map[reconcile.Code][]string {
	variants := map[reconcile.Code][]string{}
	for _, c := range conditions() {
		variants[c.code] = append(variants[c.code], c.variant)
	}
	return variants
}

// Parse reads the file of a language.
var Parse = parse

// Codes returns the codes that the table words.
func (t *Table) Codes() []reconcile.Code {
	return slices.Sorted(maps.Keys(t.file.Findings))
}

// Texts returns every text of the table by its key in the file.
func (t *Table) Texts() map[string]string {
	texts := map[string]string{}
	collect(texts, "", reflect.ValueOf(t.file))
	return texts
}

// Keys returns the keys of one of the tables of the file.
func (t *Table) Keys(name string) []string {
	var keys []string
	file := reflect.ValueOf(t.file)
	for i := range file.NumField() {
		if file.Type().Field(i).Tag.Get("toml") != name {
			continue
		}
		for _, key := range file.Field(i).MapKeys() {
			keys = append(keys, key.String())
		}
	}
	slices.Sort(keys)
	return keys
}

func collect(texts map[string]string, path string, v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		texts[path] = v.String()
	case reflect.Map:
		for _, key := range v.MapKeys() {
			collect(texts, below(path, key.String()), v.MapIndex(key))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			field := v.Type().Field(i)
			at := below(path, field.Tag.Get("toml"))
			if field.Anonymous {
				at = path
			}
			collect(texts, at, v.Field(i))
		}
	}
}

func below(path, key string) string {
	if path == "" {
		return key
	}
	return path + "/" + key
}

// Declared returns the kinds of steps that actions say they ask for, by the place of
// their sentences.
func (t *Table) Declared() map[string][]reconcile.StepKind {
	kinds := map[string][]reconcile.StepKind{}
	for code, p := range t.file.Findings {
		at := "findings/" + string(code)
		kinds[at] = p.Asks
		for variant := range p.Variants {
			kinds[at+"/variants/"+variant] = p.Variants[variant].Asks
		}
		for part := range p.Parts {
			kinds[at+"/parts/"+string(part)] = p.Parts[part].Asks
		}
	}
	return kinds
}
