package policy_test

import (
	"reflect"
	"testing"

	"handover/reconcile"
	"handover/reconcile/policy"
)

func hash(t *testing.T, d *policy.Document) string {
	t.Helper()
	p, err := d.Policy()
	if err != nil {
		t.Fatal(err)
	}
	return p.Hash
}

// Whatever single fact is overridden, the hash tells it.
func TestHashTellsEachFact(t *testing.T) {
	seen := map[string]string{}
	d := standard(t)
	seen[hash(t, &d)] = "nothing"
	eachFact(reflect.ValueOf(&d).Elem(), "", func(path string) {
		h := hash(t, &d)
		if other, twice := seen[h]; twice {
			t.Errorf("a change of %s has the hash of a change of %s", path, other)
		}
		seen[h] = path
	})
	const facts = 1 + 1 + 5 + 7*4 + 15 + 1 + 9 + 1
	if len(seen) != facts+1 {
		t.Errorf("%d facts were changed, want %d", len(seen)-1, facts)
	}
}

// eachFact changes one fact after the other to another valid value, calls back,
// and restores it.
func eachFact(v reflect.Value, path string, changed func(path string)) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			eachFact(v.Field(i), path+"."+v.Type().Field(i).Name, changed)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			was := v.MapIndex(key)
			item := reflect.New(was.Type()).Elem()
			item.Set(was)
			if item.Kind() == reflect.Slice {
				item.Set(item.Slice(1, item.Len()))
			} else {
				item.SetInt(item.Int() + 1)
			}
			v.SetMapIndex(key, item)
			changed(path + "." + key.String())
			v.SetMapIndex(key, was)
		}
	default:
		was := reflect.New(v.Type()).Elem()
		was.Set(v)
		another(v)
		changed(path)
		v.Set(was)
	}
}

func another(v reflect.Value) {
	switch v.Kind() {
	case reflect.Int:
		v.SetInt(v.Int() + 1)
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Slice:
		v.Set(v.Slice(1, v.Len()))
	case reflect.String:
		if day, err := reconcile.ParseDay(v.String()); err == nil {
			v.SetString(day.AddDays(1).String())
		} else {
			v.SetString(v.String() + "1")
		}
	}
}

// The order in which facts are written does not matter, nor that one is written
// down as it was.
func TestHashIgnoresOrder(t *testing.T) {
	const limits, caps, markets = "[limits]\ndoubled = 200\ntransfer_items = 30\n", "[seat_caps]\n'X:1' = 5\n'Y:1' = 6\n", "[markets]\na = ['AU']\nb = ['NZ']\n"
	first := overridden(t, limits+caps+markets)
	want := hash(t, &first)
	for _, text := range []string{
		markets + caps + limits,
		"[limits]\ntransfer_items = 30\ndoubled = 200\n" + caps + markets,
		limits + "[seat_caps]\n'Y:1' = 6\n'X:1' = 5\n" + "[markets]\nb = ['NZ']\na = ['AU']\n",
		"horizon_days = 90\n" + limits + caps + markets,
	} {
		d := overridden(t, text)
		if got := hash(t, &d); got != want {
			t.Errorf("%q has the hash %s, want %s", text, got, want)
		}
	}
	if unchanged := standard(t); hash(t, &unchanged) == want {
		t.Error("an override does not change the hash")
	}
}
