// Package rules is the catalogue of findings: one literal row per code, beside
// its constant and its function in the file of its topic (topic_*.go), and
// Evaluate, which applies every row to one tenant.
//
// A rule is a pure function of the environment (as-of instant, policy, partner,
// offers) and one tenant with everything known about it. It answers with a
// finding or with the reason why there is none; the same answers serve a run
// and an explanation. Every rule is evaluated whatever jobs a run names, since
// silencing looks at everything that fired. The package holds no sentence a
// person reads.
package rules
