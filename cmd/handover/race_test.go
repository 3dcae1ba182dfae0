//go:build race

package main

// detectorsMemory is how many times the memory a program may take under the race
// detector, which keeps up to ten times its own beside it.
// Source: https://go.dev/doc/articles/race_detector#Runtime_Overheads
const detectorsMemory = 10

// detectorsStride is how many points of a command lie between two at which a fault is
// tried: under the race detector all of them would take minutes.
const detectorsStride = 5
