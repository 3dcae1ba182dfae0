package remote

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"net/url"
	"syscall"
)

// unanswered tells why no response came, and from which host. The error of net/http holds
// the whole address, so only what lies behind it is told.
func (a *asking) unanswered(err error, secrets []string) *Fault {
	if outer, ok := errors.AsType[*url.Error](err); ok {
		err = outer.Err
	}
	kind, message := unansweredKind(err)
	if message == "" {
		message = scrub(err.Error(), secrets)
	}
	if kind != Elsewhere {
		base := a.client.options.Base
		message = base.Scheme + "://" + base.Host + ": " + message
	}
	f := a.fault(kind, nil, message)
	if dialed, is := errors.AsType[*net.OpError](err); is && (dialed.Op == "dial" || dialed.Op == "proxyconnect") {
		f.RequestID, f.CorrelationID = "", "" // no call was sent: nobody can find it by them
	}
	return f
}

// unansweredKind sorts the errors of a connection; an empty message: the error says it.
func unansweredKind(err error) (kind Kind, message string) {
	var (
		name        *net.DNSError
		certificate *tls.CertificateVerificationError
		noTLS       tls.RecordHeaderError
		alert       tls.AlertError
		issuer      x509.UnknownAuthorityError
		dialed      *net.OpError
	)
	switch {
	case errors.Is(err, errElsewhere):
		return Elsewhere, err.Error()
	case errors.As(err, &certificate):
		return Untrusted, ""
	case errors.As(err, &issuer):
		return Untrusted, ""
	case errors.As(err, &noTLS), errors.Is(err, http.ErrSchemeMismatch):
		return Untrusted, "it does not speak TLS"
	case errors.As(err, &alert):
		return Untrusted, ""
	case errors.As(err, &dialed) && dialed.Op == "proxyconnect":
		return Unreachable, "" // the proxy's name or address, and not the host's
	case errors.As(err, &name) && name.IsNotFound:
		return Unreachable, "its name is not known"
	case errors.Is(err, syscall.ECONNREFUSED):
		return Unreachable, "the connection is refused"
	default:
		return Unreachable, ""
	}
}
