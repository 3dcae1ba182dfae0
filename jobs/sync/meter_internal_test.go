package sync

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rs/zerolog"

	"handover/reconcile"
)

// The log tells the time that is left with its unit.
func TestALogOfTheProgress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		meter := &Meter{Now: time.Now}
		meter.begin("reading customers", &reconcile.PassCounts{Customers: 4})
		ctx, cancel := context.WithTimeout(t.Context(), logEvery*showEvery+time.Millisecond)
		defer cancel()
		var log strings.Builder
		time.AfterFunc(30*time.Second, func() { meter.settle(&reconcile.PassCounts{Customers: 4, Read: 1}) })
		meter.run(ctx, zerolog.New(&log))
		if want := `"left":"3m0s"`; !strings.Contains(log.String(), want) {
			t.Errorf("the log is %q, want it with %s", log.String(), want)
		}
	})
}
