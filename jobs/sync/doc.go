// Package sync reads remotes, as Partner Center and Microsoft Graph, into the store.
//
// A pass over a remote lists its customers and then reads each by itself, some at a time.
// What is read of a customer goes to a spool, whole or not at all; an importer that never
// waits for the network takes customers from there and stores some of them at a time in one
// transaction: their rows of all kinds, which customers could not be read and why, and how
// far the pass has come. A customer counts as read only if every call for it succeeded.
// Anything else leaves what was known of it as it was.
//
// A pass that was interrupted goes on where it was: what is whole in the spool is stored,
// and customers that are done are not asked for again.
//
// Nothing is asked for on condition that it has changed (If-None-Match): nowhere is this
// documented for what is read, and the etag that Partner Center gives with a subscription is
// for those who change it. What has not changed costs the store next to nothing.
//
// The package knows no SQL and no HTTP: the store is a port, and a remote is one too.
package sync
