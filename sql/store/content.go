package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"handover/reconcile"
	sqlfiles "handover/sql"
)

// content is what no query looks at of a finding's version: it is kept as one
// JSON text with short names, and without what is empty.
type content struct {
	OfferID     string                 `json:"offer,omitempty"`
	OfferName   string                 `json:"name,omitempty"`
	SellerName  string                 `json:"seller_name,omitempty"`
	Quantity    *int64                 `json:"quantity,omitempty"`
	Way         *wayContent            `json:"way,omitempty"`
	LastDay     string                 `json:"last_day,omitempty"`
	Outcome     reconcile.Outcome      `json:"outcome,omitempty"`
	CoverBy     string                 `json:"cover_by,omitempty"`
	Basis       reconcile.Basis        `json:"basis,omitempty"`
	Args        [][3]string            `json:"args,omitempty"`
	Kind        reconcile.MoneyKind    `json:"kind,omitempty"`
	Period      reconcile.Period       `json:"period,omitempty"`
	Lack        reconcile.Lack         `json:"lack,omitempty"`
	Currency    string                 `json:"currency,omitempty"` // of an absent amount
	Evidence    [][3]string            `json:"evidence,omitempty"` // key, value, "!" where it is material
	Assumptions []reconcile.Assumption `json:"assumptions,omitempty"`
	PreviousDue string                 `json:"previous_due,omitempty"`
}

const material = "!"

func contentOf(v *reconcile.Version) (string, error) {
	f := &v.Finding
	c := content{
		OfferID: f.OfferID, OfferName: f.OfferName, SellerName: f.SellerName, Way: contentOfWay(&f.Way), LastDay: f.LastDay.String(), Outcome: f.Outcome,
		CoverBy: f.CoverBy.String(), Basis: f.Exposure.Basis, Args: packed(f.Exposure.Args),
		Kind: f.Exposure.Kind, Period: f.Exposure.Period, Lack: f.Exposure.Lack, Currency: f.Exposure.Currency,
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
	Seen        time.Time // where the query asks for it
}

// findingRow holds the columns that tell a finding from others.
type findingRow struct {
	ID             string         `db:"id"`
	TenantID       string         `db:"tenant_id"`
	SubscriptionID string         `db:"subscription_id"`
	Subject        string         `db:"subject"`
	Code           reconcile.Code `db:"code"`
	Job            reconcile.Job  `db:"job"`
	TermEnd        string         `db:"term_end"`
}

// versionRow holds the columns of a version. All are null where an outer join has
// found none.
type versionRow struct {
	Severity   sql.NullString `db:"severity"`
	Owner      sql.NullString `db:"owner"`
	Due        sql.NullInt64  `db:"due"`
	WholeDay   sql.NullBool   `db:"whole_day"`
	Currency   sql.NullString `db:"currency"`
	Exposure   sql.NullInt64  `db:"exposure"`
	DayMinor   sql.NullInt64  `db:"day_minor"`
	DayParts   sql.NullInt64  `db:"day_parts"`
	DayLast    sql.NullInt64  `db:"day_last"`
	TenantName sql.NullString `db:"tenant_name"`
	SellerID   sql.NullString `db:"seller_id"`
	FirstSeen  sql.NullInt64  `db:"first_seen"`
	Content    sql.NullString `db:"content"`
}

func (r *versionRow) there() bool { return r.Content.Valid }

// findingPlaceholders fills the queries on findings, which are f, with v as their
// version and w as the one before. The orders are those of reconcile.Order at the
// as-of of the run r: of the findings that it lists, with c as the coverage of their
// tenant, and of those that it lists no longer. The other texts are the as-of at which
// a version was seen last, up to a run or before it.
func findingPlaceholders() sqlfiles.Texts {
	const fresh = "coalesce(c.evaluated, 1) = 1 and v.from_run = r.seq and v.cause in ('new', 'changed', 'reopened')"
	seen, before := seenBy(), seenIn("v", "q.seq < r.seq")
	return sqlfiles.Texts{
		"(finding)":       columnsOf("f.", findingRow{}) + ", " + columnsOf("v.", versionRow{}),
		"(previous)":      ifShrinking("w", seenIn("w", "q.seq < r.seq")) + ", " + columnsOf("w.", versionRow{}),
		"(seen)":          seen,
		"(seen before)":   ifShrinking("v", before),
		"(seen up to)":    ifShrinking("v", seenIn("v", "q.seq <= ?")),
		"(seen ever)":     seenIn("v", "q.seq < v.to_run and q.seq <= ?"),
		"(order)":         orderBy(fresh, seen),
		"(order of past)": orderBy("1 = 0", before),
	}
}

// orderBy is the order of reconcile.Order in SQL, where the condition tells what is
// fresh, and amounts are as of when a version was seen. It begins with the rank:
// reconcile.RankLimits are the as-of's day in microseconds, moved by days, and
// severities are ranked from 0 for critical.
func orderBy(fresh, seen string) string {
	var urgent []string
	for _, code := range reconcile.Urgent() {
		urgent = append(urgent, "'"+string(code)+"'")
	}
	return `case
        when v.due <= (r.as_of / 86400 - 30) * 86400000000 and f.subscription_id <> '' and f.code not in (` + joined(urgent) + `) then 5
        when v.severity_rank > 2 and v.due is null then 6
        when v.severity_rank > 2 then 5
        when v.due <= (r.as_of / 86400 + 8) * 86400000000 and v.severity_rank = 2 then 3
        when v.due <= (r.as_of / 86400 + 8) * 86400000000 and ` + fresh + ` then 1
        when v.due <= (r.as_of / 86400 + 8) * 86400000000 or v.due is null and v.severity_rank = 0 then 2
        else 4
    end,
    v.due nulls last, v.severity_rank, v.currency nulls last, ` + amountAt(seen) + ` desc, v.tenant_name,
    f.code, f.tenant_id, f.subscription_id, f.subject, f.id`
}

// scanFinding reads the columns that every query on findings begins with, the as-of at
// which the finding is to be shown, and the columns that follow in this one.
func scanFinding(rows *sql.Rows, more ...any) (storedFinding, error) {
	var key findingRow
	var version versionRow
	var seen sql.NullInt64
	err := rows.Scan(slices.Concat(places(&key), places(&version), []any{&seen}, more)...)
	if err != nil {
		return storedFinding{}, err
	}
	f := storedFinding{Seen: fromSeconds(seen), Finding: reconcile.Finding{
		ID: key.ID, TenantID: key.TenantID, SubscriptionID: key.SubscriptionID, Subject: key.Subject, Code: key.Code, Job: key.Job,
	}}
	f.TermEnd, err = day(key.TermEnd)
	if err != nil {
		return storedFinding{}, fmt.Errorf("read finding %s: %w", f.ID, err)
	}
	return f, f.fill(&version, seen)
}

// fill adds what a version says to the identity of its finding, as of when it was seen.
func (f *storedFinding) fill(r *versionRow, seen sql.NullInt64) error {
	f.Severity, f.Owner = reconcile.Severity(r.Severity.String), reconcile.Owner(r.Owner.String)
	f.TenantName, f.SellerID = r.TenantName.String, r.SellerID.String
	f.FirstSeen = fromSeconds(r.FirstSeen)
	f.Exposure.Amount = reconcile.Amount{Minor: r.Exposure.Int64, Currency: r.Currency.String}
	switch at := fromMicros(r.Due); {
	case r.WholeDay.Bool:
		f.Due.Day = reconcile.DayOf(at)
	case r.Due.Valid:
		f.Due = reconcile.DueAt(at)
	}
	var c content
	err := json.Unmarshal([]byte(r.Content.String), &c)
	if err != nil {
		return fmt.Errorf("read the content of finding %s: %w", f.ID, err)
	}
	err = f.fillContent(&c)
	if err != nil {
		return fmt.Errorf("read finding %s: %w", f.ID, err)
	}
	f.Exposure.Share = r.share()
	f.asOf(seen)
	return nil
}

func (f *storedFinding) fillContent(c *content) error {
	f.OfferID, f.OfferName, f.SellerName, f.Outcome = c.OfferID, c.OfferName, c.SellerName, c.Outcome
	if c.Quantity != nil {
		f.Quantity = reconcile.CountOf(*c.Quantity)
	}
	f.Exposure.Basis, f.Exposure.Args = c.Basis, unpacked(c.Args)
	f.Exposure.Kind, f.Exposure.Period = c.Kind, c.Period
	f.Exposure.Lack, f.Exposure.Currency = c.Lack, c.Currency
	if c.Kind == "" {
		f.Exposure = f.Exposure.As(moneyOf(&f.Finding))
	}
	f.Evidence, f.Assumptions = unpacked(c.Evidence), c.Assumptions
	var err1, err2, err3, err4 error
	f.LastDay, err1 = day(c.LastDay)
	f.CoverBy, err2 = day(c.CoverBy)
	f.PreviousDue, err3 = fromDue(c.PreviousDue)
	f.Way, err4 = c.Way.way()
	return errors.Join(err1, err2, err3, err4)
}

// dueColumns returns the instant by which findings are ordered, null for none, and
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
