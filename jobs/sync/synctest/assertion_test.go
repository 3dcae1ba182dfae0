package synctest_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/json"
	"maps"
	"math/big"
	"net/http"
	"strings"
	"testing"
	"time"

	"handover/jobs/sync/synctest"
)

func TestAssertion(t *testing.T) {
	ours, others := newKey(t), newKey(t)
	c := start(t, synctest.Options{Estate: synctest.Estate{Partner: us}, Certificate: certificateOf(t, ours)})
	endpoint := c.URL(synctest.Login) + "/" + us + "/oauth2/v2.0/token"
	for name, r := range map[string]struct {
		key    *rsa.PrivateKey
		change map[string]any
		pss    bool
		want   string
	}{
		"signed":             {key: ours},
		"signed by PSS":      {key: ours, pss: true},
		"by another key":     {key: others, want: "AADSTS700027"},
		"for another tenant": {key: ours, change: map[string]any{"aud": strings.Replace(endpoint, us, contoso, 1)}, want: "AADSTS700027"},
		"of another client":  {key: ours, change: map[string]any{"iss": contoso}, want: "AADSTS700027"},
		"past its time":      {key: ours, change: map[string]any{"exp": hour().Add(-time.Second).Unix()}, want: "AADSTS700024"},
		"before its time":    {key: ours, change: map[string]any{"nbf": hour().Add(time.Hour).Unix()}, want: "AADSTS700024"},
	} {
		t.Run(name, func(t *testing.T) {
			says := map[string]any{
				"aud": endpoint, "iss": synctest.DefaultClient, "sub": synctest.DefaultClient, "jti": "1",
				"exp": hour().Add(time.Minute).Unix(), "nbf": hour().Unix(),
			}
			maps.Copy(says, r.change)
			got := c.signIn(us, graphScope, "client_secret", "", "client_assertion", assertion(t, r.key, r.pss, says),
				"client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
			if r.want == "" && got.status != http.StatusOK || !strings.Contains(got.body, r.want) {
				t.Errorf("%d %s, want %q", got.status, got.body, r.want)
			}
		})
	}
}

func newKey(t *testing.T) *rsa.PrivateKey {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func certificateOf(t *testing.T, key *rsa.PrivateKey) *x509.Certificate {
	t.Helper()
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "application"}, NotBefore: hour(), NotAfter: hour().Add(time.Hour)}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	return cert
}

func assertion(t *testing.T, key *rsa.PrivateKey, pss bool, says map[string]any) string {
	t.Helper()
	algorithm := "RS256"
	if pss {
		algorithm = "PS256"
	}
	part := func(v map[string]any) string {
		raw, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return base64.RawURLEncoding.EncodeToString(raw)
	}
	signed := part(map[string]any{"alg": algorithm, "typ": "JWT"}) + "." + part(says)
	sum := sha256.Sum256([]byte(signed))
	var signature []byte
	var err error
	if pss {
		signature, err = rsa.SignPSS(rand.Reader, key, crypto.SHA256, sum[:], nil)
	} else {
		signature, err = rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, sum[:])
	}
	if err != nil {
		t.Fatal(err)
	}
	return signed + "." + base64.RawURLEncoding.EncodeToString(signature)
}
