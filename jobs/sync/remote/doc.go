// Package remote asks one HTTP counterpart, a host, and takes nothing for an answer that
// is none: a reply is whole, of the type and the size that were asked for, from the host
// that was asked, in time, or the call ends in a Fault that says which of these it was not.
//
// All calls of a Client share one limiter, and one pause where the counterpart asks for
// it. What a token, a secret or a signed query holds stands in no error and in no log.
package remote
