package reconcile

import "time"

// Stats says what a store holds of facts and how old they are.
type Stats struct {
	Tenants       int
	Subscriptions int // those that some source still has, each once per tenant
	Moves         int
	OldestAt      time.Time // of the newest observations by source, kind and tenant; zero: none
	NewestAt      time.Time
	Imports       []LastImport // the last one by source and kind
	Sources       []SourceStats
}

// SourceStats says what hangs on one source of subscriptions, or of attempts to read some.
type SourceStats struct {
	Source     string
	Tenants    int       // that it ever delivered
	ObservedAt time.Time // zero: it delivered nothing that could be read
	Complete   bool      // some delivery was
	Alone      int       // subscriptions that no other source has
	NotRead    int       // tenants that it could not read the last time
	Shut       int       // of them those that do not let it in
}

// LastImport is the last delivery of one kind by one source.
type LastImport struct {
	Source     string
	Kind       DeliveryKind
	ObservedAt time.Time
	Rows       int64 // stored or found unchanged
	Rejected   int64
	Complete   bool // it held everything that its source knew of the tenants in it
}

// SourceRows counts what a store has of a source and kind.
type SourceRows struct {
	Source string
	Kind   DeliveryKind
	Rows   int64
	Gone   int64 // of them those that the source has lost since
}

// Of returns what hangs on a source.
func (s *Stats) Of(source string) SourceStats {
	for _, stats := range s.Sources {
		if stats.Source == source {
			return stats
		}
	}
	return SourceStats{Source: source}
}

// Age returns how long ago the source saw what it delivered.
func (i *LastImport) Age(now time.Time) time.Duration { return now.Sub(i.ObservedAt) }

// Stale reports whether the delivery is older than facts may be. Moves and offers
// do not age: they are our plan and the price list. Nor do upgrades.
func (i *LastImport) Stale(now time.Time, source *Source) bool {
	return i.Ages(source.Feed) && i.Age(now) > source.MaxAge
}

// Ages reports whether the delivery, by a source of a feed, can be too old.
func (i *LastImport) Ages(feed Feed) bool {
	return i.Kind != MoveRows && i.Kind != CatalogRows && !feed.Annotates()
}
