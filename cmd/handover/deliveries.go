package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"handover/reconcile"
	"handover/reports/aligned"
)

// deliveryCounts counts the messages of a run to one target.
type deliveryCounts struct {
	Target     string   `json:"target"`
	Delivered  int      `json:"delivered"`
	HandedOver int      `json:"handed_over"`
	Failed     int      `json:"failed"`
	Unsure     int      `json:"unsure"`  // nobody knows, and they are not sent again
	Sending    int      `json:"sending"` // on their way, or were when the program ended
	Twice      int      `json:"maybe_twice"`
	Faults     []string `json:"faults"` // the first few, each once
}

// mostFaults is how many faults of a target are told.
const mostFaults = 3

// countDeliveries counts the messages of a run by target, in the order of their names.
func countDeliveries(list []reconcile.Sending) []deliveryCounts {
	byTarget := map[string]*deliveryCounts{}
	for i := range list {
		m := &list[i]
		c := byTarget[m.Target]
		if c == nil {
			c = &deliveryCounts{Target: m.Target, Faults: []string{}}
			byTarget[m.Target] = c
		}
		c.add(m)
	}
	counts := []deliveryCounts{}
	for _, target := range slices.Sorted(maps.Keys(byTarget)) {
		counts = append(counts, *byTarget[target])
	}
	return counts
}

func (c *deliveryCounts) add(m *reconcile.Sending) {
	switch m.State {
	case reconcile.SendingDelivered:
		c.Delivered++
	case reconcile.SendingHandedOver:
		c.HandedOver++
	case reconcile.SendingUnsure:
		c.Unsure++
	case reconcile.SendingBegun:
		c.Sending++
	default:
		c.Failed++
	}
	if m.Twice {
		c.Twice++
	}
	if m.Words != "" && len(c.Faults) < mostFaults && !slices.Contains(c.Faults, m.Words) {
		c.Faults = append(c.Faults, m.Words)
	}
}

// tellDeliveries says what became of some messages, a target a row, the first one labelled.
func tellDeliveries(t *aligned.Table, label string, list []reconcile.Sending) {
	for i, c := range countDeliveries(list) {
		if i > 0 {
			label = ""
		}
		t.Row(label, c.Target+": "+c.text())
	}
}

func (c *deliveryCounts) text() string {
	var parts []string
	for _, count := range []struct {
		n    int
		text string
	}{
		{c.Delivered, "delivered"},
		{c.HandedOver, "handed over"},
		{c.Failed, "failed"},
		{c.Unsure, "unsure"},
		{c.Sending, "on the way"},
		{c.Twice, "maybe twice"},
	} {
		if count.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", count.n, count.text))
		}
	}
	text := strings.Join(parts, ", ")
	if len(c.Faults) > 0 {
		text += " (" + strings.Join(c.Faults, "; ") + ")"
	}
	return text
}

// targets completes the name of a [deliver.NAME].
func (c *completer) targets(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	settings, err := c.app.Settings()
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return slices.Sorted(maps.Keys(settings.Deliver)), cobra.ShellCompDirectiveNoFileComp
}
