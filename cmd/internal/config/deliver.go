package config

import (
	"cmp"
	"fmt"
	"maps"
	"net"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"handover/jobs/deliver"
	"handover/jobs/sync/signin"
	"handover/reconcile"
	"handover/reports"
	"handover/reports/formats"
)

// The ways by which a target is reached.
const (
	ViaMail    = "mail"    // SMTP
	ViaGraph   = "graph"   // mail, handed to Microsoft Graph
	ViaWebhook = "webhook" // signed JSON
	ViaTeams   = "teams"
	ViaSlack   = "slack"
	ViaFolder  = "folder"
)

// Deliver says who gets what of each run, how, and when.
type Deliver struct {
	Via  string `toml:"via"`
	Off  bool   `toml:"off"`
	What string `toml:"what"` // digest or letters; of a folder neither
	When string `toml:"when"`

	To        []string `toml:"to"`         // of a digest by mail
	LettersTo []string `toml:"letters_to"` // whom letters are written to: tenant, seller
	ReplyTo   string   `toml:"reply_to"`
	From      string   `toml:"from"`
	Attach    []string `toml:"attach"`  // formats that go with a digest by mail
	Formats   []string `toml:"formats"` // of a folder
	Dir       string   `toml:"dir"`     // of a folder

	Owner    string   `toml:"owner"`
	Seller   string   `toml:"seller"`
	Tenants  []string `toml:"tenants"`
	Job      string   `toml:"job"`
	Severity string   `toml:"severity"` // the least
	NoMoney  bool     `toml:"no_money"`
	Language string   `toml:"language"`

	PerMinute *int `toml:"per_minute"`
	PerDay    int  `toml:"per_day"`

	Server       string   `toml:"server"` // of mail: host:port
	TLS          string   `toml:"tls"`
	Login        string   `toml:"login"`
	User         string   `toml:"user"`
	PasswordEnv  string   `toml:"password_env"`
	PasswordFile string   `toml:"password_file"`
	Timeout      Duration `toml:"timeout"`

	Cloud      string `toml:"cloud"` // of graph, and of mail with login xoauth2
	Tenant     string `toml:"tenant"`
	Client     string `toml:"client"`
	SecretEnv  string `toml:"secret_env"`
	SecretFile string `toml:"secret_file"`

	URLEnv  string `toml:"url_env"` // of hooks: their address is a secret
	URLFile string `toml:"url_file"`
	KeyEnv  string `toml:"key_env"` // of webhook: what its messages are signed with
	KeyFile string `toml:"key_file"`
}

// defaultTargetPerMinute is how many messages a minute a target gets: Exchange Online
// takes 30 of a mailbox.
// Source: https://learn.microsoft.com/office365/servicedescriptions/exchange-online-service-description/exchange-online-limits
const defaultTargetPerMinute = 25

// The transports of mail and the ways to log in.
const (
	StartTLS      = "starttls"
	TLS           = "tls"
	NoTLS         = "none"
	LoginNone     = "none"
	LoginPassword = "password"
	LoginXOAuth2  = "xoauth2"
)

// Hooks reports whether the target is an address that is a secret.
func (d *Deliver) Hooks() bool {
	return slices.Contains([]string{ViaWebhook, ViaTeams, ViaSlack}, d.Via)
}

// Mails reports whether the target gets mail.
func (d *Deliver) Mails() bool { return d.Via == ViaMail || d.Via == ViaGraph }

// Minute returns how many messages a minute the target gets at most.
func (d *Deliver) Minute() int { return *d.PerMinute }

// completeDeliver fills in what targets leave out, and makes their paths absolute.
func (c *Config) completeDeliver(folder string) {
	for name, d := range c.Deliver {
		if d.Via == ViaFolder {
			d.What = cmp.Or(d.What, string(deliver.Folder))
		}
		d.What = cmp.Or(d.What, string(deliver.Digest))
		when := deliver.EveryNight
		if d.What == string(deliver.Letters) {
			when = deliver.Milestones
		}
		d.When = cmp.Or(d.When, string(when))
		if len(d.LettersTo) == 0 && d.What == string(deliver.Letters) {
			d.LettersTo = []string{string(reports.ToTenant)}
		}
		d.TLS, d.Login = cmp.Or(d.TLS, StartTLS), cmp.Or(d.Login, LoginNone)
		d.Cloud, d.Tenant = cmp.Or(d.Cloud, string(signin.Global)), cmp.Or(d.Tenant, c.Partner.ID)
		d.Timeout.Duration = cmp.Or(d.Timeout.Duration, time.Minute)
		if d.PerMinute == nil {
			d.PerMinute = new(defaultTargetPerMinute)
		}
		for _, path := range []*string{&d.Dir, &d.PasswordFile, &d.SecretFile, &d.URLFile, &d.KeyFile} {
			if *path != "" && !filepath.IsAbs(*path) {
				*path = filepath.Join(folder, *path)
			}
		}
		c.Deliver[name] = d
	}
}

func (c *Config) checkDeliver(fault func(string, ...any)) {
	for _, name := range slices.Sorted(maps.Keys(c.Deliver)) {
		d := c.Deliver[name]
		d.check(func(key, format string, args ...any) {
			fault("deliver.%s.%s: %w", name, key, fmt.Errorf(format, args...))
		})
		if d.What == string(deliver.Letters) && c.Partner.Name == "" {
			fault("deliver.%s: a letter needs somebody who writes it: set name in [partner]", name)
		}
	}
}

// oneOf refuses a value that is none of a list.
func oneOf[T ~string](fault func(string, string, ...any), key, value string, list ...T) {
	if !slices.Contains(list, T(value)) {
		names := make([]string, len(list))
		for i, item := range list {
			names[i] = string(item)
		}
		fault(key, "%q is none of %s", value, strings.Join(names, ", "))
	}
}

func (d *Deliver) check(fault func(key, format string, args ...any)) {
	oneOf(fault, "via", d.Via, ViaMail, ViaGraph, ViaWebhook, ViaTeams, ViaSlack, ViaFolder)
	oneOf(fault, "what", d.What, deliver.Whats()...)
	oneOf(fault, "when", d.When, deliver.Whens()...)
	d.checkCut(fault)
	for _, name := range d.Attach {
		oneOf(fault, "attach", name, formats.Names()...)
	}
	for _, name := range d.Formats {
		oneOf(fault, "formats", name, formats.Names()...)
	}
	if d.Minute() < 0 || d.PerDay < 0 {
		fault("per_minute", "it and per_day cannot be below zero")
	}
	switch {
	case d.Mails():
		d.checkMail(fault)
	case d.Hooks():
		d.checkHook(fault)
	case d.Via == ViaFolder && d.Dir == "":
		fault("dir", "it is missing: the folder below which each run gets one of its own")
	}
	switch folder := d.What == string(deliver.Folder); {
	case d.What == string(deliver.Letters) && !d.Mails():
		fault("what", "letters go by mail or graph only")
	case d.Via == ViaFolder && !folder:
		fault("what", "a folder gets the reports of formats: leave it out")
	case d.Via != ViaFolder && folder:
		fault("what", "only via = \"folder\" puts reports into a folder: write digest or letters")
	}
}

// checkCut refuses parts of a report that there are not.
func (d *Deliver) checkCut(fault func(key, format string, args ...any)) {
	if d.Owner != "" {
		oneOf(fault, "owner", d.Owner, reconcile.Owners()...)
	}
	if d.Job != "" {
		oneOf(fault, "job", d.Job, reconcile.Jobs()...)
	}
	if d.Severity != "" {
		oneOf(fault, "severity", d.Severity, reconcile.Severities()...)
	}
	if d.Language != "" {
		oneOf(fault, "language", d.Language, reconcile.Languages()...)
	}
}

func (d *Deliver) checkMail(fault func(key, format string, args ...any)) {
	if _, err := deliver.Mailbox(d.From); err != nil {
		fault("from", "%w: name the mailbox that sends", err)
	}
	if _, err := deliver.Mailbox(d.ReplyTo); err != nil {
		fault("reply_to", "%w: name the mailbox of people who read answers", err)
	}
	for _, to := range d.To {
		if _, err := deliver.Mailbox(to); err != nil {
			fault("to", "%q: %w", to, err)
		}
	}
	letters := d.What == string(deliver.Letters)
	switch {
	case letters && len(d.To) > 0:
		fault("to", "letters go to the addresses of tenants.csv and sellers.csv: leave it out")
	case !letters && len(d.To) == 0:
		fault("to", "it is missing: the mailboxes that get the digest")
	}
	for _, to := range d.LettersTo {
		oneOf(fault, "letters_to", to, reports.ToTenant, reports.ToSeller)
	}
	d.checkServer(fault)
}

// checkServer refuses a server, or a way to log in, that cannot be meant.
func (d *Deliver) checkServer(fault func(key, format string, args ...any)) {
	oneOf(fault, "tls", d.TLS, StartTLS, TLS, NoTLS)
	oneOf(fault, "login", d.Login, LoginNone, LoginPassword, LoginXOAuth2)
	if d.Via == ViaMail {
		if host, port, err := net.SplitHostPort(d.Server); err != nil || host == "" || port == "" {
			fault("server", "%q is no server such as smtp.example.com:587", d.Server)
		}
	}
	if d.Via == ViaMail && d.Login == LoginPassword {
		oneSecret(fault, "password", d.PasswordEnv, d.PasswordFile)
		if d.User == "" {
			fault("user", "it is missing: who logs in")
		}
		if d.TLS == NoTLS {
			fault("login", "a password is not sent without TLS")
		}
	}
	if d.Via == ViaGraph || d.Login == LoginXOAuth2 {
		if _, known := signin.Cloud(d.Cloud).Hosts(); !known {
			fault("cloud", "%q is none of global, us-gov, china", d.Cloud)
		}
		oneSecret(fault, "secret", d.SecretEnv, d.SecretFile)
		if d.Client == "" {
			fault("client", "it is missing: the id of the application that signs in")
		}
	}
}

func (d *Deliver) checkHook(fault func(key, format string, args ...any)) {
	oneSecret(fault, "url", d.URLEnv, d.URLFile)
	if d.Via == ViaWebhook {
		oneSecret(fault, "key", d.KeyEnv, d.KeyFile)
	}
	if len(d.To) > 0 {
		fault("to", "the address of a hook is a secret and stands in url_env or url_file: leave it out")
	}
}

// oneSecret demands that a secret is said to be in the environment or in a file.
func oneSecret(fault func(key, format string, args ...any), what, env, file string) {
	switch {
	case env == "" && file == "":
		fault(what+"_env", "say where it stands: a variable of the environment here, or a file in %s_file", what)
	case env != "" && file != "":
		fault(what+"_env", "%s_file is set too: leave one of them out", what)
	}
}
