//go:build !unix

package pgtest

import "os/exec"

// setApart does nothing where there is no shell to run a server in: tests need TEST_DATABASE_URL there.
func setApart(*exec.Cmd, *account) {}
