// Package store keeps facts, runs and findings in SQLite or PostgreSQL.
//
// What it promises, on both databases alike:
//
//   - One delivery is one transaction: its imports, of any kinds, are merged
//     whole or not at all. Facts are kept per source; the newest observation of a subscription, a tenant
//     or a transfer wins whole, and of equally new ones the source whose name
//     sorts first. An older observation never overwrites a newer one. Only a
//     complete delivery takes something as gone, and only of a tenant of which
//     it holds no rejected row. That a source could not read a tenant stays known
//     until it delivers the tenant's subscriptions.
//   - A Snapshot is one transaction: whatever is written meanwhile, it sees
//     nothing of it. It never writes.
//   - What a run saves is invisible until it is published, and a run that is
//     not published leaves nothing behind. A finding is stored once and its
//     content as versions, each valid from one run up to another.
//   - The report of a published run never changes, whatever is imported, run or
//     decided later: it is read from versions, coverage, resolutions and
//     decisions that were there when the run was published.
//   - The plan of a tenant is kept as versions too, each whole, and so is its
//     coverage: what is as the run before left it costs no row, even where a new
//     delivery has moved the time of its observation.
//   - All writing of runs goes through a Lease. Every batch checks holder and
//     epoch in its own transaction, so that a holder that was paused and
//     overtaken can store nothing any more.
//   - Findings come in the order of reconcile.Order, ordered by SQL.
//
// Every sequence does nothing before it is ranged over, may be ranged over again
// and yields an error last, with a zero value. Breaking off, a panic or the end
// of the context leaves no row, connection or transaction behind.
//
// Instants are kept in whole seconds; cut-offs (a due, the end of a cancellation
// window, the end of a commitment) to the microsecond.
//
// Errors of the database are wrapped once, as an *OpError with the operation and
// the name of the query. Codes of the drivers are known in errors.go only; what
// callers act on is a sentinel or a type of this package.
package store
