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

// versionRow holds the columns of a version as every query on findings gives
// them. All are null where an outer join has found no version.
type versionRow struct {
	severity, owner, currency, tenantName, sellerID, content sql.NullString

	dueAt, exposure, firstSeen sql.NullInt64
	wholeDay                   sql.NullBool
}

// columns gives where to scan the row to.
func (r *versionRow) columns() []any {
	return []any{
		&r.severity, &r.owner, &r.dueAt, &r.wholeDay, &r.currency, &r.exposure, &r.tenantName, &r.sellerID, &r.firstSeen,
		&r.content,
	}
}

func (r *versionRow) there() bool { return r.content.Valid }

// scanFinding reads the columns that every query on findings begins with, and
// those that follow in this one.
func scanFinding(rows *sql.Rows, more ...any) (storedFinding, error) {
	var f storedFinding
	var termEnd string
	var version versionRow
	into := []any{&f.ID, &f.TenantID, &f.SubscriptionID, &f.Subject, &f.Code, &f.Job, &termEnd}
	into = append(into, version.columns()...)
	into = append(into, more...)
	err := rows.Scan(into...)
	if err != nil {
		return storedFinding{}, err
	}
	f.TermEnd, err = day(termEnd)
	if err != nil {
		return storedFinding{}, fmt.Errorf("read finding %s: %w", f.ID, err)
	}
	return f, f.fill(&version)
}

// fill adds what a version says to the identity of its finding.
func (f *storedFinding) fill(r *versionRow) error {
	f.Severity, f.Owner = reconcile.Severity(r.severity.String), reconcile.Owner(r.owner.String)
	f.TenantName, f.SellerID = r.tenantName.String, r.sellerID.String
	f.FirstSeen = fromSeconds(r.firstSeen)
	f.Exposure.Amount = reconcile.Amount{Minor: r.exposure.Int64, Currency: r.currency.String}
	switch at := fromMicros(r.dueAt); {
	case r.wholeDay.Bool:
		f.Due.Day = reconcile.DayOf(at)
	case r.dueAt.Valid:
		f.Due = reconcile.DueAt(at)
	}
	var c content
	err := json.Unmarshal([]byte(r.content.String), &c)
	if err != nil {
		return fmt.Errorf("read the content of finding %s: %w", f.ID, err)
	}
	err = f.fillContent(&c)
	if err != nil {
		return fmt.Errorf("read finding %s: %w", f.ID, err)
	}
	return nil
}

func (f *storedFinding) fillContent(c *content) error {
	f.OfferID, f.OfferName, f.Outcome = c.OfferID, c.OfferName, c.Outcome
	if c.Quantity != nil {
		f.Quantity = reconcile.CountOf(*c.Quantity)
	}
	f.Exposure.Basis, f.Exposure.Args = c.Basis, unpacked(c.Args)
	f.Evidence, f.Assumptions = unpacked(c.Evidence), c.Assumptions
	var err1, err2, err3 error
	f.LastDay, err1 = day(c.LastDay)
	f.CoverBy, err2 = day(c.CoverBy)
	f.PreviousDue, err3 = fromDue(c.PreviousDue)
	return errors.Join(err1, err2, err3)
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
