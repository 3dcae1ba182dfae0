package synctest

import (
	"cmp"
	"net/http"
	"strings"
)

// graph answers as Microsoft Graph does, for reading and for the export of billing data.
func (s *Server) graph(c *call) *answer {
	known := s.known()
	t := s.bearerOf(c)
	if t == nil {
		return graphFault(http.StatusUnauthorized, "InvalidAuthenticationToken", "The token is none, or is for somebody else, or has ended.")
	}
	ours := strings.EqualFold(t.tenant, known.Partner)
	path, found := strings.CutPrefix(c.Path, "/v1.0")
	customer := known.customer(t.tenant)
	switch {
	case !found:
		return graphFault(http.StatusBadRequest, "BadRequest", "There is no such version.")
	case ours && strings.HasPrefix(path, "/reports/partners/billing/"):
		return s.billing(c, known, strings.TrimPrefix(path, "/reports/partners/billing/"))
	case c.Method != http.MethodGet:
		return graphFault(http.StatusMethodNotAllowed, "Request_BadRequest", "The server is for reading.")
	case ours && path == "/tenantRelationships/delegatedAdminRelationships":
		chosen := known.filtered(c.r.URL.Query().Get("$filter"))
		return s.links(c, func(size int, asked string) (*page, bool) {
			return pageOf(chosen, size, asked, false, relationshipBody)
		})
	case customer != nil && customer.Forbidden:
		return graphFault(http.StatusForbidden, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
	case customer != nil && path == "/directory/subscriptions":
		return s.links(c, func(size int, asked string) (*page, bool) {
			return pageOf(customer.Directory, size, asked, false, directoryBody)
		})
	case customer != nil && path == "/subscribedSkus":
		return s.links(c, func(size int, asked string) (*page, bool) {
			return pageOf(customer.SKUs, size, asked, false, skuBody)
		})
	default:
		return graphFault(http.StatusNotFound, "ResourceNotFound", "There is no such resource in the tenant of the token.")
	}
}

// filtered gives the relationships that a filter names: those of one customer, which is
// the only one that is understood here, or all where there is none.
func (e *estate) filtered(filter string) []Relationship {
	tenant, byTenant := strings.CutPrefix(filter, "customer/tenantId eq '")
	if !byTenant {
		return e.Relationships
	}
	var chosen []Relationship
	for i := range e.Relationships {
		if strings.EqualFold(e.Relationships[i].Customer+"'", tenant) {
			chosen = append(chosen, e.Relationships[i])
		}
	}
	return chosen
}

// links answers for a page of a list that is walked by addresses.
// Source: https://learn.microsoft.com/graph/paging
func (s *Server) links(c *call, cut func(size int, asked string) (*page, bool)) *answer {
	asked := c.r.URL.Query().Get("$skiptoken")
	p, ok := cut(sizeOf(c.r, "$top", s.options.PageSize), asked)
	if !ok {
		return graphFault(http.StatusBadRequest, "Directory_ExpiredPageToken", "The token is not one of this list.")
	}
	query := c.r.URL.Query()
	p.wrap = func(p *page) any {
		body := map[string]any{"@odata.context": c.host + "/v1.0/$metadata", "value": p.items}
		if p.next != "" {
			query.Set("$skiptoken", p.next)
			body["@odata.nextLink"] = cmp.Or(c.elsewhere, c.host) + c.Path + "?" + query.Encode()
		}
		return body
	}
	return &answer{status: http.StatusOK, header: map[string]string{}, page: p}
}

// graphFault is a refusal as Graph writes one.
// Source: https://learn.microsoft.com/graph/errors
func graphFault(status int, code, text string) *answer {
	return answered(status, map[string]any{"error": map[string]any{"code": code, "message": text}})
}

func relationshipBody(r *Relationship) any {
	roles := []any{}
	for _, role := range r.Roles {
		roles = append(roles, map[string]any{"roleDefinitionId": role})
	}
	body := map[string]any{
		"id": r.ID, "displayName": r.Name, "duration": "P730D", "status": cmp.Or(r.Status, "active"),
		"autoExtendDuration": cmp.Or(r.AutoExtend, "PT0S"),
		"activatedDateTime":  instant(r.Activated), "endDateTime": instant(r.End),
		"accessDetails": map[string]any{"unifiedRoles": roles},
		"customer":      nil,
	}
	if r.Customer != "" {
		body["customer"] = map[string]any{"tenantId": r.Customer, "displayName": r.CustomerName}
	}
	return body
}

func directoryBody(d *DirectorySubscription) any {
	body := map[string]any{
		"id": cmp.Or(d.DirectoryID, "directory-"+d.ID), "commerceSubscriptionId": d.ID,
		"skuId": d.SKUID, "skuPartNumber": d.SKUName, "totalLicenses": d.Licenses,
		"status":          cmp.Or(d.Status, "Enabled"),
		"createdDateTime": instant(d.Created), "nextLifecycleDateTime": instant(d.NextLifecycle),
		"isTrial": d.Trial, "serviceStatus": []any{}, "ownerTenantId": nil,
	}
	if d.Owner != "" {
		body["ownerTenantId"] = d.Owner
	}
	return body
}

func skuBody(k *SubscribedSKU) any {
	ids := k.DirectoryIDs
	if ids == nil {
		ids = []string{}
	}
	return map[string]any{
		"id": k.SKUID, "skuId": k.SKUID, "skuPartNumber": k.SKUName, "appliesTo": "User", "capabilityStatus": "Enabled",
		"prepaidUnits":  map[string]any{"enabled": k.Enabled, "suspended": 0, "warning": 0, "lockedOut": 0},
		"consumedUnits": k.Consumed, "subscriptionIds": ids, "servicePlans": []any{},
	}
}
