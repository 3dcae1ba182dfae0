package digest

import (
	"context"
	"encoding/json"

	"handover/reconcile"
	"handover/reports"
)

// mostData is how many bytes the JSON for a program has at most.
const mostData = 256_000

// mostDetail is how many characters of the detail of a step it has.
const mostDetail = 2_000

// data is what has to be known first, for programs.
type data struct {
	Schema     string         `json:"schema"`
	Title      string         `json:"title"`
	Language   string         `json:"language"`
	Run        dataRun        `json:"run"`
	Notices    []dataNotice   `json:"notices"`
	NotChecked []dataGap      `json:"not_checked"`
	Ending     dataEndings    `json:"delegation_ending"`
	Counts     map[string]int `json:"counts"` // of what there is, by milestone, or of now
	Findings   []dataFinding  `json:"findings"`
	LeftOut    int            `json:"left_out"` // of the findings, for want of room
	Changes    map[string]int `json:"changes"`
}

type dataRun struct {
	ID           string `json:"id"`
	AsOf         string `json:"as_of"`
	Status       string `json:"status"`
	Tenants      int    `json:"tenants"`
	NotEvaluated int    `json:"not_evaluated"` // of the tenants
	Findings     int    `json:"findings"`
}

type dataNotice struct {
	Kind    string   `json:"kind"`
	Target  string   `json:"target"`
	Count   int      `json:"count"`
	Parties []string `json:"parties"`
	Step    *string  `json:"step"` // what follows is of the kind step
	Status  *string  `json:"status"`
	Detail  *string  `json:"detail"`
}

type dataGap struct {
	Customers int      `json:"customers"`
	Names     []string `json:"names"`
	Reason    string   `json:"reason"`
	Source    string   `json:"source"`
	Why       string   `json:"why"`
}

// dataEndings are the customers whose delegated administration ends soon, or has ended.
type dataEndings struct {
	Customers int          `json:"customers"`
	First     []dataEnding `json:"first"` // that end first
}

type dataEnding struct {
	TenantID   string `json:"tenant_id"`
	TenantName string `json:"tenant_name"`
	Until      string `json:"delegated_until"`
}

type dataFinding struct {
	Milestone    string  `json:"milestone"` // now, where the whole report is told
	ID           string  `json:"id"`
	Code         string  `json:"code"`
	Severity     string  `json:"severity"`
	DueDay       *string `json:"due_day"`
	TenantID     string  `json:"tenant_id"`
	TenantName   string  `json:"tenant_name"`
	Subscription string  `json:"subscription_id"`
	Offer        string  `json:"offer_name"`
	Owner        string  `json:"owner"`
	SellerName   string  `json:"seller_name"`
	Message      string  `json:"message"`
	Action       string  `json:"action"`
	Amount       *string `json:"amount"`
	Currency     *string `json:"currency"`
	Reason       *string `json:"reason"` // of a resolved one
}

// now is the key of what is to be done now, where milestones are not told.
const now = "now"

// DataCard writes what has to be known first as JSON for a program, in the schema
// handover.digest/1 and at most 256 KB: keys are always present, null where nothing is
// known. What does not fit is left out from the least urgent end, and counted.
func DataCard(ctx context.Context, r *reports.Report, t *reports.Telling) (any, error) {
	b, err := r.Briefing(ctx)
	if err != nil {
		return nil, err
	}
	v := &data{
		Schema: "handover.digest/1", Title: r.Title(), Language: r.Words.Language,
		Run: dataRun{
			ID: reports.RunID(&r.Run), AsOf: reports.Instant(r.Run.AsOf), Status: string(r.Run.State),
			Tenants: r.Summary.Tenants, NotEvaluated: r.Summary.NotEvaluated, Findings: r.Summary.Findings,
		},
		Notices: []dataNotice{}, NotChecked: []dataGap{}, Counts: map[string]int{}, Findings: []dataFinding{},
	}
	for i := range t.Notices {
		n := &t.Notices[i]
		parties := make([]string, len(n.Parties))
		for k := range parties {
			parties[k] = reports.Shorten(reports.Readable(n.Parties[k]), mostText)
		}
		v.Notices = append(v.Notices, dataNotice{
			string(n.Kind), n.Target, n.Count, parties,
			known(n.Step.Name), known(string(n.Step.State)), known(reports.Shorten(reports.Readable(n.Step.Detail), mostDetail)),
		})
	}
	for i := range b.Unchecked {
		u := &b.Unchecked[i]
		v.NotChecked = append(v.NotChecked, dataGap{u.Customers, append([]string{}, u.Names.Rows...), string(u.Oldest.Reason), u.Oldest.Source, r.WhyUnchecked(u)})
	}
	v.Ending = dataEndings{Customers: b.Endings.All, First: []dataEnding{}}
	for _, e := range b.Endings.Rows {
		v.Ending.First = append(v.Ending.First, dataEnding{e.TenantID, reports.Readable(e.Name), e.Until.String()})
	}
	v.addFindings(r, t, &b)
	c := &r.Summary.Delta
	v.Changes = map[string]int{"new": c.New, "changed": c.Changed, "reopened": c.Reopened, "resolved": c.Resolved, "unchanged": c.Unchanged, "put_off": c.Suppressed, "not_evaluated": c.NotEvaluated}
	return v, v.fit()
}

func (v *data) addFindings(r *reports.Report, t *reports.Telling, b *reports.Briefing) {
	if t.Counts == nil {
		v.Counts[now] = b.Now.All
		for i := range b.Now.Rows {
			v.Findings = append(v.Findings, dataOf(r, now, &b.Now.Rows[i].Finding, ""))
		}
	}
	for milestone, n := range t.Counts {
		v.Counts[string(milestone)] = n
	}
	for i := range t.News {
		n := &t.News[i]
		v.Findings = append(v.Findings, dataOf(r, string(n.Milestone), &n.Reported.Finding, n.Reason))
	}
	for _, n := range v.Counts {
		v.LeftOut += n
	}
	v.LeftOut -= len(v.Findings)
}

func dataOf(r *reports.Report, milestone string, f *reconcile.Finding, reason reconcile.ResolvedReason) dataFinding {
	d := dataFinding{
		Milestone: milestone, ID: f.ID, Code: string(f.Code), Severity: string(f.Severity), DueDay: known(f.Due.Day.String()),
		TenantID: f.TenantID, TenantName: reports.Readable(f.TenantName), Subscription: f.SubscriptionID, Offer: reports.Readable(f.OfferName),
		Owner: string(f.Owner), SellerName: reports.Readable(f.SellerName), Message: r.Words.Message(f), Action: r.Action(f), Reason: known(string(reason)),
	}
	if f.Exposure.Amount.Known() {
		d.Amount, d.Currency = known(f.Exposure.Amount.String()), known(f.Exposure.Amount.Currency)
	}
	return d
}

// known returns a text, or nothing for an empty one.
func known(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// fit leaves out the last findings, then the last groups of what was not checked, and then
// parties of notices, of which the count stays, until the JSON is short enough.
func (v *data) fit() error {
	for {
		content, err := json.Marshal(v)
		switch {
		case err != nil || len(content) <= mostData:
			return err
		case len(v.Findings) > 0:
			n := len(v.Findings) / 2
			v.LeftOut += len(v.Findings) - n
			v.Findings = v.Findings[:n]
		case len(v.NotChecked) > 1:
			v.NotChecked = v.NotChecked[:len(v.NotChecked)/2]
		case !v.nameFewer():
			return nil
		}
	}
}

// nameFewer leaves out half of the parties of each notice. It reports whether there were any.
func (v *data) nameFewer() (named bool) {
	for i := range v.Notices {
		n := &v.Notices[i]
		named = named || len(n.Parties) > 0
		n.Parties = n.Parties[:len(n.Parties)/2]
	}
	return named
}
