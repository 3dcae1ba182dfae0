package store

import (
	"database/sql"
	"errors"
	"time"

	"handover/reconcile"
)

func scanText(rows *sql.Rows) (string, error) {
	var text string
	err := rows.Scan(&text)
	return text, err
}

// scanSubscription reads the array of the view subscription_row.
func scanSubscription(rows *sql.Rows) (sourceRow, error) {
	var array string
	err := rows.Scan(&array)
	if err != nil {
		return sourceRow{}, err
	}
	c := newCells(array)
	row := sourceRow{Subscription: reconcile.Subscription{TenantID: c.text(), ID: c.text(), Source: c.text()}}
	s := &row.Subscription
	s.ObservedAt = time.Unix(c.number().Int64, 0).UTC()
	row.gone = c.number().Int64 != 0
	s.Channel = reconcile.Channel(c.text())
	s.SellerID, s.SellerName = c.text(), c.text()
	s.Commerce = reconcile.Commerce(c.text())
	s.ProductType = reconcile.ProductType(c.text())
	s.OfferID, s.OfferName, s.FriendlyName = c.text(), c.text(), c.text()
	s.Quantity, s.Assigned = fromCount(c.number()), fromCount(c.number())
	s.Status = reconcile.Status(c.text())
	var err1, err2, err3, err4, err5 error
	s.StatusSince, err1 = day(c.text())
	s.AutoRenew = fromTri(c.number())
	s.EndOfTerm = reconcile.EndOfTerm(c.text())
	s.Term = reconcile.Term(c.text())
	s.TermStart, err2 = day(c.text())
	s.Created, err3 = day(c.text())
	s.CommitmentEnd, s.CommitmentEndAt = fromMicros(c.number()), fromMicros(c.number())
	s.Cancellable = fromWindow(c.number())
	s.BillingCycle = reconcile.BillingCycle(c.text())
	s.Trial, s.InEST = fromTri(c.number()), fromTri(c.number())
	s.UnitPrice, err4 = price(c.text())
	s.Currency, s.ParentID = c.text(), c.text()
	s.TransferredOn, err5 = day(c.text())
	return row, errors.Join(c.end(), err1, err2, err3, err4, err5)
}

func scanProfile(rows *sql.Rows) (reconcile.Profile, error) {
	var p reconcile.Profile
	var admin, agreement, partner sql.NullInt64
	err := rows.Scan(&p.ID, &p.Name, &p.Domain, &p.Country, &p.Cloud, &p.Relationship, &admin, &agreement, &partner)
	p.DelegatedAdmin, p.AgreementAccepted, p.CSPPartner = fromTri(admin), fromTri(agreement), fromTri(partner)
	return p, err
}

func scanOffer(rows *sql.Rows) (reconcile.Offer, error) {
	var o reconcile.Offer
	var onSale, renewable, monthlyPrice, equivalent string
	var seats, monthly sql.NullInt64
	err := rows.Scan(&o.ID, &o.Title, &onSale, &renewable, &seats, &monthly, &monthlyPrice, &o.Currency, &equivalent)
	if err != nil {
		return reconcile.Offer{}, err
	}
	o.SeatCap, o.MonthlyPlan = fromCount(seats), fromTri(monthly)
	var err1, err2, err3, err4 error
	o.OnSaleUntil, err1 = day(onSale)
	o.RenewableUntil, err2 = day(renewable)
	o.MonthlyPrice, err3 = price(monthlyPrice)
	o.EquivalentTo, err4 = fromList[string](equivalent)
	return o, errors.Join(err1, err2, err3, err4)
}

func scanMove(rows *sql.Rows) (reconcile.Move, error) {
	var m reconcile.Move
	var targets, expected, planned string
	err := rows.Scan(&m.TenantID, &m.SourceID, &targets, &m.TargetTenantID, &m.Route, &m.Status, &m.RequesterRole,
		&expected, &planned, &m.Note)
	if err != nil {
		return reconcile.Move{}, err
	}
	var err1, err2, err3 error
	m.TargetIDs, err1 = fromList[string](targets)
	m.ExpectedEnd, err2 = day(expected)
	m.PlannedOn, err3 = day(planned)
	return m, errors.Join(err1, err2, err3)
}

func scanTransfer(rows *sql.Rows) (reconcile.Transfer, error) {
	var t reconcile.Transfer
	var created sql.NullInt64
	var expires, items string
	err := rows.Scan(&t.TenantID, &t.ID, &t.Status, &created, &expires, &t.SourcePartnerID, &t.TargetPartnerID, &items)
	if err != nil {
		return reconcile.Transfer{}, err
	}
	t.CreatedAt = fromSeconds(created)
	var err1, err2 error
	t.ExpiresAt, err1 = fromDue(expires)
	t.SubscriptionIDs, err2 = fromList[string](items)
	return t, errors.Join(err1, err2)
}
