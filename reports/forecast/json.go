package forecast

import (
	"context"
	"io"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/json"
)

// Schema names the shape of a forecast for machines.
const Schema = "handover.forecast/1"

// The shapes of a forecast for machines. Days are YYYY-MM-DD, amounts decimals; a null
// stands for what is not known or does not apply.
type (
	headObject struct {
		Schema       string       `json:"schema"`
		AsOf         string       `json:"as_of"`
		Days         int          `json:"days"`
		Through      string       `json:"through"`
		Simulated    bool         `json:"simulated"` // always false
		Tenants      int          `json:"tenants"`
		NotEvaluated int          `json:"not_evaluated"`
		Parts        []partObject `json:"parts"`
		Whole        sumsObject   `json:"whole"` // without what is due after the last day, or has no day
	}
	partObject struct {
		When When    `json:"when"` // overdue, week, after, undated
		From *string `json:"from"` // of a week
		To   *string `json:"to"`
		sumsObject
	}
	sumsObject struct {
		shareObject
		ByOwner  []ownerObject  `json:"by_owner"`
		BySeller []sellerObject `json:"by_seller"`
	}
	ownerObject struct {
		Owner reconcile.Owner `json:"owner"`
		shareObject
	}
	sellerObject struct {
		SellerID   *string `json:"seller_id"`
		SellerName *string `json:"seller_name"`
		shareObject
	}
	shareObject struct {
		Findings int           `json:"findings"`
		Money    []moneyObject `json:"money"`
	}
	moneyObject struct {
		Kind     reconcile.MoneyKind `json:"kind"`
		Currency string              `json:"currency"`
		Amount   string              `json:"amount"` // each subscription once
		Rows     string              `json:"rows"`   // all issues
	}
	findingObject struct {
		When When    `json:"when"`
		Week *string `json:"week"` // the first day of its week in parts
		json.Finding
	}
)

// WriteJSON writes a forecast of so many days as one JSON object. Its last member,
// findings, holds every issue in the order of the report and is written as it is read.
func WriteJSON(ctx context.Context, w io.Writer, r *reports.Report, days int) error {
	f, err := New(ctx, r, days)
	if err != nil {
		return err
	}
	return json.WriteWith(w, f.object(), json.Objects(f.Findings(ctx), f.finding))
}

func (f *Forecast) object() headObject {
	head := headObject{
		Schema: Schema, AsOf: reports.Instant(f.AsOf), Days: f.Days, Through: f.Through.String(),
		Tenants: f.Summary.Tenants, NotEvaluated: f.Summary.NotEvaluated, Whole: sumsOf(&f.Whole), Parts: make([]partObject, 0, len(f.Parts)),
	}
	for i := range f.Parts {
		part := &f.Parts[i]
		head.Parts = append(head.Parts, partObject{part.When, orNull(part.From.String()), orNull(part.To.String()), sumsOf(part)})
	}
	return head
}

func (f *Forecast) finding(reported *reconcile.Reported) findingObject {
	part := &f.Parts[f.place(reported.Finding.Due)]
	return findingObject{part.When, orNull(part.From.String()), json.FindingOf(&f.Wording, reported)}
}

func sumsOf(part *Part) sumsObject {
	sums := sumsObject{shareOf(&part.Standing), make([]ownerObject, 0, len(part.Owners)), make([]sellerObject, 0, len(part.Sellers))}
	for i := range part.Owners {
		sums.ByOwner = append(sums.ByOwner, ownerObject{part.Owners[i].Owner, shareOf(&part.Owners[i].Standing)})
	}
	for i := range part.Sellers {
		s := &part.Sellers[i]
		sums.BySeller = append(sums.BySeller, sellerObject{orNull(s.SellerID), orNull(s.Name), shareOf(&s.Standing)})
	}
	return sums
}

func shareOf(s *reconcile.Standing) shareObject {
	share := shareObject{s.Findings, []moneyObject{}}
	for i := range s.Money {
		if sum := &s.Money[i]; sum.Currency != "" {
			share.Money = append(share.Money, moneyObject{
				sum.Kind, sum.Currency, reconcile.FormatMinor(sum.Headline(), sum.Currency), reconcile.FormatMinor(sum.Rows, sum.Currency),
			})
		}
	}
	return share
}

func orNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
