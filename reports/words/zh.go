package words

import (
	"maps"

	"handover/reconcile"
)

// chinese is the table in Simplified Chinese. Its terms are those of Microsoft's
// Chinese pages for partners and administrators:
//
//	subscription            订阅
//	term                    期限
//	auto-renew              自动续订
//	cancel, window          取消, 取消时段
//	suspended               暂停
//	expired, disabled       过期, 禁用
//	grace                   宽限期
//	seat, licence           许可证
//	tenant                  租户
//	offer, trial            产品/服务, 试用版
//	end of sale             停止销售
//	provision, reactivate   预配, 重新激活
//	reseller relationship   经销商关系
//	customer agreement      Microsoft 客户协议
//	indirect reseller       间接经销商
//	indirect provider       间接提供商
//	Admin agent             管理员代理
//	Sales agent             销售代理
//	transfer request        转移请求
//	new commerce            新商务体验
//	usage-based             基于使用情况
//
// Those pages leave the extended service term in English: here it is 延长服务期
// (EST). Our own words are 迁移 for move, 替代订阅 for replacement, 发现项 for
// finding and 检查类别 for job. A blank stands between Chinese and other writing,
// so also around a placeholder unless its values are Chinese; "by a day" is 最迟在,
// which includes it.
func chinese() *Table {
	findings := chineseDates()
	maps.Copy(findings, chineseMoves())
	maps.Copy(findings, chineseMoney())
	return &Table{
		Language:    "zh",
		Labels:      chineseLabels(),
		findings:    findings,
		assumptions: chineseAssumptions(),
		bases:       chineseBases(),
		outcomes: map[reconcile.Outcome]string{
			reconcile.NoOutcome:      "",
			reconcile.Renews:         "续订",
			reconcile.Extends:        "延长服务期",
			reconcile.Cancels:        "取消",
			reconcile.Lapses:         "到期",
			reconcile.OutcomeUnknown: "未知",
		},
		reasons:  chineseReasons(),
		answers:  chineseAnswers(),
		coverage: chineseCoverage(),
		statuses: map[bool]string{true: "已检查", false: "未检查"},
		severities: map[reconcile.Severity]string{
			reconcile.Critical: "严重", reconcile.High: "高", reconcile.Medium: "中",
			reconcile.Low: "低", reconcile.Info: "信息",
		},
		urgencies: map[reconcile.Urgency]string{
			reconcile.Overdue: "已逾期", reconcile.Within1: "1 天内", reconcile.Within3: "3 天内",
			reconcile.Within7: "7 天内", reconcile.Within14: "14 天内", reconcile.Within30: "30 天内",
			reconcile.Within60: "60 天内", reconcile.Within90: "90 天内", reconcile.Later: "以后",
			reconcile.NoUrgency: "无截止日",
		},
		owners:   chineseOwners(),
		actors:   chineseOwners(),
		jobs:     chineseJobs(),
		counters: chineseCounters(),
		totals: map[reconcile.Total]string{
			reconcile.TotalSubscriptions: "订阅数", reconcile.TotalSeats: "许可证数",
			reconcile.TotalWithFindings: "有发现项的订阅", reconcile.TotalRoutine: "计为常规的订阅",
			reconcile.TotalNotEvaluated: "未检查租户的订阅",
		},
		deltas: map[reconcile.Delta]string{
			reconcile.New: "新增", reconcile.Changed: "有变化", reconcile.Unchanged: "无变化",
			reconcile.Reopened: "重新出现", reconcile.NotEvaluated: "未检查",
		},
		states: map[reconcile.FindingState]string{
			reconcile.StateOpen: "待处理", reconcile.StateAcknowledged: "已确认", reconcile.StateSnoozed: "已暂缓",
		},
		resolved: map[reconcile.ResolvedReason]string{
			reconcile.ReasonRenewed: "已续订", reconcile.ReasonMoved: "已迁移", reconcile.ReasonCancelled: "已取消",
			reconcile.ReasonEnded: "已结束", reconcile.ReasonFixed: "已修正", reconcile.ReasonOutOfScope: "不再适用",
		},
		runs: map[reconcile.RunState]string{
			reconcile.RunRunning: "正在运行", reconcile.RunComplete: "完成", reconcile.RunPartial: "部分完成",
			reconcile.RunFailed: "失败", reconcile.RunInterrupted: "中断",
		},
		triggers: map[reconcile.Trigger]string{
			reconcile.TriggerCLI: "命令行", reconcile.TriggerSchedule: "计划任务", reconcile.TriggerPage: "操作页面",
		},
		values:  chineseValues(),
		columns: chineseColumns(),

		meanings: chineseMeanings(),

		steps:     chineseSteps(),
		routes:    chineseRoutes(),
		obstacles: chineseObstacles(),
		against:   chineseAgainst(),
		remedies:  chineseRemedies(),
		elsewhere: "租户 {tenant} 的 {subscription}",
		named:     "{offer}（{subscription}）",
		noEnd:     "无结束日期",
		facts:     chineseFacts(),
		flags:     map[string]string{"yes": "是", "no": "否"},
	}
}

func chineseOwners() map[reconcile.Owner]string {
	return map[reconcile.Owner]string{
		reconcile.OwnerUs: "我们", reconcile.OwnerSourcePartner: "源合作伙伴", reconcile.OwnerCustomer: "客户",
		reconcile.OwnerProvider: "间接提供商", reconcile.OwnerMicrosoft: "Microsoft",
	}
}

func chineseJobs() map[reconcile.Job]string {
	return map[reconcile.Job]string{
		reconcile.AutoRenewJob:        "自动续订",
		reconcile.EndDatesJob:         "结束日期",
		reconcile.ExpiredDeadlinesJob: "过期后的期限",
		reconcile.TenantLimitsJob:     "租户限制",
		reconcile.ReadinessJob:        "前提条件",
		reconcile.ContinuityJob:       "连续性",
		reconcile.BillingJob:          "计费",
		reconcile.TransfersJob:        "转移",
		reconcile.UsageJob:            "使用情况",
		reconcile.DataQualityJob:      "数据质量",
	}
}

func chineseCounters() map[reconcile.Counter]string {
	return map[reconcile.Counter]string{
		reconcile.CountNoEnd:          "无结束日期",
		reconcile.CountAzureCoexists:  "基于使用情况，保持不动",
		reconcile.CountCovered:        "已迁移且已衔接",
		reconcile.CountRoutineRenewal: "按月，照常续订",
		reconcile.CountFarRenewal:     "会续订，但尚早",
		reconcile.CountOtherProduct:   "其他产品，不迁移",
		reconcile.CountNotInvolved:    "不涉及",
	}
}

func chineseCoverage() map[reconcile.CoverageReason]string {
	return map[reconcile.CoverageReason]string{
		reconcile.StaleData:    "来源 {source} 的数据过旧：最近一次观测在 {observed}。",
		reconcile.RejectedRows: "来源 {source} 最近一次提供的数据中，此租户有无法读取的行。",
	}
}

func chineseAssumptions() map[reconcile.Assumption]string {
	return map[reconcile.Assumption]string{
		reconcile.ESTBorderDay:     "期限恰好在延长服务期（EST）开始适用的第一天结束，各来源说法不一；此处按适用处理。",
		reconcile.TermStartDerived: "未提供期限的开始日期；由结束日期倒推得出。",
		reconcile.TermStartUnknown: "期限的开始日期未知，因此无法确定之后是否进入延长服务期（EST）。",
		reconcile.StatusLags:       "期限已过，状态却仍为活动；以日期为准。",
		reconcile.TargetMatched:    "没有迁移指明替代订阅；按产品/服务、许可证数和日期匹配得出。",
		reconcile.ExpiredCounted:   "已过期和已禁用的订阅也计算在内；是否应计入，没有任何文档说明。",
		reconcile.PriceEstimated:   "该产品/服务没有按月计划；金额按当前价格估算。",
		reconcile.TransferOrigin:   "该订阅经过转移，最初的开始日期未知；采用较早的日期。",
	}
}

func chineseBases() map[reconcile.Basis]string {
	return map[reconcile.Basis]string{
		reconcile.BasisNextTerm:      "下一期限：{seats} 个许可证 × {unit_price} {currency} × {periods} 个计费周期。",
		reconcile.BasisNewTerm:       "新期限：{seats} 个许可证 × {unit_price} {currency} × {periods} 个计费周期。",
		reconcile.BasisRemainingTerm: "期限剩余部分：{term_days} 天共 {term_price} {currency}，计 {days} 天。",
		reconcile.BasisYearlyValue:   "全年价值：{seats} 个许可证 × {unit_price} {currency} × 12 ÷ {cycle_months} 个月。",
		reconcile.BasisESTMonthly:    "延长服务期（EST）一个月：{seats} 个许可证 × {unit_price} {currency} × {factor}。",
		reconcile.BasisESTCurrent:    "延长服务期（EST）一个月：{seats} 个许可证 × {unit_price} {currency} ÷ {cycle_months} 个月 × {factor}。",
		reconcile.BasisTrialMonth:    "首个付费月：{seats} 个许可证 × {unit_price} {currency}。",
		reconcile.BasisUntilEnd:      "至期限结束：{term_days} 天共 {term_price} {currency}，计 {days} 天。",
		reconcile.BasisOverlap:       "重复付费：{term_days} 天共 {term_price} {currency}，计 {days} 天。",
		reconcile.BasisDifference:    "差额：{seats} 个许可证 × {unit_price} {currency} × {periods} 个计费周期。",
		reconcile.BasisUnused:        "未使用部分：{term_days} 天共 {term_price} {currency}，计 {days} 天。",
	}
}
