package main

import (
	"fmt"
	"strings"
	"time"
)

const notMeasured = "not measured"

// line is one line of a table of ratios.
type line struct {
	name, ours, peer, theirs string
	ratio                    float64
	target                   string // empty: there is none
	met, measured            bool
}

// heading begins a table of ratios.
func heading(ours, peer, theirs string) string {
	return "| phase | " + ours + " | " + peer + " | " + theirs + " | ratio | target | met |\n|---|---:|---|---:|---:|---:|---|\n"
}

func (l *line) String() string {
	told, met := notMeasured, ""
	if l.measured {
		told = fmt.Sprintf("%.2f", l.ratio)
	}
	if l.target != "" {
		met = known(yes(l.met), l.measured)
	}
	return "| " + strings.Join([]string{l.name, l.ours, l.peer, l.theirs, told, l.target, met}, " | ") + " |\n"
}

// comparison is the table of a store at the smaller size.
func comparison(r *results, p place) string {
	var out strings.Builder
	out.WriteString(heading("ours", "peer", "theirs"))
	for _, phase := range phases(p.store) {
		ours, measured := r.sum(p, phase.ours)
		theirs, compared := r.sum(p, phase.theirs)
		l := line{name: phase.name, peer: phase.called, measured: measured && compared}
		if phase.memory {
			l.ratio = float64(ours.peak) / float64(theirs.peak)
			l.ours, l.theirs = known(mebibytes(ours.peak), measured), known(mebibytes(theirs.peak), compared)
		} else {
			l.ratio = float64(ours.wall) / float64(theirs.wall)
			l.ours, l.theirs = known(seconds(ours.wall), measured), known(seconds(theirs.wall), compared)
		}
		if phase.most > 0 {
			l.target, l.met = fmt.Sprintf("≤ %.4g", phase.most), l.ratio <= phase.most
		}
		out.WriteString(l.String())
	}
	return out.String()
}

// growth is the table of a store that sets the larger size beside the smaller one.
func growth(r *results, store string, factor int) string {
	var out strings.Builder
	out.WriteString(heading("larger", "figure", "smaller"))
	for _, name := range grown() {
		large, measured := r.median(place{store, factor}, name)
		small, compared := r.median(place{store, 1}, name)
		time := line{
			name: name, peer: "time", ratio: float64(large.wall) / float64(small.wall), measured: measured && compared,
			ours: known(seconds(large.wall), measured), theirs: known(seconds(small.wall), compared),
			target: fmt.Sprintf("≤ %.4g", growthOfTime*float64(factor)),
		}
		time.met = time.ratio <= growthOfTime*float64(factor)
		memory := line{
			name: name, peer: "peak memory", ratio: float64(large.peak) / float64(small.peak), measured: measured && compared,
			ours: known(mebibytes(large.peak), measured), theirs: known(mebibytes(small.peak), compared),
			target: fmt.Sprintf("≤ %.4g and < %s", growthOfMemory, mebibytes(mostMemory)),
		}
		memory.met = memory.ratio <= growthOfMemory && large.peak < mostMemory
		out.WriteString(time.String() + memory.String())
	}
	return out.String()
}

// waits is the table of what someone waits for.
func waits(r *results, places []place, size map[int]int) string {
	var out strings.Builder
	out.WriteString("| step | store | subscriptions | time | target | met |\n|---|---|---:|---:|---:|---|\n")
	for _, p := range places {
		for _, name := range quick() {
			c, measured := r.median(p, name)
			fmt.Fprintf(&out, "| %s | %s | %d | %s | < %s | %s |\n", name, p.store, size[p.factor],
				known(milliseconds(c.wall), measured), milliseconds(mostWait),
				known(yes(c.wall < mostWait), measured))
		}
	}
	return out.String()
}

// everything is the table of all medians at one place.
func everything(r *results, p place) string {
	var out strings.Builder
	out.WriteString("| process | wall | CPU | peak memory |\n|---|---:|---:|---:|\n")
	for _, name := range r.order[p] {
		c, _ := r.median(p, name) // what stands in the order was measured
		fmt.Fprintf(&out, "| %s | %s | %s | %s |\n", name, seconds(c.wall), seconds(c.cpu), mebibytes(c.peak))
	}
	return out.String()
}

func known(text string, measured bool) string {
	if !measured {
		return notMeasured
	}
	return text
}

func yes(met bool) string {
	if met {
		return "yes"
	}
	return "no"
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.2f s", d.Seconds()) }

func milliseconds(d time.Duration) string { return fmt.Sprintf("%d ms", d.Milliseconds()) }

func mebibytes(n int64) string { return fmt.Sprintf("%.0f MiB", float64(n)/(1<<20)) }
