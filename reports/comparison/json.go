package comparison

import (
	"context"
	"io"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/json"
)

// Schema names the shape of a comparison for machines.
const Schema = "handover.comparison/1"

// The shapes of a comparison for machines. A null stands for what is not known or does
// not apply.
type (
	headObject struct {
		Schema     string            `json:"schema"`
		Before     json.Run          `json:"before"`
		After      json.Run          `json:"after"`
		Jobs       []reconcile.Job   `json:"jobs"`
		Tenants    int               `json:"tenants"`
		OnlyBefore onlyObject        `json:"only_before"`
		OnlyAfter  onlyObject        `json:"only_after"`
		Counts     countsObject      `json:"counts"`
		Bridge     []json.BridgeLine `json:"bridge"`
		Coverage   []coveredObject   `json:"coverage"`
	}
	onlyObject struct {
		Jobs    []reconcile.Job `json:"jobs"`
		Tenants []tenantObject  `json:"tenants"`
	}
	tenantObject struct {
		TenantID string  `json:"tenant_id"`
		Name     *string `json:"name"`
	}
	countsObject struct {
		New       int                              `json:"new"`
		Reopened  int                              `json:"reopened"`
		Changed   int                              `json:"changed"`
		Unchanged int                              `json:"unchanged"`
		Resolved  map[reconcile.ResolvedReason]int `json:"resolved"` // by reason
		Silenced  int                              `json:"silenced"` // another issue speaks for them now
	}
	coveredObject struct {
		tenantObject
		Before statusObject `json:"before"`
		After  statusObject `json:"after"`
	}
	statusObject struct {
		Evaluated bool    `json:"evaluated"`
		Reason    *string `json:"reason"`
	}
	passageObject struct {
		Change      string             `json:"change"` // new, reopened, changed, resolved, silenced
		Reason      *string            `json:"reason"` // of what was resolved
		Differences []differenceObject `json:"differences"`
		Before      *json.Finding      `json:"before"`
		After       *json.Finding      `json:"after"`
	}
	differenceObject struct {
		Field  string `json:"field"`
		Before string `json:"before"`
		After  string `json:"after"`
	}
)

// WriteJSON writes a comparison as one JSON object. Its last member, findings, holds
// everything that is not as it was, by tenant, and is written as it is read.
func WriteJSON(ctx context.Context, w io.Writer, c *Comparison) error {
	return json.WriteWith(w, c.object(), json.Objects(c.Passages(ctx), c.passage))
}

func (c *Comparison) object() headObject {
	head := headObject{
		Schema: Schema, Before: json.RunOf(&c.Before), After: json.RunOf(&c.After), Jobs: append([]reconcile.Job{}, c.Jobs...), Tenants: c.Tenants,
		OnlyBefore: onlyOf(c.JobsBefore, c.TenantsBefore), OnlyAfter: onlyOf(c.JobsAfter, c.TenantsAfter),
		Counts: countsObject{
			New: c.Deltas[reconcile.New], Reopened: c.Deltas[reconcile.Reopened], Changed: c.Deltas[reconcile.Changed],
			Unchanged: c.Deltas[reconcile.Unchanged], Resolved: map[reconcile.ResolvedReason]int{}, Silenced: c.Resolved[""],
		},
		Bridge: json.BridgeOf(c.Bridge.Lines), Coverage: make([]coveredObject, 0, len(c.Coverage)),
	}
	for reason, n := range c.Resolved {
		if reason != "" {
			head.Counts.Resolved[reason] = n
		}
	}
	for i := range c.Coverage {
		covered := &c.Coverage[i]
		head.Coverage = append(head.Coverage, coveredObject{
			tenantObject{covered.After.TenantID, orNull(covered.After.Name)}, c.statusOf(&covered.Before), c.statusOf(&covered.After),
		})
	}
	return head
}

func (c *Comparison) statusOf(coverage *reconcile.Coverage) statusObject {
	return statusObject{coverage.Evaluated, orNull(c.Words.CoverageReason(coverage))}
}

func onlyOf(jobs []reconcile.Job, tenants []reconcile.Party) onlyObject {
	only := onlyObject{append([]reconcile.Job{}, jobs...), make([]tenantObject, 0, len(tenants))}
	for i := range tenants {
		only.Tenants = append(only.Tenants, tenantObject{tenants[i].ID, orNull(tenants[i].Name)})
	}
	return only
}

func (c *Comparison) passage(p *reconcile.Passage) passageObject {
	object := passageObject{Change: string(p.Delta), Reason: orNull(string(p.Reason)), Differences: []differenceObject{}}
	switch {
	case p.After == nil && p.Reason == "":
		object.Change = "silenced"
	case p.After == nil:
		object.Change = "resolved"
	}
	for _, d := range p.Differences() {
		object.Differences = append(object.Differences, differenceObject(d))
	}
	object.Before, object.After = findingOf(&c.Wording, p.Before), findingOf(&c.Wording, p.After)
	return object
}

func findingOf(w *reports.Wording, f *reconcile.Reported) *json.Finding {
	if f == nil {
		return nil
	}
	return new(json.FindingOf(w, f))
}

func orNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
