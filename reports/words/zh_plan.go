package words

import "handover/reconcile"

func chineseSteps() map[reconcile.StepKind]stepPhrases {
	return map[reconcile.StepKind]stepPhrases{
		reconcile.StepCreateRequest: {
			label: "创建转移请求",
			line:  "请创建转移请求 {request}，以接管 {offer}（{subscription}）。",
			ask:   "请{owner}创建转移请求 {request}，以接管 {offer}（{subscription}）。",
		},
		reconcile.StepAcceptRequest: {
			label: "提交转移请求",
			line:  "请将 {offer}（{subscription}）添加到转移请求 {request} 并提交。",
			ask:   "请{owner}将 {offer}（{subscription}）添加到转移请求 {request} 并提交。",
		},
		reconcile.StepOrder: {
			label: "购买替代订阅",
			line:  "请购买 {offer}（许可证：{seats}），以替代源订阅（{subscription}）。",
			ask:   "请{owner}购买 {offer}（许可证：{seats}），以替代源订阅（{subscription}）。",
		},
		reconcile.StepChannelTransfer: {
			label: "通过渠道转移续订",
			line:  "请通过渠道转移将 {offer}（{subscription}）从企业协议续订到 CSP。",
			ask:   "请{owner}通过渠道转移将 {offer}（{subscription}）从企业协议续订到 CSP。",
		},
		reconcile.StepAzureSwitch: {
			label: "切换 Azure 合作伙伴",
			line:  "请向负责计费的合作伙伴请求将 {offer}（{subscription}）切换到我们。",
			ask:   "请{owner}向负责计费的合作伙伴请求切换 {offer}（{subscription}）。",
		},
		reconcile.StepAzureRecreate: {
			label: "重新创建 Azure 订阅",
			line:  "请为 {offer}（{subscription}）创建新的 Azure 订阅并移动资源。",
			ask:   "请{owner}为 {offer}（{subscription}）创建新的 Azure 订阅，并移动资源。",
		},
		reconcile.StepVerify: {
			label: "验证替代订阅",
			line:  "请确认 {offer}（{subscription}）的替代订阅处于活动状态，且许可证数正确：{seats}。",
		},
		reconcile.StepSetCancel: {
			label: "安排源订阅期满取消",
			line:  "请安排 {offer}（{subscription}）在期限结束时取消。",
			ask:   "请{owner}安排 {offer}（{subscription}）在期限结束时取消。",
		},
		reconcile.StepAutoRenewOff: {
			label: "关闭自动续订",
			line:  "请关闭 {offer}（{subscription}）的自动续订，使其在期限结束时到期。",
			ask:   "请{owner}关闭 {offer}（{subscription}）的自动续订，使其在期限结束时到期。",
		},
		reconcile.StepCancelEST: {
			label: "取消延长服务期",
			line:  "请取消 {offer}（{subscription}）的延长服务期（EST）。",
			ask:   "请{owner}取消 {offer}（{subscription}）的延长服务期（EST）。",
		},
		reconcile.StepCancelNow: {
			label: "立即取消源订阅",
			line:  "请趁仍可取消时取消 {offer}（{subscription}）。",
			ask:   "请{owner}趁仍可取消时取消 {offer}（{subscription}）。",
		},
		reconcile.StepCancelAzure: {
			label: "取消旧服务",
			line:  "请取消 {offer}（{subscription}）的旧服务。",
			ask:   "请{owner}取消 {offer}（{subscription}）的旧服务。",
		},
	}
}

func chineseRoutes() map[reconcile.Route]string {
	return map[reconcile.Route]string{
		reconcile.RouteAuto: "自动选择", reconcile.RouteRebuy: "重新购买", reconcile.RouteCancelNow: "立即取消",
		reconcile.RoutePartnerTransfer: "合作伙伴转移", reconcile.RouteChannelTransfer: "渠道转移",
		reconcile.RouteAzureSwitch: "切换 Azure", reconcile.RouteAzureRecreate: "重新创建 Azure",
	}
}

func chineseObstacles() map[reconcile.ObstacleCode]alternatives {
	return map[reconcile.ObstacleCode]alternatives{
		reconcile.ObstacleTenantLimit: {
			usual:   "自 {day} 起，租户将有 {count} 个基于许可证的订阅，上限为 {limit} 个；最多的一天超出 {excess} 个。",
			special: "计入未定日期的购买后，租户将有 {count} 个基于许可证的订阅，上限为 {limit} 个：超出 {excess} 个。",
		},
		reconcile.ObstacleSeatPool: {
			usual:   "自 {day} 起，租户将有 {count} 个 {subject} 许可证，上限为 {limit} 个；最多的一天超出 {excess} 个。",
			special: "计入未定日期的购买后，租户将有 {count} 个 {subject} 许可证，上限为 {limit} 个：超出 {excess} 个。",
		},
		reconcile.ObstacleRoute: {
			usual: "此迁移的源订阅为 {subscription}，不能采用指定的途径（{route}）：{obstacle}。",
		},
		reconcile.ObstacleSourceUnknown: {
			usual: "无法计划此迁移：数据中没有或已不再有源订阅 {subscription}。请导入该订阅，或结束此迁移（状态 done 或 dropped）。",
		},
		reconcile.ObstacleSourceTwice: {
			usual: "未计划此迁移：另一个未完成的迁移使用同一个源 {subscription}。",
		},
	}
}

func chineseAgainst() map[reconcile.Against]string {
	return map[reconcile.Against]string{
		reconcile.AgainstChannel: "其购买渠道没有此途径", reconcile.AgainstOtherTenant: "它将迁移到其他租户",
		reconcile.AgainstOurs: "它已由我们销售", reconcile.AgainstOtherRequest: "它已在其他合作伙伴的请求中",
		reconcile.AgainstKind: "它是另一类产品", reconcile.AgainstWindow: "它的取消时段已过",
		reconcile.AgainstUnknownRoute:        "没有这种途径",
		reconcile.Against(reconcile.Usage):   "它基于使用情况",
		reconcile.Against(reconcile.Legacy):  "它属于旧版目录",
		reconcile.Against(reconcile.Expired): "它已过期", reconcile.Against(reconcile.Suspended): "它已暂停",
		reconcile.Against(reconcile.Software): "它是软件", reconcile.Against(reconcile.Disabled): "它已禁用",
		reconcile.Against(reconcile.Deleted): "它已删除",
	}
}

// anyNumber words a way out in a language in which one and many are the same.
func anyNumber(usual, seats string) remedyPhrases {
	return remedyPhrases{usual: usual, one: usual, seats: seats, oneSeat: seats}
}

func chineseRemedies() map[reconcile.RemedyCode]remedyPhrases {
	return map[reconcile.RemedyCode]remedyPhrases{
		reconcile.RemedyRoute:    {usual: "请改用其他途径（{route}），或将途径留空。"},
		reconcile.RemedyTransfer: anyNumber("凡可行的迁移，请采用合作伙伴转移或渠道转移（{n} 个迁移）。", ""),
		reconcile.RemedySeats:    anyNumber("购买的许可证不要超过已分配的数量（{n} 个迁移）。", ""),
		reconcile.RemedyLapse:    anyNumber("请只关闭自动续订而不取消，并在免费宽限期内购买（{n} 个迁移）。", ""),
		reconcile.RemedyFree:     anyNumber("请先结束 {n} 个其他订阅。", "请先减少 {n} 个许可证。"),
	}
}

// chineseFacts names what can differ about a finding.
func chineseFacts() map[string]string {
	return map[string]string{
		"severity": "严重性", "owner": "负责方", "due": "截止时间", "outcome": "期限结束时", "assumptions": "假设",
		"auto_renew": "自动续订", "blocked": "受阻", "cancellable_until": "可取消至", "channel": "购买渠道",
		"commitment_end": "期限结束", "commitment_end_at": "期限结束（第二字段）", "country": "国家/地区",
		"delegated_admin": "委派管理", "difference": "许可证差额", "end_of_term": "已安排的操作",
		"expected_end": "迁移预期的结束日", "gap_days": "空档天数", "gap_from": "空档开始", "gap_to": "空档结束",
		"items": "项目数", "needed": "所需许可证", "obstacle": "障碍", "on_sale_until": "销售至",
		"partner_country": "我们的市场", "planned": "计划的订阅", "planned_seats": "计划的许可证", "quantity": "许可证",
		"reason": "原因", "relationship": "关系", "renewable_until": "可续订至", "requests": "转移请求数",
		"route": "途径", "running": "延长服务期进行中", "seats": "许可证", "status_since": "状态始于", "target": "替代订阅",
		"target_offer": "替代订阅的产品/服务", "target_seats": "替代订阅的许可证", "target_start": "替代订阅开始",
		"target_tenant": "替代订阅所在租户", "term_start": "期限开始", "transfer_status": "转移请求",
		"unassigned": "未分配的许可证",
	}
}
