package store

import sqlfiles "handover/sql"

// statements are the queries of the store, one field per file. A query that
// only one dialect has is empty in the other, and is then not run.
type statements struct {
	SchemaExists, SchemaVersion sqlfiles.Query
	DatabaseFit                 sqlfiles.Query `dialect:"postgres"`
	SchemaTables                sqlfiles.Query `dialect:"sqlite"`

	ImportLock            sqlfiles.Query `dialect:"postgres"`
	ImportNext, ImportAdd sqlfiles.Query

	Stage, StageRows                         sqlfiles.Query
	StageAnalyze                             sqlfiles.Query `dialect:"postgres"`
	StageIndex                               sqlfiles.Query
	StageMarkDuplicates, StageDuplicates     sqlfiles.Query
	StageCount, StageDrop                    sqlfiles.Query
	Delivered, DeliveredRows, DeliveredDrop  sqlfiles.Query
	DeliveredFill, DeliveredForget           sqlfiles.Query
	DeliveredForgetTorn, StageForgetTorn     sqlfiles.Query
	DeliveredApart, DeliveredTorn            sqlfiles.Query
	DeliveredLoose                           sqlfiles.Query
	DeliveredCount                           sqlfiles.Query
	LoosenRows, LoosenTenants                sqlfiles.Query
	DigestList, HashesList, HashesAdd        sqlfiles.Query
	ImportCarried, ImportTimes, Narrowed     sqlfiles.Query
	ImportTold                               sqlfiles.Query
	ChangedInOrder                           sqlfiles.Query `dialect:"postgres"`
	ChangedSubscriptions, ChangeAdd          sqlfiles.Query
	ChangeList, ChangePrune                  sqlfiles.Query
	ChangeHeal, ChangeHealValue              sqlfiles.Query
	ChangeHealPrune, ImportLast              sqlfiles.Query
	TenantAdd, TenantAddTargets, DeliveryAdd sqlfiles.Query
	MoveTargets, MoveInheritEnd              sqlfiles.Query
	MoveDropReplaced, MoveExpectedEnd        sqlfiles.Query
	MoveDecided, MoveDropDecided             sqlfiles.Query
	MoveEntries                              sqlfiles.Query
	FactsAnalyze                             sqlfiles.Query `dialect:"postgres"`
	GoneSubscription, GoneRows               sqlfiles.Query
	GoneHeld, GoneCount                      sqlfiles.Query
	Merge, Changed                           sqlfiles.Query

	RunLast, OfferList, SellerList, TenantCount, TenantPage      sqlfiles.Query
	TenantProfiles, TenantDeliveries, TenantNames, SellerNames   sqlfiles.Query
	MoveList, MoveIncoming, MoveIncomingSources                  sqlfiles.Query
	SubscriptionPrefix, SubscriptionSources, FindingSubscription sqlfiles.Query
	MoveNamedBy, TransferList, TransferIncoming                  sqlfiles.Query
	SubscriptionList, SubscriptionTenants, FindingKnown          sqlfiles.Query

	LeaseClock, LeasePatience                      sqlfiles.Query `dialect:"postgres"`
	LeaseTake, LeaseRead, LeaseRenew, LeaseRelease sqlfiles.Query

	RunNext, RunAdd, RunJobAdd, RunBegun, RunPublish sqlfiles.Query
	RunsAnalyze                                      sqlfiles.Query `dialect:"postgres"`
	RunRights                                        sqlfiles.Query `dialect:"postgres"`
	RunLeft, RunClose                                sqlfiles.Query
	RunWipeVersions, RunWipeResolutions              sqlfiles.Query
	RunWipeCoverage, RunWipeFindings, RunWipePlans   sqlfiles.Query
	RunList, RunListWhole, RunNewest                 sqlfiles.Query
	RunRead, RunJobs                                 sqlfiles.Query
	RunUnwritten, RunWritten                         sqlfiles.Query
	RunAlike, OpeningVersions, OpeningResolutions    sqlfiles.Query
	FindingAdd, VersionAdd                           sqlfiles.Query
	VersionClose, CoverageAdd, ResolutionAdd         sqlfiles.Query
	PlanPresent, PlanAdd, PlanItemAdd, PlanClose     sqlfiles.Query
	PlanElsewhereAdd, RunWipeElsewhere               sqlfiles.Query
	CoveragePresent, CoverageClose, CoverageTimes    sqlfiles.Query
	CoverageTimeAdd, RunWipeTimes                    sqlfiles.Query
	SellerVersionPresent, SellerVersionAdd           sqlfiles.Query
	SellerVersionClose, RunWipeSellers               sqlfiles.Query
	DecisionLast, DecisionAdd, DecisionHeld          sqlfiles.Query

	NightNext, NightLeft, NightAdd, NightSet                         sqlfiles.Query
	NightStepAdd, NightList, NightOfRun, NightOfSchedule, NightSteps sqlfiles.Query
	StuckList, StuckDrop, StuckAdd                                   sqlfiles.Query

	ReportCoverage, ReportFindings, ReportResolved        sqlfiles.Query
	ReportSellers                                         sqlfiles.Query
	ReportSilenced, ReportEnded, ReportHidden             sqlfiles.Query
	ReportPlan, ReportPlanSome, TrendRuns                 sqlfiles.Query
	FindingOpen, FindingIds                               sqlfiles.Query
	HistoryVersions, HistoryResolutions, HistoryDecisions sqlfiles.Query
	StatsCounts, StatsImports, StatsSources               sqlfiles.Query
	SourceRows, ForgetRows, ForgetImports                 sqlfiles.Query
	NotReadAdd, NotReadOutdated, NotReadDelivered         sqlfiles.Query
	NotReadList, StatsNotRead, TenantKnow                 sqlfiles.Query
	DeliveredTenants, HeldSubscriptions                   sqlfiles.Query

	SendingNext, SendingBegin, SendingEnd               sqlfiles.Query
	SendingList, SendingOpen, SendingLast, SendingSince sqlfiles.Query
	SendingTwice                                        sqlfiles.Query
	ToldWipe, ToldAdd, ToldLast                         sqlfiles.Query
	ResolvedSince, ReleaseList, ReleaseAdd              sqlfiles.Query
	PassNext, PassAdd, PassClose, PassReject, PassList  sqlfiles.Query
	PassCustomers, PassCustomerAdd, PassDropCustomers   sqlfiles.Query
	SourceCustomers                                     sqlfiles.Query

	PruneKeep, PruneFloor, PruneCount, PruneRuns   sqlfiles.Query
	PruneVersions, PruneResolutions, PruneFindings sqlfiles.Query
	PruneCoverage, PruneTimes, PruneSellers        sqlfiles.Query
	PrunePlans, PruneElsewhere, PruneChanges       sqlfiles.Query
	PruneSendings, PruneNightSteps, PruneNights    sqlfiles.Query
}
