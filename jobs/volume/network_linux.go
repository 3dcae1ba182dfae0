package volume

import "syscall"

// Network names the network's or user's file system on which something lies; it is
// empty where the disk is the machine's own.
func Network(path string) string {
	var stat syscall.Statfs_t
	if err := syscall.Statfs(Existing(path), &stat); err != nil {
		return ""
	}
	return networkOf(uint32(stat.Type))
}

// networkOf names a file system by its number, which are those of statfs(2).
func networkOf(number uint32) string {
	switch number {
	case 0x6969:
		return "NFS"
	case 0x517b, 0xff534d42, 0xfe534d42:
		return "SMB"
	case 0x01021997:
		return "9p"
	case 0x65735546:
		return "FUSE"
	default:
		return ""
	}
}
