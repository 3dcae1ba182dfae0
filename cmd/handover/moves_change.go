package main

import (
	"context"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"handover/cmd/internal/app"
	"handover/reconcile"
)

// moveOptions are what a decision about a move says. Which of them a command takes, its
// flags tell.
type moveOptions struct {
	decider
	tenant, subscription, seller string // subscription: of a new move, or the one to which a move is pointed
	all                          bool

	targets                                              []string
	targetTenant, route, status, expectedEnd, role, note string

	given *pflag.FlagSet
}

const decisionOfMoves = `
Name and reason are kept with the move.`

// moveDecision finds out what some moves are after a decision about a subscription.
type moveDecision func(x *mover, ctx context.Context, subscription string) ([]reconcile.Move, error)

// moveCommand makes a command that decides about moves. flags adds its own flags.
func moveCommand(a *app.App, use, short, long string, args cobra.PositionalArgs, flags func(*moveOptions, *pflag.FlagSet), decide moveDecision) *cobra.Command {
	var o moveOptions
	cmd := &cobra.Command{
		Use: use, Short: short, Long: long + decisionOfMoves, Args: args,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.given = cmd.Flags()
			return changeMoves(cmd.Context(), a, &o, append(args, "")[0], decide)
		},
	}
	cmd.Flags().StringVar(&o.tenant, "tenant", "", "the customer `TENANT`, an id, name or domain")
	flags(&o, cmd.Flags())
	o.flags(cmd)
	return cmd
}

func newMoveAddCommand(a *app.App) *cobra.Command {
	return moveCommand(a, "add", "Plan a move",
		`Plans the move of one subscription, of everything that a customer has from others
(--all), or of everything that one seller has sold to it (--seller). The customer can be
left out where only one has the subscription.`,
		cobra.NoArgs, func(o *moveOptions, flags *pflag.FlagSet) {
			flags.StringVar(&o.subscription, "subscription", "", "the `ID` of what moves, or the beginning of it")
			o.watchFlags(flags)
			o.fieldFlags(flags)
		}, (*mover).add)
}

func newMoveSetCommand(a *app.App) *cobra.Command {
	return moveCommand(a, "set [SUBSCRIPTION]", "Change a move",
		`Changes what the flags name of the open move of a subscription, or opens it again.
--point-to points it to another subscription, such as the one that has taken the place
of the first at the old seller.`,
		needs(0, 1, "one subscription"), func(o *moveOptions, flags *pflag.FlagSet) {
			flags.StringVar(&o.subscription, "point-to", "", "the `ID` of the subscription that moves instead")
			o.watchFlags(flags)
			o.fieldFlags(flags)
			flags.StringVar(&o.status, "status", "", "`STATUS` of the move: "+app.Names(settable()))
		}, (*mover).set)
}

func newMoveDoneCommand(a *app.App) *cobra.Command {
	return moveCommand(a, "done SUBSCRIPTION", "Mark a move as done",
		`Marks the move of a subscription as done, with what has replaced it. The targets can
be left out where the move names them already.`,
		needs(1, 1, "one subscription"), func(o *moveOptions, flags *pflag.FlagSet) { o.targetFlag(flags) }, (*mover).done)
}

func newMoveDropCommand(a *app.App) *cobra.Command {
	return moveCommand(a, "drop [SUBSCRIPTION]", "Drop a move",
		`Drops the move of a subscription: it stays where it is. One that no move names, such as
an add-on that stands by itself, or a part of a customer that is watched as a whole, is
left out from then on. --all and --seller end such a watch.`,
		needs(0, 1, "one subscription"), func(o *moveOptions, flags *pflag.FlagSet) {
			o.watchFlags(flags)
			flags.StringArrayVar(&o.targets, "target", nil, "the `ID` of a target, to tell one of several moves; may be repeated")
		}, (*mover).drop)
}

func (o *moveOptions) watchFlags(flags *pflag.FlagSet) {
	flags.BoolVar(&o.all, "all", false, "every licence of the customer that is not sold by us")
	flags.StringVar(&o.seller, "seller", "", "every licence that the `SELLER`, an id or name, has sold to the customer")
}

func (o *moveOptions) targetFlag(flags *pflag.FlagSet) {
	flags.StringArrayVar(&o.targets, "target", nil, "the `ID` of what replaces it; may be repeated")
}

func (o *moveOptions) fieldFlags(flags *pflag.FlagSet) {
	o.targetFlag(flags)
	flags.StringVar(&o.targetTenant, "target-tenant", "", "the customer `TENANT` in which that is, if another")
	flags.StringVar(&o.route, "route", "", "`ROUTE` of the move: "+app.Names(reconcile.Routes())+" (default auto)")
	flags.StringVar(&o.expectedEnd, "expected-end", "", "the last `DAY` of the term in which it is to happen, YYYY-MM-DD")
	flags.StringVar(&o.role, "role", "", "`ROLE` of who asks for a transfer, such as admin-agent")
	flags.StringVar(&o.note, "note", "", "`TEXT` to remember")
}

// settable lists the states that a move can be set to; done and drop are commands.
func settable() []reconcile.MoveStatus {
	return []reconcile.MoveStatus{reconcile.MovePlanned, reconcile.MoveInProgress}
}

// watches reports whether a decision is about all of a tenant, or all of a seller.
func (o *moveOptions) watches() bool { return o.all || o.seller != "" }

// apply puts what the flags name into a move.
func (x *mover) apply(ctx context.Context, m *reconcile.Move) error {
	o := x.o
	if o.route != "" {
		route, err := app.Choose("route", o.route, reconcile.Routes(), "")
		if err != nil {
			return err
		}
		m.Route = route
	}
	if o.status != "" {
		status, err := app.Choose("status", o.status, settable(), "")
		if err != nil {
			return err
		}
		m.Status = status
	}
	if o.expectedEnd != "" {
		day, err := reconcile.ParseDay(o.expectedEnd)
		if err != nil {
			return app.Usagef("--expected-end %q is %v", o.expectedEnd, err)
		}
		m.ExpectedEnd = day
	}
	if o.targetTenant != "" {
		known, err := app.KnownTenants(ctx, x.snapshot, []string{o.targetTenant})
		if err != nil {
			return err
		}
		m.TargetTenantID = known[0]
	}
	if len(o.targets) > 0 {
		m.TargetIDs = canonicalIDs(o.targets)
	}
	if o.given.Changed("role") {
		m.RequesterRole = o.role
	}
	if o.given.Changed("note") {
		m.Note = o.note
	}
	return nil
}

// canonicalIDs returns ids as they are compared, as a set.
func canonicalIDs(texts []string) []string {
	var ids []string
	for _, text := range texts {
		if id := reconcile.CanonicalID(text); id != "" {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
