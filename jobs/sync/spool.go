package sync

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"handover/jobs/durable"
	"handover/reconcile"
)

// spoolEnd ends the names of the files of a spool.
const spoolEnd = ".json"

// sweptAfter is the age at which no pass goes on any more with what is in a spool.
const sweptAfter = 48 * time.Hour

// spool is a folder with what was read of each customer of a pass, in a file by the name
// of its tenant: whole, or not there. It need not outlast a power failure, since a
// customer whose file is missing or broken is only asked again.
type spool struct{ folder string }

// openSpool makes the folder of a pass below that of its remote, and clears away what
// passes left there that nobody goes on with.
func openSpool(root, remote, name string, now time.Time) (*spool, error) {
	all := filepath.Join(root, remote)
	s := &spool{folder: filepath.Join(all, name)}
	err := os.MkdirAll(s.folder, 0o700)
	if err != nil {
		return nil, fmt.Errorf("make the spool: %w", err)
	}
	entries, err := os.ReadDir(all)
	if err != nil {
		return nil, fmt.Errorf("sweep the spool: %w", err)
	}
	for _, entry := range entries {
		info, err := entry.Info()
		if err != nil || entry.Name() == name || now.Sub(info.ModTime()) < sweptAfter {
			continue // it went meanwhile, or is in use
		}
		err = os.RemoveAll(filepath.Join(all, entry.Name()))
		if err != nil {
			return nil, fmt.Errorf("sweep the spool: %w", err)
		}
	}
	return s, nil
}

// put writes what was read of a customer.
func (s *spool) put(read *Read) error {
	text, err := json.Marshal(read)
	if err != nil {
		return fmt.Errorf("write %s to the spool: %w", read.TenantID, err)
	}
	f, err := os.CreateTemp(s.folder, durable.TempPrefix+"*")
	if err != nil {
		return fmt.Errorf("write %s to the spool: %w", read.TenantID, err)
	}
	_, err = f.Write(text)
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), s.path(read.TenantID))
	}
	if err != nil {
		_ = os.Remove(f.Name()) // it goes with its folder
		return fmt.Errorf("write %s to the spool: %w", read.TenantID, err)
	}
	return nil
}

// get reads what was read of a customer.
func (s *spool) get(tenant string) (*Read, error) {
	text, err := os.ReadFile(s.path(tenant))
	if err != nil {
		return nil, fmt.Errorf("read %s from the spool: %w", tenant, err)
	}
	var read Read
	err = json.Unmarshal(text, &read)
	if err == nil && read.TenantID != tenant {
		err = errors.New("it is of another customer")
	}
	if err != nil {
		return nil, fmt.Errorf("read %s from the spool: %w", tenant, err)
	}
	return &read, nil
}

// tenants returns whose files there are.
func (s *spool) tenants() ([]string, error) {
	entries, err := os.ReadDir(s.folder)
	if err != nil {
		return nil, fmt.Errorf("look into the spool: %w", err)
	}
	var list []string
	for _, entry := range entries {
		tenant, is := strings.CutSuffix(entry.Name(), spoolEnd)
		if is && reconcile.IsGUID(tenant) {
			list = append(list, tenant)
		}
	}
	return list, nil
}

// drop removes the file of a customer, which need not be there.
func (s *spool) drop(tenant string) error {
	err := os.Remove(s.path(tenant))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("clear the spool: %w", err)
	}
	return nil
}

// close removes the folder with all that is left in it.
func (s *spool) close() error {
	err := os.RemoveAll(s.folder)
	if err != nil {
		return fmt.Errorf("clear the spool: %w", err)
	}
	return nil
}

// path returns where the file of a customer is. A tenant is a GUID, or it was never read.
func (s *spool) path(tenant string) string { return filepath.Join(s.folder, tenant+spoolEnd) }
