package sync

import (
	"context"
	"crypto/rand"
	"crypto/x509"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"time"

	"github.com/rs/zerolog"

	"handover/jobs/ingest"
	"handover/jobs/sync/remote"
	"handover/reconcile"
)

// BillingName is the name of the remote. Its rows are of the data source that the format of
// reconciliation files names.
const BillingName = "billing"

// Billing reads the charges that are not billed yet, of the last month and of this one, as
// Microsoft Graph exports them: it is asked for an export, says when that is made, and names
// its files, which lie on another host. They are stored together, or none of them is.
// Source: https://learn.microsoft.com/graph/api/resources/partners-billing-api-overview
type Billing struct {
	Client     *remote.Client // of Microsoft Graph, in the name of our own tenant
	Store      Store          // keeps the pass
	Now        func() time.Time
	Log        zerolog.Logger
	Partner    string   // our own partner tenant
	Currencies []string // in which we are billed: "EUR"

	Poll time.Duration // between two questions whether an export is made; 0: ten seconds
	Wait time.Duration // for an export at most; 0: half an hour

	Files   FileOptions
	Spool   string // the folder of all spools
	MaxFile int64  // bytes of one file; 0: 4 GiB

	// Import stores a reconciliation file, seen at an instant. The file is removed
	// afterwards, with all that stands beside it.
	Import func(ctx context.Context, path string, at time.Time) (ingest.Summary, error)
}

// FileOptions say where the files of an export may lie, beside *.blob.core.windows.net.
type FileOptions struct {
	Endpoint *url.URL       // one more host, for tests; https, or also http on loopback; nil: none
	RootCAs  *x509.CertPool // nil: the system's
	Timeout  time.Duration  // of one file; 0: ten minutes
	Tries    int            // of one file; 0: one
	Progress func(remote.Event)
}

// period is one export: of a month, in a currency.
type period struct{ month, currency string }

func (p period) String() string { return "the " + p.month + " month in " + p.currency }

// periods are the exports that are asked for.
func (b *Billing) periods() []period {
	var list []period
	for _, month := range []string{"last", "current"} {
		for _, currency := range b.Currencies {
			list = append(list, period{month, currency})
		}
	}
	return list
}

// Plan returns the calls of a pass, where each export is made at once and has one file.
func (b *Billing) Plan() []PlannedCall {
	n := int64(len(b.periods()))
	return []PlannedCall{
		{Path: "POST /v1.0/reports/partners/billing/reconciliation/unbilled/export", Times: n},
		{Path: "GET /v1.0/reports/partners/billing/operations/{id}", Times: n},
		{Path: "GET /v1.0/reports/partners/billing/manifests/{id}", Times: n},
		{Path: "GET {file}", Times: n},
	}
}

// Run reads the exports and stores them. The Summary tells of a pass without customers; it
// lacks something where a file is missing, and then nothing of it is stored. The error says
// why nothing was read.
func (b *Billing) Run(ctx context.Context) (summary Summary, err error) {
	pass := &summary.Pass
	*pass = reconcile.Pass{Remote: BillingName, Began: b.clock(), State: reconcile.PassRunning, Spool: rand.Text()}
	spool, err := openSpool(b.Spool, BillingName, pass.Spool, b.Now())
	if err != nil {
		return summary, err
	}
	defer func() { err = errors.Join(err, spool.close()) }()
	err = b.Store.Deliver(ctx, func(d Delivery) error { return d.OpenPass(ctx, pass, nil) })
	if err != nil {
		return summary, fmt.Errorf("begin to read %s: %w", BillingName, err)
	}
	path := filepath.Join(spool.folder, "unbilled.json.gz")
	files, err := b.read(ctx, path)
	lacking, lacks := errors.AsType[*lackingError](err)
	switch {
	case lacks:
		pass.Lacks = oneLine(lacking.Error())
	case err != nil:
		return summary, err
	case files > 0:
		err = b.store(ctx, pass, path)
	}
	if err != nil && !lacks {
		return summary, err
	}
	return summary, b.close(ctx, &summary)
}

// store imports the file.
func (b *Billing) store(ctx context.Context, pass *reconcile.Pass, path string) error {
	stored, err := b.Import(ctx, path, pass.Began)
	if err != nil {
		return fmt.Errorf("store the charges of %s: %w", BillingName, err)
	}
	pass.Counts.Rejected = stored.Rejected()
	for _, file := range stored.Files {
		if file.Rejects != "" {
			b.Log.Warn().Str("remote", BillingName).Str("kind", string(file.Kind)).Int64("rows", file.Counts.Rejected).Str("file", file.Rejects).
				Msg("rows that could not be read are kept in a file, with what is wrong with each")
		}
	}
	return nil
}

func (b *Billing) close(ctx context.Context, summary *Summary) error {
	pass := &summary.Pass
	pass.State, pass.Ended = reconcile.PassWhole, b.clock()
	if !summary.Whole() {
		pass.State = reconcile.PassPartial
	}
	return b.Store.Deliver(ctx, func(d Delivery) error { return d.ClosePass(ctx, pass) })
}

// clock is what this computer's clock says, in whole seconds.
func (b *Billing) clock() time.Time { return b.Now().UTC().Truncate(time.Second) }

// lackingError says that an export lacks something, so that none of it is used.
type lackingError struct{ err error }

func (e *lackingError) Error() string { return e.err.Error() }

func (e *lackingError) Unwrap() error { return e.err }

// read brings all files of all exports into one, and returns how many they are. Gzip files
// behind one another are one gzip file.
func (b *Billing) read(ctx context.Context, path string) (files int, err error) {
	into, err := createSpoolFile(path)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, into.close()) }()
	for _, p := range b.periods() {
		manifest, err := b.export(ctx, p)
		if err != nil {
			return files, fmt.Errorf("export the charges of %s: %w", p, err)
		}
		if manifest == nil {
			b.Log.Info().Str("remote", BillingName).Stringer("period", p).Msg("the export is empty: nothing was charged")
			continue
		}
		err = b.fetch(ctx, manifest, into)
		if err != nil {
			return files, fmt.Errorf("read the charges of %s: %w", p, err)
		}
		files += len(manifest.Blobs)
	}
	return files, nil
}
