package synctest

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/url"
	"strings"
	"time"
)

// assertionType is how a form says that it is signed by a certificate.
const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

// claims are what an assertion says.
type claims struct {
	Audience string `json:"aud"`
	Issuer   string `json:"iss"`
	Subject  string `json:"sub"`
	ID       string `json:"jti"`
	Expires  int64  `json:"exp"`
	From     int64  `json:"nbf"`
}

// asserted is the code by which a signed assertion is refused, empty where it is not: it
// must be signed by the application's certificate, by RSA, for this endpoint and this hour.
// Source: https://learn.microsoft.com/entra/identity-platform/certificate-credentials
func (s *Server) asserted(endpoint string, form url.Values) string {
	const notSigned, outOfTime = "AADSTS700027", "AADSTS700024"
	parts := strings.Split(form.Get("client_assertion"), ".")
	if s.options.Certificate == nil || form.Get("client_assertion_type") != assertionType || len(parts) != 3 {
		return notSigned
	}
	var header struct {
		Algorithm string `json:"alg"`
	}
	var says claims
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	if err != nil || !decode(parts[0], &header) || !decode(parts[1], &says) {
		return notSigned
	}
	if !s.signed(header.Algorithm, parts[0]+"."+parts[1], signature) {
		return notSigned
	}
	client := s.options.Client
	if !strings.EqualFold(says.Issuer, client) || !strings.EqualFold(says.Subject, client) || says.Audience != endpoint || says.ID == "" {
		return notSigned
	}
	now := s.options.Now()
	if now.After(time.Unix(says.Expires, 0)) || now.Add(5*time.Minute).Before(time.Unix(says.From, 0)) {
		return outOfTime
	}
	return ""
}

func (s *Server) signed(algorithm, text string, signature []byte) bool {
	key, isRSA := s.options.Certificate.PublicKey.(*rsa.PublicKey)
	if !isRSA {
		return false
	}
	sum := sha256.Sum256([]byte(text))
	switch algorithm {
	case "RS256":
		return rsa.VerifyPKCS1v15(key, crypto.SHA256, sum[:], signature) == nil
	case "PS256":
		return rsa.VerifyPSS(key, crypto.SHA256, sum[:], signature, nil) == nil
	default:
		return false
	}
}

func decode(part string, into any) bool {
	raw, err := base64.RawURLEncoding.DecodeString(part)
	return err == nil && json.Unmarshal(raw, into) == nil
}
