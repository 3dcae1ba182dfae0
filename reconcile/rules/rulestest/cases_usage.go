package rulestest

func usageCases() []Case {
	const endless = "product_type=usage commitment_end=9999-12-31 "
	return []Case{
		one("azure-recreate: from Microsoft", opening, endless+"channel=web-direct", "azure-recreate low us - -"),
		one("azure-recreate: from ea", opening, endless+"channel=ea", "azure-recreate low us - -").shows("azure-recreate channel=ea"),
		one("azure-recreate: licences", opening, distant+"channel=ea").counts("far-renewal 1"),
		alone("azure-recreate: no move", opening, theirs+endless+"channel=ea commitment_end=2027-03-01").counts("azure-coexists 1"),
		one("azure-switch: from another partner", opening, endless+"seller_name=Northwind", "azure-switch low us - -").shows("azure-switch seller=Northwind"),
		one("azure-switch: from an unknown seller", opening, endless+"seller_id=", "azure-switch low us - -"),
		one("azure-switch: ours already", opening, endless+"seller_id="+PartnerID).counts("no-end 1"),
		one("azure-switch: our provider's already", opening, endless+"seller_id=77777777-7777-7777-7777-777777777777").
			reselling("77777777-7777-7777-7777-777777777777").counts("no-end 1"),
		one("azure-switch: done", opening, endless).moved(move + "status=done").counts("no-end 1"),
		alone("azure-switch: no move", opening, theirs+endless+"commitment_end=2027-03-01").counts("azure-coexists 1"),
		one("usage: what is suspended, expired or cancelled is not looked at", opening, "product_type=usage status=suspended "+cancelled,
			"azure-switch low us - -"),
		one("usage: without an end", opening, "product_type=usage", "azure-switch low us - -"),
	}
}
