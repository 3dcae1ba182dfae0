package signin

import (
	"context"
	"crypto/x509"
	"errors"
	"net/url"
	"time"

	"github.com/rs/zerolog"

	"handover/reconcile"
)

// Options describe an application's registration, and how its tokens are asked for.
type Options struct {
	Name   string // as logs and errors call the remote whose tokens these are: "graph"
	Cloud  Cloud
	Tenant string // our own
	Client string // the application's id

	// Secret and Certificate return the client secret, or the certificate and its private
	// key as PEM; one of them is set. They are called for each token, so that one that was
	// replaced is used at once. Credential has both.
	Secret      func() (string, error)
	Certificate func() (string, error)
	Expires     reconcile.Day // the last day of the secret; the zero day: not told

	Login     *url.URL       // instead of the cloud's, for tests; https, or also http on loopback; nil: the cloud's
	PerMinute int            // token calls, of all tenants together; 0: no limit
	RootCAs   *x509.CertPool // that sign the token endpoint's certificate; nil: the system's
	Log       zerolog.Logger
	Now       func() time.Time
}

// Application gets tokens for one registration. It may be used by several goroutines.
type Application struct{ options Options }

// New returns an application. It asks nobody and reads no secret.
func New(o Options) (*Application, error) { return &Application{options: o}, nil }

// Tokens returns a source of tokens for a scope ("https://graph.microsoft.com/.default"),
// issued by a tenant: our own or a customer's.
func (a *Application) Tokens(scope, tenant string) *Source { return &Source{} }

// Ends returns when the credential ends: a certificate tells it, a secret's last day is
// Options.Expires. The zero time means that it is not told.
func (a *Application) Ends() (time.Time, error) { return time.Time{}, errors.ErrUnsupported }

// Source gives tokens of one scope and tenant; it is a remote.Tokens.
type Source struct{}

// Token returns a token that is good for five minutes at least, where it lives longer than
// that. An error is a *remote.Fault, of kind SignIn with a *Refusal where the endpoint
// refused, or wraps that of ctx.
func (s *Source) Token(ctx context.Context) (string, error) { return "", errors.ErrUnsupported }

// Renew forgets a token that was refused.
func (s *Source) Renew(stale string) {}
