package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"strconv"

	"github.com/rs/zerolog"

	"handover/cmd/internal/config"
	"handover/jobs/deliver/hook"
	"handover/jobs/deliver/mail"
	"handover/jobs/deliver/port"
	"handover/jobs/sync/signin"
	"handover/reconcile"
	"handover/reports/words"
)

// Probe tells whether messages could be sent to a target, without sending one: its secrets
// are there, its server answers and takes the log-in. A folder's is not tried.
func (d *Delivery) Probe(ctx context.Context, name string) (err error) {
	c := d.settings.Deliver[name]
	if c.Via == config.ViaFolder {
		return nil
	}
	carrier, err := d.carrier(name, &c, cmp.Or(c.Language, d.settings.Reports.Language))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, carrier.Close()) }()
	ctx, cancel := context.WithTimeout(ctx, c.Timeout.Duration)
	defer cancel()
	return carrier.Probe(ctx)
}

// carrier makes what sends the messages of a target.
func (d *Delivery) carrier(name string, c *config.Deliver, language string) (port.Carrier, error) {
	if d.app.Carriers != nil {
		return d.app.Carriers(name, c, language)
	}
	return d.app.carrier(d.engine.Log, name, c, language)
}

// carrier makes what sends the messages of a target as the settings have it. Nobody is
// asked yet, but its secrets are read.
func (a *App) carrier(log zerolog.Logger, name string, d *config.Deliver, language string) (port.Carrier, error) {
	switch {
	case d.Hooks():
		return a.hook(d)
	case d.Via == config.ViaGraph:
		return a.graph(log, name, d, language)
	default:
		return a.smtp(log, name, d, language)
	}
}

func (a *App) hook(d *config.Deliver) (port.Carrier, error) {
	address, err := signin.Credential{Env: d.URLEnv, File: d.URLFile}.Read()
	if err != nil {
		return nil, err
	}
	kinds := map[string]hook.Kind{config.ViaTeams: hook.Teams, config.ViaSlack: hook.Slack, config.ViaWebhook: hook.JSON}
	c := hook.Config{Kind: kinds[d.Via], Address: address, Wait: d.Timeout.Duration, Now: a.Now}
	if c.Kind == hook.JSON {
		if c.Secret, err = (signin.Credential{Env: d.KeyEnv, File: d.KeyFile}).Read(); err != nil {
			return nil, err
		}
	}
	return hook.New(c)
}

// sender is what all ways of mail have in common.
func (a *App) sender(d *config.Deliver, language string) (mail.Sender, error) {
	texts, err := words.Lookup(language)
	if err != nil {
		return mail.Sender{}, err
	}
	return mail.Sender{
		From: netmail.Address{Address: d.From}, ReplyTo: netmail.Address{Address: d.ReplyTo}, NotAttached: texts.Digest().NotAttached, Now: a.Now,
	}, nil
}

func (a *App) graph(log zerolog.Logger, name string, d *config.Deliver, language string) (port.Carrier, error) {
	sender, err := a.sender(d, language)
	if err != nil {
		return nil, err
	}
	hosts, _ := signin.Cloud(d.Cloud).Hosts() // it is one, or the settings were refused
	tokens, err := a.mailTokens(log, name, d, hosts.Graph)
	if err != nil {
		return nil, err
	}
	return mail.NewGraph(mail.Mailbox{Sender: sender, Tokens: tokens, Address: hosts.Graph + "/v1.0", Wait: d.Timeout.Duration})
}

func (a *App) smtp(log zerolog.Logger, name string, d *config.Deliver, language string) (port.Carrier, error) {
	sender, err := a.sender(d, language)
	if err != nil {
		return nil, err
	}
	host, number, err := net.SplitHostPort(d.Server)
	if err != nil {
		return nil, fmt.Errorf("read the server %s: %w", d.Server, err)
	}
	s := mail.Server{
		Sender: sender, Host: host, Security: mail.Security(d.TLS), LogIn: mail.LogIn(d.Login), User: cmp.Or(d.User, d.From), Wait: d.Timeout.Duration,
	}
	if s.Port, err = strconv.Atoi(number); err != nil {
		return nil, fmt.Errorf("read the port of %s: %w", d.Server, err)
	}
	switch s.LogIn {
	case mail.Password:
		s.Secret, err = signin.Credential{Env: d.PasswordEnv, File: d.PasswordFile}.Read()
	case mail.XOAuth2:
		s.Tokens, err = a.mailTokens(log, name, d, outlook(signin.Cloud(d.Cloud)))
	}
	if err != nil {
		return nil, err
	}
	return mail.NewSMTP(s)
}

// outlook returns the resource of the tokens with which an application logs in at the mail
// servers of Exchange Online.
// Source: https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth
func outlook(cloud signin.Cloud) string {
	switch cloud {
	case signin.USGov:
		return "https://outlook.office365.us"
	case signin.China:
		return "https://partner.outlook.cn"
	default:
		return "https://outlook.office365.com"
	}
}

// mailTokens returns where the tokens for a resource come from. The secret is read for each.
func (a *App) mailTokens(log zerolog.Logger, name string, d *config.Deliver, resource string) (mail.Tokens, error) {
	tenant := reconcile.CanonicalID(d.Tenant)
	application, err := signin.New(signin.Options{
		Name: "deliver." + name, Cloud: signin.Cloud(d.Cloud), Tenant: tenant, Client: reconcile.CanonicalID(d.Client),
		Secret: signin.Credential{Env: d.SecretEnv, File: d.SecretFile}.Read, Log: log, Now: a.Now,
	})
	if err != nil {
		return nil, err
	}
	return application.Tokens(resource+"/.default", tenant), nil
}
