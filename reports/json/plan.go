package json

import (
	"time"

	"handover/reconcile"
	"handover/reports"
)

// The shapes below are the lines of a plan, their keys in the order of the schema.

// Step is a step of a plan.
type Step struct {
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

// Obstacle is what stands in the way of a plan.
type Obstacle struct {
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
	Remedies       []Remedy               `json:"remedies"`
}

// Remedy is a way out of an obstacle.
type Remedy struct {
	Remedy reconcile.RemedyCode `json:"remedy"`
	Route  *string              `json:"route"`
	Count  *int64               `json:"count"`
}

// PlannedOf returns a line of a plan, a Step or an Obstacle, which follows
// $defs/planned of docs/report.schema.json. asOf decides what is overdue.
func PlannedOf(p *reconcile.Planned, asOf time.Time) any {
	if p.Step != nil {
		return stepOf(p, p.Step, asOf)
	}
	return obstacleOf(p, p.Obstacle)
}

func stepOf(p *reconcile.Planned, s *reconcile.PlanStep, asOf time.Time) Step {
	object := Step{
		Type: "step", TenantID: orNull(s.TenantID), TenantName: tenantNameOf(p, s.TenantID),
		SubscriptionID: orNull(s.SourceID), TargetTenantID: orNull(s.TargetTenantID), Status: planStatus(p),
		Kind: s.Kind, Route: s.Route, Owner: s.Owner, Day: orNull(s.When(asOf).String()),
		LastSafe: orNull(reports.Instant(s.LastSafe.Instant())), Overdue: s.Overdue(asOf), MarginDays: s.MarginAt(asOf),
		TransferID: orNull(s.TransferID), OfferID: orNull(s.OfferID), OfferName: orNull(s.OfferName),
	}
	if s.Request > 0 {
		object.Request = &s.Request
	}
	if s.Seats.Known {
		object.Seats = &s.Seats.N
	}
	return object
}

func obstacleOf(p *reconcile.Planned, o *reconcile.Obstacle) Obstacle {
	object := Obstacle{
		Type: "obstacle", Code: o.Code, TenantID: orNull(o.TenantID), TenantName: tenantNameOf(p, o.TenantID),
		SubscriptionID: orNull(o.SourceID), TargetTenantID: orNull(o.TargetTenantID), Status: planStatus(p),
		Subject: orNull(o.Subject), OfferName: orNull(o.OfferName), Why: orNull(string(o.Against)), Day: orNull(o.Day.String()),
		Count: o.Count, Limit: o.Limit, Excess: o.Excess, Remedies: make([]Remedy, 0, len(o.Remedies)),
	}
	for _, r := range o.Remedies {
		way := Remedy{Remedy: r.Code, Route: orNull(string(r.Route))}
		if r.N > 0 {
			way.Count = &r.N
		}
		object.Remedies = append(object.Remedies, way)
	}
	return object
}

// tenantNameOf returns the name of the tenant in which a move begins. The plan knows
// it only where the move also ends there.
func tenantNameOf(p *reconcile.Planned, tenant string) *string {
	if tenant != p.TenantID {
		return nil
	}
	return orNull(p.TenantName)
}

// planStatus reports whether the tenants at both ends of a move were evaluated, as far
// as they are part of the report.
func planStatus(p *reconcile.Planned) string { return coverageStatus(p.Evaluated()) }
