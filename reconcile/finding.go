package reconcile

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"
)

type (
	// Code names a kind of finding; codes are stable for ever.
	Code string
	// Job names a group of codes that a run can be limited to.
	Job string
	// Owner says who has to act.
	Owner string
	// Severity is the harm if nobody acts.
	Severity string
	// Urgency is how near the due is.
	Urgency string
)

// The jobs, in the order in which they are listed.
const (
	AutoRenewJob        Job = "auto-renew"
	EndDatesJob         Job = "end-dates"
	ExpiredDeadlinesJob Job = "expired-deadlines"
	TenantLimitsJob     Job = "tenant-limits"
	ReadinessJob        Job = "readiness"
	ContinuityJob       Job = "continuity"
	BillingJob          Job = "billing"
	TransfersJob        Job = "transfers"
	UsageJob            Job = "usage"
	DataQualityJob      Job = "data-quality"
)

// Jobs returns every job in its order.
func Jobs() []Job {
	return []Job{
		AutoRenewJob, EndDatesJob, ExpiredDeadlinesJob, TenantLimitsJob, ReadinessJob,
		ContinuityJob, BillingJob, TransfersJob, UsageJob, DataQualityJob,
	}
}

// The owners.
const (
	OwnerUs            Owner = "us"
	OwnerSourcePartner Owner = "source-partner"
	OwnerCustomer      Owner = "customer"
	OwnerProvider      Owner = "provider"
	OwnerMicrosoft     Owner = "microsoft"
)

// Owners returns the owners, the nearest to us first.
func Owners() []Owner {
	return []Owner{OwnerUs, OwnerSourcePartner, OwnerCustomer, OwnerProvider, OwnerMicrosoft}
}

// The severities.
const (
	Critical Severity = "critical"
	High     Severity = "high"
	Medium   Severity = "medium"
	Low      Severity = "low"
	Info     Severity = "info"
)

// Severities returns the severities, the worst first.
func Severities() []Severity { return []Severity{Critical, High, Medium, Low, Info} }

// Rank returns the place of a severity, 0 for critical; an unknown one comes last.
func (s Severity) Rank() int {
	at := slices.Index(Severities(), s)
	if at < 0 {
		return len(Severities())
	}
	return at
}

// The urgencies: days left at most, or the state of the due.
const (
	Overdue    Urgency = "overdue"
	Within1    Urgency = "1"
	Within3    Urgency = "3"
	Within7    Urgency = "7"
	Within14   Urgency = "14"
	Within30   Urgency = "30"
	Within60   Urgency = "60"
	Within90   Urgency = "90"
	Later      Urgency = "later"
	NoUrgency  Urgency = "none"
	lastInList         = 90
)

// Urgencies returns the urgencies, the nearest first.
func Urgencies() []Urgency {
	return []Urgency{
		Overdue, Within1, Within3, Within7, Within14, Within30, Within60, Within90, Later, NoUrgency,
	}
}

// UrgencyOf returns how near a due is at an instant.
func UrgencyOf(due Due, asOf time.Time) Urgency {
	switch {
	case !due.Known():
		return NoUrgency
	case due.Passed(asOf):
		return Overdue
	}
	left := due.DaysLeft(asOf)
	limits := [...]struct {
		days    int
		urgency Urgency
	}{
		{1, Within1}, {3, Within3}, {7, Within7}, {14, Within14}, {30, Within30}, {60, Within60}, {lastInList, Within90},
	}
	for _, limit := range limits {
		if left <= limit.days {
			return limit.urgency
		}
	}
	return Later
}

// Evidence is one named fact behind a finding, in canonical text: days as
// YYYY-MM-DD, instants in RFC 3339, money as a decimal. A difference in a
// material one makes the finding changed.
type Evidence struct {
	Key      string
	Value    string
	Material bool
}

// Finding is one thing somebody has to know or do.
type Finding struct {
	ID       string
	Code     Code
	Job      Job
	Severity Severity
	Owner    Owner
	Due      Due

	TenantID       string
	TenantName     string
	SubscriptionID string // empty for a finding about a whole tenant
	Subject        string // what else it is about, for some codes
	TermEnd        Day    // E of the term, where the identity holds it

	OfferID    string
	OfferName  string
	SellerID   string
	SellerName string
	Quantity   Count

	Way Way // what the plan says of its subscription

	LastDay Day // E
	Outcome Outcome
	CoverBy Day

	Exposure    Exposure
	Evidence    []Evidence
	Assumptions []Assumption
}

// Identify returns the finding's id: a hash, version 1, over what makes it this
// finding and no other. Nothing that ages is part of it, no price and no text.
func (f *Finding) Identify() string {
	hash := sha256.New()
	for _, part := range [...]string{
		"1", string(f.Code), f.TenantID, f.SubscriptionID, f.Subject, f.TermEnd.String(),
	} {
		hash.Write([]byte(part))
		hash.Write([]byte{0})
	}
	return hex.EncodeToString(hash.Sum(nil)[:16])
}

// Same reports whether two findings say the same to the last letter, but for what an
// amount has shrunk from day to day; a difference is at least one of display.
func (f *Finding) Same(other *Finding) bool {
	return f.sameInSubstance(other) &&
		f.Due == other.Due && f.TenantName == other.TenantName &&
		f.OfferID == other.OfferID && f.OfferName == other.OfferName &&
		f.SellerID == other.SellerID && f.SellerName == other.SellerName && f.Quantity == other.Quantity &&
		f.Way.Equal(&other.Way) &&
		f.LastDay == other.LastDay && f.CoverBy == other.CoverBy &&
		f.Exposure.Repeats(other.Exposure) && slices.Equal(f.Evidence, other.Evidence)
}

// sameInSubstance reports whether a reader has nothing new to learn: severity,
// owner, due, outcome, assumptions and material evidence are the same, and the plan
// leads on as it did.
func (f *Finding) sameInSubstance(other *Finding) bool {
	return f.Severity == other.Severity && f.Owner == other.Owner &&
		f.Due.Instant().Equal(other.Due.Instant()) && f.Outcome == other.Outcome &&
		f.Way.leads(&other.Way) && slices.Equal(f.Assumptions, other.Assumptions) &&
		slices.Equal(material(f.Evidence), material(other.Evidence))
}

func material(evidence []Evidence) []Evidence {
	var list []Evidence
	for _, e := range evidence {
		if e.Material {
			list = append(list, e)
		}
	}
	return list
}
