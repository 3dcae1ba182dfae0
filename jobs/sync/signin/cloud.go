package signin

// Cloud is where an application is registered and where its customers are (sources.md 1.1
// and 1.3).
type Cloud string

// The clouds.
const (
	Global Cloud = "global" // also the US government's GCC, which has no hosts of its own
	USGov  Cloud = "us-gov" // GCC High
	China  Cloud = "china"  // operated by 21Vianet
)

// Hosts are the addresses of a cloud, each without a path.
type Hosts struct {
	Login, PartnerCenter, Graph string
}

// Hosts returns the addresses of the cloud; ok is false where there is no such cloud.
func (c Cloud) Hosts() (hosts Hosts, ok bool) {
	switch c {
	case Global:
		return Hosts{"https://login.microsoftonline.com", "https://api.partnercenter.microsoft.com", "https://graph.microsoft.com"}, true
	case USGov:
		return Hosts{"https://login.microsoftonline.us", "https://api.partnercenter.microsoft.com", "https://graph.microsoft.us"}, true
	case China:
		return Hosts{
			"https://login.partner.microsoftonline.cn", "https://partner.partnercenterapi.microsoftonline.cn", "https://microsoftgraph.chinacloudapi.cn",
		}, true
	default:
		return Hosts{}, false
	}
}
