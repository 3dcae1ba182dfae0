package app

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/rs/zerolog"

	"handover/cmd/internal/config"
	"handover/reconcile"
)

// CredentialEndsSoon is how many days before its end a credential is warned of.
const CredentialEndsSoon = 30

// past is the step of credentials that have ended.
const past = 0

// expirySteps are within how many days of the end of a credential operators are told of it,
// once each.
func expirySteps() []int { return []int{1, 7, CredentialEndsSoon} }

// Expiry is the end of the credentials of some remotes, as near as operators are told of it.
type Expiry struct {
	Remotes []string      // with a credential that ends on the day, in the order of RemoteNames
	On      reconcile.Day // the last day of the credentials
	Within  int           // so many days from now: 30, 7 or 1; 0: they have ended
}

// about names what operators are told of once: a step that is reached late is told late, and
// a new credential has steps of its own.
func (e *Expiry) about() string {
	return fmt.Sprintf("credentials of %s, within %d days of %s", strings.Join(e.Remotes, ", "), e.Within, e.On)
}

// Expiries returns the ends of the credentials of the configured remotes that are within 30
// days, or past, those first that end first. What cannot be read, or has an end that nobody
// told, is none of them: check and the log-in tell of it.
func (a *App) Expiries(c *config.Config) []Expiry {
	var list []Expiry
	for _, name := range RemoteNames() {
		if c.Sync.Remote(name) == nil {
			continue
		}
		connection, err := a.Connect(c, name, zerolog.Nop(), nil)
		if err != nil {
			continue // as above
		}
		ends, err := connection.Application.Ends()
		within, soon := expiryStep(a.Now(), ends)
		if err != nil || ends.IsZero() || !soon {
			continue // as above
		}
		on := reconcile.DayOf(ends)
		at := slices.IndexFunc(list, func(e Expiry) bool { return e.On == on && e.Within == within })
		if at < 0 {
			at, list = len(list), append(list, Expiry{On: on, Within: within})
		}
		list[at].Remotes = append(list[at].Remotes, name)
	}
	slices.SortStableFunc(list, func(a, b Expiry) int { return cmp.Compare(a.On, b.On) })
	return list
}

// expiryStep returns within how many days a credential ends, or past; false where that is not
// soon.
func expiryStep(now, ends time.Time) (within int, soon bool) {
	if ends.Before(now) {
		return past, true
	}
	left := int(reconcile.DayOf(ends) - reconcile.DayOf(now))
	for _, step := range expirySteps() {
		if left <= step {
			return step, true
		}
	}
	return 0, false
}
