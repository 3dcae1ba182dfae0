package remote

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestWhatIsSent(t *testing.T) {
	var sent []string
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		sent = append(sent, fmt.Sprint(r.Method, " ", r.URL.RequestURI(), " ", r.Header.Get("Content-Type"), " ", string(body), " ",
			r.Header.Get("X-Own"), len(r.Header.Get("MS-RequestId")), len(r.Header.Get("MS-CorrelationId")), r.Header.Get("Authorization")))
		answer(w, `{}`)
	}, nil)
	for _, call := range []Call{
		{Path: "/v1/customers", Query: url.Values{"size": {"500"}}, Header: http.Header{"x-own": {"a"}}},
		{Path: "export", Method: http.MethodPost, Body: map[string]string{"invoiceId": "D0"}},
		{Path: "token", Method: http.MethodPost, Body: url.Values{"grant_type": {"client_credentials"}}},
	} {
		call.Name = "ask"
		if _, err := client.Do(t.Context(), call); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{
		"GET /v1/customers?size=500   a36 36",
		`POST /export application/json {"invoiceId":"D0"} 36 36`,
		"POST /token application/x-www-form-urlencoded grant_type=client_credentials 36 36",
	}
	if got := strings.Join(sent, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("sent\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
}

// A retried call is the same call: Partner Center wants the same request id again.
func TestTriesOfACallHaveItsIDs(t *testing.T) {
	seen := map[string]int{}
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		seen[r.Header.Get("MS-RequestId")+r.Header.Get("MS-CorrelationId")]++
		status(500, "", ``)(w, r)
	}, func(o *Options) { o.Tries = 2 })
	for range 2 {
		if _, err := client.Do(t.Context(), Call{Name: "ask", Path: "a"}); err == nil {
			t.Fatal("no fault")
		}
	}
	for ids, times := range seen {
		if times != 2 {
			t.Errorf("%s was sent %d times", ids, times)
		}
	}
	if len(seen) != 2 {
		t.Errorf("two calls had %d ids", len(seen))
	}
}
