package rules

import "handover/reconcile"

// The codes of the job usage.
const (
	CodeAzureRecreate reconcile.Code = "azure-recreate"
	CodeAzureSwitch   reconcile.Code = "azure-switch"
)

func usageRules() []Rule {
	const job = reconcile.UsageJob
	return []Rule{
		{
			Code: CodeAzureRecreate, Job: job, Severities: severities(reconcile.Low),
			Evidence: keys("channel"), Sources: []string{multichannelPage}, row: azureRecreate, regardless: true,
		},
		{
			Code: CodeAzureSwitch, Job: job, Severities: severities(reconcile.Low),
			Evidence: keys("seller"), Sources: []string{azureSwitchPage}, row: azureSwitch, regardless: true,
		},
	}
}

func azureRecreate(v *view, r *row) answer {
	switch {
	case r.sub.Kind() != reconcile.Usage:
		return no(WhyKind)
	case !r.source():
		return no(WhyNotSource)
	case r.sub.Channel == reconcile.CSP:
		return no(WhyPlatform)
	}
	return yes(v.about(r, reconcile.Low, reconcile.OwnerUs, reconcile.Due{}, fact("channel", string(r.sub.Channel))))
}

func azureSwitch(v *view, r *row) answer {
	switch {
	case r.sub.Kind() != reconcile.Usage:
		return no(WhyKind)
	case !r.source():
		return no(WhyNotSource)
	case r.sub.Channel != reconcile.CSP || r.ours:
		return no(WhyPlatform)
	}
	return yes(v.about(r, reconcile.Low, reconcile.OwnerUs, reconcile.Due{}, ev("seller", r.sub.SellerName)))
}
