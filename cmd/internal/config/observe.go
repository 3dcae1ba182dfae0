package config

import (
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
)

// Serve says where serve answers for health and metrics; empty: nowhere.
type Serve struct {
	Listen string `toml:"listen"`
}

// Metrics says where a command leaves its metrics; empty: nowhere.
type Metrics struct {
	Textfile string `toml:"textfile"`
}

// Ping says whom to tell how a night ended, and what is too bad to be well.
type Ping struct {
	URLFile         string  `toml:"url_file"`          // holds the address, which is a secret
	MaxNotEvaluated float64 `toml:"max_not_evaluated"` // the share of customers that may be left unchecked
}

// PingVariable is the variable of the environment that holds the address to ping.
const PingVariable = "HANDOVER_PING_URL"

// Address returns the address to ping, from the environment before the file; empty: nobody
// is told. Errors do not hold it.
func (p *Ping) Address(getenv func(string) string) (string, error) {
	if address := getenv(PingVariable); address != "" {
		return address, nil
	}
	if p.URLFile == "" {
		return "", nil
	}
	text, err := os.ReadFile(p.URLFile)
	if err != nil {
		return "", fmt.Errorf("ping.url_file: %w", err)
	}
	address := strings.TrimSpace(string(text))
	if address == "" {
		return "", fmt.Errorf("ping.url_file: %s is empty", p.URLFile)
	}
	return address, nil
}

// DefaultListen is where serve answers: to programs of the same machine only.
const DefaultListen = "127.0.0.1:9469"

// CheckListen refuses what is no address to listen at.
func CheckListen(address string) error {
	if address == "" {
		return nil
	}
	if _, _, err := net.SplitHostPort(address); err != nil {
		return errors.New("write an address with a port, like 127.0.0.1:9469")
	}
	return nil
}

func (c *Config) checkObserved(fault func(string, ...any)) {
	if err := CheckListen(c.Serve.Listen); err != nil {
		fault("serve.listen: %q: %w", c.Serve.Listen, err)
	}
	if c.Metrics.Textfile != "" && filepath.Ext(c.Metrics.Textfile) != ".prom" {
		fault("metrics.textfile: %q does not end in .prom, and the collector would not read it", c.Metrics.Textfile)
	}
	if c.Ping.MaxNotEvaluated < 0 || c.Ping.MaxNotEvaluated > 1 {
		fault("ping.max_not_evaluated: %g is not between 0 and 1", c.Ping.MaxNotEvaluated)
	}
}

// anchorObserved makes the relative paths of a file relative to its folder.
func (c *Config) anchorObserved(folder string) {
	for _, path := range []*string{&c.Metrics.Textfile, &c.Ping.URLFile} {
		if *path != "" && !filepath.IsAbs(*path) {
			*path = filepath.Join(folder, *path)
		}
	}
}
