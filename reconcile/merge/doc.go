// Package merge makes one fact of what several sources say of the same thing:
// field by field, the best rank that knows a value, within a rank the newest
// observation, ties by the source's name.
//
// A scan asks for one subscription at a time, with the rows of all its sources
// in any order. Nearly always there is one row of one fresh source, which is
// returned as it is. Explain runs the same code with a trace, so that what it
// tells can never differ from what a scan uses.
//
// # Who has a say
//
// A row is old when it is past its source's age, or when a complete delivery of
// its source no longer holds it. An old row has no say where a fresh one knows
// the value; what only old rows know is used and marked, but an old auto-renew
// off and an old choice for the end of the term are taken as unknown, since age
// must never make a row look safer. A retired source has no say at all. A bill
// gives the end, the seats and the status only where nothing else does, however
// old, since it proves nothing of what is there today. A value outside its list
// is used only where nobody gives one that is in it.
//
// # What is read together
//
// Fields that mean something only together are one group and come from one row.
// The end is computed per source, E being the day that a row means under the
// channel, the platform and the product type that have been merged before it.
//
// # Rows that are gone
//
// A row that every source lacks keeps its last known facts: they are weighed as
// of the moment at which it was last seen.
package merge
