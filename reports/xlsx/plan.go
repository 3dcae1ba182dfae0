package xlsx

import (
	"cmp"
	"context"
	"strings"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/workbook"
)

// planColumn is a column of the sheet of the plan.
type planColumn struct {
	key   string
	kind  workbook.Kind
	width float64
	wrap  bool
	cell  func(*reconcile.Planned) workbook.Cell
}

// planList returns the sheet of the plan: what stands in its way, then the steps by
// their day.
func (b *builder) planList(ctx context.Context) workbook.Sheet {
	printed, beside := b.planPrinted(), b.planBeside()
	all := append(printed, beside...)
	sheet := workbook.Sheet{
		Name: b.Words.Labels.SheetPlan, Count: b.Summary.Steps + b.Summary.Obstacles, Empty: b.Words.Labels.NoSteps,
		PrintColumns: len(printed),
	}
	for i, c := range all {
		sheet.Columns = append(sheet.Columns, workbook.Column{Title: b.Heading(c.key), Kind: c.kind, Width: c.width, Wrap: c.wrap})
		switch c.key {
		case "tenant_name":
			sheet.FreezeColumns = i + 1
		case "urgency":
			sheet.Emphasis = append(sheet.Emphasis, b.urgencyEmphasis(i)...)
		case "step":
			sheet.Emphasis = append(sheet.Emphasis, workbook.Emphasis{Column: i, Text: b.Words.Labels.Obstacle, Look: workbook.Alarm})
		case "status":
			sheet.Emphasis = append(sheet.Emphasis, workbook.Emphasis{Column: i, Text: b.Words.CoverageStatus(false), Look: workbook.Warning})
		}
	}
	sheet.Rows = rowsOf(b.Plan(ctx), len(all), func(p *reconcile.Planned, cells []workbook.Cell) {
		for i, c := range all {
			cells[i] = c.cell(p)
		}
	})
	return b.list(sheet)
}

// planPrinted are the columns that a reader needs to act, as wide as a page in
// landscape format allows.
func (b *builder) planPrinted() []planColumn {
	t := b.Words
	return []planColumn{
		{"plan_day", workbook.KindDay, 13, false, func(p *reconcile.Planned) workbook.Cell { return dayOf(b.PlanDay(p)) }},
		{"tenant_name", workbook.KindText, 18, true, func(p *reconcile.Planned) workbook.Cell {
			return customerCell(reports.PlannedName(p), p.TenantID)
		}},
		{"last_safe_day", workbook.KindDay, 13, false, ofStep(func(s *reconcile.PlanStep) workbook.Cell { return dayOf(s.LastSafe.Day) })},
		{"urgency", workbook.KindText, 14, false, func(p *reconcile.Planned) workbook.Cell { return workbook.Text(t.Urgency(b.PlanUrgency(p))) }},
		{"step", workbook.KindText, 24, true, func(p *reconcile.Planned) workbook.Cell { return workbook.Text(b.stepText(p)) }},
		{"action", workbook.KindText, 58, true, func(p *reconcile.Planned) workbook.Cell { return workbook.Text(b.planText(p)) }},
		{"offer_name", workbook.KindText, 24, true, func(p *reconcile.Planned) workbook.Cell { return workbook.Text(plannedOffer(p)) }},
		{"seats", workbook.KindInteger, 8, false, ofStep(func(s *reconcile.PlanStep) workbook.Cell { return numberOf(s.Seats) })},
		{"route", workbook.KindText, 18, true, ofStep(func(s *reconcile.PlanStep) workbook.Cell { return workbook.Text(t.Route(s.Route)) })},
		{"owner", workbook.KindText, 16, false, func(p *reconcile.Planned) workbook.Cell { return workbook.Text(t.Owner(p.Owner())) }},
		{"seller_name", workbook.KindText, 18, true, ofStep(func(s *reconcile.PlanStep) workbook.Cell { return workbook.Text(s.Actor) })},
		{"margin_days", workbook.KindInteger, 9, false, ofStep(func(s *reconcile.PlanStep) workbook.Cell { return positive(s.MarginAt(b.Run.AsOf)) })},
		{"transfer_request", workbook.KindInteger, 9, false, ofStep(func(s *reconcile.PlanStep) workbook.Cell { return positive(s.Request) })},
		{"status", workbook.KindText, 14, false, func(p *reconcile.Planned) workbook.Cell {
			return workbook.Text(t.CoverageStatus(p.Evaluated()))
		}},
	}
}

// planBeside are the details, none of which is broken into lines.
func (b *builder) planBeside() []planColumn {
	return []planColumn{
		{"last_safe", workbook.KindInstant, 20, false, ofStep(func(s *reconcile.PlanStep) workbook.Cell { return b.instantOf(s.LastSafe.Instant()) })},
		{"subscription_id", workbook.KindText, 38, false, ofMove(func(_, source, _ string) string { return source })},
		{"tenant_id", workbook.KindText, 38, false, ofMove(func(tenant, _, _ string) string { return tenant })},
		{"target_tenant_id", workbook.KindText, 38, false, ofMove(func(_, _, target string) string { return target })},
		{"transfer_id", workbook.KindText, 38, false, ofStep(func(s *reconcile.PlanStep) workbook.Cell { return workbook.Text(s.TransferID) })},
		{"offer_id", workbook.KindText, 38, false, ofStep(func(s *reconcile.PlanStep) workbook.Cell { return workbook.Text(s.OfferID) })},
		{"code", workbook.KindText, 20, false, func(p *reconcile.Planned) workbook.Cell {
			if p.Step != nil {
				return workbook.Text(string(p.Step.Kind))
			}
			return workbook.Text(string(p.Obstacle.Code))
		}},
	}
}

// ofStep leaves a cell empty where there is no step.
func ofStep(cell func(*reconcile.PlanStep) workbook.Cell) func(*reconcile.Planned) workbook.Cell {
	return func(p *reconcile.Planned) workbook.Cell {
		if p.Step == nil {
			return workbook.Cell{}
		}
		return cell(p.Step)
	}
}

// ofMove returns a cell with one of the ids of a move: its tenant, its source and
// the tenant it leads into.
func ofMove(pick func(tenant, source, target string) string) func(*reconcile.Planned) workbook.Cell {
	return func(p *reconcile.Planned) workbook.Cell {
		if p.Step != nil {
			return workbook.Text(pick(p.Step.TenantID, p.Step.SourceID, p.Step.TargetTenantID))
		}
		return workbook.Text(pick(p.Obstacle.TenantID, p.Obstacle.SourceID, p.Obstacle.TargetTenantID))
	}
}

func positive(n int) workbook.Cell {
	if n <= 0 {
		return workbook.Cell{}
	}
	return workbook.Int(int64(n))
}

// plannedOffer names the offer that a line is about.
func plannedOffer(p *reconcile.Planned) string {
	switch {
	case p.Step != nil:
		return cmp.Or(p.Step.OfferName, p.Step.OfferID)
	case p.Obstacle.Code == reconcile.ObstacleSeatPool:
		return cmp.Or(p.Obstacle.OfferName, p.Obstacle.Subject)
	default:
		return p.Obstacle.OfferName
	}
}

// stepText names a step; an obstacle says that it is one.
func (b *builder) stepText(p *reconcile.Planned) string {
	if p.Step != nil {
		return b.Words.Step(p.Step.Kind)
	}
	return b.Words.Labels.Obstacle
}

// planText says what is to be done, or what stands in the way and, a line each,
// what would make the plan possible.
func (b *builder) planText(p *reconcile.Planned) string {
	if p.Step != nil {
		return b.Words.StepLine(p.Step)
	}
	lines := []string{b.Words.Obstacle(p.Obstacle)}
	for i, way := range b.WaysOut(p.Obstacle) {
		if i == 0 {
			lines = append(lines, strings.TrimSpace(b.Pair(b.Words.Labels.WaysOut, "")))
		}
		lines = append(lines, "– "+way)
	}
	return strings.Join(lines, "\n")
}
