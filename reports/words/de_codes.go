package words

import (
	"handover/reconcile"
	"handover/reconcile/rules"
)

func germanReasons() map[reconcile.Reason]string {
	return map[reconcile.Reason]string{
		reconcile.ReasonNotRunning:     "Es ist weder aktiv noch ausstehend",
		reconcile.ReasonAction:         "Für das Laufzeitende ist eine Aktion geplant",
		reconcile.ReasonUnknownAction:  "Die für das Laufzeitende geplante Aktion ist nicht bekannt",
		reconcile.ReasonInEST:          "Es ist bereits im verlängerten Servicezeitraum (EST), der weiterläuft",
		reconcile.ReasonAutoRenewOn:    "Die automatische Verlängerung ist eingeschaltet, und nichts anderes ist geplant",
		reconcile.ReasonAutoRenewOff:   "Die automatische Verlängerung ist ausgeschaltet, und der kostenlose Kulanzzeitraum gilt",
		reconcile.ReasonESTMatrix:      "Die automatische Verlängerung ist ausgeschaltet, nichts ist geplant, und für die Laufzeit gilt der verlängerte Servicezeitraum (EST)",
		reconcile.ReasonStartUnknown:   "Die automatische Verlängerung ist ausgeschaltet, und ohne den Beginn der Laufzeit ist offen, ob ein verlängerter Servicezeitraum (EST) folgt",
		reconcile.ReasonNoActionField:  "Die automatische Verlängerung ist ausgeschaltet, und die Quelle kann nicht zeigen, ob eine Aktion geplant ist",
		reconcile.ReasonAutoRenewBlank: "Die Quelle sagt nicht, ob die automatische Verlängerung eingeschaltet ist",
	}
}

func germanAnswers() map[rules.Why]string {
	return map[rules.Why]string{
		rules.WhyFires:        "Trifft zu",
		rules.WhyKind:         "Die Regel betrachtet diese Art von Produkt nicht",
		rules.WhyNotSource:    "Kein offener Umzug nennt es als Quelle",
		rules.WhyNotConcerned: "Es ist weder Quelle eines Umzugs noch von uns verkauft",
		rules.WhyNotOurs:      "Es ist nicht von uns verkauft",
		rules.WhyIsSource:     "Es soll umziehen, und die Regel gilt dem, was bleibt",
		rules.WhyOutcome:      "Am Laufzeitende geschieht etwas anderes",
		rules.WhyByDefault:    "Niemand hat den verlängerten Servicezeitraum (EST) gewählt",
		rules.WhyByChoice:     "Es wurde bewusst gewählt",
		rules.WhyStatus:       "Es ist in einem anderen Status",
		rules.WhyNotNear:      "Es ist noch nicht nah genug",
		rules.WhyNoEnd:        "Das Ende ist nicht bekannt oder kommt nie",
		rules.WhyCovered:      "Der Ersatz steht bereit",
		rules.WhyNotCovered:   "Kein Ersatz steht bereit",
		rules.WhyHasTarget:    "Ein Ersatz ist benannt oder gefunden",
		rules.WhyNoTarget:     "Kein Ersatz ist benannt oder gefunden",
		rules.WhyTargetFits:   "Der Ersatz ist in Ordnung",
		rules.WhyConsistent:   "Die Angaben stimmen überein",
		rules.WhyTerm:         "Die Laufzeit hat eine andere Länge",
		rules.WhyNotTrial:     "Es ist keine Testversion",
		rules.WhyWindow:       "Das Kündigungsfenster lässt es nicht zu",
		rules.WhyNotRenewed:   "Es endet, wann der Umzug es erwartet",
		rules.WhyOnSale:       "Das Angebot wird noch verkauft oder steht nicht im Katalog",
		rules.WhyPlatform:     "Es wurde anderswo gekauft",
		rules.WhyRoute:        "Der Umzug nimmt eine andere Route",
		rules.WhySameTenant:   "Der Umzug bleibt im selben Mandanten",
		rules.WhyNotStarted:   "Noch kein Ersatz hat begonnen",
		rules.WhyOverlap:      "Beide werden nur wenige Tage bezahlt",
		rules.WhyNoRequest:    "Es gibt keine maßgebliche Übertragungsanforderung",
		rules.WhyPast:         "Die Zeit dafür ist vorbei",
		rules.WhyNoSuch:       "Nichts dergleichen wurde gefunden",
	}
}

// germanValues words the codes that evidence carries into sentences.
func germanValues() map[string]map[string]string {
	return map[string]map[string]string{
		"term": {
			string(reconcile.Monthly): "ein Monat", string(reconcile.Annual): "ein Jahr", string(reconcile.Triennial): "drei Jahre",
		},
		"end_of_term": {
			string(reconcile.ActionRenew): "neue Laufzeit", string(reconcile.ActionEST): "verlängerter Servicezeitraum (EST)",
			string(reconcile.ActionCancel): "Kündigung",
		},
		"relationship": {
			string(reconcile.NoRelationship): "keine", string(reconcile.AdvisorRelation): "Advisor",
			string(reconcile.SyndicationOf): "Syndication", string(reconcile.MicrosoftSupport): "Microsoft-Support",
		},
		"channel": {
			string(reconcile.CSP): "CSP", string(reconcile.WebDirect): "direkt bei Microsoft",
			string(reconcile.EA): "Enterprise Agreement", string(reconcile.MCAE): "Microsoft-Kundenvereinbarung für Unternehmen",
			string(reconcile.Open): "Open", string(reconcile.Advisor): "Advisor",
			string(reconcile.Syndication): "Syndication-Partner", "": "unbekannt",
		},
		"transfer_status": {
			string(reconcile.TransferReject): "wurde abgelehnt", string(reconcile.TransferCancel): "wurde abgebrochen",
			string(reconcile.TransferExpired): "ist abgelaufen",
		},
	}
}

func germanColumns() map[string]string {
	return map[string]string{
		"id":                "ID",
		"code":              "Code",
		"job":               "Prüfbereich",
		"severity":          "Schweregrad",
		"urgency":           "Dringlichkeit",
		"delta":             "Änderung",
		"tenant_id":         "Mandanten-ID",
		"tenant_name":       "Mandant",
		"subscription_id":   "Abonnement-ID",
		"subject":           "Gegenstand",
		"offer_id":          "Angebots-ID",
		"offer_name":        "Angebot",
		"quantity":          "Lizenzen",
		"owner":             "Wer handelt",
		"due":               "Fällig ({zone})",
		"due_day":           "Fällig am (UTC)",
		"days_left":         "Tage übrig",
		"message":           "Was nicht stimmt",
		"action":            "Was zu tun ist",
		"exposure_amount":   "Betroffener Betrag",
		"exposure_currency": "Währung",
		"exposure_basis":    "Berechnung des Betrags",
		"E":                 "Endet am (UTC)",
		"outcome":           "Danach",
		"cover_by":          "Ersatz bis (UTC)",
		"evidence":          "Belege",
		"assumptions":       "Annahmen",
		"sources":           "Quellen",
		"state":             "Bearbeitung",
		"previous_due":      "Bisher fällig ({zone})",
		"first_seen":        "Zuerst gesehen ({zone})",
		"last_seen":         "Zuletzt gesehen ({zone})",
		"status":            "Status",
		"reason":            "Grund",
		"subscriptions":     "Abonnements",
		"data_age_hours":    "Alter der Daten in Stunden",
		"seats":             "Lizenzen",
		"with_findings":     "Mit Befund",
		"change_details":    "Was sich geändert hat",
		"title":             "Was es ist",
		"asker":             "Wer fragt an",
		"request":           "Was anzufragen ist",
		"paid_until":        "Bezahlt bis (UTC)",
		"unused_value":      "Ungenutzter Wert",
		"requested_on":      "Angefragt am",
		"reference":         "Vorgang",
		"answered_on":       "Beantwortet am",
		"credited":          "Gutschrift",
		"kind":              "Art",
		"how_to_list":       "Auflisten mit",
		"step":              "Schritt",
		"route":             "Route",
		"plan_day":          "Geplant für (UTC)",
		"last_safe_day":     "Sicher bis (UTC)",
		"last_safe":         "Sicher bis, Uhrzeit ({zone})",
		"margin_days":       "Puffer in Tagen",
		"transfer_request":  "Nr. der Anforderung",
		"transfer_id":       "ID der Anforderung",
		"target_tenant_id":  "ID des Zielmandanten",
		"meaning":           "Was es bedeutet",
	}
}

func germanLabels() Labels {
	return Labels{
		Title: "Übergabebericht zu Lauf {run}", Summary: "Übersicht", Coverage: "Abdeckung", Resolved: "Erledigt",
		Continues: "Weitere Einträge im vollständigen Bericht: {count}.", NoFindings: "Nichts zu tun: Es gibt keinen offenen Befund.",
		Pair: "{label}: {value}", Then: "{before}; {next}",
		Run: "Lauf", AsOf: "Stand ({zone})", StartedAt: "Gestartet ({zone})", FinishedAt: "Beendet ({zone})",
		Status: "Status", StartedBy: "Auslöser", By: "Person", Reason: "Grund", Jobs: "Prüfbereiche",
		Policy: "Version der Richtlinie", Version: "Programmversion", Cut: "Zeigt nur einen Ausschnitt",
		Tenants: "Mandanten", Evaluated: "Geprüft", NotEvaluated: "Nicht geprüft", Subscriptions: "Abonnements",
		Findings: "Befunde", NoLonger: "erledigt", Suppressed: "unterdrückt",
		Changes: "Änderungen seit dem vorigen Lauf", BySeverity: "Nach Schweregrad", ByUrgency: "Nach Dringlichkeit", ByOwner: "Nach Zuständigkeit",
		ByJob: "Nach Prüfbereich", ByCode: "Nach Code", Exposure: "Betroffener Betrag", Totals: "Kontrollsummen", Routine: "Routine, ohne Befund",
		Silenced: "Von anderen Befunden verdeckt", Amount: "Betrag", Currency: "Währung", Count: "Anzahl",
		SheetChanges: "Änderungen", SheetActions: "Maßnahmen", SheetMoney: "Beträge", SheetCredits: "Gutschriften",
		SheetPlan: "Plan", SheetRoutine: "Routine", SheetLegend: "Legende",
		AllJobs: "alle", Columns: "Spalte", DataAge: "Alter der Daten", DataAgeHours: "{hours} Std.",
		PerWeek: "Fällige Befunde je Woche", ExposureIn: "Betroffener Betrag nach Code, in {currency}",
		ByRun: "Vom Lauf gezählt", InReport: "In diesem Bericht", Difference: "Differenz", ExposureOf: "Betroffener Betrag in {currency}",
		DueMoved: "Die Frist hat sich von {before} auf {now} verschoben.", FactsChanged: "Die zugrunde liegenden Angaben haben sich geändert, die Frist nicht.",
		NoChange: "Seit dem vorigen Lauf hat sich nichts geändert.", NoneOfJob: "Kein Befund in diesem Prüfbereich.",
		NoExposure: "Kein Befund hat einen Betrag.", NoCredit: "Es ist keine Gutschrift anzufragen.",
		NoTenant: "Der Lauf hat keinen Mandanten betrachtet.", WithoutAmounts: "ohne Beträge", OldData: "aus alten oder unvollständigen Daten",
		MostUrgent: "Am dringendsten", DaysLeft: "in {days} Tagen", DaysAgo: "vor {days} Tagen", Today: "heute",
		Tomorrow: "morgen", Yesterday: "gestern",

		Skip: "Zu den Maßnahmen springen", OnThisPage: "Auf dieser Seite", Actions: "Maßnahmen", Heat: "Fällig in den nächsten 90 Tagen",
		Weekdays: "Mo Di Mi Do Fr Sa So", AsTable: "Als Tabelle", WhatChanged: "Was sich geändert hat",
		Search: "Suchen", All: "alle", ShowAll: "Alle anzeigen", Matches: "{shown} von {count} angezeigt",
		LeftOut:  "Hier stehen {shown} von {count}. Die Formate xlsx, csv, json und ndjson enthalten alle.",
		ByTenant: "Nach Mandant", WholeTenant: "Der Mandant insgesamt", Assumptions: "Annahmen",

		Trend: "Verlauf", TrendSays: "Läufe: {runs}, von {from} bis {to}. Befunde: zuerst {before}, jetzt {now}.",
		TrendShort: "Es gibt noch keinen Verlauf: Dafür braucht es zwei Läufe über alle Mandanten und Prüfbereiche.",
		TrendCut:   "Den Verlauf zeigt nur ein Bericht, aus dem nichts weggelassen ist.", TrendWithout: "Dieser Lauf hat nur einen Teil betrachtet und erscheint nicht im Verlauf.",
		TrendBackfill: "Ein nachgeholter Lauf (Backfill) steht neben der Folge der Läufe und hat keinen Verlauf.",

		NextSteps: "Nächste Schritte", StepsSoon: "Überfällige Schritte und solche der nächsten {days} Tage",
		NoStepsSoon: "Kein Schritt ist überfällig oder für die nächsten {days} Tage geplant.", NoSteps: "Kein Umzug hat noch einen Schritt vor sich.",
		PlannedSteps: "Geplante Schritte", Obstacles: "Hindernisse", Obstacle: "Hindernis", StepsOverdue: "davon überfällig", WaysOut: "Auswege",
		LastSafe: "Letzter sicherer Tag", PlanLeftOut: "Hier stehen {shown} von {count}. Die Formate xlsx, json und ndjson enthalten den ganzen Plan.",

		DueOf: "Fällig: {what}", Term: "Laufzeit", TermEnds: "Laufzeitende", GoesOn: "Läuft von selbst weiter", Grace: "Kulanzzeitraum", CoverBy: "Ersatz bis", Gap: "Lücke",
		GapStarts: "Beginn der Lücke", GapEnds: "Ende der Lücke", DataUntil: "Daten bleiben erhalten bis", TargetStarts: "Ersatz beginnt",
		ExpectedEnd: "Vom Umzug erwartetes Ende", CancelBy: "Kündigung möglich bis", Margin: "Bis zum letzten sicheren Tag",
		StepBrings: "Schritt, der den Ersatz bringt", StepChecks: "Schritt, der ihn überprüft", StepEnds: "Schritt, der die Quelle beendet",

		CalendarName: "Übergabe: Fälligkeiten", EventSummary: "{count} fällig: {tenant} ({worst})", EventGone: "Nicht mehr fällig: {tenant}",
		EventMore: "… und {count} weitere", DaysLeftOut: "Ausgelassene, weniger dringende Tage: {count}.",
	}
}
