//go:build !race

package main

// detectorsMemory is how many times the memory a program may take: here the race
// detector takes none.
const detectorsMemory = 1
