package words

import (
	"maps"

	"handover/reconcile"
)

// german is the German table. It addresses nobody: actions are infinitives. Its
// terms are those of Microsoft's German pages for partners and administrators:
//
//	subscription            Abonnement
//	term, end of the term   Laufzeit, Laufzeitende
//	auto-renew              automatische Verlängerung
//	cancel, window          kündigen, Kündigungsfenster
//	suspended               ausgesetzt
//	expired, disabled       abgelaufen, deaktiviert
//	seat, licence           Lizenz
//	tenant                  Mandant
//	offer, trial            Angebot, Testversion
//	provision, reactivate   bereitstellen, reaktivieren
//	reseller relationship   Handelspartnerbeziehung
//	customer agreement      Microsoft-Kundenvereinbarung
//	indirect reseller       indirekter Wiederverkäufer
//	indirect provider       indirekter Anbieter
//	Admin agent             Administrator-Agent
//	Sales agent             Vertriebsbeauftragter
//	transfer request        Übertragungsanforderung
//	channel transfer        Kanalübertragung
//	new commerce            neue Commerce-Erfahrung (NCE)
//	usage-based             nutzungsbasiert
//
// Distributors' words stand in for two that those pages leave in English: the
// extended service term is the verlängerte Servicezeitraum (EST), and partner
// transfer is formed like channel transfer. Our own words are Umzug for move,
// Ersatz for replacement, Befund for finding and Prüfbereich for job. Numbers
// stand where they fit one thing as well as many: "Lizenzen: 1".
func german() *Table {
	findings := germanDates()
	maps.Copy(findings, germanMoves())
	maps.Copy(findings, germanMoney())
	return &Table{
		Language:    "de",
		Labels:      germanLabels(),
		findings:    findings,
		assumptions: germanAssumptions(),
		bases:       germanBases(),
		outcomes: map[reconcile.Outcome]string{
			reconcile.NoOutcome:      "",
			reconcile.Renews:         "Verlängerung",
			reconcile.Extends:        "EST-Zeitraum",
			reconcile.Cancels:        "Kündigung",
			reconcile.Lapses:         "Ablauf",
			reconcile.OutcomeUnknown: "unbekannt",
		},
		reasons:  germanReasons(),
		answers:  germanAnswers(),
		coverage: germanCoverage(),
		statuses: map[bool]string{true: "geprüft", false: "nicht geprüft"},
		severities: map[reconcile.Severity]string{
			reconcile.Critical: "kritisch", reconcile.High: "hoch", reconcile.Medium: "mittel",
			reconcile.Low: "niedrig", reconcile.Info: "Info",
		},
		urgencies: map[reconcile.Urgency]string{
			reconcile.Overdue: "überfällig", reconcile.Within1: "bis 1 Tag", reconcile.Within3: "bis 3 Tage",
			reconcile.Within7: "bis 7 Tage", reconcile.Within14: "bis 14 Tage", reconcile.Within30: "bis 30 Tage",
			reconcile.Within60: "bis 60 Tage", reconcile.Within90: "bis 90 Tage", reconcile.Later: "später",
			reconcile.NoUrgency: "ohne Frist",
		},
		owners: map[reconcile.Owner]string{
			reconcile.OwnerUs: "wir", reconcile.OwnerSourcePartner: "Quellpartner", reconcile.OwnerCustomer: "Kunde",
			reconcile.OwnerProvider: "Anbieter", reconcile.OwnerMicrosoft: "Microsoft",
		},
		// The sentences ask for the accusative.
		actors: map[reconcile.Owner]string{
			reconcile.OwnerUs: "uns", reconcile.OwnerSourcePartner: "den Quellpartner", reconcile.OwnerCustomer: "den Kunden",
			reconcile.OwnerProvider: "unseren Anbieter", reconcile.OwnerMicrosoft: "Microsoft",
		},
		jobs:     germanJobs(),
		counters: germanCounters(),
		totals: map[reconcile.Total]string{
			reconcile.TotalSubscriptions: "Abonnements", reconcile.TotalSeats: "Lizenzen",
			reconcile.TotalWithFindings: "Abonnements mit Befund", reconcile.TotalRoutine: "Als Routine gezählte Abonnements",
			reconcile.TotalNotEvaluated: "Abonnements nicht geprüfter Mandanten",
		},
		deltas: map[reconcile.Delta]string{
			reconcile.New: "neu", reconcile.Changed: "geändert", reconcile.Unchanged: "unverändert",
			reconcile.Reopened: "wieder offen", reconcile.NotEvaluated: "nicht geprüft",
		},
		states: map[reconcile.FindingState]string{
			reconcile.StateOpen: "offen", reconcile.StateAcknowledged: "bestätigt", reconcile.StateSnoozed: "zurückgestellt",
		},
		resolved: map[reconcile.ResolvedReason]string{
			reconcile.ReasonRenewed: "verlängert", reconcile.ReasonMoved: "umgezogen", reconcile.ReasonCancelled: "gekündigt",
			reconcile.ReasonEnded: "beendet", reconcile.ReasonFixed: "behoben", reconcile.ReasonOutOfScope: "entfallen",
		},
		runs: map[reconcile.RunState]string{
			reconcile.RunRunning: "läuft", reconcile.RunComplete: "vollständig", reconcile.RunPartial: "unvollständig",
			reconcile.RunFailed: "fehlgeschlagen", reconcile.RunInterrupted: "unterbrochen",
		},
		triggers: map[reconcile.Trigger]string{
			reconcile.TriggerCLI: "Befehlszeile", reconcile.TriggerSchedule: "Zeitplan", reconcile.TriggerPage: "Bedienseite",
		},
		values:  germanValues(),
		columns: germanColumns(),

		meanings: germanMeanings(),

		steps:     germanSteps(),
		routes:    germanRoutes(),
		obstacles: germanObstacles(),
		against:   germanAgainst(),
		remedies:  germanRemedies(),
		elsewhere: "{subscription} im Mandanten {tenant}",
		named:     "{offer} ({subscription})",
		noEnd:     "kein Ende",
		facts:     germanFacts(),
		flags:     map[string]string{"yes": "ja", "no": "nein"},
	}
}

func germanJobs() map[reconcile.Job]string {
	return map[reconcile.Job]string{
		reconcile.AutoRenewJob:        "Automatische Verlängerung",
		reconcile.EndDatesJob:         "Enddaten",
		reconcile.ExpiredDeadlinesJob: "Fristen nach Ablauf",
		reconcile.TenantLimitsJob:     "Mandantengrenzen",
		reconcile.ReadinessJob:        "Voraussetzungen",
		reconcile.ContinuityJob:       "Kontinuität",
		reconcile.BillingJob:          "Abrechnung",
		reconcile.TransfersJob:        "Übertragungen",
		reconcile.UsageJob:            "Nutzung",
		reconcile.DataQualityJob:      "Datenqualität",
	}
}

func germanCounters() map[reconcile.Counter]string {
	return map[reconcile.Counter]string{
		reconcile.CountNoEnd:          "Ohne Enddatum",
		reconcile.CountAzureCoexists:  "Nutzungsbasiert, bleibt, wo es ist",
		reconcile.CountCovered:        "Umgezogen und abgedeckt",
		reconcile.CountRoutineRenewal: "Monatlich, verlängert sich wie üblich",
		reconcile.CountFarRenewal:     "Verlängert sich erst später",
		reconcile.CountOtherProduct:   "Anderes Produkt, zieht nicht um",
		reconcile.CountNotInvolved:    "Nicht beteiligt",
	}
}

func germanCoverage() map[reconcile.CoverageReason]string {
	return map[reconcile.CoverageReason]string{
		reconcile.StaleData:    "Die Daten der Quelle {source} sind zu alt: zuletzt beobachtet am {observed}.",
		reconcile.RejectedRows: "Die letzte Lieferung der Quelle {source} enthielt Zeilen dieses Mandanten, die nicht lesbar waren.",
	}
}

func germanAssumptions() map[reconcile.Assumption]string {
	return map[reconcile.Assumption]string{
		reconcile.ESTBorderDay:     "Die Laufzeit endet genau am ersten Tag des verlängerten Servicezeitraums (EST), zu dem sich die Quellen widersprechen; er wird mitgerechnet.",
		reconcile.TermStartDerived: "Der Beginn der Laufzeit ist nicht angegeben; er ist vom Ende zurückgerechnet.",
		reconcile.TermStartUnknown: "Der Beginn der Laufzeit ist nicht bekannt; daher ist offen, ob ein verlängerter Servicezeitraum (EST) folgt.",
		reconcile.StatusLags:       "Der Status lautet noch „aktiv“, obwohl die Laufzeit vorbei ist; maßgeblich sind die Daten.",
		reconcile.TargetMatched:    "Kein Umzug nennt den Ersatz; er wurde nach Angebot, Lizenzen und Datum zugeordnet.",
		reconcile.ExpiredCounted:   "Abgelaufene und deaktivierte Abonnements sind mitgezählt; ob das gilt, ist nirgends dokumentiert.",
		reconcile.PriceEstimated:   "Für das Angebot gibt es keinen Monatsplan; der Betrag ist aus dem aktuellen Preis geschätzt.",
		reconcile.TransferOrigin:   "Das Abonnement wurde übertragen, sein ursprünglicher Beginn ist nicht bekannt; es gilt das frühere Datum.",
	}
}

func germanBases() map[reconcile.Basis]string {
	return map[reconcile.Basis]string{
		reconcile.BasisNextTerm:      "Nächste Laufzeit (Lizenzen × Preis × Abrechnungszeiträume): {seats} × {unit_price} {currency} × {periods}.",
		reconcile.BasisNewTerm:       "Neue Laufzeit (Lizenzen × Preis × Abrechnungszeiträume): {seats} × {unit_price} {currency} × {periods}.",
		reconcile.BasisRemainingTerm: "Rest der Laufzeit: {days} von {term_days} Tagen zu insgesamt {term_price} {currency}.",
		reconcile.BasisYearlyValue:   "Jahreswert (Lizenzen × Preis × 12 ÷ Monate je Abrechnungszeitraum): {seats} × {unit_price} {currency} × 12 ÷ {cycle_months}.",
		reconcile.BasisESTMonthly:    "Ein Monat im verlängerten Servicezeitraum (EST; Lizenzen × Preis × Faktor): {seats} × {unit_price} {currency} × {factor}.",
		reconcile.BasisESTCurrent:    "Ein Monat im verlängerten Servicezeitraum (EST; Lizenzen × Preis ÷ Monate je Abrechnungszeitraum × Faktor): {seats} × {unit_price} {currency} ÷ {cycle_months} × {factor}.",
		reconcile.BasisTrialMonth:    "Erster bezahlter Monat (Lizenzen × Preis): {seats} × {unit_price} {currency}.",
		reconcile.BasisUntilEnd:      "Bis zum Laufzeitende: {days} von {term_days} Tagen zu insgesamt {term_price} {currency}.",
		reconcile.BasisOverlap:       "Doppelt bezahlt: {days} von {term_days} Tagen zu insgesamt {term_price} {currency}.",
		reconcile.BasisDifference:    "Unterschied (Lizenzen × Preis × Abrechnungszeiträume): {seats} × {unit_price} {currency} × {periods}.",
		reconcile.BasisUnused:        "Ungenutzt: {days} von {term_days} Tagen zu insgesamt {term_price} {currency}.",
	}
}
