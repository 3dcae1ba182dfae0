package words

// germanMeanings explains the words of the report for its legend.
func germanMeanings() map[string]string {
	return map[string]string{
		"column/due_day":         "Der letzte Tag, an dem Handeln hilft. Es ist ein Kalendertag in UTC.",
		"column/days_left":       "Die Tage vom Stand des Laufs bis zum Tag der Fälligkeit; negativ, sobald dieser vorbei ist.",
		"column/E":               "Der letzte Tag der bezahlten Laufzeit.",
		"column/cover_by":        "Der letzte Tag, an dem die Benutzer noch arbeiten können: Bis dahin muss der Ersatz aktiv sein.",
		"column/exposure_amount": "Was es kostet, wenn niemand handelt, in der Währung des Abonnements. Leer, wo ein Preis fehlt.",
		"column/owner":           "Wer das Abonnement ändern kann und daher handeln muss.",
		"column/plan_day":        "Der Tag, für den ein Schritt geplant ist, damit nichts verloren geht und wenig doppelt bezahlt wird. Bei einem Hindernis der erste Tag, an dem es sich zeigt.",
		"column/last_safe_day":   "Der letzte Tag, an dem der Schritt noch hilft. Wo er im Lauf des Tages endet, steht die Uhrzeit in einer eigenen Spalte.",
		"column/margin_days":     "Die Tage vom Kauf, der Übertragung oder dem Wechsel bis zum letzten sicheren Tag.",

		"severity/critical": "Dienst, Daten oder eine ganze ungewollte Laufzeit sind verloren, wenn niemand handelt.",
		"severity/high":     "Geld geht verloren, oder der Umzug ist blockiert.",
		"severity/medium":   "Eine Entscheidung oder Prüfung steht an.",
		"severity/low":      "Gut zu wissen.",
		"severity/info":     "Nur zur Information.",

		"urgency/overdue": "Die Frist ist vorbei. Weiß auf dunklem Grund.",
		"urgency/7":       "Höchstens eine Woche bleibt. Fett auf mittlerem Grund.",
		"urgency/30":      "Höchstens 30 Tage bleiben. Auf hellem Grund.",
		"urgency/later":   "Mehr als 90 Tage bleiben.",
		"urgency/none":    "Es gibt keinen Tag, bis zu dem zu handeln ist.",

		"delta/new":           "Von diesem Lauf zum ersten Mal gefunden.",
		"delta/changed":       "Schon bekannt, aber Schweregrad, Zuständigkeit, Frist, Ausgang oder Angaben sind nicht mehr gleich.",
		"delta/unchanged":     "Schon bekannt und unverändert.",
		"delta/reopened":      "War einmal erledigt und ist wieder da.",
		"delta/not_evaluated": "Aus einem früheren Lauf übernommen, weil die Daten des Mandanten alt oder unvollständig sind.",

		"outcome/renew":   "Eine neue Laufzeit beginnt.",
		"outcome/est":     "Das Abonnement läuft Monat für Monat mit Aufschlag im verlängerten Servicezeitraum (EST) weiter.",
		"outcome/cancel":  "Das Abonnement endet sofort, ohne Kulanzzeitraum.",
		"outcome/grace":   "Das Abonnement läuft ab; ein kostenloser Kulanzzeitraum kann folgen.",
		"outcome/unknown": "Die Daten sagen es nicht.",

		"step/obstacle":         "Macht den Plan so, wie er verlangt ist, unmöglich. Jeder Ausweg genügt für sich. Weiß auf dunklem Grund.",
		"step/create-request":   "Der Partner, der die Quelle verkauft hat, wird um ihre Übertragung gebeten. Quellen, die zusammen enden, stehen in einer Anforderung.",
		"step/accept-request":   "Der Partner, der die Quelle verkauft hat, fügt sie der Anforderung hinzu und übermittelt diese; Laufzeit und Lizenzen bleiben.",
		"step/order":            "Der Ersatz wird mit den Lizenzen der Quelle gekauft. Bis die Quelle endet, werden beide bezahlt.",
		"step/channel-transfer": "Ein Abonnement des Enterprise Agreement läuft als eines von CSP weiter.",
		"step/azure-switch":     "Das nutzungsbasierte Abonnement bleibt, wie es ist; nur der abrechnende Partner wechselt.",
		"step/azure-recreate":   "Was nicht wechseln kann, wird neu erstellt, und die Ressourcen werden verschoben.",
		"step/verify":           "An der Quelle geschieht nichts, bevor feststeht, dass der Ersatz aktiv ist und genug Lizenzen hat.",
		"step/set-cancel":       "Die Quelle endet mit dem letzten bezahlten Tag, statt weiterzulaufen. Bis dahin lässt sich die Wahl ändern.",
		"step/auto-renew-off":   "Die Quelle läuft nach dem letzten bezahlten Tag ab; der kostenlose Kulanzzeitraum danach ist ein Sicherheitsnetz.",
		"step/cancel-est":       "Der verlängerte Servicezeitraum (EST), der Monat für Monat bezahlt wird, ist nicht mehr nötig.",
		"step/cancel-now":       "Die Quelle wird im Kündigungsfenster gekündigt; der Rest der Laufzeit wird nicht bezahlt.",
		"step/cancel-azure":     "Die alten nutzungsbasierten Dienste kosten nichts mehr.",
	}
}
