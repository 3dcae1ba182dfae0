package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/jobs/sync"
	"handover/reconcile"
	"handover/sql/store"
)

const syncHelp = `Reads Partner Center, Microsoft Graph and the charges that are not billed yet into the
store: those of partner-center, graph and billing that are configured in [sync], or only
those that are named. It reads; the one thing it asks for is an export of charges.

A customer counts as read only if every call for it succeeded. Of any other the facts stay
as they were, and the next run says why it was not read. What an interrupted sync has read
is stored by the next one, which goes on where it was; --full begins anew. A customer
whom the list lacks is asked for by itself. Where more than a tenth of them (and more than
20) are missing, or of one customer more than a tenth of its subscriptions (and it had
more than 20), nothing is taken as gone, unless with --yes.

With --tenant some customers are read, each asked for by itself; charges are of no one
customer, and are left out.

The exit code is 1 where nothing could be read, 4 where something could not, 5 where
another sync is at work. A customer who gives no access is counted, and no failure, unless
nobody gives any.`

type syncOptions struct {
	tenants            []string
	dryRun, full, sure bool
	json               bool
}

func newSyncCommand(a *app.App) *cobra.Command {
	var o syncOptions
	cmd := &cobra.Command{
		Use: "sync [REMOTE…]", Short: "Read Partner Center and Microsoft Graph into the store", Long: syncHelp, Args: needs(0, math.MaxInt, ""),
		RunE: func(cmd *cobra.Command, args []string) error { return runSync(cmd.Context(), a, &o, args) },
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&o.tenants, "tenant", nil, "read only the customer `TENANT`, an id, or a name or domain that the store knows; may be repeated")
	flags.BoolVar(&o.dryRun, "dry-run", false, "tell which calls would be made and how long they take, and make none")
	flags.BoolVar(&o.full, "full", false, "begin anew, although an earlier sync was interrupted")
	flags.BoolVar(&o.sure, "yes", false, "what is missing is gone, even if it is more than a tenth")
	flags.BoolVar(&o.json, "json", false, "print one JSON object")
	return cmd
}

func runSync(ctx context.Context, a *app.App, o *syncOptions, named []string) error {
	settings, err := a.Settings()
	if err != nil {
		return err
	}
	names, err := remotesToSync(&settings, named, len(o.tenants) > 0)
	if err != nil {
		return err
	}
	request := sync.Request{Full: o.full, Sure: o.sure}
	if o.full && len(o.tenants) > 0 {
		return app.Usagef("--full is about all customers, and --tenant about some: leave one of them out")
	}
	if o.dryRun && len(o.tenants) > 0 {
		return app.Usagef("--dry-run is about all customers, and --tenant about some: leave one of them out")
	}
	request.Tenants, err = tenantsToSync(ctx, a, o.tenants)
	if err != nil {
		return err
	}
	if o.dryRun {
		return planSync(ctx, a, &settings, names, o.json)
	}
	list, err := syncOnce(ctx, a, &settings, names, request)
	if told := tellSync(a, o.json, list); err == nil {
		err = told
	}
	if err == nil {
		err = app.Verdict(list)
	}
	return err
}

// syncOnce reads remotes into the settings' store, which is created where it is missing.
func syncOnce(ctx context.Context, a *app.App, settings *config.Config, names []string, request sync.Request) (list []app.Synced, err error) {
	syncer, err := a.Syncer(settings, names, a.Logger(settings))
	if err != nil {
		return nil, err
	}
	st, err := a.Open(ctx, settings, store.Create)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	return syncer.Run(ctx, st, request)
}

// tenantsToSync returns the ids of the customers that are given by id, name or domain, each
// once. An id needs not be known: the remote is asked for it.
func tenantsToSync(ctx context.Context, a *app.App, texts []string) ([]string, error) {
	var ids, names []string
	for _, text := range texts {
		if id := reconcile.CanonicalID(strings.TrimSpace(text)); reconcile.IsGUID(id) {
			ids = append(ids, id)
		} else {
			names = append(names, text)
		}
	}
	if len(names) > 0 {
		known, err := knownTenants(ctx, a, names)
		if err != nil {
			return nil, err
		}
		ids = append(ids, known...)
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// knownTenants returns the ids of customers that are named as the store knows them.
func knownTenants(ctx context.Context, a *app.App, names []string) (ids []string, err error) {
	err = a.Reading(ctx, func(_ *config.Config, st *store.Store) error {
		snapshot, err := st.Snapshot(ctx, nil) // only knows names
		if err != nil {
			return err
		}
		ids, err = app.KnownTenants(ctx, snapshot, names)
		return errors.Join(err, snapshot.Close())
	})
	for _, id := range ids {
		if !reconcile.IsGUID(id) {
			return nil, app.Usagef("the customer %s has no tenant id such as 22222222-2222-2222-2222-222222222222, so that no remote can be asked for it", id)
		}
	}
	return ids, err
}

// remotesToSync returns the remotes that are to be read: those that are named, else all
// that are configured. Charges are of no one customer.
func remotesToSync(c *config.Config, named []string, someTenants bool) ([]string, error) {
	for _, name := range named {
		name, err := app.Choose("remote", name, app.RemoteNames(), "")
		switch {
		case err != nil:
			return nil, err
		case c.Sync.Remote(name) == nil:
			return nil, app.Usagef("%s is not configured: name its application in [sync.%s] (handover.example.toml shows how)", name, name)
		case name == sync.BillingName && someTenants:
			return nil, app.Usagef("%s is not read by customer: leave --tenant out", name)
		}
	}
	var names []string
	for _, name := range app.RemoteNames() {
		wanted := slices.Contains(named, name) || len(named) == 0 && c.Sync.Remote(name) != nil
		if wanted && (name != sync.BillingName || !someTenants) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return nil, app.Usagef("no remote is configured: name an application in [sync.partner-center] or [sync.graph] (handover.example.toml shows how)")
	}
	return names, nil
}

// tellSync says what became of each remote.
func tellSync(a *app.App, asJSON bool, list []app.Synced) error {
	// Where nothing of any could be read the command ends with all of it.
	anyRead := slices.ContainsFunc(list, func(s app.Synced) bool { return s.Err == nil })
	for i := range list {
		texts := troubles(&list[i])
		if err := list[i].Err; err != nil && anyRead {
			texts = append(texts, "nothing could be read: "+app.WithoutName(list[i].Remote, err.Error()))
		}
		for _, text := range texts {
			if _, err := fmt.Fprintf(a.Stderr, "handover: warning: %s: %s\n", list[i].Remote, text); err != nil {
				return err
			}
		}
	}
	if asJSON {
		return syncJSON(a, list)
	}
	if a.Flags.Quiet {
		return nil
	}
	for i := range list {
		if list[i].Err != nil {
			continue
		}
		if _, err := fmt.Fprintln(a.Stdout, syncLine(&list[i])); err != nil {
			return err
		}
	}
	return nil
}

// troubles says what is wrong with a remote as a whole.
func troubles(s *app.Synced) []string {
	var list []string
	summary := &s.Summary
	if summary.Stopped != nil {
		list = append(list, "it ended early, and the next sync goes on: "+app.WithoutName(s.Remote, summary.Stopped.Error()))
	}
	if summary.Pass.Lacks != "" {
		list = append(list, "the list is not whole, so that nobody is taken as gone: "+app.WithoutName(s.Remote, summary.Pass.Lacks))
	}
	if m := &summary.Missing; m.Doubted {
		list = append(list, fmt.Sprintf("the list lacks %d of %d customers, more than a tenth: nobody is taken as gone; "+
			"if they are gone, sync again with --yes", m.Customers, m.Known))
	}
	if n := summary.Pass.Counts.Rejected; n > 0 {
		list = append(list, fmt.Sprintf("records that could not be read: %d; the log says which", n))
	}
	return list
}

// syncLine tells a remote in one line.
func syncLine(s *app.Synced) string {
	c := &s.Summary.Pass.Counts
	text := s.Remote + ": "
	if s.Remote == sync.BillingName {
		text += "charges read"
		if s.Summary.Pass.Lacks != "" {
			text = s.Remote + ": no charges read"
		}
	} else {
		text += readText(c)
	}
	text += fmt.Sprintf(" (%s, %s)", plural(s.Progress.Calls, "call"), plural(s.Progress.Waits, "wait"))
	if s.Summary.Resumed {
		text += "; it went on with the sync of " + instantText(s.Summary.Pass.Began)
	}
	return text
}

// readText says how many customers were read, and what became of the others.
func readText(c *reconcile.PassCounts) string {
	text := fmt.Sprintf("%d of %s read", c.Read, plural(c.Customers, "customer"))
	if c.NotRead > 0 {
		text += fmt.Sprintf(", %d not read", c.NotRead)
	}
	if c.NoAccess > 0 {
		text += fmt.Sprintf(", %d without access", c.NoAccess)
	}
	if left := c.Left(); left > 0 {
		text += fmt.Sprintf(", %d not asked for yet", left)
	}
	return text
}

// syncedRemote is what became of a remote, as scripts read it.
type syncedRemote struct {
	Remote   string   `json:"remote"`
	State    string   `json:"state"` // whole, partial, running where it is to go on, failed where nothing was read
	Began    *string  `json:"began_at"`
	Resumed  bool     `json:"resumed"`
	Customer int64    `json:"customers"`
	Read     int64    `json:"read"`
	NotRead  int64    `json:"not_read"`
	NoAccess int64    `json:"no_access"`
	Rejected int64    `json:"rejected"`
	Missing  int      `json:"missing"` // customers that the list lacks
	Calls    int64    `json:"calls"`
	Waits    int64    `json:"waits"`
	Warnings []string `json:"warnings"`
}

func syncJSON(a *app.App, list []app.Synced) error {
	remotes := make([]syncedRemote, 0, len(list))
	for i := range list {
		s := &list[i]
		pass := &s.Summary.Pass
		c := &pass.Counts
		r := syncedRemote{
			Remote: s.Remote, State: string(pass.State), Resumed: s.Summary.Resumed, Customer: c.Customers, Read: c.Read, NotRead: c.NotRead,
			NoAccess: c.NoAccess, Rejected: c.Rejected, Missing: s.Summary.Missing.Customers, Calls: s.Progress.Calls, Waits: s.Progress.Waits,
			Warnings: append([]string{}, troubles(s)...),
		}
		if s.Err != nil {
			r.State = "failed"
		}
		if !pass.Began.IsZero() {
			r.Began = new(instantText(pass.Began))
		}
		remotes = append(remotes, r)
	}
	return writeJSON(a.Stdout, map[string]any{"remotes": remotes})
}
