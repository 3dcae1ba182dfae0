package config

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// checkPaths refuses paths in which a backslash was taken for the beginning of an escape.
func (c *Config) checkPaths(fault func(string, ...any)) {
	paths := c.paths()
	for _, key := range slices.Sorted(maps.Keys(paths)) {
		if strings.ContainsFunc(paths[key], unicode.IsControl) {
			fault("%s: %q holds a control character; write a path between single quotes, where a backslash is one", key, paths[key])
		}
	}
}

// paths returns all paths of a configuration by their keys, but those of mappings, which
// mapping checks.
func (c *Config) paths() map[string]string {
	paths := map[string]string{
		"store.url": c.Store.URL, "reports.dir": c.Reports.Dir, "metrics.textfile": c.Metrics.Textfile,
		"ping.url_file": c.Ping.URLFile, "sync.spool": c.Sync.Spool,
	}
	for name, in := range c.Import {
		paths["import."+name+".folder"] = in.Folder
	}
	for name := range c.Deliver {
		d := c.Deliver[name]
		for key, path := range map[string]string{
			"dir": d.Dir, "password_file": d.PasswordFile, "secret_file": d.SecretFile, "url_file": d.URLFile, "key_file": d.KeyFile,
		} {
			paths["deliver."+name+"."+key] = path
		}
	}
	for name, remote := range map[string]*Remote{"partner-center": c.Sync.PartnerCenter, "graph": c.Sync.Graph, "billing": c.Sync.Billing} {
		r := cmp.Or(remote, &Remote{})
		paths["sync."+name+".secret_file"], paths["sync."+name+".certificate_file"] = r.SecretFile, r.CertificateFile
	}
	return paths
}
