package signin

import (
	"cmp"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/rs/zerolog"

	"handover/jobs/sync/remote"
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
	Tries     int            // of one of them, the first included; 0: four
	RootCAs   *x509.CertPool // that sign the token endpoint's certificate; nil: the system's
	Log       zerolog.Logger
	Now       func() time.Time
}

// Application gets tokens for one registration. It may be used by several goroutines.
type Application struct {
	options Options
	login   *url.URL
	client  *remote.Client
}

// How the token endpoint is asked. A reply has a few kilobytes, and comes at once.
const (
	tokenTimeout  = 30 * time.Second
	tokenTries    = 4 // where Options name no others
	tokenParallel = 4
	tokenBody     = 1 << 20
)

// New returns an application. It asks nobody and reads no secret.
func New(o Options) (*Application, error) {
	login, err := o.login()
	switch {
	case err != nil:
		return nil, err
	case o.Tenant == "" || o.Client == "":
		return nil, errors.New(o.Name + ": tenant and client are needed to sign in")
	case (o.Secret == nil) == (o.Certificate == nil):
		return nil, errors.New(o.Name + ": a secret or a certificate is needed to sign in, and not both")
	}
	client, err := remote.New(remote.Options{
		Name: o.Name, Base: login, PerMinute: o.PerMinute, Parallel: tokenParallel, Timeout: tokenTimeout, Tries: cmp.Or(o.Tries, tokenTries),
		MaxBody: tokenBody, RootCAs: o.RootCAs, Log: o.Log,
	})
	if err != nil {
		return nil, err
	}
	return &Application{options: o, login: login, client: client}, nil
}

func (o *Options) login() (*url.URL, error) {
	if o.Login != nil {
		return o.Login, nil
	}
	hosts, ok := o.Cloud.Hosts()
	if !ok {
		return nil, fmt.Errorf("%s: there is no cloud %q; there are %s, %s and %s", o.Name, string(o.Cloud), Global, USGov, China)
	}
	return url.Parse(hosts.Login)
}

// Tokens returns a source of tokens for a scope ("https://graph.microsoft.com/.default"),
// issued by a tenant: our own or a customer's. All calls in the name of a tenant share one.
func (a *Application) Tokens(scope, tenant string) *Source {
	return &Source{application: a, scope: scope, tenant: tenant, turn: make(chan struct{}, 1)}
}

// Ends returns when the credential ends: a certificate tells it, a secret's last day is
// Options.Expires. The zero time means that it is not told.
func (a *Application) Ends() (time.Time, error) {
	switch {
	case a.options.Certificate != nil:
		text, err := a.options.Certificate()
		if err != nil {
			return time.Time{}, err
		}
		return certificateEnd(text)
	case a.options.Expires.Known():
		return a.options.Expires.End(), nil
	default:
		return time.Time{}, nil
	}
}

// ask gets a token from a tenant's endpoint.
func (a *Application) ask(ctx context.Context, scope, tenant string) (*remote.Reply, error) {
	form, err := a.proof(ctx, tenant)
	if err != nil {
		return nil, &remote.Fault{Remote: a.options.Name, Call: tokenCall, Kind: remote.NoSecret, Err: err}
	}
	form.Set("grant_type", "client_credentials")
	form.Set("client_id", a.options.Client)
	form.Set("scope", scope)
	reply, err := a.client.Do(ctx, remote.Call{
		Name: tokenCall, Method: http.MethodPost, Path: url.PathEscape(tenant) + "/oauth2/v2.0/token", Body: form,
	})
	var fault *remote.Fault
	if errors.As(err, &fault) && refused(fault.Kind) {
		return nil, a.refusal(fault, tenant)
	}
	return reply, err
}

// proof returns what of the form proves who asks.
func (a *Application) proof(ctx context.Context, tenant string) (url.Values, error) {
	if a.options.Certificate == nil {
		secret, err := a.options.Secret()
		return url.Values{"client_secret": {secret}}, err
	}
	text, err := a.options.Certificate()
	if err != nil {
		return nil, err
	}
	return proof(ctx, a.login, tenant, a.options.Client, text)
}

func refused(kind remote.Kind) bool {
	return kind == remote.BadRequest || kind == remote.Unauthorised || kind == remote.Forbidden
}

// refusal says in our words why the endpoint refused; its own may name people.
func (a *Application) refusal(fault *remote.Fault, tenant string) *remote.Fault {
	told := *fault
	told.Kind, told.Message = remote.SignIn, ""
	told.Err = &Refusal{Code: fault.Code, Tenant: tenant, Advice: a.advice(fault.Code, tenant)}
	return &told
}

func (a *Application) advice(code, tenant string) string {
	meaning := meaningOf(code)
	words := meaning.words
	if meaning.customer != "" && !strings.EqualFold(tenant, a.options.Tenant) {
		words = meaning.customer
	}
	consent := a.login.JoinPath(url.PathEscape(tenant), "adminconsent")
	consent.RawQuery = url.Values{"client_id": {a.options.Client}}.Encode()
	return strings.ReplaceAll(words, "CONSENT", consent.String())
}
