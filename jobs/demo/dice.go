package demo

import (
	"fmt"
	"math/bits"
	"math/rand/v2"
)

// dice is the chance of one tenant. The numbers of math/rand/v2's own helpers
// may differ between platforms; these do not.
type dice struct {
	source *rand.PCG
}

func newDice(seed, stream uint64) dice { return dice{rand.NewPCG(seed, stream)} }

// below returns a number from 0 to n-1.
func (d dice) below(n int) int {
	high, _ := bits.Mul64(d.source.Uint64(), uint64(n))
	return int(high)
}

// between returns a number from low to high, both included.
func (d dice) between(low, high int) int { return low + d.below(high-low+1) }

// percent is true in so many of a hundred cases.
func (d dice) percent(n int) bool { return d.below(100) < n }

// id returns a GUID of the random kind.
func (d dice) id() string {
	a, b := d.source.Uint64(), d.source.Uint64()
	return fmt.Sprintf("%08x-%04x-4%03x-%04x-%012x", a>>32, a>>16&0xffff, a&0xfff, b>>48&0x3fff|0x8000, b&0xffffffffffff)
}

// oneOf returns one of some values.
func oneOf[T any](d dice, values ...T) T { return values[d.below(len(values))] }

// weighted is a value and how often it is drawn.
type weighted[T any] struct {
	weight int
	value  T
}

// draw returns a value of a table by its weight.
func draw[T any](d dice, table []weighted[T]) T {
	total := 0
	for _, w := range table {
		total += w.weight
	}
	at := d.below(total)
	for _, w := range table[:len(table)-1] {
		if at < w.weight {
			return w.value
		}
		at -= w.weight
	}
	return table[len(table)-1].value
}
