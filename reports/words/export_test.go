package words

import (
	"fmt"
	"reflect"
	"slices"

	"handover/reconcile"
)

// FillTemplate is the template mechanism.
var FillTemplate = fill

// Placeholders gives the keys of a template in their order.
func Placeholders(template string) []string {
	var keys []string
	fill(template, func(key string) string {
		keys = append(keys, key)
		return ""
	})
	return keys
}

// Fields gives the placeholders that every finding can fill, beside its own
// evidence.
func Fields() []string {
	return []string{
		"offer", "subscription", "tenant", "subject", "quantity", "owner", "E", "outcome", "cover_by", "due", "due_day",
	}
}

// VariantOf gives the variant in which a finding is worded.
func (t *Table) VariantOf(f *reconcile.Finding) string { return t.variantOf(f) }

// Conditions gives the variants of each code.
func Conditions() map[reconcile.Code][]string {
	variants := map[reconcile.Code][]string{}
	for _, c := range conditions() {
		variants[c.code] = append(variants[c.code], c.variant)
	}
	return variants
}

// Codes gives the codes that the table words.
func (t *Table) Codes() []reconcile.Code {
	var codes []reconcile.Code
	for code := range t.findings {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return codes
}

// Texts gives every text of the table by a path that names it.
func (t *Table) Texts() map[string]string {
	texts := map[string]string{}
	collect(texts, "", reflect.ValueOf(*t))
	delete(texts, "Language")
	return texts
}

// Keys gives the keys of one of the table's maps by the name of its field.
func (t *Table) Keys(field string) []string {
	var keys []string
	for _, key := range reflect.ValueOf(*t).FieldByName(field).MapKeys() {
		keys = append(keys, key.String())
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
			if v.Type().Elem().Kind() != reflect.Slice { // conditions hold no text
				collect(texts, fmt.Sprintf("%s/%v", path, key), v.MapIndex(key))
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			name := v.Type().Field(i).Name
			if path != "" {
				name = path + "/" + name
			}
			collect(texts, name, v.Field(i))
		}
	}
}
