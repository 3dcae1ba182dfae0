package merge

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"handover/reconcile"
)

// voice is one row of one source, as it is weighed.
type voice struct {
	row        int // of the rows that were handed in
	source     reconcile.Source
	observedAt time.Time
	rank       int
	old        bool
	end        reconcile.Day // E, of a subscription's row
}

// isBill reports whether the row proves nothing of what is there.
func (v *voice) isBill() bool { return !v.source.Feed.ProvesExistence() }

// annotates reports whether the row only adds to what others know.
func (v *voice) annotates() bool { return v.source.Feed.Annotates() }

// tier is how good a voice is for one field, before its rank is looked at. The
// parts are bits, the heaviest first to decide.
type tier uint8

const (
	behind   tier = 1 << iota // another feed is preferred for this field
	old                       // has no say where a fresh row has
	bill                      // proves nothing, where that matters
	unlisted                  // outside the list of values
	silent                    // does not know
)

// plainTier is the tier of a voice of which no more is asked than that it proves
// something and is fresh.
func plainTier(v *voice) tier { return tierIf(v.isBill(), bill) | tierIf(v.old, old) }

func tierIf(holds bool, t tier) tier {
	if holds {
		return t
	}
	return 0
}

// inOrder sorts by who comes first where the tiers are equal.
func inOrder(voices []voice) {
	slices.SortFunc(voices, func(a, b voice) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), newestFirst(&a, &b))
	})
}

func newestFirst(a, b *voice) int {
	return cmp.Or(b.observedAt.Compare(a.observedAt), strings.Compare(a.source.Name, b.source.Name))
}

// best returns the first voice of the best tier, or none where all are silent.
func best(voices []voice, tierOf func(*voice) tier) *voice {
	var found *voice
	top := silent
	for i := range voices {
		if t := tierOf(&voices[i]); t < top {
			found, top = &voices[i], t
		}
	}
	return found
}
