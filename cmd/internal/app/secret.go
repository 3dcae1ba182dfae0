package app

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// mostSecret is how many bytes a secret has at most.
const mostSecret = 64 << 10

// readSecret reads a secret from the variable or else from the file that the settings
// name, without the blanks and line ends around it. The error names where it was looked
// for, and nothing of what is there.
func readSecret(getenv func(string) string, env, file string) (string, error) {
	if env != "" {
		if secret := strings.TrimSpace(getenv(env)); secret != "" {
			return secret, nil
		}
		return "", fmt.Errorf("the variable %s, which is to hold a secret, is not set", env)
	}
	opened, err := os.Open(file)
	if err != nil {
		return "", fmt.Errorf("read a secret: %w", err)
	}
	content, err := io.ReadAll(io.LimitReader(opened, mostSecret+1))
	if err := errors.Join(err, opened.Close()); err != nil {
		return "", fmt.Errorf("read a secret: %w", err)
	}
	secret := strings.TrimSpace(string(content))
	if secret == "" || len(content) > mostSecret {
		return "", fmt.Errorf("the file %s, which is to hold a secret, is empty or too large", file)
	}
	return secret, nil
}
