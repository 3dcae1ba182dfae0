// Package comparison shows what changed between two stored runs, of the jobs and tenants
// that both looked at: what is new, what has changed with what, what is listed no longer
// and why, who is checked now and was not, and how the money of the one became that of the
// other. What only one of them looked at is named. It is a presenter of its own: as text,
// as JSON and as a workbook.
package comparison
