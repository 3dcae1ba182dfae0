package words

// chineseMeanings explains the words of the report for its legend.
func chineseMeanings() map[string]string {
	return map[string]string{
		"column/due_day":         "采取措施仍然有效的最后一天，按 UTC 日历日计。",
		"column/days_left":       "从运行的数据截至日到截止日的天数；截止日已过则为负数。",
		"column/E":               "已付费期限的最后一天。",
		"column/cover_by":        "用户仍可使用的最后一天：届时替代订阅必须处于活动状态。",
		"column/exposure_amount": "发现项所涉及的金额，以订阅的货币计：不采取措施时须支付或损失的金额、可获得的抵扣额度，或我们的订阅的全年价值。具体属于哪一种，见旁边的计算方式。缺少价格时为空。",
		"column/owner":           "能够更改订阅、因而须采取措施的一方。",
		"column/plan_day":        "步骤的计划日期：既不造成损失，又尽量少重复付费。障碍则为其首次出现的日期。",
		"column/last_safe_day":   "步骤仍然有效的最后一天。如在当天之内截止，时刻见另一列。",
		"column/margin_days":     "从购买、转移或切换到最后安全日的天数。",

		"severity/critical": "不采取措施就会失去服务或数据，或白付整个不需要的期限。",
		"severity/high":     "会损失资金，或迁移受阻。",
		"severity/medium":   "需要作出决定或进行检查。",
		"severity/low":      "值得了解。",
		"severity/info":     "仅供参考。",

		"urgency/overdue": "截止日已过。深色底白字。",
		"urgency/1":       "最多还有 1 天。中等深浅底色，粗体。",
		"urgency/3":       "最多还有 3 天。中等深浅底色，粗体。",
		"urgency/7":       "最多还有一周。中等深浅底色，粗体。",
		"urgency/14":      "最多还有 14 天。浅色底。",
		"urgency/30":      "最多还有 30 天。浅色底。",
		"urgency/60":      "最多还有 60 天。",
		"urgency/90":      "最多还有 90 天。",
		"urgency/later":   "还有 90 天以上。",
		"urgency/none":    "没有必须采取措施的日期。",

		"delta/new":               "本次运行首次发现。",
		"delta/changed":           "此前已知，但严重性、负责方、截止日、期满结果或事实有变化。",
		"delta/unchanged":         "此前已知，严重性、负责方、截止日、期满结果和事实均无变化。许可证和名称可能有变动，但仅此不算有变化。",
		"delta/unchanged/amounts": "此前已知，严重性、负责方、截止日、期满结果和事实均无变化。金额、许可证、价格和名称可能有变动，但仅此不算有变化。",
		"delta/reopened":          "曾经解决，现又重新出现。",
		"delta/not_evaluated":     "沿用较早运行的结果，因为该租户的数据过旧或不完整。",
		"delta/resolved":          "上次运行时待处理，现已不再出现。原因见旁边。",
		"delta/suppressed":        "统计已确认或已暂缓的发现项（它们同时计入无变化或未检查），以及自本次运行起被其他发现项取代的发现项。",

		"state/acknowledged": "已有人知悉。到所定日期之后，或一旦有变化，即恢复为待处理。",
		"state/snoozed":      "已有人推迟处理。到所定日期之后，或一旦有变化，即恢复为待处理。",

		"resolved/renewed":      "订阅已进入之后的期限。",
		"resolved/moved":        "订阅的迁移已完成。",
		"resolved/cancelled":    "订阅已取消，或在最后一天之前已从数据中消失。",
		"resolved/ended":        "订阅的最后一天已过。",
		"resolved/fixed":        "发现项的起因已消除。",
		"resolved/out-of-scope": "该订阅既非由我们销售，也不再是未完成迁移的源。",

		"outcome/renew":   "开始新的期限。",
		"outcome/est":     "订阅转入延长服务期（EST），按月加价继续。",
		"outcome/cancel":  "订阅立即结束，没有宽限期。",
		"outcome/grace":   "订阅到期；之后可能有免费宽限期。",
		"outcome/unknown": "数据未说明。",

		"step/obstacle":         "使计划无法按要求实现。每个解决办法单独即可满足。深色底白字。",
		"step/overdue":          "在计划中：步骤的计划日期或最后安全时刻已过。深色底白字。",
		"step/create-request":   "请求销售源订阅的合作伙伴转移该订阅。同时结束的源订阅放在同一个请求中。",
		"step/accept-request":   "销售源订阅的合作伙伴将其添加到请求并提交；期限和许可证保持不变。",
		"step/order":            "按源订阅的许可证数购买替代订阅。在源订阅结束之前，两者都要付费。",
		"step/channel-transfer": "企业协议的订阅转为 CSP 订阅继续使用。",
		"step/azure-switch":     "基于使用情况的订阅保持不变，只更换负责计费的合作伙伴。",
		"step/azure-recreate":   "无法切换的订阅重新创建，并移动资源。",
		"step/verify":           "确认替代订阅处于活动状态且许可证足够之前，不对源订阅做任何更改。",
		"step/set-cancel":       "源订阅在最后一个付费日结束，不再延续或续订。在此之前可以更改选择。",
		"step/auto-renew-off":   "源订阅在最后一个付费日之后到期；随后的免费宽限期是一道保障。",
		"step/cancel-est":       "不再需要按月付费的延长服务期（EST）。",
		"step/cancel-now":       "在取消时段内取消源订阅；剩余期限无需付费。",
		"step/cancel-azure":     "旧的基于使用情况的服务不再产生费用。",
	}
}
