package main

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/reconcile"
	"handover/reports/aligned"
	"handover/sql/store"
)

const movesHelp = `Lists the planned moves: which subscription comes over to us, what replaces it, and
who decided so. What is decided here is kept as source "operator", which is above
every file: an import of moves.csv does not take it back.`

// openMoves and allMoves are what --status may name beside the states of a move.
const (
	openMoves reconcile.MoveStatus = "open"
	allMoves  reconcile.MoveStatus = "all"
)

// movesShown lists what --status may name.
func movesShown() []reconcile.MoveStatus {
	return append([]reconcile.MoveStatus{openMoves, allMoves}, reconcile.MoveStatuses()...)
}

type movesOptions struct {
	tenants []string
	status  string
	json    bool
}

func newMovesCommand(a *app.App) *cobra.Command {
	var o movesOptions
	list := func(cmd *cobra.Command, _ []string) error { return listMoves(cmd.Context(), a, o) }
	cmd := &cobra.Command{Use: "moves", Short: "The planned moves", Long: movesHelp, Args: cobra.NoArgs, RunE: list}
	listCmd := &cobra.Command{Use: "list", Short: "List the moves", Long: movesHelp, Args: cobra.NoArgs, RunE: list}
	for _, c := range []*cobra.Command{cmd, listCmd} {
		flags := c.Flags()
		flags.StringArrayVar(&o.tenants, "tenant", nil, "only moves of the customer `TENANT`, an id, name or domain; may be repeated")
		flags.StringVar(&o.status, "status", string(openMoves), "only moves in this `STATUS`: "+app.Names(movesShown()))
		flags.BoolVar(&o.json, "json", false, "print JSON")
	}
	cmd.AddCommand(listCmd, newMoveAddCommand(a), newMoveSetCommand(a), newMoveDoneCommand(a), newMoveDropCommand(a))
	return cmd
}

// wants reports whether a move is asked for.
func (o *movesOptions) wants(m *reconcile.Move) bool {
	switch status := reconcile.MoveStatus(o.status); status {
	case allMoves:
		return true
	case openMoves:
		return m.IsOpen()
	default:
		return m.Status == status
	}
}

func listMoves(ctx context.Context, a *app.App, o movesOptions) error {
	if _, err := app.Choose("status", o.status, movesShown(), ""); err != nil {
		return err
	}
	return a.Reading(ctx, func(_ *config.Config, st *store.Store) (err error) {
		snapshot, err := st.Snapshot(ctx, nil) // moves are told by one source each
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, snapshot.Close()) }()
		tenants, err := app.KnownTenants(ctx, snapshot, o.tenants)
		if err != nil {
			return err
		}
		names, err := tenantNames(ctx, snapshot)
		if err != nil {
			return err
		}
		if o.json {
			return movesJSON(ctx, a, &o, snapshot, tenants, names)
		}
		return movesTable(ctx, a, &o, snapshot, tenants, names)
	})
}

// tenantNames returns what tenants are called, by id.
func tenantNames(ctx context.Context, snapshot *store.Snapshot) (map[string]string, error) {
	names := map[string]string{}
	for p, err := range snapshot.TenantNames(ctx) {
		if err != nil {
			return nil, err
		}
		names[p.ID] = cmp.Or(names[p.ID], strings.TrimSpace(p.Name), p.Domain)
	}
	return names, nil
}

func movesTable(ctx context.Context, a *app.App, o *movesOptions, snapshot *store.Snapshot, tenants []string, names map[string]string) error {
	t := aligned.New(a.Stdout, "CUSTOMER", "SUBSCRIPTION", "TARGET", "ROUTE", "STATUS", "EXPECTED END", "SOURCE", "BY", "REASON", "NOTE")
	for m, err := range snapshot.Moves(ctx, tenants, "") {
		if err != nil {
			return err
		}
		if !o.wants(&m.Move) {
			continue
		}
		target := strings.Join(m.TargetIDs, " ")
		if m.TargetTenantID != "" {
			target = strings.TrimSpace(target + " in " + cmp.Or(names[m.TargetTenantID], m.TargetTenantID))
		}
		t.Row(cmp.Or(names[m.TenantID], m.TenantID), sourceText(&m.Move), orDash(target), m.Route, m.Status, orDash(m.ExpectedEnd.String()),
			m.Source, orDash(m.Actor), orDash(m.Reason), orDash(m.Note))
	}
	return t.Flush()
}

// sourceText says what a move is about.
func sourceText(m *reconcile.Move) string {
	if m.SourceSellerID != "" {
		return m.SourceID + " of " + m.SourceSellerID
	}
	return m.SourceID
}

// listedMove is a move as scripts read it, by the columns of moves.csv.
type listedMove struct {
	TenantID       string   `json:"tenant_id"`
	TenantName     *string  `json:"tenant_name"`
	SubscriptionID string   `json:"source_subscription_id"` // * for all that is watched
	SellerID       *string  `json:"source_seller_id"`
	TargetIDs      []string `json:"target_subscription_ids"`
	TargetTenantID *string  `json:"target_tenant_id"`
	Route          string   `json:"route"`
	Status         string   `json:"status"`
	RequesterRole  *string  `json:"requester_role"`
	ExpectedEnd    *string  `json:"expected_end"`
	PlannedOn      *string  `json:"planned_on"`
	FirstSeen      *string  `json:"first_seen"`
	Note           *string  `json:"note"`
	Source         string   `json:"source"`
	ObservedAt     string   `json:"observed_at"`
	By             *string  `json:"by"`
	Reason         *string  `json:"reason"`
}

func movesJSON(ctx context.Context, a *app.App, o *movesOptions, snapshot *store.Snapshot, tenants []string, names map[string]string) error {
	list := newJSONList(a.Stdout)
	for m, err := range snapshot.Moves(ctx, tenants, "") {
		if err != nil {
			return err
		}
		if !o.wants(&m.Move) {
			continue
		}
		if err := list.add(listedMoveOf(&m, names)); err != nil {
			return err
		}
	}
	return list.end()
}

func listedMoveOf(m *reconcile.MoveEntry, names map[string]string) listedMove {
	return listedMove{
		TenantID: m.TenantID, TenantName: orNull(names[m.TenantID]), SubscriptionID: m.SourceID, SellerID: orNull(m.SourceSellerID),
		TargetIDs: slices.Concat([]string{}, m.TargetIDs), TargetTenantID: orNull(m.TargetTenantID),
		Route: string(m.Route), Status: string(m.Status), RequesterRole: orNull(m.RequesterRole),
		ExpectedEnd: orNull(m.ExpectedEnd.String()), PlannedOn: orNull(m.PlannedOn.String()), FirstSeen: orNull(m.FirstSeen.String()),
		Note: orNull(m.Note), Source: m.Source, ObservedAt: instantText(m.ObservedAt), By: orNull(m.Actor), Reason: orNull(m.Reason),
	}
}
