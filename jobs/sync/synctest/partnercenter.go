package synctest

import (
	"net/http"
	"strings"
)

// partnerCenter answers as the Partner Center API does, for reading.
func (s *Server) partnerCenter(c *call) *answer {
	a := s.partnerCenterCall(c)
	a.mark = true
	return a
}

func (s *Server) partnerCenterCall(c *call) *answer {
	known := s.known()
	t := s.bearerOf(c)
	if t == nil || !strings.EqualFold(t.tenant, known.Partner) {
		return fault(http.StatusUnauthorized, "900401", "The token is none, or is for somebody else, or has ended.")
	}
	if c.Header.Get("MS-Contract-Version") != "v1" {
		return fault(http.StatusBadRequest, "2001", "The version of the contract is missing.")
	}
	if c.Method != http.MethodGet {
		return fault(http.StatusMethodNotAllowed, "2000", "The server is for reading.")
	}
	path := strings.Split(strings.Trim(c.Path, "/"), "/")
	if len(path) < 2 || path[0] != "v1" || path[1] != "customers" {
		return fault(http.StatusNotFound, "2000", "There is no such resource.")
	}
	if len(path) == 2 {
		return s.customers(c, known)
	}
	customer := known.customer(path[2])
	switch {
	case customer == nil || customer.Departed:
		return fault(http.StatusNotFound, "600010", "The customer was not found.")
	case customer.Unrelated:
		return fault(http.StatusForbidden, "20002", "The partner has no commerce relationship with the customer.")
	case customer.Forbidden:
		return fault(http.StatusForbidden, "403", "The partner has no access to the customer.")
	case len(path) == 3:
		return answered(http.StatusOK, customerBody(customer, true))
	default:
		return s.ofCustomer(c, customer, path[3:])
	}
}

// ofCustomer answers for what is below a customer.
func (s *Server) ofCustomer(c *call, customer *Customer, path []string) *answer {
	switch {
	case len(path) == 1 && path[0] == "subscriptions":
		return s.subscriptions(c, customer)
	case len(path) == 1 && path[0] == "transfers":
		return s.transfers(customer)
	case len(path) >= 2 && path[0] == "subscriptions":
		for i := range customer.Subscriptions {
			sub := &customer.Subscriptions[i]
			if !strings.EqualFold(sub.ID, path[1]) {
				continue
			}
			if len(path) == 2 {
				return answered(http.StatusOK, subscriptionBody(customer.ID, sub))
			}
			if len(path) == 3 && path[2] == "transitions" {
				return answered(http.StatusOK, transitionsBody(sub))
			}
		}
	}
	return fault(http.StatusNotFound, "800002", "There is no such resource of the customer.")
}

// customers is a page of the list. The token of the next page stands in the body, in its
// link, and in a header of that link; it is asked with in the header of that name, together
// with seekOperation=Next.
// Source: https://learn.microsoft.com/partner-center/developer/get-a-list-of-customers
func (s *Server) customers(c *call, known *estate) *answer {
	listed := make([]Customer, 0, len(known.Customers))
	for _, customer := range known.Customers {
		if !customer.Unlisted && !customer.Departed && !customer.Unrelated {
			listed = append(listed, customer)
		}
	}
	return s.seek(c, func(asked string) (*page, bool) {
		size := sizeOf(c.r, "size", s.options.PageSize)
		return pageOf(listed, size, asked, s.options.EndByError, func(customer *Customer) any { return customerBody(customer, false) })
	})
}

func (s *Server) subscriptions(c *call, customer *Customer) *answer {
	most := s.options.Subpages
	if most == 0 {
		most = len(customer.Subscriptions)
	}
	return s.seek(c, func(asked string) (*page, bool) {
		return pageOf(customer.Subscriptions, sizeOf(c.r, "size", most), asked, false, func(sub *Subscription) any { return subscriptionBody(customer.ID, sub) })
	})
}

func (s *Server) transfers(customer *Customer) *answer {
	bodies := []any{}
	for i := range customer.Transfers {
		bodies = append(bodies, transferBody(customer.ID, s.known().Partner, &customer.Transfers[i]))
	}
	if s.options.BareLists {
		return answered(http.StatusOK, bodies)
	}
	return answered(http.StatusOK, collection(len(bodies), bodies))
}

// seek answers for a page of a list that is walked by tokens.
func (s *Server) seek(c *call, cut func(asked string) (*page, bool)) *answer {
	asked := c.r.Header.Get(continuationHeader)
	next := strings.EqualFold(c.r.URL.Query().Get("seekOperation"), "Next")
	if next != (asked != "") {
		return fault(http.StatusBadRequest, "2000", "A token and seekOperation=Next come together.")
	}
	p, ok := cut(asked)
	if !ok {
		return fault(http.StatusBadRequest, "2000", "The token is not one of this list.")
	}
	uri := c.Path
	p.wrap = func(p *page) any { return seekBody(c, uri, p) }
	return &answer{status: http.StatusOK, header: map[string]string{}, page: p}
}

const continuationHeader = "MS-ContinuationToken"

func seekBody(c *call, uri string, p *page) any {
	body := collection(p.total, p.items)
	links := map[string]any{"self": link(uri)}
	if p.next != "" {
		next := link(c.elsewhere + uri + "?seekOperation=Next")
		next["headers"] = []any{map[string]any{"key": continuationHeader, "value": p.next}}
		links["next"] = next
		body["continuationToken"] = p.next
	}
	body["links"] = links
	return body
}

func collection(total int, items []any) map[string]any {
	return map[string]any{"totalCount": total, "items": items, "attributes": map[string]any{"objectType": "Collection"}}
}

func link(uri string) map[string]any {
	return map[string]any{"uri": uri, "method": "GET", "headers": []any{}}
}

// fault is a refusal as Partner Center writes one.
// Source: https://learn.microsoft.com/partner-center/developer/error-codes
func fault(status int, code, text string) *answer {
	return answered(status, map[string]any{"code": code, "description": text, "data": []any{}, "source": "synctest"})
}
