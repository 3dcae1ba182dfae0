package words

import "handover/reconcile"

// chineseMoney words the jobs billing, transfers, usage and data-quality.
func chineseMoney() map[reconcile.Code]phrases {
	return map[reconcile.Code]phrases{
		"double-billing": {
			title: "新旧订阅同时付费",
			fires: "订阅已有替代订阅，却仍在付费。",
			sentences: sentences{
				message: "{offer} 自 {target_start} 起已被替代，却仍付费至 {E}：重复付费 {overlap_days} 天。",
				action:  "今后请把替代订阅安排在更接近期限结束时；此次不予退款。",
			},
			variants: map[string]sentences{
				"goes-on": {
					message: "{offer} 自 {target_start} 起已被替代，但 {E} 之后仍会继续（{outcome}）：两者都要付费。",
					action:  "请最迟在 {due_day} 安排在期限结束时取消。",
					ask:     "请{owner}最迟在 {due_day} 安排在期限结束时取消。",
				},
			},
		},
		"est-running-duplicate": {
			title: "延长服务期与替代订阅并行",
			fires: "替代订阅已处于活动状态，原订阅却仍在付费的延长服务期（EST）中。",
			sentences: sentences{
				message: "{offer} 的替代订阅自 {target_start} 起已处于活动状态，它却仍在付费的延长服务期（EST）中。",
				action:  "请立即取消延长服务期；费用按比例计算。",
				ask:     "请{owner}立即取消延长服务期；费用按比例计算。",
			},
		},
		"credit-candidate": {
			title: "可能获得抵扣额度",
			fires: "直接从 Microsoft 购买的订阅尚有已付费时间，Microsoft 可能给予抵扣额度。",
			sentences: sentences{
				message: "{offer} 直接从 Microsoft 购买，已付费至 {E}；剩余部分可能获得抵扣额度。",
				action:  "请代表客户向 Microsoft 365 计费支持咨询抵扣额度。",
				ask:     "请客户向 Microsoft 365 计费支持咨询抵扣额度；没有委派的管理权限，我们无法代办。",
			},
		},
		"no-refund": {
			title: "现在取消不退款",
			fires: "迁移计划立即取消，但取消时段已过。",
			sentences: sentences{
				message: "{offer} 计划立即取消，但取消时段已过：期限剩余部分不予退款。",
				action:  "请更改迁移途径，改为让订阅在 {E} 结束。",
			},
		},
		"transfer-expiring": {
			title: "转移请求待处理",
			fires: "合作伙伴转移请求尚未答复，且会过期。",
			sentences: sentences{
				message: "{tenant} 的转移请求 {transfer}（所含订阅：{items}）待处理，将在 {due} 过期。",
				action:  "请在 {due} 之前添加项目并提交请求。",
				ask:     "请{owner}在 {due} 之前添加项目并提交请求。",
			},
		},
		"transfer-ended": {
			title: "转移请求未成功",
			fires: "计划的合作伙伴转移，其最近一次请求被拒绝、被取消或已过期。",
			sentences: sentences{
				message: "{offer} 计划采用合作伙伴转移，但最近的请求 {transfer} {transfer_status}。",
				action:  "请最迟在 {E} 创建新请求，或选择其他途径。",
			},
		},
		"transfer-blocks-change": {
			title: "转移请求阻止更改",
			fires: "订阅需要更改，但被进行中的转移请求锁定。",
			sentences: sentences{
				message: "转移请求 {transfer} 锁定了 {offer}，而该订阅需要更改（{blocked}）。",
				action:  "请最迟在 {due_day} 完成或取消该请求，以便进行更改。",
			},
		},
		"transfer-not-available": {
			title: "该途径不存在",
			fires: "对于订阅的购买渠道，迁移所选的途径不存在。",
			sentences: sentences{
				message: "{offer} 不能采用此途径：{route}（渠道：{channel}）。",
				action:  "请为迁移选择其他途径。",
			},
		},
		"transfer-ineligible": {
			title: "无法转移",
			fires: "订阅计划采用合作伙伴转移，但不符合条件。",
			sentences: sentences{
				message: "{offer} 计划采用合作伙伴转移，但无法进行：{obstacle}。",
				action:  "请消除障碍，或为迁移选择其他途径。",
			},
		},
		"azure-recreate": {
			title: "Azure 须重新创建",
			fires: "基于使用情况的订阅来自其他渠道，无法切换。",
			sentences: sentences{
				message: "{offer} 基于使用情况，来自其他渠道（{channel}）：无法切换到我们。",
				action:  "请创建新的 Azure 订阅，移动资源，然后取消旧服务。",
			},
		},
		"azure-switch": {
			title: "Azure 可以切换",
			fires: "基于使用情况的订阅来自其他 CSP 合作伙伴，可以切换。",
			sentences: sentences{
				message: "{offer} 基于使用情况，由其他合作伙伴（{seller}）计费：可以切换到我们。",
				action:  "请向该合作伙伴请求切换 Azure 订阅。",
			},
		},
		"unknown-value": {
			title: "值不在列表中",
			fires: "某列中的值不在其列表中；这些行仍保留。",
			sentences: sentences{
				message: "{tenant} 的 {column} 列含有未知的值 {value}（行数：{rows}）。",
				action:  "请在数据源中更正该值，或检查它是否为新值。",
			},
			variants: map[string]sentences{"withheld": {message: "{tenant} 的 {column} 列含有未知的值（行数：{rows}）。"}},
		},
		"invalid-row": {
			title: "数据行自相矛盾",
			fires: "数据行可以读取，但自相矛盾；该行仍保留。",
			sentences: sentences{
				message: "{tenant} 的数据自相矛盾（{subject}）。",
				action:  "请在数据源中更正该行。",
			},
			variants: map[string]sentences{
				"negative-seats": {message: "{offer} 的许可证数为 {quantity}，这不可能。"},
				"end-before-start": {
					message: "{offer} 在 {E} 结束，早于其期限的开始日期 {term_start}。",
				},
				"no-end-date": {
					message: "{tenant} 有来自 {source} 且没有结束日期的行（行数：{rows}）：无法为其安排。",
					action:  "请提供结束日期，或导入包含结束日期的来源。",
				},
			},
		},
	}
}
