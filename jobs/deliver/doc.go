// Package deliver brings what a run found to people: it decides who hears of what, keeps
// the ledger of what was sent, and has carriers (jobs/deliver/port) send it.
//
//   - What to tell is decided by plain functions over values: which findings are news to
//     a target (news.go), which letters go and which are held (letters.go).
//   - A message is in the ledger before it is sent, and what became of it after. What was
//     in flight when a process died is sent again under the same key, and marked as one
//     that may come twice.
//   - Only what arrived counts as told: what one night could not deliver the next one
//     tells, and of several milestones that were missed the nearest.
//   - Targets are served side by side, so that none waits for another. Those to which one
//     mailbox sends take turns: operators first, then those who act, other partners and
//     customers, and while one waits to try again the next.
//   - What a target did wrong is in its Result and never ends the others.
//
// The wall clock is a field of the Engine.
package deliver
