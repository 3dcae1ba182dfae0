// Package plan is the wave planner: for the open moves into one tenant it picks
// a route each and dated steps, so that people keep working, the tenant's limits
// hold on every day and nothing is paid twice for longer than the margin.
//
// The order of the steps is fixed: the replacement, its verification, and only
// then the source. Every step has a last safe day that follows from the facts of
// its source alone, and a planned day that follows from the same facts, the
// margin and the limits. The as-of instant decides what is overdue, which is to be
// done at once, and whether a transfer can still come in time, and nothing else: a
// day that has passed stays where it is.
//
// # Margins
//
// An order, which brings one more licence-based subscription into the tenant, has
// a last safe day L and a wished day L − N, where N is the configured margin. It
// may be placed on any day between the two; the days left to L are its margin.
// From its day on it counts, and it goes on. A subscription of the tenant counts
// until it ends for certain: on its last day E where it was told to end, lapses by
// itself, or is ended by a step of this plan; without end otherwise. A pending one
// counts among the subscriptions at once and takes its seats of a capped product
// with its term. On each day from today the subscriptions and orders that count
// may not pass the tenant's limit, and the seats of a capped product not its cap.
// A day on which nothing of this plan counts is not the plan's fault.
//
// An earlier order only counts longer. So with every margin at zero each day
// counts as little as it ever can, and a plan exists exactly if that one holds.
// From there margins are given back, a day at a time, to one order after the
// other: the most expensive overlap first, hence the cheapest shrinks first. The
// overlap of an order is what the source costs from the wished day through E, in
// whole minor units of its currency. In the order of shrinking come overlaps of
// no day, then by currency and amount, then those without a price; ties by E,
// then by the move's tenant and source. Of all plans that keep the limits the
// result is thereby the one whose margins, read from the last to shrink to the
// first, are the largest in lexicographic order: no order gives up a day while
// an order before it in the shrinking could make the room.
//
// Days before today ask for nothing, since nobody can order on them, but a
// margin does not grow over one of them that was full. A day that the plan of an
// earlier night could not use therefore stays unusable after it has passed.
//
// Dropping a move that still needs its order never makes a plan impossible: on
// every day its order and its source count at least as much as the source alone
// does without it. Dropping a move whose replacement is in place can, because
// then nobody ends its source.
//
// # What is not dated
//
// Where no last day is known or none ever comes, the steps carry no day, and an
// order without a day is taken to be placed after every dated one.
package plan
