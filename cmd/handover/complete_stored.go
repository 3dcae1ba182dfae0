package main

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"handover/cmd/internal/config"
	"handover/reconcile"
	"handover/reports/words"
	"handover/sql/store"
)

// mostOffered is how many values of a store are offered to complete a word.
const mostOffered = 200

// adding takes a value that may complete a word, and what it is; it reports whether there
// is room for more.
type adding func(value, what string) bool

// stored offers what is found in the store.
func (c *completer) stored(cmd *cobra.Command, typed string, find func(context.Context, *store.Store, adding) error) ([]string, cobra.ShellCompDirective) {
	var list []string
	seen := map[string]bool{}
	add := func(value, what string) bool {
		if beginsWith(value, typed) && !seen[value] {
			seen[value] = true
			list = append(list, words.OneLine(value)+"\t"+words.OneLine(what))
		}
		return len(list) < mostOffered
	}
	err := c.app.Reading(cmd.Context(), func(_ *config.Config, st *store.Store) error { return find(cmd.Context(), st, add) })
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return list, cobra.ShellCompDirectiveNoFileComp
}

// beginsWith compares without case.
func beginsWith(value, typed string) bool {
	return value != "" && len(value) >= len(typed) && strings.EqualFold(value[:len(typed)], typed)
}

func (c *completer) runs(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	return c.stored(cmd, typed, func(ctx context.Context, st *store.Store, add adding) error {
		add("last", "the newest of all areas and customers")
		add("previous", "the one before it")
		runs, err := st.Runs(ctx, mostOffered)
		for i := range runs {
			add(strconv.FormatInt(runs[i].Seq, 10), runs[i].AsOf.Format("2006-01-02 15:04")+" "+string(runs[i].State))
		}
		return err
	})
}

func (c *completer) findings(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	texts, err := words.Lookup(words.DefaultLanguage)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return c.stored(cmd, typed, func(ctx context.Context, st *store.Store, add adding) error {
		for f, err := range st.OpenFindings(ctx, reconcile.Choice{Limit: mostOffered}, reconcile.DayOf(c.app.Now())) {
			if err != nil || !add(f.Finding.ID[:12], f.Finding.TenantName+": "+texts.Title(f.Finding.Code)) {
				return err
			}
		}
		return nil
	})
}

// moves offers the subscriptions that open moves are about.
func (c *completer) moves(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	return c.stored(cmd, typed, func(ctx context.Context, st *store.Store, add adding) error {
		snapshot, err := st.Snapshot(ctx, nil) // moves are told by one source each
		if err != nil {
			return err
		}
		names, err := tenantNames(ctx, snapshot)
		if err != nil {
			return errors.Join(err, snapshot.Close())
		}
		for m, err := range snapshot.Moves(ctx, nil, "") {
			if err != nil || m.IsOpen() && !add(m.SourceID, cmp.Or(names[m.TenantID], m.TenantID)) {
				return errors.Join(err, snapshot.Close())
			}
		}
		return snapshot.Close()
	})
}

// sources offers the names of the data sources.
func (c *completer) sources(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	return c.stored(cmd, typed, func(ctx context.Context, st *store.Store, add adding) error {
		stats, err := st.Stats(ctx)
		for i := range stats.Imports {
			add(stats.Imports[i].Source, "last "+string(stats.Imports[i].Kind)+" "+stats.Imports[i].ObservedAt.Format("2006-01-02 15:04"))
		}
		return err
	})
}

func (c *completer) tenants(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	return c.parties(cmd, typed, (*store.Snapshot).TenantNames)
}

func (c *completer) sellers(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	return c.parties(cmd, typed, (*store.Snapshot).SellerNames)
}

// parties offers the names and domains of customers, or the names of partners; where a
// party has none, its id.
func (c *completer) parties(cmd *cobra.Command, typed string, names func(*store.Snapshot, context.Context) iter.Seq2[reconcile.Party, error]) ([]string, cobra.ShellCompDirective) {
	return c.stored(cmd, typed, func(ctx context.Context, st *store.Store, add adding) error {
		snapshot, err := st.Snapshot(ctx, nil) // only knows names
		if err != nil {
			return err
		}
		for p, err := range names(snapshot, ctx) {
			if err != nil || !add(p.Name, p.ID) || !add(p.Domain, p.Name) || beginsWith(p.ID, typed) && typed != "" && !add(p.ID, cmp.Or(p.Name, p.Domain)) {
				return errors.Join(err, snapshot.Close())
			}
		}
		return snapshot.Close()
	})
}
