package merge

import (
	"time"

	"handover/reconcile"
)

// Sources holds how each source is weighed. The zero Sources takes no row as
// fresh.
type Sources struct {
	configured map[string]reconcile.Source
	maxAge     time.Duration
	tolerance  time.Duration
}

// NewSources returns the configured sources, and for all else the defaults of
// their feeds. maxAge is that of sources which have none of their own.
func NewSources(maxAge time.Duration, configured ...reconcile.Source) Sources {
	s := Sources{configured: make(map[string]reconcile.Source, len(configured)), maxAge: maxAge}
	for _, source := range configured {
		if source.Feed == "" {
			source.Feed = reconcile.FeedOf(source.Name)
		}
		if source.MaxAge == 0 {
			source.MaxAge = maxAge
		}
		s.configured[source.Name] = source
	}
	return s
}

// Of returns how a source is weighed.
func (s Sources) Of(name string) reconcile.Source {
	source, ok := s.configured[name]
	if !ok {
		source = reconcile.Source{Name: name, Feed: reconcile.FeedOf(name), MaxAge: s.maxAge}
	}
	source.Tolerance = s.tolerance
	return source
}

// Tolerating returns the same sources, with rows that may claim to have been seen so
// much later than the clock.
func (s Sources) Tolerating(tolerance time.Duration) Sources {
	s.tolerance = tolerance
	return s
}
