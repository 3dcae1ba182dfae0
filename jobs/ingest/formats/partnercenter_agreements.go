package formats

import (
	"cmp"

	"handover/reconcile"
)

// partnerCenterAgreements are a customer's acceptances of the Microsoft Customer
// Agreement: those that a partner has confirmed, as GET /v1/customers/{id}/agreements
// lists them, and whether the customer itself has signed, as
// …/directSignedMicrosoftCustomerAgreementStatus tells.
// Source: https://learn.microsoft.com/partner-center/developer/agreement-resources
func partnerCenterAgreements() Format {
	return Format{
		Name:   "partner-center-agreements",
		Source: "partner-center-agreements",
		Title:  "Acceptances of the Microsoft Customer Agreement from the Partner Center API: those confirmed by a partner, or the state of the customer's own signature",
		Lacks:  "the customer's tenant: name the file, or its folder, after it",
		Body:   JSON,
		Recognises: func(s *Sample) bool {
			return s.Has("dateagreed") && s.HasOne("type", "templateid", "agreementlink") || s.Has("issigned") && len(s.Keys) <= 2
		},
		Partial: true,
		Parts: []Part{{
			Kind:      reconcile.TenantRows,
			Columns:   []string{"tenant_id", "agreement_accepted"},
			Translate: translateAgreement,
			Combine:   combineAgreements,
		}},
	}
}

type agreementBody struct {
	Type, DateAgreed, IsSigned Value
	Links                      links
}

func translateAgreement(rec *Record) ([]Row, error) {
	var a agreementBody
	bad := readBody(rec, &a)
	accepted, unclear := a.accepted()
	tenant, err := tenantOf(rec.File, told{customerIn(a.Links.Self.URI.Text), "links.self.uri"})
	err = cmp.Or(bad, unclear, err)
	if err != nil {
		return refuse(tenant, err)
	}
	var row Row
	row.Set("tenant_id", tenant.from, tenant.text)
	row.Set("agreement_accepted", accepted.from, accepted.text)
	return []Row{row}, nil
}

// accepted tells the day of an acceptance, or that the customer has signed. Neither an
// agreement of another kind nor a missing signature proves that it has not accepted: a
// partner may have confirmed it. The id of the template tells nothing: the documentation
// gives the same one to agreements of both kinds.
func (a *agreementBody) accepted() (told, error) {
	switch {
	case a.IsSigned.Text == "true":
		return told{"true", "isSigned"}, nil
	case a.IsSigned.Given:
		return told{}, Skip("not signed by the customer itself: a partner may have confirmed the agreement")
	case Key(a.Type.Text) != "microsoftcustomeragreement":
		return told{}, Skip("no Microsoft Customer Agreement")
	case a.DateAgreed.Text == "":
		return told{}, &Problem{"dateAgreed", "an agreement without the day of its acceptance; export the body as the API gives it"}
	default:
		return told{a.DateAgreed.Text, "dateAgreed"}, nil
	}
}

// combineAgreements keeps the later acceptance, and one that cannot be read, so that it is
// reported.
func combineAgreements(into, next *Row) {
	const column = "agreement_accepted"
	kept, readable := instantOf(into.Text(column))
	later, laterReadable := instantOf(next.Text(column))
	if readable && (!laterReadable || later.After(kept)) {
		into.Take(column, next)
	}
}
