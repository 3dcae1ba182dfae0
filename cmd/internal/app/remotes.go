package app

import (
	"fmt"
	"net/url"
	"path/filepath"
	"runtime"

	"github.com/rs/zerolog"

	"handover/cmd/internal/config"
	"handover/jobs/sync"
	"handover/jobs/sync/remote"
	"handover/jobs/sync/signin"
	"handover/reconcile"
)

// RemoteNames returns the remotes that can be read, in the order in which they are.
func RemoteNames() []string {
	return []string{sync.PartnerCenterName, sync.GraphName, sync.BillingName}
}

// Connection is how a remote is asked in the name of the configured application.
type Connection struct {
	Application *signin.Application
	Scope       string         // of its tokens
	Client      *remote.Client // in the name of the application's own tenant
}

// Connect prepares to ask a remote; hear hears of every call. Nobody is asked yet, and no
// secret is read.
func (a *App) Connect(c *config.Config, name string, log zerolog.Logger, hear func(remote.Event)) (*Connection, error) {
	r := c.Sync.Remote(name)
	hosts, _ := signin.Cloud(r.Cloud).Hosts() // it is one, or the settings were refused
	host := hosts.Graph
	if name == sync.PartnerCenterName {
		host = hosts.PartnerCenter
	}
	connection := &Connection{Scope: host + "/.default"}
	base, err := endpoint(r.Endpoint, host)
	if err != nil {
		return nil, err
	}
	options := signin.Options{
		Name: name, Cloud: signin.Cloud(r.Cloud), Tenant: reconcile.CanonicalID(r.Tenant), Client: reconcile.CanonicalID(r.Client),
		Expires: r.Expires.Day, PerMinute: r.PerMinute, Tries: r.Tries, Log: log, Now: a.Now,
	}
	if secret := r.Secret(); secret != (signin.Credential{}) {
		options.Secret = secret.Read
	} else {
		options.Certificate = r.Certificate().Read
	}
	if r.Login != "" {
		options.Login, err = endpoint(r.Login, "")
		if err != nil {
			return nil, err
		}
	}
	connection.Application, err = signin.New(options)
	if err != nil {
		return nil, fmt.Errorf("sync.%s: %w", name, err)
	}
	connection.Client, err = remote.New(remote.Options{
		Name: name, Base: base, Tokens: connection.Application.Tokens(connection.Scope, options.Tenant), PerMinute: r.PerMinute, Parallel: r.Parallel,
		Timeout: r.Timeout.Duration, Tries: r.Tries, Log: log, Progress: hear,
	})
	if err != nil {
		return nil, fmt.Errorf("sync.%s: %w", name, err)
	}
	return connection, nil
}

// endpoint reads an address, or else the one of the cloud.
func endpoint(address, cloud string) (*url.URL, error) {
	if address == "" {
		address = cloud
	}
	u, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("read the address %s: %w", address, err)
	}
	return u, nil
}

// spoolFolder returns where what was read stays until it is stored: in the folder of the
// configuration, else in that of the service, else in the user's folder for state.
func (a *App) spoolFolder(c *config.Config) (string, error) {
	if c.Sync.Spool != "" {
		return c.Sync.Spool, nil
	}
	if folder := a.Getenv("STATE_DIRECTORY"); folder != "" {
		return filepath.Join(filepath.SplitList(folder)[0], "spool"), nil
	}
	folder := a.Getenv("XDG_STATE_HOME")
	if folder == "" && runtime.GOOS == "windows" {
		folder = a.Getenv("LocalAppData")
	}
	if home := a.Getenv("HOME"); folder == "" && home != "" {
		folder = filepath.Join(home, ".local", "state")
	}
	if folder == "" {
		return "", Usagef("there is no folder for what is read: name one in [sync] spool")
	}
	return filepath.Join(folder, "handover", "spool"), nil
}
