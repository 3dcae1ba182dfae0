package store

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"

	"handover/reconcile"
)

// The kinds of an item, in their order.
const (
	obstacleItem = "obstacle"
	stepItem     = "step"
)

// planItem is one line of a tenant's plan as it is stored: what queries look at,
// and the rest of it as one JSON text with short names and without what is empty.
type planItem struct {
	kind       string
	place      int // among the lines of the plan
	day        string
	moveTenant string
	owner      string
	seller     string
	content    string
}

type stepContent struct {
	SourceID   string             `json:"source,omitempty"`
	Target     string             `json:"target,omitempty"`
	Kind       reconcile.StepKind `json:"kind,omitempty"`
	Route      reconcile.Route    `json:"route,omitempty"`
	LastSafe   string             `json:"last_safe,omitempty"`
	Actor      string             `json:"actor,omitempty"`
	Margin     int                `json:"margin,omitempty"`
	Request    int                `json:"request,omitempty"`
	TransferID string             `json:"transfer,omitempty"`
	OfferID    string             `json:"offer,omitempty"`
	OfferName  string             `json:"name,omitempty"`
	Seats      *int64             `json:"seats,omitempty"`
	Sale       reconcile.Sale     `json:"sale,omitempty"`
}

type obstacleContent struct {
	Code     reconcile.ObstacleCode `json:"code,omitempty"`
	SourceID string                 `json:"source,omitempty"`
	Target   string                 `json:"target,omitempty"`
	Subject  string                 `json:"subject,omitempty"`
	Name     string                 `json:"name,omitempty"`
	Against  reconcile.Against      `json:"against,omitempty"`
	Count    int64                  `json:"count,omitempty"`
	Limit    int64                  `json:"limit,omitempty"`
	Excess   int64                  `json:"excess,omitempty"`
	Movers   []string               `json:"movers,omitempty"`
	Remedies []remedyContent        `json:"remedies,omitempty"`
}

type remedyContent struct {
	Code  reconcile.RemedyCode `json:"code"`
	Route reconcile.Route      `json:"route,omitempty"`
	N     int64                `json:"n,omitempty"`
}

// itemsOf returns the lines of a plan in their order.
func itemsOf(p *reconcile.TenantPlan) ([]planItem, error) {
	lines := p.Lines()
	items := make([]planItem, 0, len(lines))
	for i := range lines {
		line := &lines[i]
		item := planItem{
			kind: stepItem, place: i, day: line.Day().String(), moveTenant: line.MoveTenant(), owner: string(line.Owner()),
			seller: line.SellerID(),
		}
		var content any
		if line.Obstacle != nil {
			item.kind, content = obstacleItem, contentOfObstacle(line.Obstacle)
		} else {
			content = contentOfStep(line.Step)
		}
		text, err := json.Marshal(content)
		if err != nil {
			return nil, fmt.Errorf("write line %d of the plan of tenant %s: %w", i, p.TenantID, err)
		}
		item.content = string(text)
		items = append(items, item)
	}
	return items, nil
}

func contentOfStep(s *reconcile.PlanStep) stepContent {
	c := stepContent{
		SourceID: s.SourceID, Target: s.TargetTenantID, Kind: s.Kind, Route: s.Route, LastSafe: s.LastSafe.String(),
		Actor: s.Actor, Sale: s.Sale, Margin: s.Margin, Request: s.Request, TransferID: s.TransferID, OfferID: s.OfferID, OfferName: s.OfferName,
	}
	if s.Seats.Known {
		c.Seats = &s.Seats.N
	}
	return c
}

func contentOfObstacle(o *reconcile.Obstacle) obstacleContent {
	c := obstacleContent{
		Code: o.Code, SourceID: o.SourceID, Target: o.TargetTenantID, Subject: o.Subject, Name: o.OfferName, Against: o.Against,
		Count: o.Count, Limit: o.Limit, Excess: o.Excess, Movers: o.Movers,
	}
	for _, r := range o.Remedies {
		c.Remedies = append(c.Remedies, remedyContent(r))
	}
	return c
}

// noPlan is the hash of a plan without lines, and stands for a missing one.
const noPlan = ""

// hashOf tells a plan from every other one, also by the name of its tenant.
func hashOf(name string, items []planItem) string {
	if len(items) == 0 {
		return noPlan
	}
	sum := sha256.New()
	hashText(sum, name)
	for i := range items {
		item := &items[i] // its place follows from the order
		for _, text := range [...]string{item.kind, item.day, item.moveTenant, item.owner, item.seller, item.content} {
			hashText(sum, text)
		}
	}
	return hex.EncodeToString(sum.Sum(nil)[:16])
}

// hashText puts the length before a text, which may hold any byte.
func hashText(sum hash.Hash, text string) {
	_, _ = fmt.Fprintf(sum, "%d:%s", len(text), text) // a hash takes everything
}

// scanPlanned reads a line of a plan, and whether it is of a plan elsewhere.
func scanPlanned(rows *sql.Rows) (p reconcile.Planned, elsewhere bool, err error) {
	var item planItem
	err = rows.Scan(&item.kind, &p.TenantID, &p.TenantName, &item.day, &item.moveTenant, &item.owner, &item.seller, &item.content,
		&p.SourceEvaluated, &p.TargetEvaluated, &elsewhere)
	if err != nil {
		return reconcile.Planned{}, false, err
	}
	if item.kind == stepItem {
		p.Step, err = item.step()
	} else {
		p.Obstacle, err = item.obstacle()
	}
	if err != nil {
		return reconcile.Planned{}, false, fmt.Errorf("read the plan of tenant %s: %w", p.TenantID, err)
	}
	return p, elsewhere, nil
}

func (item *planItem) step() (*reconcile.PlanStep, error) {
	var c stepContent
	err := json.Unmarshal([]byte(item.content), &c)
	if err != nil {
		return nil, err
	}
	s := &reconcile.PlanStep{
		TenantID: item.moveTenant, SourceID: c.SourceID, SellerID: item.seller, TargetTenantID: c.Target,
		Kind: c.Kind, Route: c.Route, Owner: reconcile.Owner(item.owner), Actor: c.Actor, Sale: c.Sale, Margin: c.Margin, Request: c.Request,
		TransferID: c.TransferID, OfferID: c.OfferID, OfferName: c.OfferName,
	}
	if c.Seats != nil {
		s.Seats = reconcile.CountOf(*c.Seats)
	}
	s.Day, err = day(item.day)
	if err != nil {
		return nil, err
	}
	s.LastSafe, err = fromDue(c.LastSafe)
	return s, err
}

func (item *planItem) obstacle() (*reconcile.Obstacle, error) {
	var c obstacleContent
	err := json.Unmarshal([]byte(item.content), &c)
	if err != nil {
		return nil, err
	}
	o := &reconcile.Obstacle{
		Code: c.Code, TenantID: item.moveTenant, SourceID: c.SourceID, SellerID: item.seller, TargetTenantID: c.Target,
		Subject: c.Subject, OfferName: c.Name, Against: c.Against, Count: c.Count, Limit: c.Limit, Excess: c.Excess, Movers: c.Movers,
	}
	for _, r := range c.Remedies {
		o.Remedies = append(o.Remedies, reconcile.Remedy(r))
	}
	o.Day, err = day(item.day)
	return o, err
}
