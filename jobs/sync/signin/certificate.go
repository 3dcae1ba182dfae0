package signin

import (
	"bytes"
	"context"
	"crypto"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/AzureAD/microsoft-authentication-library-for-go/apps/confidential"
)

// certificateEnd returns when a certificate ends, the one of several that the key belongs to.
func certificateEnd(text string) (time.Time, error) {
	list, key, err := confidential.CertFromPEM([]byte(text), "")
	if err != nil {
		return time.Time{}, fmt.Errorf("read the certificate and its key: %w", err)
	}
	private, ok := key.(crypto.Signer)
	if !ok {
		return time.Time{}, errors.New("read the certificate and its key: the key cannot sign")
	}
	for _, certificate := range list {
		public, ok := certificate.PublicKey.(interface{ Equal(crypto.PublicKey) bool })
		if ok && public.Equal(private.Public()) {
			return certificate.NotAfter, nil
		}
	}
	return time.Time{}, errors.New("read the certificate and its key: the key belongs to none of the certificates")
}

// proof returns what proves to the token endpoint that the caller has the certificate's key.
// MSAL writes and signs it; it is not what talks to the endpoint, so that there is one way
// to do that, with its bounds and its faults.
func proof(ctx context.Context, login *url.URL, tenant, client, text string) (url.Values, error) {
	list, key, err := confidential.CertFromPEM([]byte(text), "")
	if err != nil {
		return nil, fmt.Errorf("read the certificate and its key: %w", err)
	}
	form, err := signedForm(ctx, "https://"+login.Host+"/"+url.PathEscape(tenant), client, list, key)
	if err != nil {
		return nil, err
	}
	return url.Values{"client_assertion": form["client_assertion"], "client_assertion_type": form["client_assertion_type"]}, nil
}

func signedForm(ctx context.Context, authority, client string, list []*x509.Certificate, key crypto.PrivateKey) (url.Values, error) {
	credential, err := confidential.NewCredFromCert(list, key)
	if err != nil {
		return nil, fmt.Errorf("use the certificate and its key: %w", err)
	}
	caught := &catcher{authority: authority}
	application, err := confidential.New(authority, client, credential, confidential.WithHTTPClient(caught), confidential.WithInstanceDiscovery(false))
	if err != nil {
		return nil, fmt.Errorf("use the certificate and its key: %w", err)
	}
	_, err = application.AcquireTokenByCredential(ctx, []string{".default"})
	if caught.form.Get("client_assertion") != "" {
		return caught.form, nil
	}
	return nil, fmt.Errorf("sign with the certificate's key: %w", err)
}

// catcher stands in for the network: it keeps what MSAL would send, and sends nothing.
type catcher struct {
	authority string
	form      url.Values
}

// errCaught ends MSAL's part.
var errCaught = errors.New("the form is caught")

// Do answers where the token endpoint is, which MSAL asks first, and catches the form.
func (c *catcher) Do(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Path, "/.well-known/openid-configuration") {
		body, err := json.Marshal(map[string]string{
			"issuer": c.authority + "/v2.0", "authorization_endpoint": c.authority + "/oauth2/v2.0/authorize", "token_endpoint": c.authority + "/oauth2/v2.0/token",
		})
		return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(bytes.NewReader(body)), Request: r}, err
	}
	if r.Body == nil {
		return nil, errCaught
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, fmt.Errorf("read the form: %w", err)
	}
	if c.form, err = url.ParseQuery(string(body)); err != nil {
		return nil, fmt.Errorf("read the form: %w", err)
	}
	return nil, errCaught
}

// CloseIdleConnections does nothing: there are none.
func (c *catcher) CloseIdleConnections() {}
