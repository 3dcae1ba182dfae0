package words

// germanMeanings explains the words of the report for its legend.
func germanMeanings() map[string]string {
	return map[string]string{
		"column/due_day":         "Der letzte Tag, an dem Handeln hilft. Es ist ein Kalendertag in UTC.",
		"column/days_left":       "Die Tage vom Stand des Laufs bis zum Tag der Fälligkeit; negativ, sobald dieser vorbei ist.",
		"column/E":               "Der letzte Tag der bezahlten Laufzeit.",
		"column/cover_by":        "Der letzte Tag, an dem die Benutzer noch arbeiten können: Bis dahin muss der Ersatz aktiv sein.",
		"column/exposure_amount": "Der Betrag, um den es bei einem Befund geht, in der Währung des Abonnements: was ohne Handeln bezahlt wird oder verloren ist, eine mögliche Gutschrift oder der Jahreswert eines unserer Abonnements. Welcher es ist, sagt die Berechnung daneben. Leer, wo ein Preis fehlt.",
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
		"urgency/1":       "Höchstens ein Tag bleibt. Fett auf mittlerem Grund.",
		"urgency/3":       "Höchstens 3 Tage bleiben. Fett auf mittlerem Grund.",
		"urgency/7":       "Höchstens eine Woche bleibt. Fett auf mittlerem Grund.",
		"urgency/14":      "Höchstens 14 Tage bleiben. Auf hellem Grund.",
		"urgency/30":      "Höchstens 30 Tage bleiben. Auf hellem Grund.",
		"urgency/60":      "Höchstens 60 Tage bleiben.",
		"urgency/90":      "Höchstens 90 Tage bleiben.",
		"urgency/later":   "Mehr als 90 Tage bleiben.",
		"urgency/none":    "Es gibt keinen Tag, bis zu dem zu handeln ist.",

		"delta/new":               "Von diesem Lauf zum ersten Mal gefunden.",
		"delta/changed":           "Schon bekannt, aber Schweregrad, Zuständigkeit, Frist, Ausgang oder Angaben sind nicht mehr gleich.",
		"delta/unchanged":         "Schon bekannt, mit gleichem Schweregrad, gleicher Zuständigkeit, Frist, gleichem Ausgang und gleichen Angaben. Lizenzen und Namen können anders sein; das allein gilt nicht als Änderung.",
		"delta/unchanged/amounts": "Schon bekannt, mit gleichem Schweregrad, gleicher Zuständigkeit, Frist, gleichem Ausgang und gleichen Angaben. Beträge, Lizenzen, Preise und Namen können anders sein; das allein gilt nicht als Änderung.",
		"delta/reopened":          "War einmal erledigt und ist wieder da.",
		"delta/not_evaluated":     "Aus einem früheren Lauf übernommen, weil die Daten des Mandanten alt oder unvollständig sind.",
		"delta/resolved":          "Im vorigen Lauf offen und nicht mehr gefunden. Der Grund steht daneben.",
		"delta/suppressed":        "Zählt die bestätigten und zurückgestellten Befunde, die auch unter den unveränderten und den nicht geprüften stehen, und jene, für die seit diesem Lauf ein anderer Befund spricht.",

		"state/acknowledged": "Jemand hat den Befund zur Kenntnis genommen. Nach einem festgelegten Tag, oder sobald er sich ändert, ist er wieder offen.",
		"state/snoozed":      "Jemand hat den Befund aufgeschoben. Nach einem festgelegten Tag, oder sobald er sich ändert, ist er wieder offen.",

		"resolved/renewed":      "Das Abonnement läuft in einer späteren Laufzeit weiter.",
		"resolved/moved":        "Der Umzug des Abonnements ist abgeschlossen.",
		"resolved/cancelled":    "Das Abonnement wurde gekündigt oder ist vor seinem letzten Tag aus den Daten verschwunden.",
		"resolved/ended":        "Der letzte Tag des Abonnements ist vorbei.",
		"resolved/fixed":        "Die Ursache des Befunds ist beseitigt.",
		"resolved/out-of-scope": "Das Abonnement ist weder von uns noch die Quelle eines offenen Umzugs.",

		"outcome/renew":   "Eine neue Laufzeit beginnt.",
		"outcome/est":     "Das Abonnement läuft Monat für Monat mit Aufschlag im verlängerten Servicezeitraum (EST) weiter.",
		"outcome/cancel":  "Das Abonnement endet sofort, ohne Kulanzzeitraum.",
		"outcome/grace":   "Das Abonnement läuft ab; ein kostenloser Kulanzzeitraum kann folgen.",
		"outcome/unknown": "Die Daten sagen es nicht.",

		"step/obstacle":         "Macht den Plan so, wie er verlangt ist, unmöglich. Jeder Ausweg genügt für sich. Weiß auf dunklem Grund.",
		"step/overdue":          "Im Plan: Der geplante Tag oder der letzte sichere Zeitpunkt des Schritts ist vorbei. Weiß auf dunklem Grund.",
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
