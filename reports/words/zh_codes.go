package words

import (
	"handover/reconcile"
	"handover/reconcile/rules"
)

func chineseReasons() map[reconcile.Reason]string {
	return map[reconcile.Reason]string{
		reconcile.ReasonNotRunning:     "它既非活动也非待处理状态",
		reconcile.ReasonAction:         "已为期限结束安排了操作",
		reconcile.ReasonUnknownAction:  "为期限结束安排的操作无法识别",
		reconcile.ReasonInEST:          "它已处于延长服务期（EST），并会继续",
		reconcile.ReasonAutoRenewOn:    "自动续订已开启，且未安排其他操作",
		reconcile.ReasonAutoRenewOff:   "自动续订已关闭，适用免费宽限期",
		reconcile.ReasonESTMatrix:      "自动续订已关闭，未安排任何操作，且该期限适用延长服务期（EST）",
		reconcile.ReasonStartUnknown:   "自动续订已关闭，而期限的开始日期未知，无法确定之后是否进入延长服务期（EST）",
		reconcile.ReasonNoActionField:  "自动续订已关闭，而来源无法显示是否安排了操作",
		reconcile.ReasonAutoRenewBlank: "来源未说明自动续订是否开启",
	}
}

func chineseAnswers() map[rules.Why]string {
	return map[rules.Why]string{
		rules.WhyFires:        "适用",
		rules.WhyKind:         "此规则不检查这类产品",
		rules.WhyNotSource:    "没有进行中的迁移把它列为源",
		rules.WhyNotConcerned: "它既不是迁移的源，也不由我们销售",
		rules.WhyNotOurs:      "它不由我们销售",
		rules.WhyIsSource:     "它将被迁移，而此规则针对保留的订阅",
		rules.WhyOutcome:      "期限结束时发生的是另一种情况",
		rules.WhyByDefault:    "没有人选择延长服务期（EST）",
		rules.WhyByChoice:     "这是有意选择的",
		rules.WhyStatus:       "它处于其他状态",
		rules.WhyNotNear:      "距离到期尚早",
		rules.WhyNoEnd:        "结束日期未知，或永不结束",
		rules.WhyCovered:      "替代订阅已就位",
		rules.WhyNotCovered:   "没有就位的替代订阅",
		rules.WhyHasTarget:    "已指明或找到替代订阅",
		rules.WhyNoTarget:     "未指明也未找到替代订阅",
		rules.WhyTargetFits:   "替代订阅符合要求",
		rules.WhyConsistent:   "各项数据一致",
		rules.WhyTerm:         "它的期限长度不同",
		rules.WhyNotTrial:     "它不是试用版",
		rules.WhyWindow:       "取消时段不允许",
		rules.WhyNotRenewed:   "它会在迁移预期的日期结束",
		rules.WhyOnSale:       "该产品/服务仍在销售，或不在目录中",
		rules.WhyPlatform:     "它是从其他地方购买的",
		rules.WhyRoute:        "迁移采用另一条途径",
		rules.WhySameTenant:   "迁移不离开原租户",
		rules.WhyNotStarted:   "尚无替代订阅开始",
		rules.WhyOverlap:      "两者只有几天同时付费",
		rules.WhyNoRequest:    "没有相关的转移请求",
		rules.WhyPast:         "时间已过",
		rules.WhyNoSuch:       "未发现此类情况",
	}
}

// chineseValues words the codes that evidence carries into sentences.
func chineseValues() map[string]map[string]string {
	return map[string]map[string]string{
		"term": {
			string(reconcile.Monthly): "一个月", string(reconcile.Annual): "一年", string(reconcile.Triennial): "三年",
		},
		"end_of_term": {
			string(reconcile.ActionRenew): "续订新期限", string(reconcile.ActionEST): "转入延长服务期（EST）",
			string(reconcile.ActionCancel): "取消",
		},
		"relationship": {
			string(reconcile.NoRelationship): "无", string(reconcile.AdvisorRelation): "顾问",
			string(reconcile.SyndicationOf): "联合合作伙伴", string(reconcile.MicrosoftSupport): "Microsoft 支持",
		},
		"channel": {
			string(reconcile.CSP): "CSP", string(reconcile.WebDirect): "直接从 Microsoft 购买",
			string(reconcile.EA): "企业协议", string(reconcile.MCAE): "企业 Microsoft 客户协议",
			string(reconcile.Open): "开放式许可", string(reconcile.Advisor): "顾问",
			string(reconcile.Syndication): "联合合作伙伴", "": "未知",
		},
		"transfer_status": {
			string(reconcile.TransferReject): "已被拒绝", string(reconcile.TransferCancel): "已被取消",
			string(reconcile.TransferExpired): "已过期",
		},
	}
}

func chineseColumns() map[string]string {
	return map[string]string{
		"id":                "ID",
		"code":              "代码",
		"job":               "检查类别",
		"severity":          "严重性",
		"urgency":           "紧急程度",
		"delta":             "变化",
		"tenant_id":         "租户 ID",
		"tenant_name":       "租户",
		"subscription_id":   "订阅 ID",
		"subject":           "对象",
		"offer_id":          "产品/服务 ID",
		"offer_name":        "产品/服务",
		"quantity":          "许可证",
		"owner":             "负责方",
		"due":               "截止时间 ({zone})",
		"due_day":           "截止日 (UTC)",
		"days_left":         "剩余天数",
		"message":           "问题",
		"action":            "应采取的措施",
		"exposure_amount":   "涉及金额",
		"exposure_currency": "货币",
		"exposure_basis":    "金额计算方式",
		"E":                 "期限结束 (UTC)",
		"outcome":           "之后",
		"cover_by":          "衔接截止 (UTC)",
		"evidence":          "依据",
		"assumptions":       "假设",
		"sources":           "参考来源",
		"state":             "处理状态",
		"previous_due":      "原截止时间 ({zone})",
		"first_seen":        "首次发现 ({zone})",
		"last_seen":         "最近发现 ({zone})",
		"status":            "状态",
		"reason":            "原因",
		"subscriptions":     "订阅数",
		"data_age_hours":    "数据时效 (h)",
		"seats":             "许可证",
		"with_findings":     "有发现项",
		"change_details":    "变化内容",
		"title":             "名称",
		"asker":             "申请方",
		"request":           "申请内容",
		"paid_until":        "已付费至 (UTC)",
		"unused_value":      "未使用金额",
		"requested_on":      "申请日期",
		"reference":         "案例编号",
		"answered_on":       "答复日期",
		"credited":          "已抵扣金额",
		"kind":              "类型",
		"how_to_list":       "列出方式",
		"step":              "步骤",
		"route":             "途径",
		"plan_day":          "计划日期 (UTC)",
		"last_safe_day":     "最后安全日 (UTC)",
		"last_safe":         "最后安全时间 ({zone})",
		"margin_days":       "余量天数",
		"transfer_request":  "转移请求编号",
		"transfer_id":       "转移请求 ID",
		"target_tenant_id":  "目标租户 ID",
		"meaning":           "含义",
	}
}

func chineseLabels() Labels {
	return Labels{
		Title: "第 {run} 次运行的移交报告", Summary: "摘要", Coverage: "覆盖范围", Resolved: "已解决",
		Continues: "其余 {count} 项见完整报告。", NoFindings: "无需处理：没有待处理的发现项。",
		Pair: "{label}：{value}", Then: "{before}；{next}",
		Run: "运行编号", AsOf: "数据截至 ({zone})", StartedAt: "开始时间 ({zone})", FinishedAt: "结束时间 ({zone})",
		Status: "状态", StartedBy: "启动方式", By: "操作人", Reason: "原因", Jobs: "检查类别",
		Policy: "策略版本", Version: "程序版本", Cut: "仅显示部分内容",
		Tenants: "租户", Evaluated: "已检查", NotEvaluated: "未检查", Subscriptions: "订阅",
		Findings: "发现项", NoLonger: "已解决", Suppressed: "已屏蔽",
		Changes: "与上次运行相比的变化", BySeverity: "按严重性", ByUrgency: "按紧急程度", ByOwner: "按负责方",
		ByJob: "按检查类别", ByCode: "按代码", Exposure: "涉及金额", Totals: "控制总数", Routine: "常规项，无发现项",
		Silenced: "被其他发现项取代", Amount: "金额", Currency: "货币", Count: "数量",
		SheetChanges: "变化", SheetActions: "待办事项", SheetMoney: "金额", SheetCredits: "抵扣额度",
		SheetPlan: "计划", SheetRoutine: "常规项", SheetLegend: "说明",
		AllJobs: "全部", Columns: "列", DataAge: "数据时效", DataAgeHours: "{hours} 小时",
		PerWeek: "每周截止的发现项", ExposureIn: "按代码统计的涉及金额（{currency}）",
		ByRun: "运行时的计数", InReport: "本报告中", Difference: "差异", ExposureOf: "涉及金额（{currency}）",
		DueMoved: "截止日从 {before} 变为 {now}。", FactsChanged: "所依据的事实有变化，截止日未变。",
		NoChange: "与上次运行相比没有变化。", NoneOfJob: "此检查类别没有发现项。",
		NoExposure: "没有发现项涉及金额。", NoCredit: "没有可申请的抵扣额度。",
		NoTenant: "此次运行未检查任何租户。", WithoutAmounts: "不含金额", OldData: "依据过旧或不完整的数据",
		MostUrgent: "最紧急事项", DaysLeft: "还有 {days} 天", DaysAgo: "{days} 天前", Today: "今天",
		Tomorrow: "明天", Yesterday: "昨天",

		Skip: "跳到待办事项", OnThisPage: "本页内容", Actions: "待办事项", Heat: "未来 90 天内截止",
		Weekdays: "一 二 三 四 五 六 日", AsTable: "以表格显示", WhatChanged: "变化的内容",
		Search: "搜索", All: "全部", ShowAll: "全部显示", Matches: "显示 {shown} 项，共 {count} 项",
		LeftOut:  "此处显示 {shown} 项，共 {count} 项。xlsx、csv、json 和 ndjson 格式包含全部内容。",
		ByTenant: "按租户", WholeTenant: "整个租户", Assumptions: "假设",

		Trend: "趋势", TrendSays: "从 {from} 到 {to} 共 {runs} 次运行。发现项：最初 {before} 项，现在 {now} 项。",
		TrendShort: "尚无趋势：需要至少两次针对所有租户和检查类别的运行。",
		TrendCut:   "报告节选及不含金额的报告均不显示趋势。", TrendWithout: "本次运行只检查了一部分，不计入趋势。",
		TrendBackfill: "补做的运行（backfill）不属于运行历史，因此没有趋势。",

		NextSteps: "后续步骤", StepsSoon: "已逾期及未来 {days} 天内的步骤",
		NoStepsSoon: "没有逾期的步骤，未来 {days} 天内也没有计划的步骤。", NoSteps: "所有迁移均无待完成的步骤。",
		PlannedSteps: "计划步骤", Obstacles: "障碍", Obstacle: "障碍", StepsOverdue: "其中已逾期", WaysOut: "解决办法",
		LastSafe: "最后安全日", PlanLeftOut: "此处显示 {shown} 项，共 {count} 项。xlsx、json 和 ndjson 格式包含完整计划。",

		DueOf: "截止：{what}", Term: "期限", TermEnds: "期限结束", GoesOn: "自动延续", Grace: "宽限期", CoverBy: "衔接截止", Gap: "空档",
		GapStarts: "空档开始", GapEnds: "空档结束", DataUntil: "数据保留至", TargetStarts: "替代订阅开始",
		ExpectedEnd: "迁移预期的结束日", CancelBy: "可取消至", Margin: "至最后安全日",
		StepBrings: "建立替代订阅的步骤", StepChecks: "验证替代订阅的步骤", StepEnds: "结束源订阅的步骤",

		CalendarName: "移交：截止日", EventSummary: "{count} 项截止：{tenant}（{worst}）", EventGone: "不再有截止事项：{tenant}",
		EventMore: "……另有 {count} 项", DaysLeftOut: "已略去 {count} 个不太紧急的日子。",
	}
}
