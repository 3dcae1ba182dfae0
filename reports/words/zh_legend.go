package words

// chineseMeanings explains the words of the report for its legend.
func chineseMeanings() map[string]string {
	return map[string]string{
		"column/due_day":         "采取措施仍然有效的最后一天，按 UTC 日历日计。",
		"column/days_left":       "从运行的数据截至日到截止日的天数；截止日已过则为负数。",
		"column/E":               "已付费期限的最后一天。",
		"column/cover_by":        "用户仍可使用的最后一天：届时替代订阅必须处于活动状态。",
		"column/exposure_amount": "不采取措施时产生的费用，以订阅的货币计。缺少价格时为空。",
		"column/owner":           "能够更改订阅、因而须采取措施的一方。",

		"severity/critical": "不采取措施就会失去服务或数据，或白付整个不需要的期限。",
		"severity/high":     "会损失资金，或迁移受阻。",
		"severity/medium":   "需要作出决定或进行检查。",
		"severity/low":      "值得了解。",
		"severity/info":     "仅供参考。",

		"urgency/overdue": "截止日已过。深色底白字。",
		"urgency/7":       "最多还有一周。中等深浅底色，粗体。",
		"urgency/30":      "最多还有 30 天。浅色底。",
		"urgency/later":   "还有 90 天以上。",
		"urgency/none":    "没有必须采取措施的日期。",

		"delta/new":           "本次运行首次发现。",
		"delta/changed":       "此前已知，但严重性、负责方、截止日、期满结果或事实有变化。",
		"delta/unchanged":     "此前已知，且没有变化。",
		"delta/reopened":      "曾经解决，现又重新出现。",
		"delta/not_evaluated": "沿用较早运行的结果，因为该租户的数据过旧或不完整。",

		"outcome/renew":   "开始新的期限。",
		"outcome/est":     "订阅转入延长服务期（EST），按月加价继续。",
		"outcome/cancel":  "订阅立即结束，没有宽限期。",
		"outcome/grace":   "订阅到期；之后可能有免费宽限期。",
		"outcome/unknown": "数据未说明。",
	}
}
