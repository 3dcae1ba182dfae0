package synctest

import (
	"net/http"
	"strconv"
	"strings"
)

// refused is the body with which a token endpoint refuses: the text begins with the code.
// Source: https://learn.microsoft.com/entra/identity-platform/reference-error-codes
func (s *Server) refused(code string) *answer {
	kind, text := refusalOf(code)
	status := http.StatusBadRequest
	if kind == "invalid_client" {
		status = http.StatusUnauthorized
	}
	trace := s.next("trace")
	number, _ := strconv.Atoi(strings.TrimPrefix(code, "AADSTS")) // 0 of one that a test made up
	at := s.options.Now().UTC().Format("2006-01-02 15:04:05Z")
	return answered(status, map[string]any{
		"error":             kind,
		"error_description": code + ": " + text + " Trace ID: " + trace + " Correlation ID: " + trace + " Timestamp: " + at,
		"error_codes":       []int{number},
		"timestamp":         at, "trace_id": trace, "correlation_id": trace,
		"error_uri": "https://login.microsoftonline.com/error?code=" + strconv.Itoa(number),
	})
}

// refusalOf gives a code's class and what is said with it.
func refusalOf(code string) (string, string) {
	switch code {
	case "AADSTS7000215":
		return "invalid_client", "The secret of the application is not the one that is registered."
	case "AADSTS7000216":
		return "invalid_client", "A secret or an assertion of the application is needed."
	case "AADSTS7000222":
		return "invalid_client", "The secrets of the application have expired."
	case "AADSTS700027":
		return "invalid_client", "The assertion is not signed by a key of the application."
	case "AADSTS700024":
		return "invalid_client", "The assertion is outside of its time."
	case "AADSTS7000112":
		return "unauthorized_client", "The application is disabled."
	case "AADSTS700016":
		return "unauthorized_client", "The application was not found in the directory."
	case "AADSTS7000229":
		return "unauthorized_client", "The application has no service principal in the tenant."
	case "AADSTS65001":
		return "invalid_grant", "Nobody in the tenant has consented to the application."
	case "AADSTS53003":
		return "invalid_grant", "Conditional access blocks the token."
	case "AADSTS500011":
		return "invalid_resource", "The resource was not found in the tenant."
	case "AADSTS90002":
		return "invalid_request", "The tenant was not found."
	case "AADSTS70003":
		return "unsupported_grant_type", "The grant is not one that is supported."
	default:
		return "invalid_request", "The request is refused."
	}
}
