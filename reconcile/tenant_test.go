package reconcile_test

import (
	"testing"

	"handover/reconcile"
)

// A seller is called what sellers.csv says, else what the subscription says.
func TestTheNameOfASeller(t *testing.T) {
	sellers := reconcile.Sellers{"p1": {ID: "p1", Name: "Fabrikam"}, "p2": {ID: "p2"}, "": {Name: "nobody"}}
	for id, want := range map[string]string{"p1": "Fabrikam", "p2": "Northwind", "p3": "Northwind", "": "Northwind"} {
		s := reconcile.Subscription{SellerID: id, SellerName: "Northwind"}
		if got := sellers.NameOf(&s); got != want {
			t.Errorf("the seller %q is called %q, want %q", id, got, want)
		}
	}
}
