package signin

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// maxCredential is how much of a file is read; a certificate with its chain and key has a
// tenth of it.
const maxCredential = 64 << 10

// Credential says where a secret, or a certificate with its key, stands. One field is set.
type Credential struct {
	Env     string // the name of an environment variable
	File    string // the path of a file
	Systemd string // the name of a systemd credential, a file in $CREDENTIALS_DIRECTORY
}

// Read returns what stands there, without blanks and line breaks at its ends.
func (c Credential) Read() (string, error) {
	switch {
	case c.Env != "" && c.File == "" && c.Systemd == "":
		return filled(os.Getenv(c.Env), "the environment variable "+c.Env)
	case c.File != "" && c.Env == "" && c.Systemd == "":
		return readFile(c.File)
	case c.Systemd != "" && c.Env == "" && c.File == "":
		folder := os.Getenv("CREDENTIALS_DIRECTORY")
		switch {
		case c.Systemd != filepath.Base(c.Systemd) || c.Systemd == "..":
			return "", fmt.Errorf("%q is no name of a systemd credential, which is a file name without a folder", c.Systemd)
		case folder == "":
			return "", fmt.Errorf("the systemd credential %s cannot be read: $CREDENTIALS_DIRECTORY is not set; add LoadCredential=%[1]s:/PATH to the unit", c.Systemd)
		}
		return readFile(filepath.Join(folder, c.Systemd))
	default:
		return "", errors.New("one place of a secret is wanted: an environment variable, a file or a systemd credential")
	}
}

func readFile(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("the secret cannot be read: %w", err)
	}
	text, err := io.ReadAll(io.LimitReader(file, maxCredential+1))
	if err = errors.Join(err, file.Close()); err != nil {
		return "", fmt.Errorf("the secret cannot be read: %w", err)
	}
	if len(text) > maxCredential {
		return "", fmt.Errorf("the secret cannot be read: %s has more than %d bytes, so it is something else", path, maxCredential)
	}
	return filled(string(text), path)
}

func filled(text, place string) (string, error) {
	if text = strings.TrimSpace(text); text == "" {
		return "", fmt.Errorf("the secret cannot be read: %s is empty or not set", place)
	}
	return text, nil
}
