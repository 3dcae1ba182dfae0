package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

const pingSecret = "4b1d-s3cr3t"

// Nights of a command leave metrics and give signs of life; nothing shows the secret.
func TestMachinesAreToldOfANight(t *testing.T) {
	var heard []string
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { heard = append(heard, r.URL.String()) }))
	defer server.Close()
	p := newProgram(t, stores()["sqlite"](t))
	p.write("ping.txt", server.URL+"/"+pingSecret+"?x=1\n")
	p.write("handover.toml", testConfig+`
[metrics]
textfile = "handover.prom"
[ping]
url_file = "ping.txt"
[import.drop]
folder = "drop"
settle = "0s"
`)
	data := first()
	for name, text := range data.files("a", "b", "c") {
		p.write(filepath.Join("drop", name), text)
	}
	p.must(0, "migrate", "up")
	told := p.must(0, "run", "--import", "--out", p.folder+"/out").stderr
	metrics := p.read("handover.prom")
	p.write("drop/unknown.csv", "nothing,known\n1,2\n")
	told += p.must(4, "run", "--import", "--out", p.folder+"/out").stderr
	worse := p.read("handover.prom")
	told += p.must(0, "run", "--out", p.folder+"/out").stderr
	told += p.must(0, "run", "--out", p.folder+"/out", "billing").stderr // which does not stand for a night
	p.now = p.now.AddDate(0, 0, 9)
	told += p.must(4, "run", "--out", p.folder+"/out").stderr
	check := p.must(0, "check").stdout

	const path = "/" + pingSecret
	if got, want := strings.Join(heard, " "), path+"?x=1 "+path+"/fail?x=1 "+path+"?x=1 "+path+"/fail?x=1"; got != want {
		t.Errorf("asked for %s\nwant %s", got, want)
	}
	for _, c := range []struct{ text, want string }{
		{metrics, "handover_customers 3\n"},
		{metrics, `handover_step_failed{step="import"} 0`},
		{metrics, `handover_night_failed{schedule=""} 0`},
		{metrics, `handover_source_stale{kind="subscriptions",source="csv"} 0`},
		{worse, `handover_step_failed{step="import"} 1`},
		{worse, `handover_night_failed{schedule=""} 1`},
		{p.read("handover.prom"), `handover_source_stale{kind="subscriptions",source="csv"} 1`},
		{check, server.URL + " hears how each night ends"},
	} {
		if !strings.Contains(c.text, c.want) {
			t.Errorf("%s is missing in\n%s", c.want, c.text)
		}
	}
	if strings.Contains(told+check+metrics+worse, pingSecret) {
		t.Error("the secret is shown")
	}
	if info, err := os.Stat(filepath.Join(p.folder, "handover.prom")); err != nil || info.Mode().Perm() != 0o644 {
		t.Errorf("the textfile: %v, %v", info, err)
	}
	p.must(1, "check", "--max-data-age", "48h")
	p.must(0, "check", "--max-data-age", "2400h")
}

// Serve answers whoever asks for its health, also when the database is gone.
func TestServeAnswers(t *testing.T) {
	p := newProgram(t, stores()["sqlite"](t))
	p.must(0, "migrate", "up")
	serve := start(t, p.child("serve"))
	line := serve.until(t, "health and metrics")
	address := regexp.MustCompile(`127\.0\.0\.1:\d+`).FindString(line)
	serve.until(t, "waiting for the next run")
	get := func(path string) (int, string) {
		t.Helper()
		request, err := http.NewRequestWithContext(context.WithoutCancel(t.Context()), http.MethodGet, "http://"+address+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(answer.Body)
		if err := errors.Join(err, answer.Body.Close()); err != nil {
			t.Fatal(err)
		}
		return answer.StatusCode, string(text)
	}
	want := func(when, path string, code int, part string) {
		t.Helper()
		if got, text := get(path); got != code || !strings.Contains(text, part) {
			t.Errorf("%s %s answers %d, %q", when, path, got, text)
		}
	}
	want("at first", "/healthz", 200, "ok")
	want("at first", "/readyz", 200, "ok")
	want("at first", "/metrics", 200, "handover_build_info{")
	healthy := func(when string, code int, part string) {
		t.Helper()
		check := p.child("check", "--healthz")
		check.Env = append(check.Env, "HANDOVER_LISTEN="+address)
		text, _ := check.CombinedOutput() // its exit code tells what the error would
		if got := check.ProcessState.ExitCode(); got != code || !strings.Contains(string(text), part) || strings.Count(string(text), "\n") != 1 {
			t.Errorf("%s a check of health ends with %d: %s", when, got, text)
		}
	}
	healthy("at first", 0, "handover serve is alive at "+address)
	file := strings.TrimPrefix(p.db, "sqlite:")
	if err := os.Rename(file, file+".away"); err != nil {
		t.Fatal(err)
	}
	want("without a database", "/healthz", 200, "ok")
	healthy("without a database", 0, "handover serve is alive at "+address)
	want("without a database", "/readyz", 503, "not ok")
	serve.signal(t, syscall.SIGTERM)
	if code, log := serve.end(t); code != 0 {
		t.Errorf("exit %d\n%s", code, log)
	}
	healthy("without serve", 1, "handover serve is not alive: ask "+address)
	p.write("handover.toml", testConfig+"[serve]\nlisten = ''\n")
	if told := p.must(2, "check", "--healthz").stderr; !strings.Contains(told, `serve.listen is "": handover serve answers nowhere`) {
		t.Errorf("where nobody answers: %s", told)
	}
}
