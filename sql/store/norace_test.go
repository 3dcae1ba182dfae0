//go:build !race

package store_test

// draws is how often a property is tried with other data, where the command line does not say: on a database each takes
// a hundred times as long as elsewhere, and every run of the tests draws anew.
const draws = "30"
