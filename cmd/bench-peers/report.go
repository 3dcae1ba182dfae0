package main

import (
	"fmt"
	"strings"
)

// report is the whole result as Markdown, or what there is of it where a fault broke the
// measurement off.
func (b *bench) report(fault error) string {
	var out strings.Builder
	out.WriteString(b.machine)
	if fault != nil {
		fmt.Fprintf(&out, "- Broken off, so that not everything is measured: %v\n", fault)
	}
	for _, p := range b.peers.all() {
		if p.missing != "" {
			fmt.Fprintf(&out, "- %s: not measured; %s\n", p.name, p.missing)
			continue
		}
		fmt.Fprintf(&out, "- %s: %s\n", p.name, p.version)
	}
	for _, factor := range b.factors() {
		fmt.Fprintf(&out, "- Data: %d subscriptions, %d findings; rounds, of which the medians are: %d\n",
			b.sizes[factor], b.findings[factor], b.roundsOf(factor))
	}
	if fault == nil { // it is known at the end
		fmt.Fprintf(&out, "- A peak of up to %s may be that of the program that measures\n", mebibytes(b.floor))
	}
	var places []place
	for _, store := range b.stores {
		p := place{store, 1}
		places = append(places, p)
		fmt.Fprintf(&out, "\n### %s, %d subscriptions\n\n%s", titleOf(store), b.sizes[1], comparison(b.results, p))
		if b.growth > 0 {
			places = append(places, place{store, b.growth})
			fmt.Fprintf(&out, "\n### %s, %d subscriptions beside %d\n\n%s", titleOf(store), b.sizes[b.growth], b.sizes[1],
				growth(b.results, store, b.growth))
		}
	}
	fmt.Fprintf(&out, "\n### What someone waits for\n\n%s", waits(b.results, places, b.sizes))
	for _, p := range places {
		fmt.Fprintf(&out, "\n### Every process on %s, %d subscriptions\n\n%s", titleOf(p.store), b.sizes[p.factor], everything(b.results, p))
	}
	return out.String()
}

// titleOf is how a store is spelt.
func titleOf(store string) string {
	if store == postgres {
		return "PostgreSQL"
	}
	return "SQLite"
}
