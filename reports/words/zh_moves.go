package words

import "handover/reconcile"

// chineseMoves words the jobs tenant-limits, readiness and continuity.
func chineseMoves() map[reconcile.Code]phrases {
	return map[reconcile.Code]phrases{
		"tenant-limit-exceeded": {
			title: "租户中的订阅过多",
			fires: "租户现有的订阅与计划新增的订阅合计超过租户上限。",
			sentences: sentences{
				message: "{tenant} 现有 {certain} 个订阅，计划新增 {planned} 个：合计 {total} 个，超过上限 {limit} 个。",
				action:  "请在购买新订阅之前让旧订阅结束，或采用合作伙伴转移。",
			},
			variants: map[string]sentences{
				"doubled": {
					message: "{tenant} 现有 {certain} 个订阅，计划新增 {planned} 个：合计 {total} 个，超过上限 {limit} 个；其中 {to_duplicate} 个活动订阅将重复。",
					action:  "重复的订阅不得超过 {doubled_limit} 个：请采用合作伙伴转移，或分批结束后重新购买。",
				},
			},
		},
		"tenant-limit-possible": {
			title: "租户中的订阅可能过多",
			fires: "只有计入已过期和已禁用的订阅时，租户才会超过上限。",
			sentences: sentences{
				message: "{tenant} 现有 {certain} 个订阅，另有 {possible} 个已过期或已禁用，计划新增 {planned} 个：合计 {total} 个将超过上限 {limit} 个。",
				action:  "请尽早分小批购买计划的订阅，并备好合作伙伴转移。",
			},
		},
		"seat-pool-exceeded": {
			title: "限量产品的许可证过多",
			fires: "按租户限量的产品，连同计划的许可证在内超过允许数量。",
			sentences: sentences{
				message: "{tenant} 中的 {offer}：现有 {seats} 个许可证，计划 {planned_seats} 个，合计 {total} 个，上限为 {cap} 个。",
				action:  "请在购买新许可证之前减少旧许可证，或计划其他产品。",
			},
			variants: map[string]sentences{
				"today": {
					message: "{tenant} 中的 {offer} 有 {seats} 个许可证，上限为 {cap} 个。",
					action:  "请检查此租户中所有合作伙伴的许可证；无法再购买更多。",
				},
			},
		},
		"transfer-batches": {
			title: "需要多个转移请求",
			fires: "计划采用合作伙伴转移的项目超过一个请求的容量。",
			sentences: sentences{
				message: "{tenant} 有 {items} 个项目计划采用合作伙伴转移：需要 {requests} 个请求，每个最多 {items_per_request} 个项目。",
				action:  "请创建 {requests} 个转移请求。",
			},
		},
		"region-mismatch": {
			title: "客户在其他市场",
			fires: "租户所在的国家/地区不属于合作伙伴的市场。",
			sentences: sentences{
				message: "{tenant} 所在的国家/地区（{country}）不属于我们的市场（{partner_country}）：无法向其销售。",
				action:  "请停止迁移，或由该市场的合作伙伴接手。",
			},
			variants: map[string]sentences{
				"unknown": {
					message: "{tenant} 所在的国家/地区未知；我们只能在自己的市场（{partner_country}）销售。",
					action:  "请查明租户所在的国家/地区并导入。",
				},
			},
		},
		"relationship-missing": {
			title: "没有经销商关系",
			fires: "有未完成迁移的租户与我们没有经销商关系。",
			sentences: sentences{
				message: "我们与 {tenant} 没有经销商关系（当前关系：{relationship}）：无法向其销售。",
				action:  "请立即发送经销商关系邀请；须由客户的全局管理员接受。",
			},
			variants: map[string]sentences{
				"unknown": {
					message: "{tenant} 是否已接受与我们的经销商关系，目前未知。",
					action:  "请在合作伙伴中心查看该关系；如不存在，请发送邀请。",
				},
			},
		},
		"invite-role": {
			title: "该角色无权发送邀请",
			fires: "负责请求经销商关系的人员，其角色无权发送邀请。",
			sentences: sentences{
				message: "对 {tenant} 的邀请计划由角色 {role} 发送，但该角色无权发送。",
				action:  "请由管理员代理或销售代理角色的人员发送。",
			},
		},
		"agreement-missing": {
			title: "未接受 Microsoft 客户协议",
			fires: "有未完成迁移的租户尚未接受 Microsoft 客户协议。",
			sentences: sentences{
				message: "{tenant} 尚未接受 Microsoft 客户协议：无法为其购买。",
				action:  "请客户接受该协议，或在合作伙伴中心确认客户已接受。",
			},
		},
		"resale-to-partner": {
			title: "客户本身是 CSP 合作伙伴",
			fires: "有未完成迁移的租户是另一个 CSP 合作伙伴的交易租户。",
			sentences: sentences{
				message: "{tenant} 本身是 CSP 合作伙伴的租户：无法向其转售联机服务。",
				action:  "请停止迁移，或改用该客户的其他租户。",
			},
		},
		"reseller-cannot-act": {
			title: "只有间接提供商能操作",
			fires: "我们是间接经销商，合作伙伴转移由间接提供商进行。",
			sentences: sentences{
				message: "{tenant} 计划了 {items} 个合作伙伴转移，而间接经销商无法进行。",
				action:  "请间接提供商创建转移请求。",
			},
		},
		"tenant-to-tenant-data": {
			title: "数据须迁移到其他租户",
			fires: "迁移的目标是其他租户，数据只能由客户自行迁移。",
			sentences: sentences{
				message: "{offer} 将在另一个租户（{target_tenant}）中替代；数据不会自动迁移。",
				action:  "请与客户商定由谁迁移数据，并在用户仍可访问时完成。",
			},
		},
		"offer-different": {
			title: "替代订阅的产品/服务不同",
			fires: "替代订阅的产品/服务不同，且未列为等效。",
			sentences: sentences{
				message: "{offer} 将由 {target_offer} 替代，后者未列为等效产品/服务。",
				action:  "请计划最迟在 {E} 重新分配许可证，或在目录中将两者列为等效。",
			},
		},
		"quantity-mismatch": {
			title: "许可证数不一致",
			fires: "替代订阅的许可证少于所需，或多于源订阅。",
			sentences: sentences{
				message: "{offer} 的替代订阅有 {target_seats} 个许可证，需要 {needed} 个：缺少 {difference} 个。",
				action:  "请最迟在 {E} 增加 {difference} 个许可证。",
			},
			variants: map[string]sentences{
				"surplus": {
					message: "{offer} 的替代订阅有 {target_seats} 个许可证，比源订阅的 {needed} 个多 {difference} 个。",
					action:  "请与客户确认是否需要多出的 {difference} 个许可证。",
				},
			},
		},
		"offer-discontinued": {
			title: "产品/服务已停止销售",
			fires: "订阅需要重新购买，但其产品/服务已停止销售。",
			sentences: sentences{
				message: "{offer} 自 {on_sale_until} 起停止销售，没有替代订阅，也未列出等效产品/服务。",
				action:  "请与客户选定等效产品/服务，并最迟在 {cover_by} 购买。",
			},
			variants: map[string]sentences{
				"equivalent": {
					message: "{offer} 自 {on_sale_until} 起停止销售，没有替代订阅；目录中列有等效产品/服务。",
					action:  "请最迟在 {cover_by} 购买等效产品/服务。",
				},
			},
		},
		"coverage-gap": {
			title: "新旧订阅之间有空档",
			fires: "有替代订阅，但没有一个能及时处于活动状态并比源订阅更晚结束。",
			sentences: sentences{
				message: "{offer} 的替代订阅开始过晚：{gap_from} 至 {gap_to} 出现空档（{gap_days} 天）。",
				action:  "请让替代订阅最迟在 {due_day} 开始。",
			},
			variants: map[string]sentences{
				"next-day": {
					message: "{offer} 的替代订阅从 {gap_from} 才开始，晚了一天。",
					action:  "请让替代订阅提前一天，最迟在 {due_day} 开始。",
				},
				"open": {
					message: "{offer} 没有处于活动状态且能持续的替代订阅：自 {gap_from} 起出现空档。",
					action:  "请确保最迟在 {due_day} 有一个活动的替代订阅，且其结束晚于 {E}。",
				},
			},
		},
		"move-conflict": {
			title: "迁移相互矛盾",
			fires: "一个订阅出现在两个未完成的迁移中，或迁移指明了从未出现过的订阅。",
			sentences: sentences{
				message: "{tenant} 的迁移在 {named} 上相互矛盾。",
				action:  "请更正此租户的迁移。",
			},
			variants: map[string]sentences{
				"source-twice": {
					message: "{tenant} 有两个未完成的迁移使用同一个源 {named}。",
					action:  "请放弃其中一个迁移。",
				},
				"source-unknown": {
					message: "{tenant} 的一个迁移指明源 {named}，但从未导入过该订阅。",
					action:  "请更正 ID，或导入该订阅。",
				},
				"target-twice": {
					message: "两个未完成的迁移指明同一个目标 {named}。",
					action:  "请为每个迁移指定各自的目标。",
				},
				"target-unknown": {
					message: "{tenant} 的一个迁移指明目标 {named}，但从未导入过该订阅。",
					action:  "请更正 ID，或导入该订阅。",
				},
			},
		},
	}
}
