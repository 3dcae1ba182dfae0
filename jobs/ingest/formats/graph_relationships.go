package formats

import (
	"slices"
	"strconv"
	"time"

	"handover/reconcile"
)

// graphRelationships are the granular delegated admin relationships (GDAP) of a partner, as
// GET /v1.0/tenantRelationships/delegatedAdminRelationships of Microsoft Graph lists them.
// Source: https://learn.microsoft.com/graph/api/resources/delegatedadminrelationship
func graphRelationships() Format {
	return Format{
		Name:   "graph-delegated-admin-relationships",
		Source: "graph-relationships",
		Title:  "Delegated admin relationships (GDAP) of the partner from Microsoft Graph",
		Lacks:  "the reseller relationship, which is another one",
		Body:   JSON,
		Recognises: func(s *Sample) bool {
			return s.Has("accessdetails") && s.HasOne("customer", "autoextendduration", "enddatetime")
		},
		Partial: true,
		Parts: []Part{{
			Kind:      reconcile.TenantRows,
			Columns:   []string{"tenant_id", "name", "delegated_admin", delegatedUntil},
			Translate: translateRelationship,
			Combine:   combineRelationships,
		}},
	}
}

type relationshipBody struct {
	Status, EndDateTime, AutoExtendDuration Value

	Customer      struct{ TenantID, DisplayName Value }
	AccessDetails struct {
		UnifiedRoles []struct{ RoleDefinitionID Value }
	}
}

func translateRelationship(rec *Record) ([]Row, error) {
	var r relationshipBody
	err := readBody(rec, &r)
	tenant := told{r.Customer.TenantID.Text, "customer.tenantId"}
	end, readable := instantOf(r.EndDateTime.Text)
	switch {
	case err != nil:
	case tenant.text == "":
		err = Skip("no customer has approved the relationship")
	case !readable && r.EndDateTime.Text != "":
		err = &Problem{"endDateTime", noMoment}
	}
	if err != nil {
		return refuse(tenant, err)
	}
	last := reconcile.DueAt(end).Day
	over := last.Known() && last < rec.File.Today
	holds := RelationshipHolds(r.Status.Text) && !over
	may := holds && r.opensSupportRequests()
	var row Row
	row.Set("tenant_id", tenant.from, tenant.text)
	row.SetKnown("name", "customer.displayName", r.Customer.DisplayName.Text)
	row.Set("delegated_admin", "status, endDateTime, accessDetails.unifiedRoles", strconv.FormatBool(may))
	if holds {
		row.Set(delegatedUntil, "endDateTime, autoExtendDuration", RelationshipEnds(end, r.AutoExtendDuration.Text).String())
	}
	return []Row{row}, nil
}

// delegatedUntil is the column of the last day on which a relationship holds.
const delegatedUntil = "delegated_until"

// RelationshipEnds returns the last day of a delegated admin relationship that ends at an
// instant, at midnight the day before; the unknown day where it has no end, or goes on by
// itself.
func RelationshipEnds(at time.Time, autoExtendDuration string) reconcile.Day {
	if extendsItself(autoExtendDuration) {
		return 0
	}
	return reconcile.DueAt(at).Day
}

// RelationshipHolds reports whether a delegated admin relationship of a status is in force.
func RelationshipHolds(status string) bool {
	status = reconcile.Fold(status)
	return status == "active" || status == "expiring"
}

// extendsItself reports whether a delegated admin relationship goes on by itself when it
// ends: for P180D each time, or not at all.
// Source: https://learn.microsoft.com/graph/api/resources/delegatedadminrelationship
func extendsItself(autoExtendDuration string) bool {
	return autoExtendDuration != "" && autoExtendDuration != "PT0S" && autoExtendDuration != "P0D"
}

func (r *relationshipBody) opensSupportRequests() bool {
	return slices.ContainsFunc(r.AccessDetails.UnifiedRoles, func(role struct{ RoleDefinitionID Value }) bool {
		return opensSupportRequests(reconcile.CanonicalID(role.RoleDefinitionID.Text))
	})
}

// opensSupportRequests reports whether a role, by the id of its template, has the
// permission microsoft.office365.supportTickets/allEntities/allTasks. Of the many that have
// it these are the ones that relationships usually hold.
// Source: https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference
func opensSupportRequests(role string) bool {
	switch role {
	case "f023fd81-a637-4b56-95fd-791ac0226033", // service support administrator, the least of them
		"62e90394-69f5-4237-9190-012177145e10", // global administrator
		"729827e3-9c14-49f7-bb1b-9608f156bbb8", // helpdesk administrator
		"b0f54661-2d74-4c50-afa3-1ec803f12efe", // billing administrator
		"fe930be7-5e62-47db-91af-98c3a49a38b1", // user administrator
		"29232cdf-9323-42fd-ade2-1d097af3e4de", // Exchange administrator
		"f28a1f50-f6e7-4571-818b-6a12f2af6b6c", // SharePoint administrator
		"69091246-20e8-4a56-aa4d-066075b2a7a8", // Teams administrator
		"3a2c62db-5318-420d-8d74-23affee5d9d5": // Intune administrator
		return true
	default:
		return false
	}
}

// combineRelationships keeps the answer of the one relationship, of all that a customer
// has approved, that may open support requests, and the last end of those that hold; none
// where one of them goes on.
func combineRelationships(into, next *Row) {
	if next.Text("delegated_admin") == "true" {
		into.Take("delegated_admin", next)
	}
	ends, later := into.Text(delegatedUntil), next.Text(delegatedUntil)
	if next.Has(delegatedUntil) && (!into.Has(delegatedUntil) || ends != "" && (later == "" || later > ends)) {
		into.Take(delegatedUntil, next)
	}
}
