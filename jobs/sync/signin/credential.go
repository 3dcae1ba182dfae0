package signin

import "errors"

// Credential says where a secret, or a certificate with its key, stands. One field is set.
type Credential struct {
	Env     string // the name of an environment variable
	File    string // the path of a file
	Systemd string // the name of a systemd credential, a file in $CREDENTIALS_DIRECTORY
}

// Read returns what stands there, without blanks and line breaks at its ends.
func (c Credential) Read() (string, error) { return "", errors.ErrUnsupported }
