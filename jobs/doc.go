// Package jobs is the engine of handover: one reconciliation run from the scan
// of the facts to the published findings. The command line, the scheduler and
// the operator page start the same run.
//
// A run reads every tenant once from one snapshot, evaluates it with the rules,
// compares the result with what earlier runs left, and stores the difference in
// committed batches that stay invisible until one short step publishes them.
// Memory is bounded by a page of tenants. The as-of instant and the start are
// fixed once; the wall clock is a field of the Engine and exists nowhere below
// it. A run that fails or is interrupted leaves nothing that can be seen.
package jobs
