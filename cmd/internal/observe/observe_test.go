package observe_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"handover/cmd/internal/observe"
	"handover/reconcile"
)

func instant(hour int) time.Time { return time.Date(2026, 11, 20, hour, 0, 0, 0, time.UTC) }

// busy are the metrics of a program that has done a night.
func busy() *observe.Metrics {
	m := observe.New("v1")
	m.Steps("import")
	m.NightBegun("nightly", instant(5))
	m.Leased(true)
	so := &reconcile.Night{StartedAt: instant(5), FinishedAt: instant(7), State: reconcile.StepFailed}
	m.StepEnded(&reconcile.NightStep{Name: "import", StartedAt: instant(5), FinishedAt: instant(6), State: reconcile.StepFailed})
	m.StepEnded(&reconcile.NightStep{Name: "run", StartedAt: instant(6), FinishedAt: instant(7), State: reconcile.StepPartial})
	m.Ran(&reconcile.Run{FinishedAt: instant(7), Summary: reconcile.Summary{
		Tenants: 30, NotEvaluated: 2, Subscriptions: 400, ByCode: map[reconcile.Code]int{"auto-renew-on": 5},
		BySeverity: map[reconcile.Severity]int{reconcile.Critical: 5},
	}})
	m.Sources([]reconcile.LastImport{{Source: "csv", Kind: reconcile.SubscriptionRows, ObservedAt: instant(3), Rejected: 4}},
		func(*reconcile.LastImport) bool { return true })
	m.Delivered("ops", "delivered", 1)
	m.NightEnded("nightly", so)
	return m
}

func get(t *testing.T, handler http.Handler, path string) (code int, body string) {
	t.Helper()
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
	return answer.Code, answer.Body.String()
}

func TestMetrics(t *testing.T) {
	_, body := get(t, observe.Handler(busy(), observe.Probes{}), "/metrics")
	for _, want := range []string{
		`handover_night_last_start_timestamp_seconds{schedule="nightly"} 1.7951508e+09`,
		`handover_night_failed{schedule="nightly"} 1`, `handover_nights_total{schedule="nightly",state="failed"} 1`, `handover_nights_running 0`,
		`handover_step_duration_seconds{step="import"} 3600`, `handover_step_failed{step="import"} 1`, `handover_step_failed{step="run"} 0`,
		`handover_step_last_success_timestamp_seconds{step="run"} 1.795158e+09`, `handover_lease_held 1`,
		`handover_customers 30`, `handover_customers_not_evaluated 2`, `handover_subscriptions 400`,
		`handover_findings{code="auto-renew-on"} 5`, `handover_findings_by_severity{severity="critical"} 5`, `handover_findings_by_severity{severity="low"} 0`,
		`handover_source_rejected_rows{kind="subscriptions",source="csv"} 4`, `handover_source_stale{kind="subscriptions",source="csv"} 1`,
		`handover_deliveries_total{outcome="delivered",target="ops"} 1`, `handover_run_last_success_timestamp_seconds 1.795158e+09`,
		`handover_build_info{go="`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("%s is missing in\n%s", want, body)
		}
	}
	if strings.Contains(body, "handover_night_last_success_timestamp_seconds{") {
		t.Error("a night of which a step failed counts as a success")
	}
}

// A program that has just been started knows what the record tells.
func TestSeed(t *testing.T) {
	m := observe.New("v1")
	step := func(hour int, state reconcile.StepState) []reconcile.NightStep {
		return []reconcile.NightStep{{Name: "run", StartedAt: instant(hour), FinishedAt: instant(hour + 1), State: state}}
	}
	m.Seed([]reconcile.Night{
		{Schedule: "nightly", StartedAt: instant(9), State: reconcile.StepRunning},
		{Schedule: "nightly", StartedAt: instant(7), FinishedAt: instant(8), State: reconcile.StepFailed, Steps: step(7, reconcile.StepFailed)},
		{Schedule: "nightly", StartedAt: instant(5), FinishedAt: instant(6), State: reconcile.StepDone, Steps: step(5, reconcile.StepDone)},
	})
	_, body := get(t, observe.Handler(m, observe.Probes{}), "/metrics")
	for _, want := range []string{
		fmt.Sprintf(`handover_night_last_start_timestamp_seconds{schedule="nightly"} %g`, float64(instant(9).Unix())),
		fmt.Sprintf(`handover_night_last_success_timestamp_seconds{schedule="nightly"} %g`, float64(instant(6).Unix())),
		`handover_night_failed{schedule="nightly"} 1`, `handover_step_failed{step="run"} 1`,
		fmt.Sprintf(`handover_step_last_success_timestamp_seconds{step="run"} %g`, float64(instant(6).Unix())),
	} {
		if !strings.Contains(body, want+"\n") {
			t.Errorf("%s is missing in\n%s", want, body)
		}
	}
}

func TestProbes(t *testing.T) {
	fault := errors.New("postgres://secret")
	for _, c := range []struct {
		name, path string
		probes     observe.Probes
		want       int
	}{
		{"alive", "/healthz", observe.Probes{Alive: func() error { return nil }}, 200},
		{"dead", "/healthz", observe.Probes{Alive: func() error { return fault }}, 503},
		{"ready", "/readyz", observe.Probes{Ready: func(context.Context) error { return nil }}, 200},
		{"not ready", "/readyz", observe.Probes{Ready: func(context.Context) error { return fault }}, 503},
		{"another path", "/", observe.Probes{}, 404},
	} {
		code, body := get(t, observe.Handler(observe.New("v1"), c.probes), c.path)
		if code != c.want || strings.Contains(body, "secret") {
			t.Errorf("%s: %d %q", c.name, code, body)
		}
	}
}

func TestListenerAnswersUntilItIsStopped(t *testing.T) {
	l, err := observe.Listen(t.Context(), "127.0.0.1:0", observe.New("v1"), observe.Probes{Alive: func() error { return nil }})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- l.Serve(ctx) }()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+l.Address()+"/healthz", nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	if err := response.Body.Close(); err != nil || response.StatusCode != http.StatusOK {
		t.Errorf("%d, %v", response.StatusCode, err)
	}
	if _, err := observe.Listen(t.Context(), l.Address(), observe.New("v1"), observe.Probes{}); err == nil {
		t.Error("an address is taken twice")
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// The textfile is replaced as a whole, and anybody may read it.
func TestTextfile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "handover.prom")
	for range 2 {
		if err := busy().WriteTextfile(path); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(path)
	info, err2 := os.Stat(path)
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), "handover_customers 30\n") || info.Mode().Perm() != 0o644 {
		t.Errorf("%s:\n%s", info.Mode(), text)
	}
	if entries, err := os.ReadDir(filepath.Dir(path)); err != nil || len(entries) != 1 {
		t.Errorf("the folder holds %v, %v", entries, err)
	}
	if err := busy().WriteTextfile(filepath.Join(path, "none.prom")); err == nil {
		t.Error("a file in a file is written")
	}
}

const secret = "s3cr3t-0000"

func TestPing(t *testing.T) {
	var heard []string
	status := http.StatusOK
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		heard = append(heard, r.URL.String())
		if status == http.StatusFound {
			w.Header().Set("Location", "/elsewhere/"+secret)
		}
		w.WriteHeader(status)
	}))
	defer server.Close()
	for _, c := range []struct {
		path string
		well bool
		code int
		want string
		err  string
	}{
		{"/ping/" + secret, true, 200, "/ping/" + secret, ""},
		{"/ping/" + secret + "?rid=1", false, 200, "/ping/" + secret + "/fail?rid=1", ""},
		{"/ping/" + secret + "/", false, 200, "/ping/" + secret + "/fail", ""},
		{"/ping/" + secret, true, 302, "/ping/" + secret, "it answers 302; redirects are not followed"},
		{"/ping/" + secret, true, 500, "/ping/" + secret, "it answers 500"},
	} {
		heard, status = nil, c.code
		p, err := observe.NewPinger(server.URL+c.path+"\n", server.Client().Transport)
		if err != nil {
			t.Fatal(err)
		}
		err = p.Ping(t.Context(), c.well)
		if fmt.Sprint(heard) != "["+c.want+"]" {
			t.Errorf("%s, well %t: asked for %q", c.path, c.well, heard)
		}
		if (err == nil) != (c.err == "") || err != nil && (!strings.Contains(err.Error(), c.err) || strings.Contains(err.Error(), secret)) {
			t.Errorf("%s, %d: %v", c.path, c.code, err)
		}
	}
}

// Whatever goes wrong, nobody reads the secret.
func TestPingKeepsItsSecret(t *testing.T) {
	closed := httptest.NewServer(nil)
	closed.Close()
	for _, address := range []string{closed.URL + "/" + secret, "ftp://example.com/" + secret, secret, "https://%zz/" + secret, "http://"} {
		p, err := observe.NewPinger(address, http.DefaultTransport)
		if err == nil {
			err = p.Ping(t.Context(), true)
		}
		if err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestSigns(t *testing.T) {
	run := func(tenants, not int) *reconcile.Run {
		return &reconcile.Run{Summary: reconcile.Summary{Tenants: tenants, NotEvaluated: not}}
	}
	for _, c := range []struct {
		name  string
		state reconcile.StepState
		run   *reconcile.Run
		stale bool
		want  observe.Sign
	}{
		{"all is well", reconcile.StepDone, run(10, 0), false, observe.Well},
		{"no run belongs to it", reconcile.StepDone, nil, false, observe.Well},
		{"a tenth is not checked", reconcile.StepPartial, run(10, 1), false, observe.Well},
		{"more than a tenth", reconcile.StepPartial, run(10, 2), false, observe.Fail},
		{"an old source", reconcile.StepDone, run(10, 0), true, observe.Fail},
		{"a step failed", reconcile.StepFailed, run(10, 0), false, observe.Fail},
		{"interrupted", reconcile.StepInterrupted, nil, true, observe.Silent},
	} {
		if got, why := observe.SignOf(&reconcile.Night{State: c.state}, c.run, c.stale, 0.1); got != c.want || (why == "") == (got == observe.Fail) {
			t.Errorf("%s: %q, %q", c.name, got, why)
		}
	}
}
