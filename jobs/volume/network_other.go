//go:build !linux

package volume

// Network names the network's or user's file system on which something lies, which is
// not known here.
func Network(string) string { return "" }
