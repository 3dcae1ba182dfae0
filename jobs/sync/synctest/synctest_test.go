package synctest_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"handover/jobs/sync/synctest"
)

const (
	us       = "11111111-1111-1111-1111-111111111111"
	contoso  = "aaaaaaaa-0000-4000-8000-000000000001"
	fabrikam = "aaaaaaaa-0000-4000-8000-000000000002"

	partnerScope = "https://api.partnercenter.microsoft.com/.default"
	graphScope   = "https://graph.microsoft.com/.default"
)

func hour() time.Time { return time.Date(2026, time.November, 30, 12, 0, 0, 0, time.UTC) }

func start(t *testing.T, o synctest.Options) *client {
	t.Helper()
	if o.Now == nil {
		o.Now = hour
	}
	s, err := synctest.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return &client{Server: s, t: t, http: &http.Client{
		// On a connection that it used before, the transport asks again what got no reply.
		Transport:     &http.Transport{DisableKeepAlives: true, TLSClientConfig: &tls.Config{RootCAs: s.RootCAs(), MinVersion: tls.VersionTLS12}},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// client asks the server the way a careless program would: once, and it believes the reply.
type client struct {
	*synctest.Server
	t    *testing.T
	http *http.Client
}

type reply struct {
	status int
	header http.Header
	body   string
	err    error // of reading the body
}

// says decodes the body.
func (r reply) says(t *testing.T) map[string]any {
	t.Helper()
	var body map[string]any
	err := json.Unmarshal(bytes.TrimPrefix([]byte(r.body), []byte("\xef\xbb\xbf")), &body)
	if err != nil {
		t.Fatalf("the body %.200q: %v", r.body, err)
	}
	return body
}

func (c *client) do(method, address, token string, body string, header ...string) reply {
	c.t.Helper()
	req, err := http.NewRequestWithContext(c.t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
		req.Header.Set("MS-Contract-Version", "v1")
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := c.http.Do(req)
	if err != nil {
		return reply{err: err}
	}
	defer func() { _ = res.Body.Close() }() // it was read
	text, err := io.ReadAll(res.Body)
	return reply{res.StatusCode, res.Header, string(text), err}
}

func (c *client) get(host synctest.Host, path, token string, header ...string) reply {
	c.t.Helper()
	return c.do(http.MethodGet, c.URL(host)+path, token, "", header...)
}

// signIn asks for a token with what a form says beside the usual.
func (c *client) signIn(tenant, scope string, other ...string) reply {
	c.t.Helper()
	form := url.Values{"grant_type": {"client_credentials"}, "client_id": {synctest.DefaultClient}, "client_secret": {synctest.DefaultSecret}, "scope": {scope}}
	for i := 0; i+1 < len(other); i += 2 {
		form.Set(other[i], other[i+1])
	}
	return c.do(http.MethodPost, c.URL(synctest.Login)+"/"+tenant+"/oauth2/v2.0/token", "", form.Encode(), "Content-Type", "application/x-www-form-urlencoded")
}

func (c *client) token(tenant, scope string) string {
	c.t.Helper()
	token, _ := c.signIn(tenant, scope).says(c.t)["access_token"].(string)
	if token == "" {
		c.t.Fatalf("no token for %s", tenant)
	}
	return token
}

func crowd(n int) synctest.Estate {
	e := synctest.Estate{Partner: us}
	for i := range n {
		e.Customers = append(e.Customers, synctest.Customer{ID: fmt.Sprintf("aaaaaaaa-0000-4000-8000-%012d", i+1), Name: "Contoso"})
	}
	return e
}

// customers walks the list to its end and gives the ids it named and how it ended.
func (c *client) customers(token, size string) (ids []string, last reply) {
	c.t.Helper()
	path, header := "/v1/customers?size="+size, []string{}
	for range 1000 {
		last = c.get(synctest.PartnerCenter, path, token, header...)
		if last.status != http.StatusOK {
			return ids, last
		}
		body := last.says(c.t)
		for _, item := range list(body["items"]) {
			ids = append(ids, text(item["id"]))
		}
		next := text(body["continuationToken"])
		if next == "" {
			return ids, last
		}
		path, header = "/v1/customers?seekOperation=Next&size="+size, []string{"MS-ContinuationToken", next}
	}
	c.t.Fatal("the list does not end")
	return nil, last
}

func list(v any) []map[string]any {
	items, _ := v.([]any)
	var maps []map[string]any
	for _, item := range items {
		m, _ := item.(map[string]any)
		maps = append(maps, m)
	}
	return maps
}

func text(v any) string {
	s, _ := v.(string)
	return s
}

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

// What is called off ends the drip.
func (c *client) dripped(address, token string) string {
	c.t.Helper()
	ctx, cancel := context.WithCancel(c.t.Context())
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		c.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("MS-Contract-Version", "v1")
	res, err := c.http.Do(req)
	if err != nil {
		c.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }() // it never ends
	part := make([]byte, 9)
	_, err = io.ReadFull(res.Body, part)
	if err != nil {
		c.t.Fatal(err)
	}
	return string(part)
}
