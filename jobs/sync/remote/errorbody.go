package remote

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
)

// errorBody is what the bodies of refusals have in common, or not: Graph nests code and
// message in "error", Partner Center has code and description at the top, and Entra ID has
// a text in "error", a description and its own codes.
type errorBody struct {
	Code        json.RawMessage `json:"code"`
	Message     json.RawMessage `json:"message"`
	Description json.RawMessage `json:"description"`
	Error       json.RawMessage `json:"error"`

	ErrorDescription json.RawMessage   `json:"error_description"`
	ErrorCodes       []json.RawMessage `json:"error_codes"`
}

// readErrorBody takes code and message from the body of a refusal; both are empty where
// nothing of the kind stands in it.
func readErrorBody(body []byte) (code, message string) {
	var b errorBody
	if err := json.Unmarshal(bytes.TrimPrefix(body, []byte("\ufeff")), &b); err != nil {
		return "", "" // it is told that it was refused, whatever else it says
	}
	if len(b.ErrorCodes) > 0 && scalar(b.ErrorCodes[0]) != "" {
		return "AADSTS" + scalar(b.ErrorCodes[0]), scalar(b.ErrorDescription)
	}
	if text := scalar(b.Error); text != "" {
		return signInCode(text, scalar(b.ErrorDescription)), scalar(b.ErrorDescription)
	}
	var nested errorBody
	if err := json.Unmarshal(b.Error, &nested); err == nil && scalar(nested.Code) != "" {
		b = nested
	}
	message = scalar(b.Message)
	if message == "" {
		message = scalar(b.Description)
	}
	return scalar(b.Code), message
}

// signInCode returns the code with which a description of Entra ID begins, else that of OAuth.
func signInCode(code, description string) string {
	if own, _, ok := strings.Cut(description, ":"); ok && strings.HasPrefix(own, "AADSTS") {
		return own
	}
	return code
}

// scalar returns a text or a number as a text; empty where it is neither.
func scalar(raw json.RawMessage) string {
	var text string
	if err := json.Unmarshal(raw, &text); err == nil {
		return text
	}
	var number json.Number
	if err := json.Unmarshal(raw, &number); err == nil {
		if _, err := strconv.ParseFloat(number.String(), 64); err == nil {
			return number.String()
		}
	}
	return ""
}
