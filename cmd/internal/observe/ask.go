package observe

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"
)

// askTimeout is how long an answer about health may take; it comes from memory.
const askTimeout = 5 * time.Second

// AskAlive asks the serve that listens at an address ([serve] listen) for its /healthz, and
// returns where it has asked. An error tells that nobody answers within five seconds, or
// that serve is not alive.
func AskAlive(ctx context.Context, listen string) (address string, err error) {
	address, err = nearest(listen)
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, askTimeout, fmt.Errorf("no answer within %s", askTimeout))
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+"/healthz", nil)
	if err != nil {
		return "", fmt.Errorf("ask %s: %w", address, err)
	}
	// A transport of its own knows no proxy, and follows nobody elsewhere.
	response, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(request)
	if err != nil {
		return "", fmt.Errorf("ask %s: %w", address, err)
	}
	if err := response.Body.Close(); err != nil {
		return "", fmt.Errorf("ask %s: %w", address, err)
	}
	if response.StatusCode != http.StatusOK {
		return "", fmt.Errorf("ask %s: it answers %d", address, response.StatusCode)
	}
	return address, nil
}

// nearest returns where a listener of this machine is asked: one at every address by loopback.
func nearest(listen string) (address string, err error) {
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return "", fmt.Errorf("ask %q: %w", listen, err)
	}
	switch ip := net.ParseIP(host); {
	case host == "", ip.Equal(net.IPv4zero):
		host = "127.0.0.1"
	case ip.Equal(net.IPv6unspecified):
		host = "::1"
	}
	return net.JoinHostPort(host, port), nil
}
