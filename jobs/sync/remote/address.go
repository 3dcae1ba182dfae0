package remote

import (
	"net/url"
	"slices"
	"strings"
)

// address returns the address of a call; ok is false where its path leads out of the base.
func (c *Client) address(call *Call) (u *url.URL, ok bool) {
	raw := strings.TrimRight(c.options.Base.EscapedPath(), "/") + "/" + strings.TrimLeft(call.Path, "/")
	path, err := url.PathUnescape(raw)
	if err != nil || leavesBase(raw) {
		return nil, false
	}
	made := *c.options.Base
	made.Path, made.RawPath, made.RawQuery = path, raw, call.Query.Encode()
	return &made, true
}

// leavesBase reports whether a path goes upwards, as an id could that is no id.
func leavesBase(path string) bool {
	return slices.ContainsFunc(strings.Split(path, "/"), func(segment string) bool {
		plain, err := url.PathUnescape(segment)
		return err != nil || plain == "." || plain == ".."
	})
}

// Below turns an address that stands in a reply, or in its Location, into path and query
// of a Call. One that leads to another host, or not below the base, is a *Fault of kind
// Elsewhere.
func (c *Client) Below(call, address string) (path string, query url.Values, err error) {
	elsewhere := &Fault{Remote: c.options.Name, Call: call, Kind: Elsewhere, Message: "an address in its reply leads to another host, which is not asked"}
	u, err := url.Parse(address)
	if err != nil || address == "" {
		elsewhere.Message = "an address in its reply cannot be read"
		return "", nil, elsewhere
	}
	u = c.options.Base.ResolveReference(u)
	if !sameHost(u, c.options.Base) || u.User != nil {
		return "", nil, elsewhere
	}
	below, ok := strings.CutPrefix(u.EscapedPath(), strings.TrimRight(c.options.Base.EscapedPath(), "/")+"/")
	if !ok || leavesBase(below) {
		elsewhere.Message = "an address in its reply leads out of " + c.options.Base.Redacted()
		return "", nil, elsewhere
	}
	query, err = url.ParseQuery(u.RawQuery)
	if err != nil {
		elsewhere.Message = "an address in its reply has a query that cannot be read"
		return "", nil, elsewhere
	}
	return below, query, nil
}
