package reports

import (
	"time"

	"handover/reconcile"
)

// The shapes below are the lines of a plan, their keys in the order of the schema.

type stepObject struct {
	Type           string             `json:"type"`
	TenantID       *string            `json:"tenant_id"`
	TenantName     *string            `json:"tenant_name"`
	SubscriptionID *string            `json:"subscription_id"`
	TargetTenantID *string            `json:"target_tenant_id"`
	Status         string             `json:"status"`
	Kind           reconcile.StepKind `json:"kind"`
	Route          reconcile.Route    `json:"route"`
	Owner          reconcile.Owner    `json:"owner"`
	Day            *string            `json:"day"`
	LastSafe       *string            `json:"last_safe"`
	Overdue        bool               `json:"overdue"`
	MarginDays     int                `json:"margin_days"`
	Request        *int               `json:"request"`
	TransferID     *string            `json:"transfer_id"`
	OfferID        *string            `json:"offer_id"`
	OfferName      *string            `json:"offer_name"`
	Seats          *int64             `json:"seats"`
}

type obstacleObject struct {
	Type           string                 `json:"type"`
	Code           reconcile.ObstacleCode `json:"code"`
	TenantID       *string                `json:"tenant_id"`
	TenantName     *string                `json:"tenant_name"`
	SubscriptionID *string                `json:"subscription_id"`
	TargetTenantID *string                `json:"target_tenant_id"`
	Status         string                 `json:"status"`
	Subject        *string                `json:"subject"`
	OfferName      *string                `json:"offer_name"`
	Why            *string                `json:"why"`
	Day            *string                `json:"day"`
	Count          int64                  `json:"count"`
	Limit          int64                  `json:"limit"`
	Excess         int64                  `json:"excess"`
	Remedies       []remedyObject         `json:"remedies"`
}

type remedyObject struct {
	Remedy reconcile.RemedyCode `json:"remedy"`
	Route  *string              `json:"route"`
	Count  *int64               `json:"count"`
}

// PlanObject gives a line of a plan as every JSON shows it: encoded, it is an
// object of type step or obstacle that follows $defs/planned of
// docs/report.schema.json. asOf decides what is overdue.
func PlanObject(p *reconcile.Planned, asOf time.Time) any {
	if p.Step != nil {
		return stepObjectOf(p, p.Step, asOf)
	}
	return obstacleObjectOf(p, p.Obstacle)
}

func (r *Report) planObject(p *reconcile.Planned) any { return PlanObject(p, r.Run.AsOf) }

func stepObjectOf(p *reconcile.Planned, s *reconcile.PlanStep, asOf time.Time) stepObject {
	object := stepObject{
		Type: "step", TenantID: known(s.TenantID), TenantName: tenantNameOf(p, s.TenantID),
		SubscriptionID: known(s.SourceID), TargetTenantID: known(s.TargetTenantID), Status: planStatus(p),
		Kind: s.Kind, Route: s.Route, Owner: s.Owner, Day: known(s.Day.String()),
		LastSafe: known(Instant(s.LastSafe.Instant())), Overdue: s.Overdue(asOf), MarginDays: s.Margin,
		TransferID: known(s.TransferID), OfferID: known(s.OfferID), OfferName: known(s.OfferName),
	}
	if s.Request > 0 {
		object.Request = &s.Request
	}
	if s.Seats.Known {
		object.Seats = &s.Seats.N
	}
	return object
}

func obstacleObjectOf(p *reconcile.Planned, o *reconcile.Obstacle) obstacleObject {
	object := obstacleObject{
		Type: "obstacle", Code: o.Code, TenantID: known(o.TenantID), TenantName: tenantNameOf(p, o.TenantID),
		SubscriptionID: known(o.SourceID), TargetTenantID: known(o.TargetTenantID), Status: planStatus(p),
		Subject: known(o.Subject), OfferName: known(o.OfferName), Why: known(string(o.Against)), Day: known(o.Day.String()),
		Count: o.Count, Limit: o.Limit, Excess: o.Excess, Remedies: make([]remedyObject, 0, len(o.Remedies)),
	}
	for _, r := range o.Remedies {
		way := remedyObject{Remedy: r.Code, Route: known(string(r.Route))}
		if r.N > 0 {
			way.Count = &r.N
		}
		object.Remedies = append(object.Remedies, way)
	}
	return object
}

// tenantNameOf gives the name of the tenant in which a move begins. The plan knows
// it only where the move also ends there.
func tenantNameOf(p *reconcile.Planned, tenant string) *string {
	if tenant != p.TenantID {
		return nil
	}
	return known(p.TenantName)
}

// planStatus tells whether the tenants at both ends of a move were evaluated, as far
// as they are part of the report.
func planStatus(p *reconcile.Planned) string { return coverageStatus(p.Evaluated()) }
