package synctest_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"handover/jobs/sync/synctest"
)

func TestSignIn(t *testing.T) {
	c := start(t, synctest.Options{Estate: synctest.Estate{Partner: us, Customers: []synctest.Customer{
		{ID: contoso}, {ID: fabrikam, Refusal: "AADSTS65001"},
	}}})
	for name, r := range map[string]struct {
		tenant, scope string
		other         []string
		want          string // the code of the refusal; empty: a token
	}{
		"our own tenant":        {tenant: us, scope: partnerScope},
		"a customer's":          {tenant: contoso, scope: graphScope},
		"without consent":       {tenant: fabrikam, scope: graphScope, want: "AADSTS65001"},
		"an unknown tenant":     {tenant: "bbbbbbbb-0000-4000-8000-000000000001", scope: graphScope, want: "AADSTS90002"},
		"the wrong secret":      {tenant: us, scope: graphScope, other: []string{"client_secret", "guess"}, want: "AADSTS7000215"},
		"no secret":             {tenant: us, scope: graphScope, other: []string{"client_secret", ""}, want: "AADSTS7000216"},
		"another application":   {tenant: us, scope: graphScope, other: []string{"client_id", contoso}, want: "AADSTS700016"},
		"an unknown resource":   {tenant: us, scope: "https://graph.windows.net/.default", want: "AADSTS500011"},
		"another grant":         {tenant: us, scope: graphScope, other: []string{"grant_type", "password"}, want: "AADSTS70003"},
		"an unsigned assertion": {tenant: us, scope: graphScope, other: []string{"client_assertion", "a.b.c"}, want: "AADSTS700027"},
	} {
		t.Run(name, func(t *testing.T) {
			got := c.signIn(r.tenant, r.scope, r.other...)
			body := got.says(t)
			if r.want == "" {
				if got.status != http.StatusOK || text(body["access_token"]) == "" {
					t.Errorf("%d %s, want a token", got.status, got.body)
				}
				return
			}
			if got.status < 400 || !strings.HasPrefix(text(body["error_description"]), r.want+": ") {
				t.Errorf("%d %s, want %s", got.status, got.body, r.want)
			}
		})
	}
}

// A token opens the host that it is for, in the name of its tenant, for its time.
func TestTokens(t *testing.T) {
	now := hour()
	c := start(t, synctest.Options{Estate: synctest.Estate{Partner: us, Customers: []synctest.Customer{{ID: contoso}}}, Now: func() time.Time { return now }})
	ours, forGraph, theirs := c.token(us, partnerScope), c.token(us, graphScope), c.token(contoso, graphScope)
	check := func(what string, got reply, want int) {
		t.Helper()
		if got.status != want {
			t.Errorf("%s: %d %s, want %d", what, got.status, got.body, want)
		}
	}
	check("no token", c.get(synctest.PartnerCenter, "/v1/customers", ""), 401)
	check("the right token", c.get(synctest.PartnerCenter, "/v1/customers", ours), 200)
	check("Graph's token", c.get(synctest.PartnerCenter, "/v1/customers", forGraph), 401)
	check("our own directory", c.get(synctest.Graph, "/v1.0/directory/subscriptions", forGraph), 404)
	check("the customer's directory", c.get(synctest.Graph, "/v1.0/directory/subscriptions", theirs), 200)
	check("relationships of the customer", c.get(synctest.Graph, "/v1.0/tenantRelationships/delegatedAdminRelationships", theirs), 404)
	c.Script(synctest.Fault{Call: "GET /v1/customers", Times: 1, Kind: synctest.Expired})
	check("an expired token", c.get(synctest.PartnerCenter, "/v1/customers", ours), 401)
	check("and again", c.get(synctest.PartnerCenter, "/v1/customers", ours), 401)
	now = now.Add(time.Hour)
	check("after an hour", c.get(synctest.Graph, "/v1.0/directory/subscriptions", theirs), 401)
	for _, secret := range []string{ours, forGraph, theirs, synctest.DefaultSecret} {
		if !slices.Contains(c.Secrets(), secret) {
			t.Errorf("the secrets lack %s", secret)
		}
	}
	last := c.Requests()[len(c.Requests())-1]
	if last.Token != theirs || last.Tenant != contoso || last.Path != "/v1.0/directory/subscriptions" {
		t.Errorf("the last request is kept as %+v", last)
	}
}

func TestCustomerList(t *testing.T) {
	for _, r := range []struct {
		customers, size int
		byError         bool
		calls           int
		ends            int
	}{
		{customers: 0, size: 5, calls: 1, ends: 200},
		{customers: 5, size: 5, calls: 1, ends: 200},
		{customers: 6, size: 5, calls: 2, ends: 200},
		{customers: 5, size: 5, byError: true, calls: 2, ends: 400},
		{customers: 6, size: 5, byError: true, calls: 2, ends: 200},
		{customers: 20, size: 1, calls: 20, ends: 200},
	} {
		t.Run(fmt.Sprintf("%d by %d, %v", r.customers, r.size, r.byError), func(t *testing.T) {
			e := crowd(r.customers)
			e.Customers = append(e.Customers, synctest.Customer{ID: fabrikam + "0", Unlisted: true}, synctest.Customer{ID: fabrikam + "1", Departed: true})
			c := start(t, synctest.Options{Estate: e, EndByError: r.byError})
			ids, last := c.customers(c.token(us, partnerScope), fmt.Sprint(r.size))
			slices.Sort(ids)
			if len(slices.Compact(ids)) != r.customers || c.Calls(synctest.PartnerCenter, "GET /v1/customers") != r.calls || last.status != r.ends {
				t.Errorf("%d customers in %d calls, ended by %d %s; want %+v", len(ids), c.Calls(synctest.PartnerCenter, "GET /v1/customers"), last.status, last.body, r)
			}
			if r.ends == 400 && last.says(t)["code"] != "2000" {
				t.Errorf("ended by %s, want code 2000", last.body)
			}
		})
	}
}

func TestCustomer(t *testing.T) {
	end := time.Date(2027, time.May, 31, 0, 0, 0, 0, time.UTC)
	c := start(t, synctest.Options{Subpages: 1, Estate: synctest.Estate{Partner: us, Customers: []synctest.Customer{
		{
			ID: contoso, Name: "Contoso", Country: "DE", Unlisted: true,
			Subscriptions: []synctest.Subscription{
				{ID: "s-1", OfferID: "CFQ7TTC0LH16:0001:A", Quantity: 7, CommitmentEnd: end, AtTermEnd: "Cancel", Successors: []string{"s-2"}},
				{ID: "s-2", CommitmentEnd: end, WithoutScheduled: true},
			},
			Transfers: []synctest.Transfer{{ID: "t-1", Status: "Active", SubscriptionIDs: []string{"s-1"}}},
		},
		{ID: fabrikam, Departed: true},
		{ID: fabrikam + "3", Forbidden: true},
		{ID: fabrikam + "4", Unrelated: true},
	}}})
	token := c.token(us, partnerScope)
	below := func(path string) map[string]any {
		return c.get(synctest.PartnerCenter, "/v1/customers/"+path, token).says(t)
	}
	if got := fmt.Sprint(below(strings.ToUpper(contoso))["billingProfile"]); !strings.Contains(got, "country:DE") {
		t.Errorf("the customer's billing profile is %s", got)
	}
	first := below(contoso + "/subscriptions")
	if items := list(first["items"]); len(items) != 1 || items[0]["id"] != "s-1" || first["totalCount"] != 2.0 ||
		fmt.Sprint(items[0]["scheduledActions"]) != "[map[actionType:Cancel scheduleType:TermEnd]]" || items[0]["commitmentEndDate"] != "2027-05-31T00:00:00Z" {
		t.Errorf("the first page of subscriptions is %v", first)
	}
	second := c.get(synctest.PartnerCenter, "/v1/customers/"+contoso+"/subscriptions?seekOperation=Next", token, "MS-ContinuationToken", text(first["continuationToken"])).says(t)
	if items := list(second["items"]); len(items) != 1 || items[0]["id"] != "s-2" || second["continuationToken"] != nil {
		t.Errorf("the second page of subscriptions is %v", second)
	} else if _, has := items[0]["scheduledActions"]; has {
		t.Error("the row that lacks its scheduled actions has them")
	}
	if got := list(below(contoso + "/transfers")["items"]); len(got) != 1 || got[0]["id"] != "t-1" {
		t.Errorf("the transfers are %v", got)
	}
	if got := list(below(contoso + "/subscriptions/s-1/transitions")["items"]); len(got) != 1 || got[0]["toSubscriptionId"] != "s-2" {
		t.Errorf("the transitions are %v", got)
	}
	for path, want := range map[string]int{fabrikam: 404, fabrikam + "/subscriptions": 404, fabrikam + "3": 403, fabrikam + "3/transfers": 403, fabrikam + "4": 403, "nobody": 404} {
		if got := c.get(synctest.PartnerCenter, "/v1/customers/"+path, token).status; got != want {
			t.Errorf("%s: %d, want %d", path, got, want)
		}
	}
}

func TestGraphLists(t *testing.T) {
	e := synctest.Estate{Partner: us, Customers: []synctest.Customer{{
		ID: contoso, Directory: []synctest.DirectorySubscription{{ID: "s-1", Owner: us}, {ID: "s-2"}, {ID: "s-3"}},
		SKUs: []synctest.SubscribedSKU{{SKUID: "k-1", Enabled: 9, Consumed: 4}},
	}}}
	for i := range 5 {
		e.Relationships = append(e.Relationships, synctest.Relationship{ID: fmt.Sprint(i), Customer: []string{contoso, fabrikam}[i%2]})
	}
	c := start(t, synctest.Options{Estate: e, PageSize: 2})
	walk := func(path, token string) (ids []string) {
		address := c.URL(synctest.Graph) + path
		for address != "" {
			body := c.do(http.MethodGet, address, token, "").says(t)
			for _, item := range list(body["value"]) {
				ids = append(ids, text(item["id"]))
			}
			address = text(body["@odata.nextLink"])
		}
		return ids
	}
	for path, r := range map[string]struct{ tenant, want string }{
		"/v1.0/tenantRelationships/delegatedAdminRelationships":                                                                   {us, "[0 1 2 3 4]"},
		"/v1.0/tenantRelationships/delegatedAdminRelationships?$filter=" + url.QueryEscape("customer/tenantId eq '"+fabrikam+"'"): {us, "[1 3]"},
		"/v1.0/directory/subscriptions": {contoso, "[directory-s-1 directory-s-2 directory-s-3]"},
		"/v1.0/subscribedSkus":          {contoso, "[k-1]"},
	} {
		if got := fmt.Sprint(walk(path, c.token(r.tenant, graphScope))); got != r.want {
			t.Errorf("%s: %s, want %s", path, got, r.want)
		}
	}
}

func TestCallsFitPatterns(t *testing.T) {
	for pattern, r := range map[string]struct{ yes, no string }{
		"":                              {yes: "GET /v1/customers"},
		"GET /v1/customers":             {"GET /V1/Customers", "GET /v1/customers/x"},
		"GET /v1/customers/*":           {"GET /v1/customers/x", "GET /v1/customers"},
		"GET /v1/customers/*/transfers": {"GET /v1/customers/x/transfers", "GET /v1/customers/x/subscriptions"},
		"POST /*/oauth2/v2.0/token":     {"POST /x/oauth2/v2.0/token", "GET /x/oauth2/v2.0/token"},
	} {
		if !synctest.Fits(pattern, r.yes) || r.no != "" && synctest.Fits(pattern, r.no) {
			t.Errorf("%q fits %q: %v, and %q: %v", pattern, r.yes, synctest.Fits(pattern, r.yes), r.no, synctest.Fits(pattern, r.no))
		}
	}
}
