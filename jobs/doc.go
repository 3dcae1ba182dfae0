// Package jobs is the engine of handover: one reconciliation run from the scan
// of the facts to the published findings. The command line, the scheduler and
// the operator page start the same run.
//
// A run goes through named stages. It scans every tenant once from one snapshot,
// judges it (coverage, rules, plan, and the difference to what earlier runs left),
// keeps of that, in the way that was chosen for the run, what is to be stored, in
// committed batches that stay invisible, and publishes them all in one short step.
// Judging changes nothing; keeping goes tenant by tenant. Memory is bounded by a page
// of tenants. The as-of instant and the start are fixed once; the wall clock is a
// field of the Engine and exists nowhere below it. A run that fails or is interrupted
// leaves nothing that can be seen.
package jobs
