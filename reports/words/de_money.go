package words

import "handover/reconcile"

// germanMoney words the jobs billing, transfers, usage and data-quality.
func germanMoney() map[reconcile.Code]phrases {
	return map[reconcile.Code]phrases{
		"double-billing": {
			title: "Alt und Neu werden beide bezahlt",
			fires: "Ein Abonnement ist ersetzt und wird gleichzeitig weiter bezahlt.",
			sentences: sentences{
				message: "{offer} ist seit {target_start} ersetzt und wird noch bis {E} bezahlt (doppelt bezahlte Tage: {overlap_days}).",
				action:  "Künftigen Ersatz näher am Laufzeitende planen; für diesen gibt es keine Rückerstattung.",
			},
			variants: map[string]sentences{
				"goes-on": {
					message: "{offer} ist seit {target_start} ersetzt, läuft aber nach dem {E} weiter ({outcome}): Beide werden bezahlt.",
					action:  "Kündigung zum Laufzeitende bis {due_day} planen.",
					ask:     "Kündigung zum Laufzeitende bis {due_day} durch {owner} planen lassen.",
				},
			},
		},
		"est-running-duplicate": {
			title: "EST-Zeitraum läuft neben dem Ersatz",
			fires: "Ein Abonnement läuft in einem kostenpflichtigen verlängerten Servicezeitraum (EST), obwohl der Ersatz aktiv ist.",
			sentences: sentences{
				message: "{offer} läuft in einem kostenpflichtigen verlängerten Servicezeitraum (EST), obwohl der Ersatz seit {target_start} aktiv ist.",
				action:  "Verlängerten Servicezeitraum jetzt kündigen; er wird anteilig abgerechnet.",
				ask:     "Verlängerten Servicezeitraum jetzt durch {owner} kündigen lassen; er wird anteilig abgerechnet.",
			},
		},
		"credit-candidate": {
			title: "Gutschrift eventuell möglich",
			fires: "Ein direkt bei Microsoft gekauftes Abonnement hat bezahlte Restzeit, für die Microsoft eventuell eine Gutschrift gewährt.",
			sentences: sentences{
				message: "{offer} wurde direkt bei Microsoft gekauft und ist bis {E} bezahlt; für den Rest ist eventuell eine Gutschrift möglich.",
				action:  "Gutschrift im Namen des Kunden beim Microsoft 365-Abrechnungssupport anfragen.",
				ask:     "Gutschrift durch den Kunden beim Microsoft 365-Abrechnungssupport anfragen lassen; ohne delegierte Administratorrechte können wir es nicht.",
			},
		},
		"no-refund": {
			title: "Kündigung jetzt ohne Rückerstattung",
			fires: "Ein Umzug plant die sofortige Kündigung, aber das Kündigungsfenster ist abgelaufen.",
			sentences: sentences{
				message: "{offer} soll sofort gekündigt werden, aber das Kündigungsfenster ist abgelaufen: Der Rest der Laufzeit wird nicht erstattet.",
				action:  "Route des Umzugs ändern und das Abonnement stattdessen am {E} enden lassen.",
			},
		},
		"transfer-expiring": {
			title: "Übertragungsanforderung steht aus",
			fires: "Eine Anforderung zur Partnerübertragung ist unbeantwortet und läuft ab.",
			sentences: sentences{
				message: "Die Übertragungsanforderung {transfer} von {tenant} (enthaltene Abonnements: {items}) steht aus und läuft am {due} ab.",
				action:  "Positionen hinzufügen und die Anforderung vor {due} übermitteln.",
				ask:     "Positionen durch {owner} hinzufügen und die Anforderung vor {due} übermitteln lassen.",
			},
		},
		"transfer-ended": {
			title: "Übertragungsanforderung ohne Erfolg",
			fires: "Die letzte Anforderung einer geplanten Partnerübertragung wurde abgelehnt, abgebrochen oder ist abgelaufen.",
			sentences: sentences{
				message: "{offer} ist als Partnerübertragung geplant, aber die letzte Anforderung {transfer} {transfer_status}.",
				action:  "Bis {E} eine neue Anforderung erstellen oder eine andere Route wählen.",
			},
		},
		"transfer-blocks-change": {
			title: "Übertragungsanforderung sperrt Änderung",
			fires: "Ein Abonnement muss geändert werden, aber eine laufende Übertragungsanforderung sperrt es.",
			sentences: sentences{
				message: "Die Übertragungsanforderung {transfer} sperrt {offer}, obwohl daran etwas zu ändern ist ({blocked}).",
				action:  "Anforderung bis {due_day} abschließen oder abbrechen, damit die Änderung möglich wird.",
			},
		},
		"transfer-not-available": {
			title: "Route gibt es nicht",
			fires: "Die Route eines Umzugs gibt es für den Kanal nicht, über den das Abonnement gekauft wurde.",
			sentences: sentences{
				message: "Die Route {route} gibt es für {offer} nicht (Kanal: {channel}).",
				action:  "Eine andere Route für den Umzug wählen.",
			},
		},
		"transfer-ineligible": {
			title: "Übertragung nicht möglich",
			fires: "Ein Abonnement ist als Partnerübertragung geplant, kommt dafür aber nicht infrage.",
			sentences: sentences{
				message: "{offer} ist als Partnerübertragung geplant, was nicht möglich ist: {obstacle}.",
				action:  "Hindernis beseitigen oder eine andere Route für den Umzug wählen.",
			},
		},
		"azure-recreate": {
			title: "Azure muss neu erstellt werden",
			fires: "Ein nutzungsbasiertes Abonnement stammt aus einem anderen Kanal und kann nicht wechseln.",
			sentences: sentences{
				message: "{offer} ist nutzungsbasiert und stammt aus einem anderen Kanal ({channel}): Ein Wechsel zu uns ist nicht möglich.",
				action:  "Neues Azure-Abonnement erstellen, Ressourcen verschieben, dann die alten Dienste kündigen.",
			},
		},
		"azure-switch": {
			title: "Azure kann wechseln",
			fires: "Ein nutzungsbasiertes Abonnement stammt von einem anderen CSP-Partner und kann wechseln.",
			sentences: sentences{
				message: "{offer} ist nutzungsbasiert und wird von einem anderen Partner abgerechnet ({seller}): Ein Wechsel zu uns ist möglich.",
				action:  "Wechsel des Azure-Abonnements bei diesem Partner anfordern.",
			},
		},
		"unknown-value": {
			title: "Unbekannter Wert",
			fires: "Eine Spalte enthält einen Wert, der nicht in ihrer Liste steht; die Zeilen bleiben erhalten.",
			sentences: sentences{
				message: "Die Spalte {column} von {tenant} enthält den unbekannten Wert {value} (Zeilen: {rows}).",
				action:  "Wert in der Datenquelle berichtigen oder prüfen, ob er neu ist.",
			},
			variants: map[string]sentences{"withheld": {message: "Die Spalte {column} von {tenant} enthält einen unbekannten Wert (Zeilen: {rows})."}},
		},
		"invalid-row": {
			title: "Widersprüchliche Zeile",
			fires: "Eine Zeile ist lesbar, widerspricht sich aber; sie bleibt erhalten.",
			sentences: sentences{
				message: "Daten von {tenant} sind widersprüchlich ({subject}).",
				action:  "Zeile in der Datenquelle berichtigen.",
			},
			variants: map[string]sentences{
				"negative-seats": {message: "Die Anzahl der Lizenzen von {offer} kann nicht stimmen: {quantity}."},
				"end-before-start": {
					message: "{offer} endet am {E}, vor dem Beginn der Laufzeit am {term_start}.",
				},
				"no-end-date": {
					message: "{tenant} hat Zeilen aus {source} ohne Enddatum (Anzahl: {rows}): Dafür lässt sich nichts planen.",
					action:  "Enddaten nachliefern oder eine Quelle importieren, die sie enthält.",
				},
			},
		},
	}
}
