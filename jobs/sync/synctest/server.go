package synctest

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"time"
)

// Host is one of the server's counterparts, each with a port of its own.
type Host string

// The counterparts. Nobody has a reason to ask Astray: what arrives there was led away.
const (
	Login         Host = "login"
	PartnerCenter Host = "partner-center"
	Graph         Host = "graph"
	Blobs         Host = "blobs" // its name is localhost, that of the others 127.0.0.1
	Astray        Host = "astray"
)

// Options are what a server is started with.
type Options struct {
	Estate      Estate
	Now         func() time.Time  // the clock of all hosts
	Client      string            // the id of the only application; empty is DefaultClient
	Secret      string            // its secret; empty is DefaultSecret
	Certificate *x509.Certificate // the one whose assertions are accepted; nil: none
	TokenLife   time.Duration     // of a token; 0 is an hour
	PageSize    int               // entries of a page where a call names none, and at most; 0 is 100
	EndByError  bool              // the last full page names a token, which is then refused with 400 and code 2000
	Subpages    int               // subscriptions of a page of a customer's; 0: all in one
	PerMinute   int               // calls that Partner Center and Graph each answer in a minute; 0: any
	BareLists   bool              // transfers come as an array, as the documentation shows them
	OnRequest   func(Request)     // told of each before it is answered, and may hold it up; nil: nobody is
}

// What a test signs in with where it names nothing else.
const (
	DefaultClient = "c11e0000-0000-4000-8000-00000000c11e"
	DefaultSecret = "synctest~secret~of~the~application"
)

// Server answers for all hosts until it is closed. Its methods may be called at once.
type Server struct {
	options   Options
	authority *authority
	hosts     map[Host]*httptest.Server
	closing   chan struct{}

	mu       sync.Mutex
	estate   *estate
	script   []*scripted
	requests []Request
	tokens   map[string]*token
	given    []string // tokens and signatures, in the order they were given
	serial   int      // numbers what must differ
	exports  map[string]*export
	windows  map[Host]*window
	inFlight map[Host]int
	peak     map[Host]int
}

// Start serves an estate on loopback.
func Start(options Options) (*Server, error) {
	options.fill()
	authority, err := newAuthority()
	if err != nil {
		return nil, err
	}
	leaf, err := authority.leaf()
	if err != nil {
		return nil, err
	}
	s := &Server{
		options: options, authority: authority, hosts: map[Host]*httptest.Server{}, closing: make(chan struct{}),
		estate: indexed(options.Estate), tokens: map[string]*token{}, exports: map[string]*export{},
		windows: map[Host]*window{}, inFlight: map[Host]int{}, peak: map[Host]int{},
	}
	for host, answer := range map[Host]func(*call) *answer{
		Login: s.login, PartnerCenter: s.partnerCenter, Graph: s.graph, Blobs: s.blobs, Astray: s.astray,
	} {
		server := httptest.NewUnstartedServer(s.handler(host, answer))
		server.TLS = &tls.Config{Certificates: []tls.Certificate{leaf}, MinVersion: tls.VersionTLS12}
		server.Config.ErrorLog = log.New(io.Discard, "", 0) // clients that go away in the middle are the point of many tests
		server.StartTLS()
		s.hosts[host] = server
	}
	return s, nil
}

func (o *Options) fill() {
	if o.Client == "" {
		o.Client = DefaultClient
	}
	if o.Secret == "" {
		o.Secret = DefaultSecret
	}
	if o.TokenLife == 0 {
		o.TokenLife = time.Hour
	}
	if o.PageSize == 0 {
		o.PageSize = 100
	}
}

// Close ends all hosts, and what they are still answering.
func (s *Server) Close() {
	close(s.closing)
	for _, server := range s.hosts {
		server.CloseClientConnections()
		server.Close()
	}
}

// URL is where a host is, without a slash at its end.
func (s *Server) URL(host Host) string {
	url := s.hosts[host].URL
	if host == Blobs {
		url = strings.Replace(url, "127.0.0.1", "localhost", 1)
	}
	return url
}

// Set replaces the estate; what was signed in stays so.
func (s *Server) Set(e Estate) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.estate = indexed(e)
}

// known gives the present estate.
func (s *Server) known() *estate {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.estate
}

// next gives a text that was never given before.
func (s *Server) next(prefix string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.serial++
	return fmt.Sprintf("%s-%d", prefix, s.serial)
}

// estate is an Estate in which a customer is found by its id.
type estate struct {
	Estate
	byID map[string]*Customer
}

func indexed(e Estate) *estate {
	index := &estate{Estate: e, byID: make(map[string]*Customer, len(e.Customers))}
	for i := range e.Customers {
		index.byID[strings.ToLower(e.Customers[i].ID)] = &e.Customers[i]
	}
	return index
}

func (e *estate) customer(id string) *Customer {
	return e.byID[strings.ToLower(id)]
}

// astray answers as a host does that wants to be taken for another one.
func (s *Server) astray(*call) *answer {
	return answered(http.StatusOK, map[string]any{"totalCount": 0, "items": []any{}, "value": []any{}})
}
