//go:build unix

package pgtest

import (
	"os/exec"
	"syscall"
)

// setApart puts a process into a group of its own, which the terminal's interrupt does not reach, and runs it as
// another user where one is given.
func setApart(server *exec.Cmd, owner *account) {
	server.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if owner != nil {
		server.SysProcAttr.Credential = &syscall.Credential{Uid: owner.uid, Gid: owner.gid}
	}
}
