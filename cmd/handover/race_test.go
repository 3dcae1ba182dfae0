//go:build race

package main

// detectorsMemory is how many times the memory a program may take under the race
// detector, which keeps up to ten times its own beside it.
// Source: https://go.dev/doc/articles/race_detector#Runtime_Overheads
const detectorsMemory = 10
