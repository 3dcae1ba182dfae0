package signin_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"math/big"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"handover/jobs/sync/remote"
	"handover/jobs/sync/signin"
)

var ends = time.Date(2027, 3, 1, 12, 0, 0, 0, time.UTC)

// certified makes a certificate of a key, as PEM.
func certified(t testing.TB, key crypto.Signer) (text string, certificate []byte) {
	t.Helper()
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: ends.AddDate(-1, 0, 0), NotAfter: ends}
	certificate, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return block("CERTIFICATE", certificate), certificate
}

func block(kind string, content []byte) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: content}))
}

func private(t testing.TB, key crypto.Signer) string {
	t.Helper()
	content, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return block("PRIVATE KEY", content)
}

func newKey(t testing.TB) *rsa.PrivateKey {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func TestACertificateSigns(t *testing.T) {
	key := newKey(t)
	public, content := certified(t, key)
	var asked atomic.Int32
	source := application(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/"+customer+"/oauth2/v2.0/token" || r.PostFormValue("client_secret") != "" || r.PostFormValue("scope") != scope ||
			r.PostFormValue("client_id") != client || r.PostFormValue("grant_type") != "client_credentials" ||
			r.PostFormValue("client_assertion_type") != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer" {
			t.Errorf("it asks %s with %v", r.URL, r.PostForm)
		}
		verify(t, r.PostFormValue("client_assertion"), &key.PublicKey, content)
		numbered(&asked, 3600)(w, r)
	}, func(o *signin.Options) {
		o.Secret, o.Certificate = nil, func() (string, error) { return public + private(t, key), nil }
	}).Tokens(scope, customer)
	token, err := source.Token(t.Context())
	if err != nil || token != "token-1" {
		t.Fatalf("%q and %v", token, err)
	}
	source.Renew(token)
	if token, err := source.Token(t.Context()); err != nil || token != "token-2" {
		t.Errorf("after a refusal: %q and %v", token, err)
	}
	if asked.Load() != 2 {
		t.Errorf("two tokens took %d calls", asked.Load())
	}
}

// verify checks an assertion as Entra ID does
// (https://learn.microsoft.com/entra/identity-platform/certificate-credentials).
func verify(t *testing.T, assertion string, key *rsa.PublicKey, certificate []byte) {
	t.Helper()
	parts := strings.Split(assertion, ".")
	if len(parts) != 3 {
		t.Errorf("%d parts", len(parts))
		return
	}
	header, claims := map[string]any{}, map[string]any{}
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	if err != nil {
		t.Error(err)
	}
	for i, into := range []*map[string]any{&header, &claims} {
		text, err := base64.RawURLEncoding.DecodeString(parts[i])
		if err == nil {
			err = json.Unmarshal(text, into)
		}
		if err != nil {
			t.Error(err)
		}
	}
	digest := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	if err := rsa.VerifyPSS(key, crypto.SHA256, digest[:], signature, nil); err != nil || header["alg"] != "PS256" {
		t.Errorf("the signature of %v: %v", header, err)
	}
	print := sha256.Sum256(certificate)
	told, ok := header["x5t#S256"].(string)
	if !ok || strings.TrimRight(strings.NewReplacer("+", "-", "/", "_").Replace(told), "=") != base64.RawURLEncoding.EncodeToString(print[:]) {
		t.Errorf("the header %v does not name the certificate", header)
	}
	if to, ok := claims["aud"].(string); !ok || claims["iss"] != client || claims["sub"] != client || !strings.HasSuffix(to, "/"+customer+"/oauth2/v2.0/token") {
		t.Errorf("the claims are %v", claims)
	}
}

func TestCertificates(t *testing.T) {
	key, other := newKey(t), newKey(t)
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	public, _ := certified(t, key)
	foreign, _ := certified(t, other)
	curved, _ := certified(t, curve)
	for name, c := range map[string]struct {
		text string
		end  time.Time
		sign bool
	}{
		"with its key":          {public + private(t, key), ends, true},
		"key first":             {private(t, key) + public, ends, true},
		"in a chain":            {foreign + public + private(t, key), ends, true},
		"in the older form":     {public + block("RSA PRIVATE KEY", x509.MarshalPKCS1PrivateKey(key)), ends, true},
		"without a key":         {public, time.Time{}, false},
		"without a certificate": {private(t, key), time.Time{}, false},
		"with another's key":    {public + private(t, other), time.Time{}, false},
		"of an elliptic curve":  {curved + private(t, curve), ends, false},
		"that is none":          {block("CERTIFICATE", []byte("none")) + private(t, key), time.Time{}, false},
		"of no PEM":             {"PFX", time.Time{}, false},
	} {
		var asked atomic.Int32
		a := application(t, numbered(&asked, 3600), func(o *signin.Options) {
			o.Secret, o.Certificate = nil, func() (string, error) { return c.text, nil }
		})
		if end, err := a.Ends(); !end.Equal(c.end) || (err == nil) != !c.end.IsZero() {
			t.Errorf("%s: ends at %s (%v), want %s", name, end, err, c.end)
		}
		_, err := a.Tokens(scope, ours).Token(t.Context())
		var fault *remote.Fault
		switch {
		case c.sign && (err != nil || asked.Load() != 1):
			t.Errorf("%s: %v after %d calls", name, err, asked.Load())
		case !c.sign && (!errors.As(err, &fault) || fault.Kind != remote.NoSecret || asked.Load() != 0):
			t.Errorf("%s: %v after %d calls, want a fault before any", name, err, asked.Load())
		case err != nil && (strings.Contains(err.Error(), "PRIVATE") || strings.Contains(err.Error(), "\n")):
			t.Errorf("%s: %v tells too much", name, err)
		}
	}
}
