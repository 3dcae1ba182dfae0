package synctest_test

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"handover/jobs/sync/synctest"
)

const listed = "GET /v1/customers"

// Each kind of fault spoils a reply in its way, and is over after the times it is scripted for.
func TestFaults(t *testing.T) {
	for kind, r := range map[synctest.Kind]struct {
		fault synctest.Fault
		check func(c *client, got reply) bool
	}{
		synctest.Reply: {
			synctest.Throttle(listed, "57", 1),
			func(_ *client, got reply) bool { return got.status == 429 && got.header.Get("Retry-After") == "57" },
		},
		synctest.Drop: {check: func(_ *client, got reply) bool { return got.err != nil && got.status == 0 }},
		synctest.Cut:  {check: func(_ *client, got reply) bool { return got.err != nil && got.status == 200 && got.body != "" }},
		synctest.Truncated: {check: func(_ *client, got reply) bool {
			return got.err == nil && got.status == 200 && !valid(got) && strings.Contains(got.body, "{")
		}},
		synctest.Broken:   {check: func(_ *client, got reply) bool { return got.err == nil && got.status == 200 && !valid(got) }},
		synctest.Trailing: {check: func(_ *client, got reply) bool { return strings.HasSuffix(got.body, "} and a word") }},
		synctest.WrongType: {check: func(_ *client, got reply) bool {
			return got.header.Get("Content-Type") == "text/html" && got.status == 200
		}},
		synctest.Redirect: {check: func(c *client, got reply) bool {
			return got.status == 307 && got.header.Get("Location") == c.URL(synctest.Astray)+"/v1/customers"
		}},
		synctest.Elsewhere: {check: func(c *client, got reply) bool { return strings.Contains(got.body, c.URL(synctest.Astray)) }},
		synctest.Huge: {
			synctest.Fault{Size: 1 << 20, Kind: synctest.Huge},
			func(_ *client, got reply) bool { return len(got.body) > 1<<20 && got.err == nil },
		},
		synctest.Twice:        {check: func(c *client, got reply) bool { return len(list(got.says(c.t)["items"])) == 3 }},
		synctest.TotalTooHigh: {check: func(c *client, got reply) bool { return got.says(c.t)["totalCount"] == 5.0 }},
		synctest.ClockOff: {
			synctest.Fault{Kind: synctest.ClockOff, Off: -time.Hour},
			func(_ *client, got reply) bool { return got.header.Get("Date") == "Mon, 30 Nov 2026 11:00:00 GMT" },
		},
	} {
		t.Run(string(kind), func(t *testing.T) {
			c := start(t, synctest.Options{Estate: crowd(4), PageSize: 2})
			token := c.token(us, partnerScope)
			f := r.fault
			f.Kind, f.Call, f.Skip, f.Times = kind, listed, 1, 1
			c.Script(f)
			for i, suffers := range []bool{false, true, false} {
				if c.Quiet() == (i < 2) {
					t.Errorf("call %d: the script is said to be over: %v", i, c.Quiet())
				}
				got := c.get(synctest.PartnerCenter, "/v1/customers", token)
				if suffers != r.check(c, got) {
					t.Errorf("call %d: suffered %v, want %v: %d %.300q %v", i, !suffers, suffers, got.status, got.body, got.err)
				}
				if !suffers && (got.status != 200 || len(list(got.says(t)["items"])) != 2) {
					t.Errorf("call %d: %d %q, want the first page", i, got.status, got.body)
				}
			}
		})
	}
}

func valid(r reply) bool {
	return json.Valid([]byte(strings.TrimPrefix(r.body, "\xef\xbb\xbf")))
}

// What is called off ends the drip.
func (c *client) dripped(address, token string) string {
	c.t.Helper()
	ctx, cancel := context.WithCancel(c.t.Context())
	defer cancel()
	res, err := c.http.Do(c.request(ctx, http.MethodGet, address, token, ""))
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

func TestDrip(t *testing.T) {
	c := start(t, synctest.Options{Estate: crowd(4)})
	c.Script(synctest.Fault{Call: listed, Kind: synctest.Drip})
	if got := c.dripped(c.URL(synctest.PartnerCenter)+"/v1/customers", c.token(us, partnerScope)); !strings.Contains(got, "{") {
		t.Errorf("a drip begins with %q", got)
	}
}

// Who follows the tokens of a fault that ends loses no customer by it.
func TestTokensOfFaultsLoseNothing(t *testing.T) {
	for _, kind := range []synctest.Kind{synctest.SameToken, synctest.Endless} {
		for skip := range 3 {
			for _, byError := range []bool{false, true} {
				t.Run(fmt.Sprint(kind, skip, byError), func(t *testing.T) {
					c := start(t, synctest.Options{Estate: crowd(6), PageSize: 2, EndByError: byError})
					c.Script(synctest.Fault{Call: listed, Kind: kind, Skip: skip, Times: 4})
					ids, _ := c.customers(c.token(us, partnerScope), "2")
					seen := map[string]bool{}
					for _, id := range ids {
						seen[id] = true
					}
					if len(seen) != 6 || !c.Quiet() {
						t.Errorf("%d of 6 customers, quiet %v", len(seen), c.Quiet())
					}
				})
			}
		}
	}
}

func TestFaultsOfATenant(t *testing.T) {
	c := start(t, synctest.Options{Estate: crowd(2)})
	token := c.token(us, partnerScope)
	c.Script(
		synctest.Fault{Host: synctest.PartnerCenter, Tenant: strings.ToUpper(fabrikam), Kind: synctest.Reply, Status: 503},
		synctest.Fault{Host: synctest.Login, Tenant: contoso, Kind: synctest.Reply, Status: 500},
	)
	for path, want := range map[string]int{contoso: 200, fabrikam: 503, fabrikam + "/transfers": 503} {
		if got := c.get(synctest.PartnerCenter, "/v1/customers/"+path, token).status; got != want {
			t.Errorf("%s: %d, want %d", path, got, want)
		}
	}
	if got := c.signIn(contoso, graphScope).status; got != 500 {
		t.Errorf("the token endpoint answers %d, want 500", got)
	}
}

func TestPerMinute(t *testing.T) {
	now := hour()
	c := start(t, synctest.Options{Estate: crowd(1), PerMinute: 3, Now: func() time.Time { return now }})
	token := c.token(us, partnerScope)
	for i, want := range []int{200, 200, 200, 429, 200} {
		if i == 4 {
			now = now.Add(41 * time.Second)
		}
		got := c.get(synctest.PartnerCenter, "/v1/customers", token)
		if got.status != want || want == 429 && got.header.Get("Retry-After") != "41" {
			t.Errorf("call %d: %d, retry after %q; want %d", i, got.status, got.header.Get("Retry-After"), want)
		}
		if i == 0 {
			now = now.Add(19 * time.Second)
		}
	}
}

// An export is asked for, polled, and read from another host by a signature and no token.
func TestBilling(t *testing.T) {
	e := synctest.Estate{Partner: us, Billing: synctest.Billing{
		Polls: 1, Blobs: [][]any{{map[string]any{"SubscriptionId": "s-1"}, map[string]any{"SubscriptionId": "s-2"}}, {map[string]any{"SubscriptionId": "s-3"}}},
	}}
	c := start(t, synctest.Options{Estate: e})
	token := c.token(us, graphScope)
	const below = "/v1.0/reports/partners/billing/"
	asked := c.do(http.MethodPost, c.URL(synctest.Graph)+below+"reconciliation/unbilled/export", token, `{"currencyCode":"EUR","billingPeriod":"current","attributeSet":"full"}`)
	if asked.status != http.StatusAccepted {
		t.Fatalf("%d %s, want 202", asked.status, asked.body)
	}
	operation := asked.header.Get("Location")
	if got := c.do(http.MethodGet, operation, token, "").says(t)["status"]; got != "running" {
		t.Errorf("the operation is %v, want running", got)
	}
	succeeded := c.do(http.MethodGet, operation, token, "").says(t)
	manifest := c.do(http.MethodGet, text(succeeded["resourceLocation@odata.navigationLink"]), token, "").says(t)
	var lines strings.Builder
	for _, blob := range list(manifest["blobs"]) {
		address := text(manifest["rootDirectory"]) + "/" + text(blob["name"])
		if got := c.do(http.MethodGet, address, "", ""); got.status != 403 {
			t.Errorf("without the signature: %d, want 403", got.status)
		}
		zip, err := gzip.NewReader(strings.NewReader(c.do(http.MethodGet, address+"?"+text(manifest["sasToken"]), "", "").body))
		if err != nil {
			t.Fatal(err)
		}
		_, err = io.Copy(&lines, zip)
		if err != nil {
			t.Fatal(err)
		}
	}
	if want := `{"SubscriptionId":"s-1"}` + "\n" + `{"SubscriptionId":"s-2"}` + "\n" + `{"SubscriptionId":"s-3"}` + "\n"; lines.String() != want {
		t.Errorf("the files hold %q, want %q", lines.String(), want)
	}
	if got := c.Leaks(); got != nil {
		t.Errorf("leaks: %q", got)
	}
	c.do(http.MethodGet, text(manifest["rootDirectory"]), token, "")
	if got := c.Leaks(); len(got) != 1 {
		t.Errorf("a token sent to the files is told as %q", got)
	}

	c.Set(synctest.Estate{Partner: us})
	asked = c.do(http.MethodPost, c.URL(synctest.Graph)+below+"reconciliation/billed/export", token, `{"invoiceId":"G1","attributeSet":"basic"}`)
	empty := c.do(http.MethodGet, asked.header.Get("Location"), token, "").says(t)
	if got := fmt.Sprint(empty["status"], " ", empty["error"]); got != "failed map[code:5000 message:No data available]" {
		t.Errorf("an empty month is %s", got)
	}
}
