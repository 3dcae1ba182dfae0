package words

import "strings"

// Labels are the fixed texts of the formats. What each of them says, with its
// placeholders, stands in the files of the languages; Fill fills it.
type Labels struct {
	Title      string `toml:"title"`
	Summary    string `toml:"summary"`
	Coverage   string `toml:"coverage"`
	Resolved   string `toml:"resolved"`
	Pair       string `toml:"pair"`
	Then       string `toml:"then"`
	NoFindings string `toml:"no_findings"`

	Run        string `toml:"run"`
	AsOf       string `toml:"as_of"`
	StartedAt  string `toml:"started_at"`
	FinishedAt string `toml:"finished_at"`
	Status     string `toml:"status"`
	StartedBy  string `toml:"started_by"`
	By         string `toml:"by"`
	Reason     string `toml:"reason"`
	Jobs       string `toml:"jobs"`
	Policy     string `toml:"policy"`
	Version    string `toml:"version"`
	Cut        string `toml:"cut"`
	NotWatched string `toml:"not_watched"`
	Delegation string `toml:"delegation"`

	Missed         string `toml:"missed"`
	MissedFindings string `toml:"missed_findings"`

	Tenants       string `toml:"tenants"`
	Evaluated     string `toml:"evaluated"`
	NotEvaluated  string `toml:"not_evaluated"`
	Subscriptions string `toml:"subscriptions"`
	Findings      string `toml:"findings"`
	NoLonger      string `toml:"no_longer"`
	Suppressed    string `toml:"suppressed"`

	Changes    string `toml:"changes"`
	BySeverity string `toml:"by_severity"`
	ByUrgency  string `toml:"by_urgency"`
	ByOwner    string `toml:"by_owner"`
	ByJob      string `toml:"by_job"`
	ByCode     string `toml:"by_code"`
	Exposure   string `toml:"exposure"`
	Totals     string `toml:"totals"`
	Routine    string `toml:"routine"`
	Silenced   string `toml:"silenced"`
	Amount     string `toml:"amount"`
	Currency   string `toml:"currency"`
	Count      string `toml:"count"`

	SheetChanges string `toml:"sheet_changes"`
	SheetActions string `toml:"sheet_actions"`
	SheetMoney   string `toml:"sheet_money"`
	SheetCredits string `toml:"sheet_credits"`
	SheetPlan    string `toml:"sheet_plan"`
	SheetRoutine string `toml:"sheet_routine"`
	SheetLegend  string `toml:"sheet_legend"`

	AllJobs        string `toml:"all_jobs"`
	Columns        string `toml:"columns"`
	DataAge        string `toml:"data_age"`
	PerWeek        string `toml:"per_week"`
	ExposureIn     string `toml:"exposure_in"`
	ByRun          string `toml:"by_run"`
	InReport       string `toml:"in_report"`
	Difference     string `toml:"difference"`
	ExposureOf     string `toml:"exposure_of"`
	DueMoved       string `toml:"due_moved"`
	FactsChanged   string `toml:"facts_changed"`
	NoChange       string `toml:"no_change"`
	NoExposure     string `toml:"no_exposure"`
	NoCredit       string `toml:"no_credit"`
	NoTenant       string `toml:"no_tenant"`
	WithoutAmounts string `toml:"without_amounts"`
	OldData        string `toml:"old_data"`
	Named          string `toml:"named"`

	// The money by kind, and the bridge from an earlier run.
	MoneyByKind      string `toml:"money_by_kind"`
	MoneyWithin      string `toml:"money_within"`
	MoneyInAll       string `toml:"money_in_all"`
	MoneyMonthly     string `toml:"money_monthly"`
	MoneyRows        string `toml:"money_rows"`
	MoneyNote        string `toml:"money_note"`
	Lacking          string `toml:"lacking"`
	Bridge           string `toml:"bridge"`
	BridgeNote       string `toml:"bridge_note"`
	BridgeOpening    string `toml:"bridge_opening"`
	BridgeNew        string `toml:"bridge_new"`
	BridgeRepriced   string `toml:"bridge_repriced"`
	BridgeResolved   string `toml:"bridge_resolved"`
	BridgeGone       string `toml:"bridge_gone"`
	BridgeSuppressed string `toml:"bridge_suppressed"`
	BridgeClosing    string `toml:"bridge_closing"`

	DaysLeft  string `toml:"days_left"`
	DaysAgo   string `toml:"days_ago"`
	Today     string `toml:"today"`
	Tomorrow  string `toml:"tomorrow"`
	Yesterday string `toml:"yesterday"`

	// The page.
	Skip        string `toml:"skip"`
	OnThisPage  string `toml:"on_this_page"`
	Actions     string `toml:"actions"`
	Heat        string `toml:"heat"`
	Weekdays    string `toml:"weekdays"`
	AsTable     string `toml:"as_table"`
	WhatChanged string `toml:"what_changed"`
	Search      string `toml:"search"`
	All         string `toml:"all"`
	ShowAll     string `toml:"show_all"`
	Matches     string `toml:"matches"`
	LeftOut     string `toml:"left_out"`
	ByTenant    string `toml:"by_tenant"`
	WholeTenant string `toml:"whole_tenant"`
	Assumptions string `toml:"assumptions"`

	// What a reader has to know first, and the sheets of the workbook that tell it.
	SheetToday     string `toml:"sheet_today"`
	SheetCustomers string `toml:"sheet_customers"`
	SheetPartners  string `toml:"sheet_partners"`
	AllChecked     string `toml:"all_checked"`
	DataSince      string `toml:"data_since"`
	AndMore        string `toml:"and_more"`
	DoNow          string `toml:"do_now"`
	FirstOf        string `toml:"first_of"`
	NothingNow     string `toml:"nothing_now"`
	MoreNow        string `toml:"more_now"`
	Lying          string `toml:"lying"`
	OthersOpen     string `toml:"others_open"`
	SinceNew       string `toml:"since_new"`
	SinceChanged   string `toml:"since_changed"`
	SinceReopened  string `toml:"since_reopened"`
	SinceResolved  string `toml:"since_resolved"`
	UnknownSeller  string `toml:"unknown_seller"`
	SumShown       string `toml:"sum_shown"`
	PrintNote      string `toml:"print_note"`
	MoreRows       string `toml:"more_rows"`

	// The trend.
	Trend         string `toml:"trend"`
	TrendSays     string `toml:"trend_says"`
	TrendShort    string `toml:"trend_short"`
	TrendCut      string `toml:"trend_cut"`
	TrendBackfill string `toml:"trend_backfill"`
	TrendWithout  string `toml:"trend_without"`

	// The plan.
	NextSteps    string `toml:"next_steps"`
	StepsSoon    string `toml:"steps_soon"`
	NoStepsSoon  string `toml:"no_steps_soon"`
	NoSteps      string `toml:"no_steps"`
	PlannedSteps string `toml:"planned_steps"`
	StepsOverdue string `toml:"steps_overdue"`
	Obstacle     string `toml:"obstacle"`
	Obstacles    string `toml:"obstacles"`
	WaysOut      string `toml:"ways_out"`
	LastSafe     string `toml:"last_safe"`
	PlanLeftOut  string `toml:"plan_left_out"`

	// The marks of a timeline.
	DueOf        string `toml:"due_of"`
	Term         string `toml:"term"`
	TermEnds     string `toml:"term_ends"`
	GoesOn       string `toml:"goes_on"`
	Grace        string `toml:"grace"`
	CoverBy      string `toml:"cover_by"`
	Gap          string `toml:"gap"`
	GapStarts    string `toml:"gap_starts"`
	GapEnds      string `toml:"gap_ends"`
	DataUntil    string `toml:"data_until"`
	TargetStarts string `toml:"target_starts"`
	ExpectedEnd  string `toml:"expected_end"`
	CancelBy     string `toml:"cancel_by"`
	Margin       string `toml:"margin"`
	StepBrings   string `toml:"step_brings"`
	StepChecks   string `toml:"step_checks"`
	StepEnds     string `toml:"step_ends"`

	// The calendar.
	CalendarName        string `toml:"calendar_name"`
	CalendarAbout       string `toml:"calendar_about"`
	EventOfProduct      string `toml:"event_of_product"`
	EventOfTenant       string `toml:"event_of_tenant"`
	EventOverdue        string `toml:"event_overdue"`
	EventSeveral        string `toml:"event_several"`
	EventSeveralOverdue string `toml:"event_several_overdue"`
	EventUntil          string `toml:"event_until"`
	EventGone           string `toml:"event_gone"`
	EventMore           string `toml:"event_more"`
	EventsLeftOut       string `toml:"events_left_out"`
}

// Fill replaces {key} in a label by a value, and so on for further pairs of key and
// value. Values are not looked at again.
func Fill(label string, pairs ...string) string {
	filled, rest := make([]byte, 0, usualLength), label
	for {
		at := strings.IndexByte(rest, '{')
		if at < 0 && len(rest) == len(label) {
			return label
		}
		if at < 0 {
			return string(append(filled, rest...))
		}
		value, length := placed(rest[at:], pairs)
		if length == 0 {
			value, length = "{", 1 // no placeholder of ours
		}
		filled, rest = place(filled, rest[:at], value, rest[at+length:])
	}
}

// placed returns the value of the placeholder with which a text begins, and the length
// of the placeholder: 0 where the text begins with none.
func placed(text string, pairs []string) (value string, length int) {
	for i := 0; i < len(pairs); i += 2 {
		if end := len(pairs[i]) + 1; len(text) > end && text[end] == '}' && text[1:end] == pairs[i] {
			return pairs[i+1], end + 1
		}
	}
	return "", 0
}
