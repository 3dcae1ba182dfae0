// Package observe tells machines how the nights go: metrics for Prometheus, health and
// readiness over a listener of its own, and a sign of life to a service that shouts when it
// does not come. Nothing here names a customer.
package observe

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"handover/jobs/chain"
	"handover/jobs/volume"
	"handover/reconcile"
)

// Metrics are what Prometheus is told. Their zero values are those of a program that has
// done nothing yet.
type Metrics struct {
	registry *prometheus.Registry

	nightStart, nightSuccess, nightState         *prometheus.GaugeVec
	stepSeconds, stepSuccess, stepFailed         *prometheus.GaugeVec
	customers, unchecked, rows, findings, severe *prometheus.GaugeVec
	observed, notRead, sourceStale               *prometheus.GaugeVec
	nights, deliveries                           *prometheus.CounterVec
	lease, running, lastRun                      prometheus.Gauge
}

// New makes the metrics of a version of the program.
func New(version string) *Metrics {
	m := &Metrics{registry: prometheus.NewRegistry()}
	gauge := func(name, help string, labels ...string) *prometheus.GaugeVec {
		v := prometheus.NewGaugeVec(prometheus.GaugeOpts{Namespace: "handover", Name: name, Help: help}, labels)
		m.registry.MustRegister(v)
		return v
	}
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		v := prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: "handover", Name: name, Help: help}, labels)
		m.registry.MustRegister(v)
		return v
	}
	gauge("build_info", "1, labelled with what is running.", "version", "go").WithLabelValues(version, runtime.Version()).Set(1)
	m.nightStart = gauge("night_last_start_timestamp_seconds", "When the last night of a schedule began.", "schedule")
	m.nightSuccess = gauge("night_last_success_timestamp_seconds", "When the last night ended of which no step failed.", "schedule")
	m.nightState = gauge("night_failed", "1 if a step of the last night failed, else 0.", "schedule")
	m.nights = counter("nights_total", "Nights by how they ended.", "schedule", "state")
	m.stepSeconds = gauge("step_duration_seconds", "How long a step took last.", "step")
	m.stepSuccess = gauge("step_last_success_timestamp_seconds", "When a step ended last without having failed.", "step")
	m.stepFailed = gauge("step_failed", "1 if a step failed last, else 0.", "step")
	m.customers = gauge("customers", "Customers of the last run of everything.")
	m.unchecked = gauge("customers_not_evaluated", "Customers that the last run of everything could not check.")
	m.rows = gauge("subscriptions", "Subscriptions that the last run of everything looked at.")
	m.findings = gauge("findings", "Open issues of the last run of everything, by code.", "code")
	m.severe = gauge("findings_by_severity", "Open issues of the last run of everything, by severity.", "severity")
	m.observed = gauge("source_observed_timestamp_seconds", "When a source has seen what it delivered last.", "source", "kind")
	m.notRead = gauge("source_rejected_rows", "Rows that could not be read of what a source delivered last.", "source", "kind")
	m.sourceStale = gauge("source_stale", "1 if what a source delivered is past its age, else 0.", "source", "kind")
	m.deliveries = counter("deliveries_total", "Deliveries by target and what became of them.", "target", "outcome")
	m.lease = gauge("lease_held", "1 while this program holds the lease of the night, else 0.").WithLabelValues()
	m.running = gauge("nights_running", "Nights that this program is doing or waits to do.").WithLabelValues()
	m.lastRun = gauge("run_last_success_timestamp_seconds", "When the last run of everything ended.").WithLabelValues()
	return m
}

// NightBegun notes that a night of a schedule begins; a command has an empty one.
func (m *Metrics) NightBegun(schedule string, at time.Time) {
	m.nightStart.WithLabelValues(schedule).Set(seconds(at))
	m.running.Inc()
}

// Leased notes whether the program holds the lease of the night.
func (m *Metrics) Leased(held bool) { m.lease.Set(truth(held)) }

// StepEnded notes what became of a step.
func (m *Metrics) StepEnded(s *reconcile.NightStep) {
	if s.State == reconcile.StepSkipped {
		return
	}
	failed := s.State == reconcile.StepFailed || s.State == reconcile.StepInterrupted
	m.stepSeconds.WithLabelValues(s.Name).Set(s.Took().Seconds())
	m.stepFailed.WithLabelValues(s.Name).Set(truth(failed))
	if !failed {
		m.stepSuccess.WithLabelValues(s.Name).Set(seconds(s.FinishedAt))
	}
}

// Seed takes from the record, the newest first, when nights and steps succeeded last.
func (m *Metrics) Seed(nights []reconcile.Night) {
	for i := len(nights) - 1; i >= 0; i-- {
		so := &nights[i]
		m.nightStart.WithLabelValues(so.Schedule).Set(seconds(so.StartedAt))
		if so.FinishedAt.IsZero() {
			continue
		}
		m.nightResult(so.Schedule, so)
		for s := range so.Steps {
			m.StepEnded(&so.Steps[s])
		}
	}
}

// NightEnded notes how a night ended.
func (m *Metrics) NightEnded(schedule string, so *reconcile.Night) {
	m.running.Dec()
	m.nights.WithLabelValues(schedule, string(so.State)).Inc()
	m.nightResult(schedule, so)
}

func (m *Metrics) nightResult(schedule string, so *reconcile.Night) {
	failed := so.State == reconcile.StepFailed || so.State == reconcile.StepInterrupted
	m.nightState.WithLabelValues(schedule).Set(truth(failed))
	if !failed {
		m.nightSuccess.WithLabelValues(schedule).Set(seconds(so.FinishedAt))
	}
}

// NightLeft notes that a night was left to another program.
func (m *Metrics) NightLeft() { m.running.Dec() }

// Ran notes what the last run of everything found.
func (m *Metrics) Ran(run *reconcile.Run) {
	s := &run.Summary
	m.customers.WithLabelValues().Set(float64(s.Tenants))
	m.unchecked.WithLabelValues().Set(float64(s.NotEvaluated))
	m.rows.WithLabelValues().Set(float64(s.Subscriptions))
	m.findings.Reset() // a code that no longer occurs
	for code, n := range s.ByCode {
		m.findings.WithLabelValues(string(code)).Set(float64(n))
	}
	for _, severity := range reconcile.Severities() {
		m.severe.WithLabelValues(string(severity)).Set(float64(s.BySeverity[severity]))
	}
	m.lastRun.Set(seconds(run.FinishedAt))
}

// Delivered counts messages to a target by what became of them.
func (m *Metrics) Delivered(target, outcome string, n int) {
	m.deliveries.WithLabelValues(target, outcome).Add(float64(n))
}

// Sources notes what the sources have delivered. stale tells which deliveries are past
// their age.
func (m *Metrics) Sources(imports []reconcile.LastImport, stale func(*reconcile.LastImport) bool) {
	for _, v := range []*prometheus.GaugeVec{m.observed, m.notRead, m.sourceStale} {
		v.Reset() // a source that was forgotten
	}
	for i := range imports {
		im := &imports[i]
		m.observed.WithLabelValues(im.Source, string(im.Kind)).Set(seconds(im.ObservedAt))
		m.notRead.WithLabelValues(im.Source, string(im.Kind)).Set(float64(im.Rejected))
		m.sourceStale.WithLabelValues(im.Source, string(im.Kind)).Set(truth(stale(im)))
	}
}

// Steps makes the steps of a night known before the first has ended, so that an alert can
// tell a step that never succeeded from one that is not asked for.
func (m *Metrics) Steps(names ...string) {
	for _, name := range append([]string{chain.Run, chain.Reports}, names...) {
		m.stepFailed.WithLabelValues(name).Add(0)
	}
}

// WriteTextfile writes the metrics for node_exporter's textfile collector: to a file beside
// the place, of which anybody may read it, which then takes its name.
func (m *Metrics) WriteTextfile(path string) error {
	if err := CheckTextfile(path); err != nil {
		return err
	}
	if err := prometheus.WriteToTextfile(path, m.registry); err != nil {
		return fmt.Errorf("write the metrics to %s: %w", path, err)
	}
	return nil
}

// CheckTextfile tells why metrics could not be written to a place, and what to do.
func CheckTextfile(path string) error {
	const advice = "make it a folder that handover may write to, or name another place in [metrics] textfile"
	folder := filepath.Dir(path)
	info, err := os.Stat(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("the folder %s for metrics is not there: %s", folder, advice)
	case err == nil && !info.IsDir():
		return fmt.Errorf("%s for metrics is no folder: %s", folder, advice)
	case err == nil:
		err = volume.Writable(folder)
	}
	if err != nil {
		return fmt.Errorf("look at the folder for metrics: %w: %s", err, advice)
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return fmt.Errorf("%s for metrics is a folder: name a file in it in [metrics] textfile", path)
	}
	return nil
}

func seconds(at time.Time) float64 {
	if at.IsZero() {
		return 0
	}
	return float64(at.UnixMilli()) / 1000
}

func truth(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}
