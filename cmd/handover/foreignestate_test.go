package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/demo"
	"handover/jobs/ingest"
	"handover/reconcile"
)

// estate are the subscriptions of new commerce of an invented estate, as one partner
// sold them all: what Partner Center and a distributor can tell of.
func estate(t *testing.T, p *program) []*reconcile.Subscription {
	t.Helper()
	folder := filepath.Join(p.folder, "estate")
	_, err := demo.Generate(t.Context(), folder, demo.Options{Tenants: 40, Seed: 7, AsOf: reconcile.DayOf(p.now)})
	if err != nil {
		t.Fatal(err)
	}
	all := &collector{}
	importer := ingest.Importer{
		Begin: func(context.Context) (ingest.Transaction, error) { return all, nil },
		Now:   func() time.Time { return p.now },
	}
	_, err = importer.Import(t.Context(), ingest.Options{}, []string{filepath.Join(folder, "subscriptions.csv")})
	if err != nil {
		t.Fatal(err)
	}
	var list []*reconcile.Subscription
	for _, s := range all.subscriptions {
		if s.ProductType == reconcile.License && s.Commerce == reconcile.NCE && s.Quantity.Known && s.Quantity.N >= 0 {
			list = append(list, asSold(s))
		}
	}
	if len(list) < 200 {
		t.Fatalf("the estate has %d such subscriptions only", len(list))
	}
	return list
}

// asSold is a subscription as it would be had we sold it, with what both sides can write.
func asSold(s *reconcile.Subscription) *reconcile.Subscription {
	s.Channel, s.SellerID, s.SellerName = reconcile.CSP, "11111111-1111-1111-1111-111111111111", ""
	if s.EndOfTerm == reconcile.NoField {
		s.EndOfTerm = reconcile.NoAction
	}
	if !s.Cancellable.Known {
		s.Cancellable = reconcile.WindowUntil(time.Time{})
	}
	s.RenewQuantity, s.RenewOfferID, s.RenewTerm = reconcile.Count{}, "", ""
	return s
}

// collector keeps the subscriptions of an import.
type collector struct{ subscriptions []*reconcile.Subscription }

func (c *collector) Add(_ context.Context, row reconcile.FactRow) error {
	if row.Subscription != nil {
		s := *row.Subscription
		c.subscriptions = append(c.subscriptions, &s)
	}
	return nil
}

func (c *collector) Told(context.Context) (map[string]reconcile.Fields, error) { return nil, nil }

func (c *collector) Delivered(context.Context) ([]string, error) { return nil, nil }

func (c *collector) Duplicates(context.Context) iter.Seq2[reconcile.DuplicateRow, error] {
	return func(func(reconcile.DuplicateRow, error) bool) {}
}

func (c *collector) Merge(context.Context) (reconcile.ImportCounts, error) {
	return reconcile.ImportCounts{}, nil
}

func (c *collector) Import(context.Context, reconcile.Import) (ingest.Writer, error) { return c, nil }

func (c *collector) Commit(context.Context) error { return nil }

func (c *collector) Rollback() error { return nil }

// canonical writes a subscriptions file without some columns.
func canonical(t *testing.T, list []*reconcile.Subscription, without ...string) string {
	t.Helper()
	var out bytes.Buffer
	encoder, err := ingest.NewEncoder(&out, reconcile.SubscriptionRows, append(without, "observed_at")...)
	for i := 0; i < len(list) && err == nil; i++ {
		err = encoder.Encode(reconcile.FactRow{Subscription: list[i]})
	}
	if err = errors.Join(err, encoder.Flush()); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// partnerCenter writes a subscription as the Partner Center API gives it.
func partnerCenter(s *reconcile.Subscription) map[string]any {
	body := map[string]any{
		"id": s.ID, "offerId": s.OfferID, "offerName": s.OfferName, "friendlyName": s.FriendlyName,
		"quantity": s.Quantity.N, "unitType": "Licenses", "status": string(s.Status), "billingType": "license",
		"productType": map[string]string{"id": "OnlineServicesNCE"}, "termDuration": string(s.Term),
		"billingCycle": string(s.BillingCycle), "parentSubscriptionId": s.ParentID, "scheduledActions": actions(s),
		"cancellationAllowedUntilDate": nil, "links": map[string]any{"self": map[string]string{"uri": "/customers/" + s.TenantID + "/subscriptions/" + s.ID}},
	}
	if strings.Count(s.OfferID, ":") == 1 {
		body["offerId"] = s.OfferID + ":CFQ7TTC0AAAA"
	}
	for name, answer := range map[string]reconcile.Tri{"autoRenewEnabled": s.AutoRenew, "isTrial": s.Trial} {
		if answer != reconcile.Unknown {
			body[name] = answer == reconcile.Yes
		}
	}
	for name, at := range map[string]time.Time{
		"commitmentEndDate": s.CommitmentEnd, "commitmentEndDateTime": s.CommitmentEndAt, "cancellationAllowedUntilDate": s.Cancellable.Until,
	} {
		if !at.IsZero() {
			body[name] = at.Format(time.RFC3339)
		}
	}
	if s.Created.Known() {
		body["creationDate"] = s.Created.String() + "T00:00:00Z"
	}
	return body
}

func actions(s *reconcile.Subscription) []map[string]string {
	names := map[reconcile.EndOfTerm]string{
		reconcile.ActionRenew: "RenewToNewTerm", reconcile.ActionEST: "RenewToExtendedServiceTerm", reconcile.ActionCancel: "Cancel",
	}
	if name := names[s.EndOfTerm]; name != "" {
		return []map[string]string{{"scheduleType": "TermEnd", "actionType": name}}
	}
	return []map[string]string{}
}

// told returns what a run says of files: its findings without what names the file.
func (p *program) told(t *testing.T, name, text string, flags ...string) string {
	t.Helper()
	other := *p
	other.t, other.folder, other.db = t, t.TempDir(), "sqlite:"+filepath.Join(t.TempDir(), "handover.db")
	other.write("handover.toml", testConfig)
	other.write(name, text)
	other.must(0, "import", filepath.Join(p.folder, "estate", "tenants.csv"), filepath.Join(p.folder, "estate", "catalog.csv"))
	other.must(0, append(append([]string{"import"}, flags...), filepath.Join(other.folder, name))...)
	path := filepath.Join(other.folder, "report.json")
	other.must(0, "run", "-o", path)
	report, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var read struct {
		Summary  struct{ Subscriptions int }
		Findings []map[string]any
	}
	if err := json.Unmarshal(report, &read); err != nil || len(read.Findings) == 0 {
		t.Fatalf("%d findings, %v", len(read.Findings), err)
	}
	out, err := json.MarshalIndent(read, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// TestTheEstateAsPartnerCenterTellsIt gives the findings of the same facts in a canonical
// file.
func TestTheEstateAsPartnerCenterTellsIt(t *testing.T) {
	t.Parallel()
	p := newProgram(t, "")
	list := estate(t, p)
	lacks := []string{"seller_name", "account_type", "assigned", "status_since", "term_start", "est", "unit_price", "currency", "transferred_on"}
	want := p.told(t, "subscriptions.csv", canonical(t, list, lacks...), "--source", "partner-center")
	var bodies []any
	var lines strings.Builder
	for _, s := range list {
		body := partnerCenter(s)
		bodies = append(bodies, body)
		line, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		lines.Write(append(line, '\n'))
	}
	whole, err := json.MarshalIndent(map[string]any{"totalCount": len(bodies), "items": bodies}, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"export.json": string(whole), "export.jsonl": lines.String()} {
		if diff := cmp.Diff(want, p.told(t, name, text)); diff != "" {
			t.Errorf("%s: findings differ (-canonical +Partner Center):\n%.5000s", name, diff)
		}
	}
}

// giacom writes the estate as that distributor exports it: the renewal day is the day
// behind the last one.
func giacom(t *testing.T, list []*reconcile.Subscription) string {
	t.Helper()
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	err := w.Write(strings.Split("Mex ID,Customer,Offer ID,SKU ID,Licences,Assigned Licences,Status,Product,Trial,Term,Billing Frequency,Renewal Date,End of Term Action,Subscription ID,Tenant ID", ","))
	for _, s := range list {
		product, sku, _ := strings.Cut(s.OfferID, ":")
		end, _ := reconcile.LastDay(s)
		renewal := ""
		if end.Known() {
			renewal = end.AddDays(1).Start().Format("02/01/2006")
		}
		action := map[reconcile.Tri]string{reconcile.Yes: "Auto-renew"}[s.AutoRenew]
		err = errors.Join(err, w.Write([]string{
			"MEX" + s.TenantID, "Contoso", product, sku, strconv.FormatInt(s.Quantity.N, 10), count(s.Assigned), string(s.Status), s.OfferName,
			map[reconcile.Tri]string{reconcile.Yes: "Yes", reconcile.No: "No"}[s.Trial], string(s.Term), string(s.BillingCycle), renewal, action, s.ID, s.TenantID,
		}))
	}
	w.Flush()
	if err = errors.Join(err, w.Error()); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func count(c reconcile.Count) string {
	if !c.Known {
		return ""
	}
	return strconv.FormatInt(c.N, 10)
}

// TestTheEstateAsGiacomTellsIt gives the findings of a canonical file with the same columns.
func TestTheEstateAsGiacomTellsIt(t *testing.T) {
	t.Parallel()
	p := newProgram(t, "")
	list := estate(t, p)
	text := giacom(t, list)
	for _, s := range list {
		s.SellerID = "" // the export does not tell who sold it
		if s.EndOfTerm = reconcile.NoField; s.AutoRenew == reconcile.Yes {
			s.EndOfTerm = reconcile.ActionRenew
		} else {
			s.AutoRenew = reconcile.Unknown
		}
		if s.Trial == reconcile.Unknown {
			s.Trial = reconcile.No
		}
	}
	carried := canonical(t, list, "seller_id", "seller_name", "account_type", "product_type", "commerce", "friendly_name", "status_since", "term_start", "created",
		"commitment_end_at", "cancellable_until", "est", "unit_price", "currency", "parent_id", "transferred_on", "renew_quantity", "renew_offer_id", "renew_term")
	want := p.told(t, "subscriptions.csv", carried, "--source", "giacom")
	if diff := cmp.Diff(want, p.told(t, "export.csv", text)); diff != "" {
		t.Errorf("findings differ (-canonical +Giacom):\n%.5000s", diff)
	}
}
