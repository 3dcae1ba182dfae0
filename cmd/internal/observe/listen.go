package observe

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Probes answer how the program is.
type Probes struct {
	// Alive tells why the program should be started again; nil: it need not. It asks
	// nothing beside the program.
	Alive func() error
	// Ready tells why the program cannot work now: the database or its schema. It is asked
	// by one at a time.
	Ready func(ctx context.Context) error
}

// Bounds of a listener that answers machines nearby.
const (
	answerTimeout = 10 * time.Second
	readyTimeout  = 5 * time.Second
	closeTimeout  = 2 * time.Second
	headerBytes   = 8 << 10
)

// Listener answers /healthz, /readyz and /metrics.
type Listener struct {
	net    net.Listener
	server *http.Server
}

// Listen takes an address. Nothing is answered before Serve.
func Listen(ctx context.Context, address string, m *Metrics, probes Probes) (*Listener, error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	return &Listener{listener, &http.Server{
		Handler: Handler(m, probes), ReadTimeout: answerTimeout, WriteTimeout: answerTimeout, IdleTimeout: time.Minute, MaxHeaderBytes: headerBytes,
	}}, nil
}

// Address returns where it listens.
func (l *Listener) Address() string { return l.net.Addr().String() }

// Serve answers until the context ends.
func (l *Listener) Serve(ctx context.Context) error {
	stop := context.AfterFunc(ctx, func() {
		closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTimeout)
		defer cancel()
		if l.server.Shutdown(closing) != nil {
			_ = l.server.Close() // who still asks then gets no answer
		}
	})
	defer stop()
	if err := l.server.Serve(l.net); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("answer at %s: %w", l.Address(), err)
	}
	return nil
}

// Handler answers the three paths, and only to be read.
func Handler(m *Metrics, probes Probes) http.Handler {
	mux := http.NewServeMux()
	var asking sync.Mutex
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { answer(w, probes.Alive()) })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		asking.Lock()
		defer asking.Unlock()
		ctx, cancel := context.WithTimeout(r.Context(), readyTimeout)
		defer cancel()
		answer(w, probes.Ready(ctx))
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
	return mux
}

// answer says ok, or that it is not: why stands in the log of whoever knows, since an error
// may hold what is nobody's business here.
func answer(w http.ResponseWriter, err error) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	text := "ok\n"
	if err != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		text = "not ok\n"
	}
	_, _ = w.Write([]byte(text)) // whoever has gone does not hear it
}
