//go:build race

package store_test

// draws is how often a property is tried with other data: under the race detector a few, since what SQLite does then
// takes ten times as long, and races do not depend on the data.
const draws = "5"
