// Package publish renders the formats of a report side by side into files. It is
// the only code that creates report files, and it never leaves half of one
// behind:
//
//   - The run is read once, in one pass, into files without a name from which all
//     formats read.
//   - What is rendered goes to a temporary name beside its place, is synced, and
//     takes its place by a rename once everything is there.
//   - A folder comes with a manifest of all its files, written last.
//   - A temporary name begins with .tmp-handover- and is locked as long as its
//     process lives. What a killed process left is not locked and is removed the
//     next time something is published beside it.
//   - Of a file that somebody holds open the new one stands beside it until a later
//     run can take the place.
//
// Files and folders are readable by their owner only unless Access says otherwise,
// since reports hold customers' names and prices; a file that is replaced keeps its
// permissions.
package publish
