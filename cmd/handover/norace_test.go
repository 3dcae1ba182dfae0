//go:build !race

package main

// detectorsMemory is how many times the memory a program may take: here the race
// detector takes none.
const detectorsMemory = 1

// detectorsStride is how many points of a command lie between two at which a fault is
// tried: here it is tried at each.
const detectorsStride = 1
