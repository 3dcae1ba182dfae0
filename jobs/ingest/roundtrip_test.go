package ingest_test

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"handover/jobs/ingest"
	"handover/reconcile"
)

// TestWrittenRowsAreReadBack writes rows of every kind with the tables and
// imports the file.
func TestWrittenRowsAreReadBack(t *testing.T) {
	for kind, draw := range map[reconcile.DeliveryKind]func(*rapid.T) reconcile.FactRow{
		reconcile.TenantRows:       drawTenant,
		reconcile.SellerRows:       drawSeller,
		reconcile.CatalogRows:      drawOffer,
		reconcile.SubscriptionRows: drawSubscription,
		reconcile.MoveRows:         drawMove,
		reconcile.TransferRows:     drawTransfer,
	} {
		t.Run(string(kind), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				rows := rapid.SliceOfNDistinct(rapid.Custom(draw), 1, 5, keyOf).Draw(t, "rows")
				var without []string
				if kind == reconcile.SubscriptionRows && rapid.Bool().Draw(t, "no such fields") {
					without = []string{"end_of_term", "cancellable_until"}
					for _, row := range rows {
						row.Subscription.EndOfTerm, row.Subscription.Cancellable = reconcile.NoField, reconcile.Window{}
					}
				}
				got := readBack(t, kind, encode(t, kind, rows, without...))
				if diff := cmp.Diff(rows, got, same(), cmpopts.IgnoreFields(reconcile.FactRow{}, "Line")); diff != "" {
					t.Errorf("rows differ (-written +read):\n%s", diff)
				}
			})
		})
	}
}

func encode(t *rapid.T, kind reconcile.DeliveryKind, rows []reconcile.FactRow, without ...string) []byte {
	var out bytes.Buffer
	encoder, err := ingest.NewEncoder(&out, kind, without...)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		err = errors.Join(err, encoder.Encode(row))
	}
	err = errors.Join(err, encoder.Flush())
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func readBack(t *rapid.T, kind reconcile.DeliveryKind, text []byte) []reconcile.FactRow {
	store := &fakeStore{}
	importer := ingest.Importer{Begin: store.begin, Now: now, Stdin: bytes.NewReader(text)}
	_, err := importer.Import(context.Background(), ingest.Options{Kind: kind, Strict: true, ObservedAt: date(1, 1)}, []string{"-"})
	if err != nil {
		t.Fatalf("import: %v\n%s", err, text)
	}
	return store.rows()
}

// The drawn values are canonical: as an import would give them.

func drawText(t *rapid.T, label string) string {
	text := rapid.OneOf(
		rapid.String(),
		rapid.SampledFrom([]string{"", "Contoso", "=1+1", "'=1", "-x", "''@", "\tx", "a,b", "a\"b", "a\nb", "a\r\nb", " x ", ";", "'"}),
	).Draw(t, label)
	text = strings.ReplaceAll(text, "\x00", "")
	if strings.TrimSpace(text) == "" {
		return ""
	}
	return text
}

func drawID(t *rapid.T, label string) string {
	return rapid.OneOf(
		rapid.StringMatching(`[A-Za-z0-9=+@'][A-Za-z0-9:_-]{0,8}`),
		rapid.StringMatching(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`),
	).Draw(t, label)
}

func drawIDs(t *rapid.T, label string) []string {
	n := rapid.IntRange(0, 3).Draw(t, label)
	var ids []string
	for i := range n {
		ids = append(ids, drawID(t, label)+string(rune('a'+i)))
	}
	return ids
}

func maybe(draw func(*rapid.T, string) string) func(*rapid.T, string) string {
	return func(t *rapid.T, label string) string {
		if rapid.Bool().Draw(t, label+" known") {
			return draw(t, label)
		}
		return ""
	}
}

// drawListed returns a value of a list, one outside it, or none.
func drawListed[T ~string](t *rapid.T, label string, values ...T) T {
	return rapid.SampledFrom(append(values, "", "New Value", "=odd")).Draw(t, label)
}

func drawCode(t *rapid.T, label string) string {
	return rapid.SampledFrom([]string{"", "DE", "EUR", "ZZ", "=X"}).Draw(t, label)
}

func drawTri(t *rapid.T, label string) reconcile.Tri {
	return rapid.SampledFrom([]reconcile.Tri{reconcile.Unknown, reconcile.No, reconcile.Yes}).Draw(t, label)
}

func drawCount(t *rapid.T, label string) reconcile.Count {
	if rapid.Bool().Draw(t, label+" known") {
		return reconcile.CountOf(rapid.Int64().Draw(t, label))
	}
	return reconcile.Count{}
}

func drawPrice(t *rapid.T, label string) reconcile.Price {
	text := rapid.StringMatching(`-?[1-9][0-9]{0,8}(\.[0-9]{1,9})?|`).Draw(t, label)
	if text == "" {
		return reconcile.Price{}
	}
	price, err := reconcile.ParsePrice(text)
	if err != nil {
		t.Fatal(err)
	}
	return price
}

func drawInstant(t *rapid.T, label string) time.Time {
	at := time.Unix(rapid.Int64Range(-40_000_000_000, 253402300799).Draw(t, label), 0).UTC()
	switch rapid.IntRange(0, 3).Draw(t, label+" form") {
	case 0:
		return time.Time{}
	case 1:
		return at.Truncate(24 * time.Hour)
	case 2:
		return at.Add(time.Duration(rapid.IntRange(0, 999_999_999).Draw(t, label+" fraction")))
	default:
		return at
	}
}

func drawDay(t *rapid.T, label string) reconcile.Day { return reconcile.DayOf(drawInstant(t, label)) }

func drawTenant(t *rapid.T) reconcile.FactRow {
	p := reconcile.Profile{
		ID: drawID(t, "id"), Name: drawText(t, "name"), Domain: drawText(t, "domain"), Country: drawCode(t, "country"),
		Cloud:          drawListed(t, "cloud", reconcile.GlobalCloud, reconcile.China),
		Relationship:   drawListed(t, "relationship", reconcile.Reseller, reconcile.MicrosoftSupport),
		DelegatedAdmin: drawTri(t, "admin"), AgreementAccepted: drawTri(t, "agreement"), CSPPartner: drawTri(t, "partner"),
		ContactName: drawText(t, "contact"), ContactEmail: drawText(t, "mail"), Language: drawListed(t, "language", "de", "zh"),
	}
	if p.DelegatedAdmin != reconcile.Unknown {
		p.DelegatedUntil = drawDay(t, "admin until")
	}
	return reconcile.FactRow{Tenant: &p}
}

func drawSeller(t *rapid.T) reconcile.FactRow {
	return reconcile.FactRow{Seller: &reconcile.Seller{
		ID: drawID(t, "id"), Name: drawText(t, "name"), ContactName: drawText(t, "contact"), ContactEmail: drawText(t, "mail"),
		Language: drawListed(t, "language", "en", "zh"), ActsUntil: drawDay(t, "acts until"), LeadDays: drawCount(t, "lead days"),
	}}
}

func drawOffer(t *rapid.T) reconcile.FactRow {
	return reconcile.FactRow{Offer: &reconcile.Offer{
		ID: drawID(t, "id"), Title: drawText(t, "title"), OnSaleUntil: drawDay(t, "sale"), RenewableUntil: drawDay(t, "renewable"),
		SeatCap: drawCount(t, "cap"), MonthlyPlan: drawTri(t, "plan"), MonthlyPrice: drawPrice(t, "price"),
		AnnualPrice: drawPrice(t, "year"), AnnualMonthlyPrice: drawPrice(t, "year by month"), TriennialPrice: drawPrice(t, "three years"),
		ESTPrice: drawPrice(t, "extended"), Currency: drawCode(t, "currency"), EquivalentTo: drawIDs(t, "equivalent"),
	}}
}

func drawSubscription(t *rapid.T) reconcile.FactRow {
	s := &reconcile.Subscription{
		ID: drawID(t, "id"), TenantID: drawID(t, "tenant"), Source: "csv",
		Channel:  drawListed(t, "channel", reconcile.CSP, reconcile.MCAE),
		SellerID: maybe(drawID)(t, "seller"), SellerName: drawText(t, "seller name"),
		Commerce:    drawListed(t, "commerce", reconcile.NCE, reconcile.Legacy),
		ProductType: drawListed(t, "product", reconcile.License, reconcile.ThirdParty),
		OfferID:     maybe(drawID)(t, "offer"), OfferName: drawText(t, "offer name"), FriendlyName: drawText(t, "friendly"),
		Quantity: drawCount(t, "quantity"), Assigned: drawCount(t, "assigned"), AssignedAtMost: drawCount(t, "assigned at most"),
		Status:      drawListed(t, "status", reconcile.Active, reconcile.NoStatus),
		StatusSince: drawDay(t, "since"), AutoRenew: drawTri(t, "renew"),
		EndOfTerm: drawListed(t, "action", reconcile.ActionRenew, reconcile.ActionCancel),
		Term:      drawListed(t, "term", reconcile.Monthly, reconcile.Triennial),
		TermStart: drawDay(t, "start"), Created: drawDay(t, "created"),
		CommitmentEnd: drawInstant(t, "end"), CommitmentEndAt: drawInstant(t, "end at"), Cancellable: reconcile.WindowUntil(drawInstant(t, "window")),
		BillingCycle: drawListed(t, "cycle", reconcile.BilledMonthly), Trial: drawTri(t, "trial"), InEST: drawTri(t, "est"),
		UnitPrice: drawPrice(t, "price"), Currency: drawCode(t, "currency"), ParentID: maybe(drawID)(t, "parent"), TransferredOn: drawDay(t, "transferred"),
		AccountType: drawListed(t, "account", reconcile.AccountMCA, reconcile.AccountMOSP), RenewQuantity: drawCount(t, "renew seats"),
		RenewOfferID: maybe(drawID)(t, "renew offer"), RenewTerm: drawListed(t, "renew term", reconcile.Annual),
		Successors: drawIDs(t, "successors"),
	}
	if s.EndOfTerm == reconcile.NoField {
		s.EndOfTerm = reconcile.NoAction
	}
	s.ObservedAt = drawInstant(t, "observed")
	if s.ObservedAt.IsZero() || s.ObservedAt.After(now().Truncate(time.Second)) { // what is yet to come is refused
		s.ObservedAt = date(1, 1) // as the import says
	}
	return reconcile.FactRow{Subscription: s}
}

func drawMove(t *rapid.T) reconcile.FactRow {
	source, targets := drawID(t, "source"), drawIDs(t, "targets")
	targets = slices.DeleteFunc(targets, func(id string) bool { return id == source }) // nothing replaces itself
	return reconcile.FactRow{Move: &reconcile.Move{
		TenantID: drawID(t, "tenant"), SourceID: source, TargetIDs: targets, TargetTenantID: maybe(drawID)(t, "target tenant"),
		Route:         rapid.SampledFrom([]reconcile.Route{reconcile.RouteAuto, reconcile.RouteRebuy, "walk"}).Draw(t, "route"),
		Status:        rapid.SampledFrom([]reconcile.MoveStatus{reconcile.MovePlanned, reconcile.MoveDropped, "lost"}).Draw(t, "status"),
		RequesterRole: drawListed(t, "role", "admin-agent"), ExpectedEnd: drawDay(t, "end"), PlannedOn: drawDay(t, "planned"), Note: drawText(t, "note"),
	}}
}

func drawTransfer(t *rapid.T) reconcile.FactRow {
	due := reconcile.DueAt(drawInstant(t, "expires"))
	if rapid.Bool().Draw(t, "a day") {
		due = reconcile.DueDay(due.Day)
	}
	return reconcile.FactRow{Transfer: &reconcile.Transfer{
		ID: drawID(t, "id"), TenantID: drawID(t, "tenant"),
		Status:    rapid.SampledFrom([]reconcile.TransferStatus{reconcile.TransferPending, reconcile.TransferReject, "lost"}).Draw(t, "status"),
		CreatedAt: drawInstant(t, "created"), ExpiresAt: due,
		SourcePartnerID: maybe(drawID)(t, "from"), TargetPartnerID: maybe(drawID)(t, "to"), SubscriptionIDs: drawIDs(t, "subscriptions"),
		CompletedAt: drawInstant(t, "completed"), FailedIDs: drawIDs(t, "failed"),
	}}
}
