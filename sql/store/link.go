package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"github.com/lib/pq"
)

// grace is how long a server may take to let go of a statement whose context has
// ended, before its connection is closed.
const grace = 2 * time.Second

// links are the connections to a server. The driver waits for an answer without an
// end, and asks a server that has stopped answering to cancel a statement in vain:
// what ends the waiting is closing the connection under it.
type links struct {
	url      string
	patience atomic.Int64 // how long a server may be silent
	silent   atomic.Bool  // it was for too long: nothing is asked of it any more

	mu   sync.Mutex
	open map[*link]struct{}
}

// link is one connection.
type link struct {
	net.Conn
	all *links

	// They grow at the beginning and at the end of each reading and writing, and so are
	// odd as long as it waits for the server. Both may go on at once.
	reading, writing atomic.Int64
}

// Connect makes a connection. Where the server takes too long for that, no more is
// asked of it.
func (l *links) Connect(ctx context.Context) (driver.Conn, error) {
	if err := l.answering(); err != nil {
		return nil, err
	}
	conn, err := l.connect(ctx)
	if timedOut(ctx, err) {
		l.silent.Store(true)
	}
	return conn, err
}

// timedOut reports whether a server took longer to connect than it was given.
func timedOut(ctx context.Context, err error) bool {
	failure, ok := errors.AsType[net.Error](err)
	return err != nil && pq.As(err) == nil && (errors.Is(ctx.Err(), context.DeadlineExceeded) || ok && failure.Timeout())
}

// connect makes a connection, which the end of the context breaks off at once.
func (l *links) connect(ctx context.Context) (driver.Conn, error) {
	connector, err := pq.NewConnector(l.url)
	if err != nil {
		return nil, fmt.Errorf("%w: %s", ErrAddress, settingOf(err))
	}
	dialer := &dialer{links: l}
	connector.Dialer(dialer)
	defer context.AfterFunc(ctx, dialer.breakOff)()
	conn, err := connector.Connect(ctx)
	if missing, ok := errors.AsType[*fs.PathError](err); ok {
		err = fmt.Errorf("%w: a file that one of its settings names cannot be read: %w", ErrAddress, missing.Err)
	}
	return conn, err
}

// Driver returns the driver of the connections.
func (l *links) Driver() driver.Driver { return &pq.Driver{} }

// breakOff closes every connection: the server has been silent for too long.
func (l *links) breakOff() {
	l.silent.Store(true)
	l.mu.Lock()
	var all []*link
	for link := range l.open {
		all = append(all, link)
	}
	l.mu.Unlock()
	for _, link := range all {
		_ = link.Close() // it is at its end anyhow
	}
}

// answering refuses to begin anything with a server that has fallen silent.
func (l *links) answering() error {
	if l != nil && l.silent.Load() {
		return errSilent
	}
	return nil
}

// watch breaks all connections off where the server has not let go of one a while
// after the end of a context, until the watch is over.
func (l *links) watch(ctx context.Context) (over func()) {
	if l == nil {
		return func() {} // SQLite
	}
	ended := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		select {
		case <-ended:
		case <-time.After(grace):
			l.breakOff()
		}
	})
	return sync.OnceFunc(func() {
		stop()
		close(ended)
	})
}

// Read waits for the server.
func (k *link) Read(into []byte) (int, error) {
	k.reading.Add(1)
	defer k.reading.Add(1)
	return k.Conn.Read(into)
}

// Write waits for the server too, where it takes nothing any more.
func (k *link) Write(text []byte) (int, error) {
	k.writing.Add(1)
	defer k.writing.Add(1)
	return k.Conn.Write(text)
}

// Close closes the connection.
func (k *link) Close() error {
	k.all.mu.Lock()
	delete(k.all.open, k)
	k.all.mu.Unlock()
	return k.Conn.Close()
}

// dialer makes the connections of one connection of the driver: to one server after
// the other, and later those that ask to cancel a statement.
type dialer struct {
	net   net.Dialer
	links *links

	mu    sync.Mutex
	ended bool
	last  *link
}

// Dial connects to an address.
func (d *dialer) Dial(network, address string) (net.Conn, error) {
	return d.DialContext(context.Background(), network, address)
}

// DialTimeout connects to an address within a time.
func (d *dialer) DialTimeout(network, address string, timeout time.Duration) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	return d.DialContext(ctx, network, address)
}

// DialContext connects to an address as long as a context lasts.
func (d *dialer) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := d.net.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	k := &link{Conn: conn, all: d.links}
	d.links.mu.Lock()
	d.links.open[k] = struct{}{}
	d.links.mu.Unlock()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.last = k
	if d.ended {
		_ = k.Close() // what is told is that the connecting was ended
		return nil, fmt.Errorf("connect to the database: %w", context.Canceled)
	}
	return k, nil
}

// breakOff ends the connecting.
func (d *dialer) breakOff() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ended = true
	if d.last != nil {
		_ = d.last.Close() // closing is what ends it; there is nothing to save
	}
}
