package words

import "handover/reconcile"

// chineseDates words the jobs auto-renew, end-dates and expired-deadlines.
func chineseDates() map[reconcile.Code]phrases {
	return map[reconcile.Code]phrases{
		"auto-renew-on": {
			title: "自动续订已开启",
			fires: "要迁移的订阅会自动续订一个新期限。",
			sentences: sentences{
				message: "{offer} 的自动续订已开启：{E} 之后将续订一个新期限（{term}）。",
				action:  "请最迟在 {due_day} 关闭自动续订，或安排在期限结束时取消。",
				ask:     "请{owner}最迟在 {due_day} 关闭自动续订，或安排在期限结束时取消。",
			},
			variants: map[string]sentences{
				"scheduled": {
					message: "{offer} 已安排续订：无论自动续订如何设置，{E} 之后都将开始新期限（{term}）。",
					action:  "请最迟在 {due_day} 把已安排的续订改为取消。",
					ask:     "请{owner}最迟在 {due_day} 把已安排的续订改为取消。",
				},
			},
		},
		"auto-renew-contradiction": {
			title: "自动续订与已安排的操作相矛盾",
			fires: "自动续订与为期限结束安排的操作不一致。",
			sentences: sentences{
				message: "{offer} 的自动续订已开启，但为 {E} 期限结束安排的操作是：{end_of_term}。",
				action:  "请最迟在 {due_day} 把两者设置为实际所需。",
				ask:     "请{owner}最迟在 {due_day} 把两者设置为实际所需。",
			},
			variants: map[string]sentences{
				"off": {message: "{offer} 的自动续订已关闭，但为 {E} 期限结束安排的操作是：{end_of_term}。"},
			},
		},
		"renewed-in-window": {
			title: "已续订，仍可取消",
			fires: "本应结束的订阅已续订，取消时段尚未结束。",
			sentences: sentences{
				message: "{offer} 本应在 {expected_end} 结束，却已续订至 {E}；在 {due} 之前可以取消。",
				action:  "请在 {due} 之前取消新期限：之后须支付全额费用。",
				ask:     "请{owner}在 {due} 之前取消新期限：之后须支付全额费用。",
			},
		},
		"renewed-window-passed": {
			title: "已续订，无法再取消",
			fires: "本应结束的订阅已续订一年或更久，取消时段已过。",
			sentences: sentences{
				message: "{offer} 本应在 {expected_end} 结束，却已续订至 {E}，且无法再取消。",
				action:  "请将迁移安排在 {E}，并立即关闭自动续订。",
				ask:     "请将迁移安排在 {E}，并请{owner}立即关闭自动续订。",
			},
			variants: map[string]sentences{
				"transfer": {
					action: "请采用合作伙伴转移，当前期限会随之转移；或将迁移安排在 {E}。",
					ask:    "请与{owner}进行合作伙伴转移，当前期限会随之转移；或将迁移安排在 {E}。",
				},
			},
		},
		"renewal-processing": {
			title: "续订正在处理",
			fires: "期限刚刚结束，Microsoft 正在处理续订，其间该订阅被锁定。",
			sentences: sentences{
				message: "{offer} 的期限已在 {E} 结束，续订正在处理；在 {until} 之前无法更改。",
				action:  "请等待下一次运行，届时会显示结果。",
			},
		},
		"trial-converts": {
			title: "试用版将转为付费订阅",
			fires: "已开启自动续订的试用版结束后会转为付费订阅。",
			sentences: sentences{
				message: "试用版 {offer}（许可证：{quantity}）在 {E} 之后将转为付费订阅。",
				action:  "除非客户愿意付费，请最迟在 {due_day} 关闭自动续订。",
				ask:     "除非需要付费订阅，请{owner}最迟在 {due_day} 关闭自动续订。",
			},
		},
		"end-of-sale-renew-off": {
			title: "已停止销售，且设置为不续订",
			fires: "产品/服务已停止销售但仍可续订，而该订阅设置为不续订。",
			sentences: sentences{
				message: "{offer} 自 {on_sale_until} 起停止销售，仍可续订，但已设置为在 {E} 结束（{outcome}）。",
				action:  "请最迟在 {due_day} 决定是否保留：结束后无法再次购买，自动续订也可能无法重新开启。",
				ask:     "请最迟在 {due_day} 与{owner}共同决定是否保留：结束后无法再次购买。",
			},
		},
		"lapse-unplanned": {
			title: "我们销售的订阅即将结束",
			fires: "我们销售的订阅将结束，既不续订，也没有替代订阅。",
			sentences: sentences{
				message: "{offer}（许可证：{quantity}）将在 {E} 结束，既不续订，也没有替代订阅。",
				action:  "请询问客户；如需继续使用服务，请最迟在 {due_day} 开启自动续订。",
			},
			variants: map[string]sentences{
				"on-purpose": {
					message: "{offer}（许可证：{quantity}）已安排在 {E} 取消，没有替代订阅。",
					action:  "请最迟在 {due_day} 与客户确认服务确实要结束。",
				},
			},
		},
		"renewal-commitment": {
			title: "长期限即将续订",
			fires: "我们销售的订阅即将续订一年或更久：这是更改许可证数的最后机会。",
			sentences: sentences{
				message: "{offer} 将在 {E} 之后续订一个新期限（{term}，许可证：{quantity}）。",
				action:  "请最迟在 {due_day} 与客户确认许可证数。",
			},
			variants: map[string]sentences{
				"unassigned": {
					message: "{offer} 将在 {E} 之后续订一个新期限（{term}，许可证：{quantity}，其中未分配：{unassigned}）。",
					action:  "请最迟在 {due_day} 建议客户减去 {unassigned} 个未分配的许可证。",
				},
			},
		},
		"est-auto-convert": {
			title: "将转入付费的延长服务期（EST）",
			fires: "自动续订已关闭且未安排任何操作，订阅将按月加价继续。",
			sentences: sentences{
				message: "{offer} 未选择期限结束后的处理方式：{E} 之后将转入付费的延长服务期（EST），按月继续。",
				action:  "替代订阅就位后，请最迟在 {due_day} 安排取消；或有意选择延长服务期。",
				ask:     "替代订阅就位后，请{owner}最迟在 {due_day} 安排取消。",
			},
		},
		"est-scheduled": {
			title: "已安排延长服务期（EST）",
			fires: "已为期限结束选择付费的延长服务期（EST）。",
			sentences: sentences{
				message: "{offer} 在 {E} 之后将按安排转入付费的延长服务期（EST）。",
				action:  "请确认是否需要此过渡，并在替代订阅验收当天取消。",
				ask:     "请确认是否需要此过渡，并请{owner}在替代订阅验收当天取消。",
			},
			variants: map[string]sentences{
				"running": {message: "{offer} 处于付费的延长服务期（EST）；本月在 {E} 结束，随后进入下一个月。"},
			},
		},
		"cancel-without-cover": {
			title: "将取消，且没有替代订阅",
			fires: "要迁移的订阅已安排在期限结束时取消，但未指明也未找到替代订阅。",
			sentences: sentences{
				message: "{offer}（许可证：{quantity}）已安排在 {E} 取消，且没有替代订阅：当天结束后无法访问。",
				action:  "请预配替代订阅，确保最迟在 {due_day} 处于活动状态；数据预计保留至 {data_until}。",
			},
		},
		"end-date-approaching": {
			title: "即将结束，尚无替代订阅",
			fires: "要迁移的订阅即将结束，但未指明也未找到替代订阅。",
			sentences: sentences{
				message: "{offer}（许可证：{quantity}）将在 {E} 结束，没有替代订阅；用户可使用至 {cover_by}。",
				action:  "请预配替代订阅，确保最迟在 {cover_by} 处于活动状态。",
			},
			variants: map[string]sentences{
				"no-access": {
					message: "{offer}（许可证：{quantity}）将在 {E} 结束，没有替代订阅；{cover_by} 之后任何人都无法使用。",
				},
			},
		},
		"end-of-term-unknown": {
			title: "无法确定期限结束后的情况",
			fires: "数据未说明期限结束时会发生什么。",
			sentences: sentences{
				message: "{offer} 在 {E} 之后的情况未知：{reason}。",
				action:  "请最迟在 {due_day} 在合作伙伴中心查看自动续订和已安排的操作。",
				ask:     "请最迟在 {due_day} 向{owner}了解自动续订和期限结束时的操作。",
			},
		},
		"date-conflict": {
			title: "两个不同的结束日期",
			fires: "结束日期与结束时间所指的日子不同；采用较早的一个。",
			sentences: sentences{
				message: "来源为 {offer} 给出两个结束时间：{commitment_end} 和 {commitment_end_at}；采用 {E}。",
				action:  "请在合作伙伴中心查看正确的结束日期，并更正来源。",
			},
		},
		"grace-open": {
			title: "已过期，仍可及时替代",
			fires: "订阅已过期且没有替代订阅；距离禁用的时间正在减少。",
			sentences: sentences{
				message: "{offer}（许可证：{quantity}）在 {E} 之后已过期，没有替代订阅；用户可使用至 {cover_by}。",
				action:  "请确保替代订阅最迟在 {cover_by} 处于活动状态；{data_until} 之后数据将被删除。",
			},
			variants: map[string]sentences{
				"no-access": {
					message: "{offer}（许可证：{quantity}）在 {E} 之后已过期，没有替代订阅；任何人都无法使用。",
					action:  "请立即预配替代订阅；{data_until} 之后数据将被删除。",
				},
			},
		},
		"grace-missed": {
			title: "已禁用，数据仍在",
			fires: "订阅已禁用且没有替代订阅；其数据将被删除。",
			sentences: sentences{
				message: "{offer}（许可证：{quantity}）在 {E} 结束后已禁用，没有替代订阅；{data_until} 之后数据将被删除。",
				action:  "请最迟在 {data_until} 预配替代订阅或备份数据。",
			},
		},
		"data-deleted": {
			title: "已删除，没有替代订阅",
			fires: "本应迁移的订阅已删除，没有替代订阅。",
			sentences: sentences{
				message: "{offer}（许可证：{quantity}）已删除，没有替代订阅；其数据已丢失。",
				action:  "请告知客户，从客户自己的备份中恢复，并重新购买。",
			},
		},
		"suspended-billed": {
			title: "已暂停，仍在计费",
			fires: "新商务体验中已暂停的订阅会计费至期限结束。",
			sentences: sentences{
				message: "{offer} 自 {status_since} 起已暂停：任何人都无法使用，却计费至 {E}。",
				action:  "请重新激活，或接受至 {E} 的费用；暂停不会停止计费。",
				ask:     "请{owner}重新激活，或接受至 {E} 的费用；暂停不会停止计费。",
			},
		},
		"suspended-near-end": {
			title: "已暂停，即将结束，没有替代订阅",
			fires: "已暂停的订阅即将结束，但未指明也未找到替代订阅。",
			sentences: sentences{
				message: "{offer}（许可证：{quantity}）已暂停，将在 {E} 结束，没有替代订阅；{data_until} 之后数据将被删除。",
				action:  "请最迟在 {due_day} 预配替代订阅，或在期限结束前让其重新激活。",
			},
		},
		"legacy-suspended": {
			title: "已暂停的旧版订阅",
			fires: "旧版目录中已暂停的订阅会在 90 天后删除。",
			sentences: sentences{
				message: "旧版目录中的 {offer} 自 {status_since} 起已暂停，将在 {due_day} 之后删除。",
				action:  "请最迟在 {due_day} 重新激活或备份数据。",
				ask:     "请{owner}最迟在 {due_day} 重新激活或备份数据。",
			},
		},
		"cancelled-backup": {
			title: "在取消时段内取消，仍可备份",
			fires: "订阅在取消时段内被取消；管理员可在一周内备份数据。",
			sentences: sentences{
				message: "{offer} 已在 {status_since} 取消，没有替代订阅；管理员可在 {due_day} 之前（含当天）备份数据。",
				action:  "请客户的管理员最迟在 {due_day} 备份数据。",
			},
		},
	}
}
