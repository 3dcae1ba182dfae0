package storetest

import (
	"slices"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"handover/reconcile"
)

// drawText draws what a text column must bear: everything but NUL. What stands for
// a text that could not be read comes back as none.
func drawText(t *rapid.T, label string) string {
	text := rapid.OneOf(
		rapid.String(),
		rapid.SampledFrom([]string{"", "a", `"`, `\`, `\"`, "]", ",", "a\nb\tc", "=1+1", "Grüße 你好 👩‍💻", "null", "'; drop table tenant; --", "\u2028", "\x1f"}),
	).Draw(t, label)
	text = strings.ReplaceAll(text, "\x00", "")
	if text == reconcile.UnreadableText {
		return ""
	}
	return text
}

func drawDay(t *rapid.T, label string) reconcile.Day {
	return rapid.OneOf(rapid.Just(reconcile.Day(0)), rapid.Custom(func(t *rapid.T) reconcile.Day {
		return reconcile.Day(rapid.IntRange(1, 2932896).Draw(t, "day")) // up to 9999-12-31
	})).Draw(t, label)
}

// drawInstant draws a time as the domain knows it: to the microsecond, in UTC.
func drawInstant(t *rapid.T, label string) time.Time {
	return rapid.OneOf(rapid.Just(time.Time{}), rapid.Custom(func(t *rapid.T) time.Time {
		return time.UnixMicro(rapid.Int64Range(1, 253402300799999999).Draw(t, "micros")).UTC()
	})).Draw(t, label)
}

func drawTri(t *rapid.T, label string) reconcile.Tri {
	return rapid.SampledFrom([]reconcile.Tri{reconcile.Unknown, reconcile.No, reconcile.Yes}).Draw(t, label)
}

func drawCount(t *rapid.T, label string) reconcile.Count {
	return rapid.OneOf(rapid.Just(reconcile.Count{}), rapid.Custom(func(t *rapid.T) reconcile.Count {
		return reconcile.CountOf(rapid.Int64().Draw(t, "n"))
	})).Draw(t, label)
}

func drawPrice(t *rapid.T, label string) reconcile.Price {
	text := rapid.SampledFrom([]string{"", "0", "0.00", "22.10", "-1.5", "9999999999999999999", "0.0000000000000000001"}).Draw(t, label)
	if text == "" {
		return reconcile.Price{}
	}
	p, err := reconcile.ParsePrice(text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func drawTexts(t *rapid.T, label string) []string {
	texts := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string { return "i" + drawText(t, "item") }), 0, 3).Draw(t, label)
	slices.Sort(texts)
	if texts = slices.Compact(texts); len(texts) == 0 {
		return nil
	}
	return texts
}

func drawDue(t *rapid.T, label string) reconcile.Due {
	if rapid.Bool().Draw(t, label+" is a day") {
		return reconcile.Due{Day: drawDay(t, label)}
	}
	if at := drawInstant(t, label); reconcile.DayOf(at).Known() {
		return reconcile.DueAt(at)
	}
	return reconcile.Due{}
}

func drawSubscription(t *rapid.T, tenant string) reconcile.Subscription {
	text := func(label string) string { return drawText(t, label) }
	cancellable := reconcile.Window{}
	if rapid.Bool().Draw(t, "window known") {
		cancellable = reconcile.WindowUntil(drawInstant(t, "window"))
	}
	return reconcile.Subscription{
		ID: "s" + text("id"), TenantID: tenant, Source: "csv", ObservedAt: at(rapid.IntRange(0, 9).Draw(t, "seen")),
		Channel: reconcile.Channel(text("channel")), SellerID: text("seller"), SellerName: text("seller name"),
		Commerce: reconcile.Commerce(text("commerce")), ProductType: reconcile.ProductType(text("type")),
		OfferID: text("offer"), OfferName: text("offer name"), FriendlyName: text("friendly"),
		Quantity: drawCount(t, "quantity"), Assigned: drawCount(t, "assigned"), AssignedAtMost: drawCount(t, "assigned at most"), Status: reconcile.Status(text("status")),
		StatusSince: drawDay(t, "since"), AutoRenew: drawTri(t, "renew"), EndOfTerm: reconcile.EndOfTerm(text("action")),
		Term: reconcile.Term(text("term")), TermStart: drawDay(t, "start"), Created: drawDay(t, "created"),
		CommitmentEnd: drawInstant(t, "end"), CommitmentEndAt: drawInstant(t, "end at"), Cancellable: cancellable,
		BillingCycle: reconcile.BillingCycle(text("cycle")), Trial: drawTri(t, "trial"), InEST: drawTri(t, "est"),
		UnitPrice: drawPrice(t, "price"), Currency: text("currency"), ParentID: text("parent"),
		TransferredOn: drawDay(t, "transferred"), AccountType: reconcile.AccountType(text("account")),
		RenewQuantity: drawCount(t, "renew seats"), RenewOfferID: text("renew offer"), RenewTerm: reconcile.Term(text("renew term")),
		Successors: drawTexts(t, "successors"),
	}
}

// exactly compares decimals by their digits: 1.0 is not 1.00.
func exactly() cmp.Option {
	return cmp.Options{
		cmp.Comparer(func(a, b reconcile.Price) bool { return a.String() == b.String() }),
		cmpopts.EquateEmpty(),
	}
}

func drawEvidence(t *rapid.T, label string) []reconcile.Evidence {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) reconcile.Evidence {
		return reconcile.Evidence{Key: drawText(t, "key"), Value: drawText(t, "value"), Material: rapid.Bool().Draw(t, "material")}
	}), 0, 3).Draw(t, label)
}

// drawFinding draws from few values where the order and the filters look, and
// from all where they do not. One finding of two differs from others only in
// what counts late in the order.
func drawFinding(t *rapid.T) reconcile.Finding {
	late := rapid.Bool().Draw(t, "late")
	few := func(label string, values ...string) string {
		if late && (label == "severity" || label == "currency") {
			values = values[:1]
		}
		return rapid.SampledFrom(values).Draw(t, label)
	}
	f := reconcile.Finding{
		Code: reconcile.Code(few("code", "a-code", "b-code", "B-code", "grace-open")), Job: rapid.SampledFrom(reconcile.Jobs()).Draw(t, "job"),
		Severity: reconcile.Severity(few("severity", "critical", "high", "medium", "low", "info", "odd")),
		Owner:    reconcile.Owner(few("owner", "us", "customer")), Due: drawFewDue(t),
		TenantID: few("tenant", "t1", "t2", "T2"), TenantName: few("name", "", "Zoë", "Zoe", "zoe", "中文", "Ärger", "a b", "a-b", "ab", "\U0001F600", "\uFFFD"),
		SubscriptionID: few("subscription", "", "s1", "S1"), Subject: few("subject", "", "é", "e", "f") + drawText(t, "more"),
		TermEnd: drawDay(t, "term end"), OfferID: drawText(t, "offer"), OfferName: drawText(t, "offer name"),
		SellerID: few("seller", "", "p1", "p2"), Quantity: drawCount(t, "quantity"), LastDay: drawDay(t, "last day"),
		Outcome: reconcile.Outcome(drawText(t, "outcome")), CoverBy: drawDay(t, "cover by"),
		Exposure: reconcile.Exposure{
			Kind: rapid.SampledFrom(reconcile.MoneyKinds()).Draw(t, "kind"), Period: reconcile.Period(drawText(t, "period")),
			Basis: reconcile.Basis(drawText(t, "basis")), Args: drawEvidence(t, "args"),
			Lack: reconcile.Lack(drawText(t, "lack")), Currency: drawText(t, "currency of no amount"),
		},
		Evidence: drawEvidence(t, "evidence"), SellerName: drawText(t, "seller name"),
	}
	if rapid.Bool().Draw(t, "has a way") {
		f.Way = drawWay(t)
	}
	if rapid.Bool().Draw(t, "priced") {
		f.Exposure.Amount = reconcile.Amount{
			Minor: rapid.SampledFrom([]int64{-1, 0, 1, 100, 1 << 62, -1 << 62}).Draw(t, "minor"), Currency: few("currency", "EUR", "USD", "eur"),
		}
	}
	for _, text := range drawTexts(t, "assumptions") {
		f.Assumptions = append(f.Assumptions, reconcile.Assumption(text))
	}
	if late {
		f.Due = reconcile.Due{}
	}
	f.ID = f.Identify()
	return f
}

// firstRun is the day of the first run, which tells what is due soon and what has
// been due for long.
const firstRun = reconcile.Day(20759) // 2026-11-02

func drawFewDue(t *rapid.T) reconcile.Due {
	day := rapid.SampledFrom([]reconcile.Day{
		reconcile.NewDay(2026, 12, 1), firstRun, firstRun + 7, firstRun + 8, firstRun - 31, firstRun - 30,
	}).Draw(t, "near")
	return rapid.SampledFrom([]reconcile.Due{
		{},
		reconcile.DueDay(day), reconcile.DueDay(day + 1), reconcile.DueAt(day.End()), reconcile.DueAt(day.Start()),
		reconcile.DueAt(day.Start().Add(time.Microsecond)), reconcile.DueAt((day + 1).Start()),
	}).Draw(t, "due")
}

// drawFindings draws findings of which no two are the same one.
func drawFindings(t *rapid.T) []reconcile.Finding {
	list := rapid.SliceOfN(rapid.Custom(drawFinding), 0, 20).Draw(t, "findings")
	seen := map[string]bool{}
	return slices.DeleteFunc(list, func(f reconcile.Finding) bool {
		again := seen[f.ID]
		seen[f.ID] = true
		return again
	})
}
