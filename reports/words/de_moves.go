package words

import "handover/reconcile"

// germanMoves words the jobs tenant-limits, readiness and continuity.
func germanMoves() map[reconcile.Code]phrases {
	return map[reconcile.Code]phrases{
		"tenant-limit-exceeded": {
			title: "Zu viele Abonnements im Mandanten",
			fires: "Vorhandene und geplante Abonnements eines Mandanten überschreiten zusammen dessen Höchstzahl.",
			sentences: sentences{
				message: "Abonnements von {tenant}: {certain} vorhanden, {planned} geplant, zusammen {total}; zulässig sind {limit}.",
				action:  "Alte Abonnements vor dem Kauf der neuen enden lassen oder die Partnerübertragung nutzen.",
			},
			variants: map[string]sentences{
				"doubled": {
					message: "Abonnements von {tenant}: {certain} vorhanden, {planned} geplant, zusammen {total}; zulässig sind {limit}, und {to_duplicate} aktive würden verdoppelt.",
					action:  "Höchstens {doubled_limit} verdoppeln: Partnerübertragung nutzen oder in Etappen beenden und neu kaufen.",
				},
			},
		},
		"tenant-limit-possible": {
			title: "Eventuell zu viele Abonnements im Mandanten",
			fires: "Nur wenn abgelaufene und deaktivierte Abonnements mitzählen, überschreitet der Mandant seine Höchstzahl.",
			sentences: sentences{
				message: "Abonnements von {tenant}: {certain} vorhanden, {possible} abgelaufen oder deaktiviert, {planned} geplant; zusammen wären es {total}, zulässig sind {limit}.",
				action:  "Geplante früh und in kleinen Schritten kaufen; Partnerübertragung bereithalten.",
			},
		},
		"seat-pool-exceeded": {
			title: "Zu viele Lizenzen eines begrenzten Produkts",
			fires: "Ein je Mandant begrenztes Produkt hat mehr Lizenzen als zulässig, geplante eingerechnet.",
			sentences: sentences{
				message: "Lizenzen für {offer} in {tenant}: {seats} vorhanden, {planned_seats} geplant, zusammen {total}; zulässig sind {cap}.",
				action:  "Alte Lizenzen vor dem Kauf der neuen verringern oder ein anderes Produkt planen.",
			},
			variants: map[string]sentences{
				"today": {
					message: "Lizenzen für {offer} in {tenant}: {seats} vorhanden; zulässig sind {cap}.",
					action:  "Lizenzen aller Partner in diesem Mandanten prüfen; weitere können nicht gekauft werden.",
				},
			},
		},
		"transfer-batches": {
			title: "Mehrere Übertragungsanforderungen nötig",
			fires: "Als Partnerübertragung sind mehr Positionen geplant, als eine Anforderung aufnimmt.",
			sentences: sentences{
				message: "Für {tenant} sind {items} Positionen als Partnerübertragung geplant: Nötig sind {requests} Anforderungen mit je höchstens {items_per_request} Positionen.",
				action:  "{requests} Übertragungsanforderungen erstellen.",
			},
		},
		"region-mismatch": {
			title: "Kunde in einem anderen Markt",
			fires: "Das Land des Mandanten gehört nicht zum Markt des Partners.",
			sentences: sentences{
				message: "Das Land von {tenant} ({country}) gehört nicht zu unserem Markt ({partner_country}): Ein Verkauf ist nicht möglich.",
				action:  "Umzug abbrechen oder einem Partner dieses Marktes überlassen.",
			},
			variants: map[string]sentences{
				"unknown": {
					message: "Das Land von {tenant} ist nicht bekannt; verkaufen können wir nur in unserem Markt ({partner_country}).",
					action:  "Land des Mandanten ermitteln und importieren.",
				},
			},
		},
		"relationship-missing": {
			title: "Keine Handelspartnerbeziehung",
			fires: "Ein Mandant mit offenen Umzügen hat keine Handelspartnerbeziehung mit uns.",
			sentences: sentences{
				message: "Mit {tenant} besteht keine Handelspartnerbeziehung (Beziehung: {relationship}): Ein Verkauf ist nicht möglich.",
				action:  "Einladung zur Handelspartnerbeziehung jetzt senden; ein globaler Administrator des Kunden muss sie annehmen.",
			},
			variants: map[string]sentences{
				"unknown": {
					message: "Ob {tenant} eine Handelspartnerbeziehung mit uns angenommen hat, ist nicht bekannt.",
					action:  "Beziehung im Partner Center nachsehen und die Einladung senden, falls sie fehlt.",
				},
			},
		},
		"invite-role": {
			title: "Rolle darf die Einladung nicht senden",
			fires: "Die Person, die die Beziehung anfordern soll, hat eine Rolle, die die Einladung nicht senden darf.",
			sentences: sentences{
				message: "Die Einladung an {tenant} ist mit der Rolle {role} geplant, die sie nicht senden darf.",
				action:  "Einladung von einer Person mit der Rolle Administrator-Agent oder Vertriebsbeauftragter senden lassen.",
			},
		},
		"agreement-missing": {
			title: "Keine Zustimmung zur Kundenvereinbarung",
			fires: "Ein Mandant mit offenen Umzügen hat der Microsoft-Kundenvereinbarung nicht zugestimmt.",
			sentences: sentences{
				message: "{tenant} hat der Microsoft-Kundenvereinbarung nicht zugestimmt: Käufe sind nicht möglich.",
				action:  "Zustimmung des Kunden einholen oder eine erteilte Zustimmung im Partner Center bestätigen.",
			},
		},
		"resale-to-partner": {
			title: "Kunde ist selbst CSP-Partner",
			fires: "Ein Mandant mit offenen Umzügen ist der Transaktionsmandant eines anderen CSP-Partners.",
			sentences: sentences{
				message: "{tenant} ist selbst Mandant eines CSP-Partners: Onlinedienste können nicht an ihn weiterverkauft werden.",
				action:  "Umzug abbrechen oder einen anderen Mandanten des Kunden nennen.",
			},
		},
		"reseller-cannot-act": {
			title: "Nur unser Anbieter kann handeln",
			fires: "Wir sind indirekter Wiederverkäufer; Partnerübertragungen nimmt der indirekte Anbieter vor.",
			sentences: sentences{
				message: "Für {tenant} sind Partnerübertragungen geplant (Anzahl: {items}), die ein indirekter Wiederverkäufer nicht vornehmen kann.",
				action:  "Unseren indirekten Anbieter bitten, die Übertragungsanforderungen zu erstellen.",
			},
		},
		"tenant-to-tenant-data": {
			title: "Daten müssen in einen anderen Mandanten",
			fires: "Ein Umzug führt in einen anderen Mandanten, und nur der Kunde selbst migriert die Daten.",
			sentences: sentences{
				message: "{offer} soll in einem anderen Mandanten ersetzt werden ({target_tenant}); die Daten ziehen nicht von selbst um.",
				action:  "Mit dem Kunden klären, wer die Daten migriert, und fertig werden, solange die Benutzer noch Zugriff haben.",
			},
		},
		"offer-different": {
			title: "Ersatz ist ein anderes Angebot",
			fires: "Ein Ersatz hat ein anderes Angebot, das nicht als gleichwertig hinterlegt ist.",
			sentences: sentences{
				message: "{offer} soll durch {target_offer} ersetzt werden, das nicht als gleichwertig hinterlegt ist.",
				action:  "Neuzuweisung der Lizenzen bis {E} planen oder die Angebote im Katalog als gleichwertig hinterlegen.",
			},
		},
		"quantity-mismatch": {
			title: "Anzahl der Lizenzen weicht ab",
			fires: "Der Ersatz hat weniger Lizenzen als nötig oder mehr als die Quelle.",
			sentences: sentences{
				message: "Lizenzen im Ersatz von {offer}: {target_seats} vorhanden, {needed} nötig, {difference} zu wenig.",
				action:  "Fehlende Lizenzen bis {E} ergänzen (Anzahl: {difference}).",
			},
			variants: map[string]sentences{
				"surplus": {
					message: "Lizenzen im Ersatz von {offer}: {target_seats} vorhanden, {needed} in der Quelle, {difference} mehr.",
					action:  "Mit dem Kunden klären, ob die zusätzlichen Lizenzen gewünscht sind (Anzahl: {difference}).",
				},
			},
		},
		"offer-discontinued": {
			title: "Angebot wird nicht mehr verkauft",
			fires: "Ein Abonnement soll neu gekauft werden, aber sein Angebot wird nicht mehr verkauft.",
			sentences: sentences{
				message: "{offer} wird seit {on_sale_until} nicht mehr verkauft und hat keinen Ersatz; ein gleichwertiges Angebot ist nicht hinterlegt.",
				action:  "Mit dem Kunden ein gleichwertiges Angebot finden und bis {cover_by} kaufen.",
			},
			variants: map[string]sentences{
				"equivalent": {
					message: "{offer} wird seit {on_sale_until} nicht mehr verkauft und hat keinen Ersatz; der Katalog nennt ein gleichwertiges Angebot.",
					action:  "Gleichwertiges Angebot bis {cover_by} kaufen.",
				},
			},
		},
		"coverage-gap": {
			title: "Lücke zwischen Alt und Neu",
			fires: "Ein Ersatz ist vorhanden, aber keiner ist rechtzeitig aktiv und überdauert die Quelle.",
			sentences: sentences{
				message: "Der Ersatz von {offer} beginnt zu spät: Von {gap_from} bis {gap_to} besteht eine Lücke (Tage: {gap_days}).",
				action:  "Ersatz spätestens am {due_day} beginnen lassen.",
			},
			variants: map[string]sentences{
				"next-day": {
					message: "Der Ersatz von {offer} beginnt erst am {gap_from}, einen Tag zu spät.",
					action:  "Den Ersatz einen Tag früher beginnen lassen, bis {due_day}.",
				},
				"open": {
					message: "Kein Ersatz von {offer} ist aktiv und von Dauer: Ab {gap_from} besteht eine Lücke.",
					action:  "Bis {due_day} für einen aktiven Ersatz sorgen, der nach dem {E} endet.",
				},
			},
		},
		"move-conflict": {
			title: "Umzüge widersprechen sich",
			fires: "Ein Abonnement steht in zwei offenen Umzügen, oder ein Umzug nennt eines, das nie gesehen wurde.",
			sentences: sentences{
				message: "Die Umzüge von {tenant} widersprechen sich bei {named}.",
				action:  "Umzüge dieses Mandanten berichtigen.",
			},
			variants: map[string]sentences{
				"source-twice": {
					message: "Zwei offene Umzüge von {tenant} haben dieselbe Quelle {named}.",
					action:  "Einen der beiden Umzüge verwerfen.",
				},
				"source-unknown": {
					message: "Ein Umzug von {tenant} nennt die Quelle {named}, die noch in keinem Import vorkam.",
					action:  "ID berichtigen oder das Abonnement importieren.",
				},
				"target-twice": {
					message: "Zwei offene Umzüge nennen dasselbe Ziel {named}.",
					action:  "Jedem Umzug ein eigenes Ziel geben.",
				},
				"target-unknown": {
					message: "Ein Umzug von {tenant} nennt das Ziel {named}, das noch in keinem Import vorkam.",
					action:  "ID berichtigen oder das Abonnement importieren.",
				},
			},
		},
	}
}
