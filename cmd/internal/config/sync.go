package config

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"time"

	"handover/jobs/sync/remote"
	"handover/jobs/sync/signin"
	"handover/reconcile"
)

// Sync says which remotes are read, and how. One that is nil is not configured.
type Sync struct {
	Spool         string   `toml:"spool"`   // the folder of what is read and not stored yet; empty: in the user's folder for state
	Resume        Duration `toml:"resume"`  // an unfinished sync that is older begins anew
	Longest       Duration `toml:"longest"` // a sync that takes longer ends, and the next one goes on
	PartnerCenter *Remote  `toml:"partner-center"`
	Graph         *Remote  `toml:"graph"`
	Billing       *Remote  `toml:"billing"`
}

// Remote says how one of Microsoft's services is asked, in the name of an application.
type Remote struct {
	Cloud  string `toml:"cloud"`
	Tenant string `toml:"tenant"` // whose application it is; empty: partner.id
	Client string `toml:"client"` // the application's id

	SecretEnv             string `toml:"secret_env"`
	SecretFile            string `toml:"secret_file"`
	SecretCredential      string `toml:"secret_credential"`
	CertificateFile       string `toml:"certificate_file"`
	CertificateCredential string `toml:"certificate_credential"`
	Expires               Date   `toml:"expires"` // the last day of the secret; a certificate tells its own

	PerMinute int      `toml:"per_minute"`
	Parallel  int      `toml:"parallel"`
	Timeout   Duration `toml:"timeout"`
	Tries     int      `toml:"tries"`

	// Endpoint and Login take the place of the addresses of the cloud, for tests; Files is
	// one more host on which the files of an export may lie.
	Endpoint string `toml:"endpoint"`
	Login    string `toml:"login"`
	Files    string `toml:"files"`
}

// Date is a day, written with or without quotes as 2027-01-31.
type Date struct{ reconcile.Day }

// UnmarshalTOML reads a local date or a text.
func (d *Date) UnmarshalTOML(value any) error {
	var err error
	switch v := value.(type) {
	case time.Time:
		d.Day = reconcile.NewDay(v.Year(), v.Month(), v.Day())
	case string:
		d.Day, err = reconcile.ParseDay(v)
	default:
		err = fmt.Errorf("%v is no day", value)
	}
	if err != nil {
		return fmt.Errorf("%w, write one like 2027-01-31", err)
	}
	return nil
}

func defaultSync() Sync {
	return Sync{Resume: Duration{36 * time.Hour}, Longest: Duration{12 * time.Hour}}
}

// The bounds of a remote that says nothing of them. The limit is the one that Microsoft
// names for the subscriptions of a tenant.
// Source: https://learn.microsoft.com/partner-center/developer/api-throttling-guidance
const (
	defaultPerMinute = 500
	defaultParallel  = 8
	defaultTimeout   = time.Minute
	defaultTries     = 5
)

// Remote returns how a remote is asked; nil where it is not configured.
func (s *Sync) Remote(name string) *Remote { return s.remotes()[name] }

// remotes returns those that are configured, by name.
func (s *Sync) remotes() map[string]*Remote {
	all := map[string]*Remote{}
	for name, r := range map[string]*Remote{"partner-center": s.PartnerCenter, "graph": s.Graph, "billing": s.Billing} {
		if r != nil {
			all[name] = r
		}
	}
	return all
}

// complete fills in what a remote leaves out.
func (s *Sync) complete(partner string, anchored func(string) string) {
	for _, r := range s.remotes() {
		r.Cloud = cmp.Or(r.Cloud, string(signin.Global))
		r.Tenant = cmp.Or(r.Tenant, partner)
		r.PerMinute = cmp.Or(r.PerMinute, defaultPerMinute)
		r.Parallel = cmp.Or(r.Parallel, defaultParallel)
		r.Timeout.Duration = cmp.Or(r.Timeout.Duration, defaultTimeout)
		r.Tries = cmp.Or(r.Tries, defaultTries)
		r.SecretFile, r.CertificateFile = anchored(r.SecretFile), anchored(r.CertificateFile)
	}
	s.Spool = anchored(s.Spool)
}

func (s *Sync) check(partner *Partner, fault func(string, ...any)) {
	if s.Longest.Duration <= 0 {
		fault("sync.longest: %s is not above zero", s.Longest)
	}
	if s.Resume.Duration > 0 && s.Resume.Duration <= s.Longest.Duration {
		fault("sync.resume: %s is not above sync.longest, so that a sync that took too long would begin anew", s.Resume)
	}
	if s.Resume.Duration < 0 {
		fault("sync.resume: %s is below zero", s.Resume)
	}
	if s.PartnerCenter != nil && reconcile.PartnerModel(partner.Model) == reconcile.IndirectReseller {
		fault("sync.partner-center: an indirect reseller has no Partner Center API; remove the table, import the files of your provider " +
			"(handover import), and read [sync.graph], which needs the consent of each customer")
	}
	if s.Billing != nil && partner.Currency == "" {
		fault("partner.currency is missing: the one in which Microsoft bills you, which sync.billing asks for")
	}
	remotes := s.remotes()
	for _, name := range slices.Sorted(maps.Keys(remotes)) {
		remotes[name].check("sync."+name, fault)
	}
}

func (r *Remote) check(table string, fault func(string, ...any)) {
	if _, known := signin.Cloud(r.Cloud).Hosts(); !known {
		fault("%s.cloud: %q is none of global, us-gov, china", table, r.Cloud)
	}
	if r.Client == "" {
		fault("%s.client is missing: the id of the application that signs in", table)
	}
	for _, id := range [][2]string{{"tenant", r.Tenant}, {"client", r.Client}} {
		if id[1] != "" && !reconcile.IsGUID(reconcile.CanonicalID(id[1])) {
			fault("%s.%s: %q is no id such as 22222222-2222-2222-2222-222222222222", table, id[0], id[1])
		}
	}
	r.checkCredential(table, fault)
	if r.PerMinute < 0 || r.Parallel < 0 || r.Tries < 0 || r.Timeout.Duration < 0 {
		fault("%s: per_minute, parallel, tries and timeout cannot be below zero", table)
	}
	if r.Parallel > maxParallel {
		fault("%s.parallel: %d is more than %d", table, r.Parallel, maxParallel)
	}
	for _, address := range [][2]string{{"endpoint", r.Endpoint}, {"login", r.Login}, {"files", r.Files}} {
		if address[1] != "" && !isSafe(address[1]) {
			fault("%s.%s: %q is neither https nor on this computer", table, address[0], address[1])
		}
	}
}

// maxParallel is how many calls may be made at once.
const maxParallel = 64

func (r *Remote) checkCredential(table string, fault func(string, ...any)) {
	given := 0
	for _, place := range []string{r.SecretEnv, r.SecretFile, r.SecretCredential, r.CertificateFile, r.CertificateCredential} {
		if place != "" {
			given++
		}
	}
	if given != 1 {
		fault("%s: say in one of secret_env, secret_file, secret_credential, certificate_file, certificate_credential where the credential stands", table)
	}
}

// isSafe reports whether an address may be asked: it is encrypted, or never leaves the
// computer.
func isSafe(address string) bool {
	u, err := url.Parse(address)
	return err == nil && remote.CheckBase(u) == nil
}

// Secret says where the client secret stands; the zero Credential where there is none.
func (r *Remote) Secret() signin.Credential {
	return signin.Credential{Env: r.SecretEnv, File: r.SecretFile, Systemd: r.SecretCredential}
}

// Certificate says where the certificate and its key stand; the zero Credential where there
// are none.
func (r *Remote) Certificate() signin.Credential {
	return signin.Credential{File: r.CertificateFile, Systemd: r.CertificateCredential}
}
