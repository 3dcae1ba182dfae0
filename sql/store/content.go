package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"handover/reconcile"
)

// content is what no query looks at of a finding's version: it is kept as one
// JSON text with short names, and without what is empty.
type content struct {
	OfferID     string                 `json:"offer,omitempty"`
	OfferName   string                 `json:"name,omitempty"`
	Quantity    *int64                 `json:"quantity,omitempty"`
	LastDay     string                 `json:"last_day,omitempty"`
	Outcome     reconcile.Outcome      `json:"outcome,omitempty"`
	CoverBy     string                 `json:"cover_by,omitempty"`
	Basis       reconcile.Basis        `json:"basis,omitempty"`
	Args        [][3]string            `json:"args,omitempty"`
	Evidence    [][3]string            `json:"evidence,omitempty"` // key, value, "!" where it is material
	Assumptions []reconcile.Assumption `json:"assumptions,omitempty"`
	PreviousDue string                 `json:"previous_due,omitempty"`
}

const material = "!"

func contentOf(v *reconcile.Version) (string, error) {
	f := &v.Finding
	c := content{
		OfferID: f.OfferID, OfferName: f.OfferName, LastDay: f.LastDay.String(), Outcome: f.Outcome,
		CoverBy: f.CoverBy.String(), Basis: f.Exposure.Basis, Args: packed(f.Exposure.Args),
		Evidence: packed(f.Evidence), Assumptions: f.Assumptions, PreviousDue: v.PreviousDue.String(),
	}
	if f.Quantity.Known {
		c.Quantity = &f.Quantity.N
	}
	text, err := json.Marshal(c)
	if err != nil {
		return "", fmt.Errorf("write the content of finding %s: %w", f.ID, err)
	}
	return string(text), nil
}

func packed(evidence []reconcile.Evidence) [][3]string {
	var list [][3]string
	for _, e := range evidence {
		mark := ""
		if e.Material {
			mark = material
		}
		list = append(list, [3]string{e.Key, e.Value, mark})
	}
	return list
}

func unpacked(list [][3]string) []reconcile.Evidence {
	var evidence []reconcile.Evidence
	for _, e := range list {
		evidence = append(evidence, reconcile.Evidence{Key: e[0], Value: e[1], Material: e[2] == material})
	}
	return evidence
}

// storedFinding is a finding as the queries give it: its identity, the columns
// of a version, and its content.
type storedFinding struct {
	reconcile.Finding
	PreviousDue reconcile.Due
	FirstSeen   time.Time
}

// scanFinding reads the columns that every query on findings begins with, and
// those that follow in this one.
func scanFinding(rows *sql.Rows, more ...any) (storedFinding, error) {
	var f storedFinding
	var termEnd, text string
	var dueAt, exposure sql.NullInt64
	var wholeDay bool
	var currency sql.NullString
	var firstSeen int64
	into := append([]any{
		&f.ID, &f.TenantID, &f.SubscriptionID, &f.Subject, &f.Code, &f.Job, &termEnd,
		&f.Severity, &f.Owner, &dueAt, &wholeDay, &currency, &exposure, &f.TenantName, &f.SellerID, &firstSeen, &text,
	}, more...)
	err := rows.Scan(into...)
	if err != nil {
		return storedFinding{}, err
	}
	f.FirstSeen = time.Unix(firstSeen, 0).UTC()
	f.Exposure.Amount = reconcile.Amount{Minor: exposure.Int64, Currency: currency.String}
	switch at := fromMicros(dueAt); {
	case wholeDay:
		f.Due.Day = reconcile.DayOf(at)
	case dueAt.Valid:
		f.Due = reconcile.DueAt(at)
	}
	var c content
	err = json.Unmarshal([]byte(text), &c)
	if err != nil {
		return storedFinding{}, fmt.Errorf("read the content of finding %s: %w", f.ID, err)
	}
	err = f.fill(&c, termEnd)
	if err != nil {
		return storedFinding{}, fmt.Errorf("read finding %s: %w", f.ID, err)
	}
	return f, nil
}

func (f *storedFinding) fill(c *content, termEnd string) error {
	f.OfferID, f.OfferName, f.Outcome = c.OfferID, c.OfferName, c.Outcome
	if c.Quantity != nil {
		f.Quantity = reconcile.CountOf(*c.Quantity)
	}
	f.Exposure.Basis, f.Exposure.Args = c.Basis, unpacked(c.Args)
	f.Evidence, f.Assumptions = unpacked(c.Evidence), c.Assumptions
	var err1, err2, err3, err4 error
	f.TermEnd, err1 = day(termEnd)
	f.LastDay, err2 = day(c.LastDay)
	f.CoverBy, err3 = day(c.CoverBy)
	f.PreviousDue, err4 = fromDue(c.PreviousDue)
	return errors.Join(err1, err2, err3, err4)
}

// dueColumns gives the instant by which findings are ordered, null for none, and
// whether it stands for a whole day.
func dueColumns(d reconcile.Due) (at any, wholeDay int64) {
	if !d.Known() {
		return nil, 0
	}
	return d.Instant().UnixMicro(), truth(d.At.IsZero())
}

// exposureColumns are null for an absent amount, which comes last in the order.
func exposureColumns(a reconcile.Amount) (currency, minor any) {
	if !a.Known() {
		return nil, nil
	}
	return a.Currency, a.Minor
}
