package deliver_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"

	"handover/jobs/deliver/port"
	"handover/reconcile"
)

// TestEachTryIsLogged checks that the log has each try that failed as it fails, when the next
// one is made, and in the end why a target has nothing.
func TestEachTryIsLogged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		defer func() { h.must(h.store.Close()) }()
		h.down["channel"] = &port.RefusedError{Words: "the hook does not answer"}
		run := h.run([]reconcile.Coverage{contoso("")}, nil, backupOf("contoso", 24))
		var log bytes.Buffer
		engine := h.engine()
		engine.Log = zerolog.New(&log)
		_, err := engine.Deliver(t.Context(), run, h.targets()[2:])
		h.must(err)
		var got []string
		for line := range bytes.Lines(log.Bytes()) {
			var l struct {
				Level, Target, Error, Message string
				Try                           int
				Next                          string `json:"next_try"`
			}
			h.must(json.Unmarshal(line, &l))
			got = append(got, fmt.Sprint(l.Level, " ", l.Target, " ", l.Try, " ", l.Error, ", ", l.Message, " ", l.Next))
		}
		if diff := cmp.Diff([]string{
			"warn channel 1 the hook does not answer, a message is not taken: it is sent again 2026-11-16T05:00:30Z",
			"warn channel 2 the hook does not answer, a message is not taken: it is sent again 2026-11-16T05:02:30Z",
			"warn channel 3 the hook does not answer, a message is not taken: it is sent again 2026-11-16T05:12:30Z",
			"warn channel 4 the hook does not answer, a message is not taken, and not sent again ",
			"warn channel 0 channel: the hook does not answer, not all delivered ",
		}, got); diff != "" {
			t.Errorf("the log (-want +got):\n%s", diff)
		}
	})
}
