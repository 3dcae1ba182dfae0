package synctest

import (
	"crypto/rand"
	"encoding/hex"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// token is one that was given.
type token struct {
	tenant   string
	audience Host
	until    time.Time
}

// login answers as Microsoft Entra ID does: a token by client credentials, by secret or by
// an assertion that the application's certificate signed, and what a client may look up first.
func (s *Server) login(c *call) *answer {
	tenant, rest, _ := strings.Cut(strings.TrimPrefix(c.Path, "/"), "/")
	switch {
	case c.Method == http.MethodGet && rest == "v2.0/.well-known/openid-configuration":
		return answered(http.StatusOK, map[string]any{
			"issuer":                 c.host + "/" + tenant + "/v2.0",
			"authorization_endpoint": c.host + "/" + tenant + "/oauth2/v2.0/authorize",
			"token_endpoint":         c.host + "/" + tenant + "/oauth2/v2.0/token",
		})
	case c.Method == http.MethodPost && rest == "oauth2/v2.0/token":
		err := c.r.ParseForm()
		if err != nil {
			return s.refused("AADSTS900144")
		}
		return s.sign(tenant, c.host+c.Path, c.r.PostForm)
	default:
		return s.refused("AADSTS90014")
	}
}

// sign gives a token for what a form asks, or says why not.
func (s *Server) sign(tenant, endpoint string, form url.Values) *answer {
	code := s.refusal(tenant, endpoint, form)
	if code != "" {
		return s.refused(code)
	}
	text := s.newToken(&token{
		tenant: tenant, audience: audience(form.Get("scope")), until: s.options.Now().Add(s.options.TokenLife),
	})
	seconds := int(s.options.TokenLife / time.Second)
	return answered(http.StatusOK, map[string]any{
		"token_type": "Bearer", "expires_in": seconds, "ext_expires_in": seconds, "access_token": text,
	})
}

// refusal is the code by which a request for a token is refused, empty where it is not.
func (s *Server) refusal(tenant, endpoint string, form url.Values) string {
	known := s.known()
	customer := known.customer(tenant)
	switch {
	case !strings.EqualFold(tenant, known.Partner) && customer == nil:
		return "AADSTS90002"
	case form.Get("grant_type") != "client_credentials":
		return "AADSTS70003"
	case !strings.EqualFold(form.Get("client_id"), s.options.Client):
		return "AADSTS700016"
	case audience(form.Get("scope")) == "":
		return "AADSTS500011"
	case customer != nil && customer.Refusal != "":
		return customer.Refusal
	case form.Get("client_assertion") != "":
		return s.asserted(endpoint, form)
	case form.Get("client_secret") == "":
		return "AADSTS7000216"
	case form.Get("client_secret") != s.options.Secret:
		return "AADSTS7000215"
	default:
		return ""
	}
}

// audience is the host that a scope is for, empty for one that nobody knows. Those of the
// national clouds are taken as well; all lead to the one server.
func audience(scope string) Host {
	resource, isDefault := strings.CutSuffix(scope, "/.default")
	if !isDefault {
		return ""
	}
	switch strings.TrimSuffix(resource, "/") {
	case "https://api.partnercenter.microsoft.com", "https://partner.partnercenterapi.microsoftonline.cn":
		return PartnerCenter
	case "https://graph.microsoft.com", "https://graph.microsoft.us", "https://microsoftgraph.chinacloudapi.cn":
		return Graph
	default:
		return ""
	}
}

func (s *Server) newToken(t *token) string {
	secret := make([]byte, 16)
	_, _ = rand.Read(secret) // it never fails
	text := s.next("eyJ.synctest") + "." + hex.EncodeToString(secret)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tokens[text] = t
	s.given = append(s.given, text)
	return text
}

// expire ends a token before its time.
func (s *Server) expire(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t := s.tokens[text]; t != nil {
		t.until = time.Time{}
	}
}

// bearerOf gives the token of a call, nil where it is none for the host, or no more.
func (s *Server) bearerOf(c *call) *token {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.tokens[c.Token]
	if t == nil || t.audience != c.Host || !c.At.Before(t.until) {
		return nil
	}
	return t
}
