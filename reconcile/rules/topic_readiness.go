package rules

import (
	"slices"

	"handover/reconcile"
)

// The codes of the job readiness.
const (
	CodeRegionMismatch      reconcile.Code = "region-mismatch"
	CodeRelationshipMissing reconcile.Code = "relationship-missing"
	CodeInviteRole          reconcile.Code = "invite-role"
	CodeAgreementMissing    reconcile.Code = "agreement-missing"
	CodeResaleToPartner     reconcile.Code = "resale-to-partner"
	CodeResellerCannotAct   reconcile.Code = "reseller-cannot-act"
	CodeTenantToTenantData  reconcile.Code = "tenant-to-tenant-data"
)

func readinessRules() []Rule {
	const job = reconcile.ReadinessJob
	return []Rule{
		{
			Code: CodeRegionMismatch, Job: job, Severities: severities(reconcile.Critical, reconcile.Medium),
			Evidence: keys("country", "partner_country"), Sources: []string{consolidatePage, relationshipPage},
			tenant: regionMismatch,
		},
		{
			Code: CodeRelationshipMissing, Job: job, Severities: severities(reconcile.Critical, reconcile.Medium),
			Evidence: keys("relationship"), Sources: []string{relationshipPage}, tenant: relationshipMissing,
		},
		{
			Code: CodeInviteRole, Job: job, Severities: severities(reconcile.High),
			Evidence: keys("role"), Sources: []string{relationshipPage}, tenant: inviteRole,
		},
		{
			Code: CodeAgreementMissing, Job: job, Severities: severities(reconcile.Critical),
			Sources: []string{agreementPage}, tenant: agreementMissing,
		},
		{
			Code: CodeResaleToPartner, Job: job, Severities: severities(reconcile.Critical),
			Sources: []string{multichannelPage}, tenant: resaleToPartner,
		},
		{
			Code: CodeResellerCannotAct, Job: job, Severities: severities(reconcile.High),
			Evidence: keys("items"), Sources: []string{transferPage}, tenant: resellerCannotAct,
		},
		{
			Code: CodeTenantToTenantData, Job: job, Severities: severities(reconcile.High),
			Evidence: keys("target_tenant"), Sources: []string{seatBasedPage}, row: tenantToTenantData,
		},
	}
}

// earliestCover returns the earliest cover-by day of the moves into the tenant that
// are not through.
func (v *view) earliestCover() reconcile.Day {
	var days coverDays
	for i := range v.open {
		days.add(v, &v.open[i])
	}
	return days.earliest()
}

// relationshipDue leaves the time that a relationship takes before the earliest
// cover-by day.
func (v *view) relationshipDue() reconcile.Due {
	return reconcile.DueDay(v.earliestCover().AddDays(-v.env.Policy.Limits.RelationshipLeadDays))
}

// regionMismatch leaves a country that is none to unknown-value: where the tenant
// is, it does not tell.
func regionMismatch(v *view) []reconcile.Finding {
	ours, theirs := v.env.Partner.Country, v.tenant.Country
	inOurs := v.env.Policy.Countries.SameMarket(ours, theirs)
	if len(v.open) == 0 || theirs != "" && (inOurs || !reconcile.IsCountry(theirs)) {
		return nil
	}
	severity := reconcile.Critical
	if theirs == "" {
		severity = reconcile.Medium
	}
	return []reconcile.Finding{v.overall(severity, reconcile.OwnerUs, reconcile.DueDay(v.earliestCover()),
		fact("country", theirs), fact("partner_country", ours))}
}

func relationshipMissing(v *view) []reconcile.Finding {
	if len(v.open) == 0 || v.tenant.Relationship == reconcile.Reseller {
		return nil
	}
	severity := reconcile.Medium
	switch v.tenant.Relationship {
	case reconcile.NoRelationship, reconcile.AdvisorRelation, reconcile.SyndicationOf, reconcile.MicrosoftSupport:
		severity = reconcile.Critical
	}
	return []reconcile.Finding{v.overall(severity, reconcile.OwnerUs, v.relationshipDue(),
		fact("relationship", string(v.tenant.Relationship)))}
}

func inviteRole(v *view) []reconcile.Finding {
	if v.tenant.Relationship == reconcile.Reseller {
		return nil
	}
	var roles []string
	for _, a := range v.open {
		switch a.move.RequesterRole {
		case "", "admin-agent", "sales-agent":
		default:
			roles = append(roles, a.move.RequesterRole)
		}
	}
	slices.Sort(roles)
	var list []reconcile.Finding
	for _, role := range slices.Compact(roles) {
		f := v.overall(reconcile.High, reconcile.OwnerUs, v.relationshipDue(), ev("role", role))
		f.Subject = role
		list = append(list, f)
	}
	return list
}

func agreementMissing(v *view) []reconcile.Finding {
	if len(v.open) == 0 || v.tenant.AgreementAccepted != reconcile.No {
		return nil
	}
	return []reconcile.Finding{v.overall(reconcile.Critical, reconcile.OwnerCustomer, reconcile.DueDay(v.earliestCover()))}
}

func resaleToPartner(v *view) []reconcile.Finding {
	if len(v.open) == 0 || v.tenant.CSPPartner != reconcile.Yes {
		return nil
	}
	return []reconcile.Finding{v.overall(reconcile.Critical, reconcile.OwnerUs, reconcile.Due{})}
}

func resellerCannotAct(v *view) []reconcile.Finding {
	if v.env.Partner.Model != reconcile.IndirectReseller {
		return nil
	}
	items := 0
	var days coverDays
	for _, a := range v.leaving() {
		if a.move.Route == reconcile.RoutePartnerTransfer {
			items++
			days.add(v, &a)
		}
	}
	if items == 0 {
		return nil
	}
	return []reconcile.Finding{v.overall(reconcile.High, reconcile.OwnerProvider, reconcile.DueDay(days.earliest()),
		ev("items", number(items)))}
}

func tenantToTenantData(v *view, r *row) answer {
	switch {
	case !r.licensed():
		return no(WhyKind)
	case !r.source():
		return no(WhyNotSource)
	case r.move.Destination() == v.tenant.ID:
		return no(WhySameTenant)
	}
	return yes(v.about(r, reconcile.High, reconcile.OwnerCustomer, dataDue(r),
		fact("target_tenant", r.move.Destination())))
}

// dataDue returns the day until which people can still reach their data.
func dataDue(r *row) reconcile.Due {
	switch {
	case r.life.Status == reconcile.Suspended, r.life.Status == reconcile.Disabled, r.life.Status == reconcile.Deleted:
		return reconcile.Due{}
	case r.life.Access:
		return reconcile.DueDay(r.life.CoverBy)
	case r.life.BeforeEnd:
		return reconcile.Due{}
	default:
		return reconcile.DueDay(r.life.LastDay)
	}
}
