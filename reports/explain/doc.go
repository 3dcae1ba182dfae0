// Package explain tells why a subscription is, or is not, in a report: its facts
// with their age and origin, its dates with how each is worked out, what happens
// at the end of its term and why, whether it is covered, and the answer of every
// rule with what silences it.
//
// New makes the document, a pure function of what the rules say of the
// subscription and of the tenant that it is in. It does not matter whether these
// were read just now or stored by a run. The writers put the same document into
// words.
package explain
