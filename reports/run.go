package reports

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"handover/reconcile"
)

// RunID writes a run's number as its id.
func RunID(run *reconcile.Run) string { return strconv.FormatInt(run.Seq, 10) }

// Jobs returns the jobs that the report shows, in their order.
func (r *Report) Jobs() []reconcile.Job {
	var jobs []reconcile.Job
	for _, job := range reconcile.Jobs() {
		wanted := r.part.filter.Job == "" || r.part.filter.Job == job
		if wanted && (slices.Contains(r.Run.Jobs, job) || r.Summary.ByJob[job] > 0) {
			jobs = append(jobs, job)
		}
	}
	return jobs
}

// jobNames names the jobs of the run.
func (r *Report) jobNames() string {
	if len(r.Run.Jobs) == len(reconcile.Jobs()) {
		return r.Words.Labels.AllJobs
	}
	var names []string
	for _, job := range r.Run.Jobs {
		names = append(names, r.Words.Job(job))
	}
	return strings.Join(names, ", ")
}

// DataAge returns the whole hours between the observation of a tenant's data and
// the real start of the run; ok is false where there was none, or where it is yet to
// come, as a wrong clock tells it.
func (r *Report) DataAge(c *reconcile.Coverage) (hours int, ok bool) {
	age, ok := r.dataAge(c)
	return int(age / time.Hour), ok
}

// DataAgeText tells the same for a person; it is empty where ok would be false.
func (r *Report) DataAgeText(c *reconcile.Coverage) string {
	age, ok := r.dataAge(c)
	if !ok {
		return ""
	}
	return r.Words.Span(age)
}

func (r *Report) dataAge(c *reconcile.Coverage) (age time.Duration, ok bool) {
	if c.ObservedAt.IsZero() || r.Run.StartedAt.IsZero() {
		return 0, false
	}
	age = r.Run.StartedAt.Sub(c.ObservedAt)
	return max(age, 0), age > -time.Hour
}
