package rulestest

// workedVoice are the worked cases about what findings ask for.
func workedVoice() []Case {
	return []Case{
		one("32 a rebuy in scope of extended terms schedules a cancel", "2026-09-10", fabrikams, renewsOn30).moved(again).
			shows("auto-renew-on route=rebuy", "auto-renew-on step=order", "auto-renew-on action="+orderAndCancel+"by 30 Sep 2026."),
		one("44 what replaces a source would slide into an extended term", "2026-07-01", fabrikams, "est-auto-convert high us 2026-09-01 -",
			"double-billing high source-partner 2026-09-30 -").
			moved(named).plus(ours + extending).
			shows("est-auto-convert action=It replaces what is moved: renew it by 1 Sep 2026."),
		alone("44 a replacement that would slide into an extended term is renewed", "2026-07-01",
			ours+"term=P1Y commitment_end=2026-09-01 auto_renew=false end_of_term=", "est-auto-convert high us 2026-09-01 -").
			moved(named + "status=done").
			shows("est-auto-convert action=It replaces what is moved: renew it by 1 Sep 2026."),
		one("53 on the last day a cancel is scheduled at once", "2026-09-30", fabrikams, renewsOn30).
			shows("auto-renew-on route=rebuy", "auto-renew-on step=order",
				"auto-renew-on action="+orderAndCancel+"at once, by the end of 30 Sep 2026."),
		one("64 what is no longer sold is not cancelled", "2026-09-10", fabrikams, renewsOn30, "offer-discontinued high us 2026-09-30 -").
			moved(again).offered("offer_id=CFQ7TTC0LH18:0001 on_sale_until=2026-06-30").
			shows("auto-renew-on step=order", "auto-renew-on action=The product is no longer sold, and only its renewal or a transfer keeps it: "+
				"name what replaces it by 30 Sep 2026."),
		{
			Name: "19 what is transferred doubles nothing", AsOf: "2026-04-20", Tenants: rows(tenant),
			Subscriptions: repeat(151, "subscription_id=s%d "+far),
			Moves:         repeat(151, "tenant_id=t source_subscription_id=s%d"),
			Want:          rows("transfer-batches info us - -"),
		},
	}
}
