package merge_test

import (
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handover/reconcile"
)

// facts are the fields of a subscription that a merge chooses, by their names in
// Go; what belongs together stands together, what decides first.
func facts() [][]string {
	return [][]string{
		{"Channel"},
		{"Commerce"},
		{"AccountType"},
		{"ProductType"},
		{"OfferID"},
		{"OfferName"},
		{"FriendlyName"},
		{"Quantity"},
		{"Assigned"},
		{"AssignedAtMost"},
		{"AutoRenew"},
		{"EndOfTerm"},
		{"Term"},
		{"TermStart"},
		{"Created"},
		{"Cancellable"},
		{"Trial"},
		{"InEST"},
		{"ParentID"},
		{"TransferredOn"},
		{"Successors"},
		{"SellerID", "SellerName"},
		{"Status", "StatusSince"},
		{"CommitmentEnd", "CommitmentEndAt"},
		{"UnitPrice", "BillingCycle", "Currency"},
		{"RenewQuantity", "RenewOfferID", "RenewTerm"},
	}
}

func value(s *sub, name string) any { return reflect.ValueOf(s).Elem().FieldByName(name).Interface() }

func known(s *sub, name string) bool { return !reflect.ValueOf(s).Elem().FieldByName(name).IsZero() }

// anyRow draws a full row of a source from which much is missing again.
func anyRow(t *rapid.T, source string) reconcile.SourceRow {
	r := row(source, rapid.SampledFrom([]int{1, 1, 2, 30, 47, 49, 60, 100}).Draw(t, "hours"), full)
	one := func(label string) bool { return rapid.Bool().Draw(t, label) }
	if one("others") {
		r.SellerID, r.SellerName, r.Quantity = "seller-2", "", reconcile.CountOf(rapid.Int64Range(-1, 30).Draw(t, "seats"))
		r.AutoRenew, r.InEST, r.Term = reconcile.Yes, reconcile.Yes, "P5Y"
		r.BillingCycle, r.Channel = "weekly", reconcile.WebDirect
		r.EndOfTerm = rapid.SampledFrom([]reconcile.EndOfTerm{reconcile.NoAction, reconcile.ActionRenew, "odd"}).Draw(t, "choice")
		r.Status = rapid.SampledFrom([]reconcile.Status{"active", "deleted", "resting"}).Draw(t, "status")
		r.TermStart = day(rapid.SampledFrom([]string{"2025-11-20", "2025-12-01"}).Draw(t, "start"))
	}
	r.CommitmentEnd = day(rapid.SampledFrom([]string{
		"2026-11-01", "2026-11-19", "2026-11-20", "2026-11-30", "2026-12-01", "2027-11-30", "9999-12-31",
	}).Draw(t, "end")).Start()
	r.CommitmentEndAt = r.CommitmentEnd
	for _, group := range facts() {
		for _, name := range group {
			if rapid.IntRange(0, 2).Draw(t, name) == 0 {
				reflect.ValueOf(&r.Subscription).Elem().FieldByName(name).SetZero()
			}
		}
	}
	return r
}

// anyRows draws rows of different sources that have a say.
func anyRows(t *rapid.T) rows {
	var all rows
	for _, source := range []string{pc, csv, giacom, azure, recon, graph, "pax8"} {
		if rapid.Bool().Draw(t, source) {
			all = append(all, anyRow(t, source))
		}
	}
	if len(all) == 0 {
		all = append(all, anyRow(t, pc))
	}
	return all
}

// lose makes some rows ones that their sources no longer deliver.
func lose(t *rapid.T, all rows) {
	for i := range all {
		all[i].Gone = rapid.IntRange(0, 2).Draw(t, "gone") == 0
		all[i].Lacked = all[i].Gone || rapid.IntRange(0, 2).Draw(t, "lacked") == 0
		if all[i].Lacked {
			all[i].MissingSince = reconcile.DayOf(started) - reconcile.Day(rapid.IntRange(0, 3).Draw(t, "missing"))
		}
	}
}

func TestProperties(t *testing.T) {
	t.Parallel()
	for name, property := range map[string]func(*rapid.T){
		"the order of the rows does not matter":                      orderDoesNotMatter,
		"a retired source changes nothing":                           retiredChangesNothing,
		"another source makes nothing unknown":                       nothingGetsUnknown,
		"every value is some row's, what belongs together one row's": valuesComeFromRows,
		"old values never look safer":                                oldIsNotSafer,
		"a fresh source alone is returned as it is":                  aloneIsUnchanged,
		"what is explained is what a scan uses":                      explainedIsUsed,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, property)
		})
	}
}

func orderDoesNotMatter(t *rapid.T) {
	all := anyRows(t)
	lose(t, all)
	want := merger().Subscription(all)
	if diff := cmp.Diff(want, merger().Subscription(rapid.Permutation(all).Draw(t, "order"))); diff != "" {
		t.Fatalf("in another order (-want +got):\n%s", diff)
	}
}

func retiredChangesNothing(t *rapid.T) {
	all := anyRows(t)
	lose(t, all)
	want := merger().Subscription(all)
	if diff := cmp.Diff(want, merger().Subscription(append(slices.Clone(all), anyRow(t, retired)))); diff != "" {
		t.Fatalf("with a retired source (-want +got):\n%s", diff)
	}
}

// Of what belongs together only the first is looked at: the others follow it to
// another row. What a bill says of a term depends on E, which may change, and a
// row known from bills alone is active without a source that says so.
func nothingGetsUnknown(t *rapid.T) {
	all := anyRows(t)
	before := merger().Subscription(all)
	after := merger().Subscription(append(slices.Clone(all), anyRow(t, "one more")))
	for _, group := range facts() {
		name := group[0]
		switch {
		case name == "TermStart", name == "InEST", name == "Status" && before.ChargesOnly:
		case name == "CommitmentEnd":
			if end, _ := reconcile.LastDay(&before); end.Known() {
				if end, _ = reconcile.LastDay(&after); !end.Known() {
					t.Fatal("E is unknown with one more source")
				}
			}
		case name == "RenewQuantity": // empty columns are a value
		case known(&before, name) && !known(&after, name):
			t.Fatalf("%s was %v and is unknown with one more source", name, value(&before, name))
		}
	}
}

func valuesComeFromRows(t *rapid.T) {
	all := anyRows(t)
	lose(t, all)
	got := merger().Subscription(all)
	from := func(names ...string) bool {
		return slices.ContainsFunc(all, func(r reconcile.SourceRow) bool {
			return !slices.ContainsFunc(names, func(name string) bool {
				return !reflect.DeepEqual(value(&got, name), value(&r.Subscription, name))
			})
		})
	}
	for _, group := range facts() {
		if known(&got, group[0]) && !from(group...) && !(group[0] == "Status" && got.ChargesOnly) {
			t.Fatalf("no row has %v as merged: %+v", group, got)
		}
		for _, name := range group {
			if known(&got, name) && !from(name) && !(name == "Status" && got.ChargesOnly) {
				t.Fatalf("no row has %s %v", name, value(&got, name))
			}
		}
	}
}

func oldIsNotSafer(t *rapid.T) {
	got := merger().Subscription(anyRows(t))
	if got.Old.Has(reconcile.FieldAutoRenew) && got.AutoRenew != reconcile.Yes {
		t.Fatal("an old auto-renew off is in use")
	}
	if got.Old.Has(reconcile.FieldEndOfTerm) && got.EndOfTerm != reconcile.NoAction {
		t.Fatalf("an old choice %s is in use", got.EndOfTerm)
	}
}

func aloneIsUnchanged(t *rapid.T) {
	r := anyRow(t, rapid.SampledFrom([]string{pc, csv, giacom, azure, graph}).Draw(t, "source"))
	r.ObservedAt = started
	if diff := cmp.Diff(r.Subscription, merger().Subscription(rows{r})); diff != "" {
		t.Fatalf("alone (-want +got):\n%s", diff)
	}
	explained, _ := merger().Explain(rows{r})
	if diff := cmp.Diff(r.Subscription, explained); diff != "" {
		t.Fatalf("merged alone (-want +got):\n%s", diff)
	}
}

func explainedIsUsed(t *rapid.T) {
	all := anyRows(t)
	lose(t, all)
	want := merger().Subscription(all)
	got, tellings := merger().Explain(all)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("explained (-want +got):\n%s", diff)
	}
	for _, telling := range tellings {
		if telling.Old != (got.Old.Has(telling.Field) || telling.Field == reconcile.FieldCommitmentEnd && got.Old.Has(reconcile.FieldCommitmentEndAt)) {
			t.Fatalf("%s is told to be old: %v", telling.Field, telling.Old)
		}
	}
}

// What facts lists is all that a merge chooses.
func TestEveryFactIsListed(t *testing.T) {
	t.Parallel()
	listed := map[string]bool{
		"ID": true, "TenantID": true, "Source": true, "ObservedAt": true, "FirstSeen": true, "Gone": true, "MissingSince": true,
		"Old": true, "ChargesOnly": true, "Conflicts": true, "ChoiceSource": true, "Unlisted": true, "History": true,
	}
	for _, group := range facts() {
		for _, name := range group {
			listed[name] = true
		}
	}
	for field := range reflect.TypeFor[sub]().Fields() {
		if !listed[field.Name] {
			t.Errorf("%s is a field of a subscription that no property looks at", field.Name)
		}
	}
}
