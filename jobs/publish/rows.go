package publish

import "handover/reconcile"

// The functions below name every field of a row, or of a part of one, to a coder, in
// the order in which they stand in its type.

func reportedRow(c *coder, r *reconcile.Reported) {
	findingRow(c, &r.Finding)
	text(c, &r.Delta)
	text(c, &r.State)
	decisionPart(c, &r.Held)
	duePart(c, &r.PreviousDue)
	pointer(c, &r.Previous, findingRow)
	c.instant(&r.FirstSeen, &r.LastSeen)
	c.number(&r.MissedIn)
	c.number(&r.SinceRun)
}

func decisionPart(c *coder, d *reconcile.Decision) {
	text(c, &d.State)
	whole(c, &d.Until)
	text(c, &d.Actor, &d.Reason)
}

func resolvedRow(c *coder, r *reconcile.ResolvedFinding) {
	findingRow(c, &r.Finding)
	text(c, &r.Reason)
}

func findingRow(c *coder, f *reconcile.Finding) {
	text(c, &f.ID)
	text(c, &f.Code)
	text(c, &f.Job)
	text(c, &f.Severity)
	text(c, &f.Owner)
	duePart(c, &f.Due)
	text(c, &f.TenantID, &f.TenantName, &f.SubscriptionID, &f.Subject)
	whole(c, &f.TermEnd)
	text(c, &f.OfferID, &f.OfferName, &f.SellerID, &f.SellerName)
	countPart(c, &f.Quantity)
	wayPart(c, &f.Way)
	whole(c, &f.LastDay)
	text(c, &f.Outcome)
	whole(c, &f.CoverBy)
	exposurePart(c, &f.Exposure)
	list(c, &f.Evidence, evidencePart)
	list(c, &f.Assumptions, func(c *coder, a *reconcile.Assumption) { text(c, a) })
}

func duePart(c *coder, d *reconcile.Due) {
	whole(c, &d.Day)
	c.instant(&d.At)
}

func countPart(c *coder, n *reconcile.Count) {
	c.number(&n.N)
	c.truth(&n.Known)
}

func wayPart(c *coder, w *reconcile.Way) {
	text(c, &w.Part)
	text(c, &w.Route)
	text(c, &w.Sale)
	taskPart(c, &w.Step.Task)
	whole(c, &w.Step.Day)
	duePart(c, &w.Step.LastSafe)
	list(c, &w.Then, taskPart)
	list(c, &w.Else, taskPart)
}

func taskPart(c *coder, t *reconcile.Task) {
	text(c, &t.Kind)
	text(c, &t.Owner)
}

func exposurePart(c *coder, e *reconcile.Exposure) {
	text(c, &e.Kind)
	text(c, &e.Period)
	c.number(&e.Amount.Minor)
	text(c, &e.Amount.Currency)
	text(c, &e.Basis)
	list(c, &e.Args, evidencePart)
	c.number(&e.Share.Minor)
	c.number(&e.Share.Parts)
	whole(c, &e.Share.Last)
	text(c, &e.Lack)
	text(c, &e.Currency)
}

func evidencePart(c *coder, e *reconcile.Evidence) {
	text(c, &e.Key, &e.Value)
	c.truth(&e.Material)
}

func coverageRow(c *coder, t *reconcile.Coverage) {
	text(c, &t.TenantID, &t.Name, &t.Domain)
	contactPart(c, &t.Contact)
	c.truth(&t.Evaluated)
	text(c, &t.Reason)
	text(c, &t.Source, &t.Why)
	c.instant(&t.SourceAt, &t.ObservedAt)
	whole(c, &t.Subscriptions)
	whole(c, &t.ChargesOnly)
	c.number(&t.Seats)
	whole(c, &t.WithFindings)
	counts(c, &t.Routine)
	counts(c, &t.Silenced)
	whole(c, &t.Suppressed)
	whole(c, &t.DelegatedUntil)
}

func contactPart(c *coder, p *reconcile.Contact) { text(c, &p.Name, &p.Email, &p.Language) }

func sellerRow(c *coder, s *reconcile.Seller) {
	text(c, &s.ID, &s.Name, &s.ContactName, &s.ContactEmail, &s.Language)
	whole(c, &s.ActsUntil)
	countPart(c, &s.LeadDays)
}

func plannedRow(c *coder, p *reconcile.Planned) {
	text(c, &p.TenantID, &p.TenantName)
	pointer(c, &p.Step, stepPart)
	pointer(c, &p.Obstacle, obstaclePart)
	c.truth(&p.SourceEvaluated, &p.TargetEvaluated)
}

func stepPart(c *coder, s *reconcile.PlanStep) {
	text(c, &s.TenantID, &s.SourceID, &s.SellerID, &s.TargetTenantID)
	text(c, &s.Kind)
	text(c, &s.Route)
	text(c, &s.Owner)
	text(c, &s.Actor)
	whole(c, &s.Day)
	duePart(c, &s.LastSafe)
	whole(c, &s.Margin)
	whole(c, &s.Request)
	text(c, &s.TransferID, &s.OfferID, &s.OfferName)
	countPart(c, &s.Seats)
	text(c, &s.Sale)
}

func obstaclePart(c *coder, o *reconcile.Obstacle) {
	text(c, &o.Code)
	text(c, &o.TenantID, &o.SourceID, &o.SellerID, &o.TargetTenantID, &o.Subject, &o.OfferName)
	list(c, &o.Movers, func(c *coder, mover *string) { text(c, mover) })
	text(c, &o.Against)
	whole(c, &o.Day)
	c.number(&o.Count)
	c.number(&o.Limit)
	c.number(&o.Excess)
	list(c, &o.Remedies, func(c *coder, r *reconcile.Remedy) {
		text(c, &r.Code)
		text(c, &r.Route)
		c.number(&r.N)
	})
}
