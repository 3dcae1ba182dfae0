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

func (c *client) request(ctx context.Context, method, address, token, body string) *http.Request {
	c.t.Helper()
	req, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
		req.Header.Set("MS-Contract-Version", "v1")
	}
	return req
}

func (c *client) do(method, address, token string, body string, header ...string) reply {
	c.t.Helper()
	req := c.request(c.t.Context(), method, address, token, body)
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

func hour() time.Time { return time.Date(2026, time.November, 30, 12, 0, 0, 0, time.UTC) }
