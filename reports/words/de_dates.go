package words

import "handover/reconcile"

// germanDates words the jobs auto-renew, end-dates and expired-deadlines.
func germanDates() map[reconcile.Code]phrases {
	return map[reconcile.Code]phrases{
		"auto-renew-on": {
			title: "Automatische Verlängerung ist eingeschaltet",
			fires: "Ein Abonnement, das umziehen soll, verlängert sich von selbst um eine weitere Laufzeit.",
			sentences: sentences{
				message: "Die automatische Verlängerung von {offer} ist eingeschaltet: Nach dem {E} beginnt eine weitere Laufzeit ({term}).",
				action:  "Automatische Verlängerung bis {due_day} ausschalten oder eine Kündigung zum Laufzeitende planen.",
				ask:     "Automatische Verlängerung bis {due_day} durch {owner} ausschalten oder eine Kündigung zum Laufzeitende planen lassen.",
			},
			variants: map[string]sentences{
				"scheduled": {
					message: "Die Verlängerung von {offer} ist geplant: Nach dem {E} beginnt eine neue Laufzeit ({term}), unabhängig von der automatischen Verlängerung.",
					action:  "Geplante Verlängerung bis {due_day} durch eine Kündigung ersetzen.",
					ask:     "Geplante Verlängerung bis {due_day} durch {owner} in eine Kündigung ändern lassen.",
				},
			},
		},
		"auto-renew-contradiction": {
			title: "Widersprüchliche Angaben zum Laufzeitende",
			fires: "Die automatische Verlängerung und die für das Laufzeitende geplante Aktion sagen Verschiedenes.",
			sentences: sentences{
				message: "Die automatische Verlängerung von {offer} ist eingeschaltet, für das Laufzeitende am {E} ist aber anderes geplant: {end_of_term}.",
				action:  "Beide Angaben bis {due_day} auf das Gewünschte einstellen.",
				ask:     "Beide Angaben bis {due_day} durch {owner} auf das Gewünschte einstellen lassen.",
			},
			variants: map[string]sentences{
				"off": {message: "Die automatische Verlängerung von {offer} ist ausgeschaltet, für das Laufzeitende am {E} ist aber anderes geplant: {end_of_term}."},
			},
		},
		"renewed-in-window": {
			title: "Verlängert, Kündigung noch möglich",
			fires: "Ein Abonnement, das enden sollte, hat sich verlängert; das Kündigungsfenster ist noch offen.",
			sentences: sentences{
				message: "{offer} sollte am {expected_end} enden, hat sich aber bis {E} verlängert; eine Kündigung ist bis {due} möglich.",
				action:  "Neue Laufzeit vor {due} kündigen: Danach ist sie voll zu bezahlen.",
				ask:     "Neue Laufzeit vor {due} durch {owner} kündigen lassen: Danach ist sie voll zu bezahlen.",
			},
		},
		"renewed-window-passed": {
			title: "Verlängert, Kündigung nicht mehr möglich",
			fires: "Ein Abonnement, das enden sollte, hat sich um ein Jahr oder länger verlängert; das Kündigungsfenster ist abgelaufen.",
			sentences: sentences{
				message: "{offer} sollte am {expected_end} enden, hat sich aber bis {E} verlängert und lässt sich nicht mehr kündigen.",
				action:  "Umzug für den {E} planen und die automatische Verlängerung sofort ausschalten.",
				ask:     "Umzug für den {E} planen und die automatische Verlängerung sofort durch {owner} ausschalten lassen.",
			},
			variants: map[string]sentences{
				"transfer": {
					action: "Partnerübertragung nutzen, bei der die laufende Laufzeit erhalten bleibt, oder den Umzug für den {E} planen.",
					ask:    "Partnerübertragung über {owner} veranlassen, bei der die laufende Laufzeit erhalten bleibt, oder den Umzug für den {E} planen.",
				},
			},
		},
		"renewal-processing": {
			title: "Verlängerung wird verarbeitet",
			fires: "Die Laufzeit ist gerade zu Ende gegangen, und Microsoft verarbeitet die Verlängerung; solange ist das Abonnement gesperrt.",
			sentences: sentences{
				message: "Die Laufzeit von {offer} endete am {E}, die Verlängerung wird verarbeitet; Änderungen sind bis {until} nicht möglich.",
				action:  "Den nächsten Lauf abwarten; er zeigt das Ergebnis.",
			},
		},
		"trial-converts": {
			title: "Testversion wird kostenpflichtig",
			fires: "Eine Testversion mit eingeschalteter automatischer Verlängerung wird am Ende zu einem kostenpflichtigen Abonnement.",
			sentences: sentences{
				message: "Die Testversion {offer} (Lizenzen: {quantity}) wird nach dem {E} zu einem kostenpflichtigen Abonnement.",
				action:  "Automatische Verlängerung bis {due_day} ausschalten, sofern der Kunde kein kostenpflichtiges Abonnement wünscht.",
				ask:     "Automatische Verlängerung bis {due_day} durch {owner} ausschalten lassen, sofern kein kostenpflichtiges Abonnement gewünscht ist.",
			},
		},
		"end-of-sale-renew-off": {
			title: "Verkauf beendet, Verlängerung ausgeschaltet",
			fires: "Ein Angebot wird nicht mehr verkauft, kann aber noch verlängert werden; für das Abonnement ist keine Verlängerung vorgesehen.",
			sentences: sentences{
				message: "{offer} wird seit {on_sale_until} nicht mehr verkauft, kann noch verlängert werden und endet nach jetzigem Stand am {E} ({outcome}).",
				action:  "Bis {due_day} entscheiden, ob es bleiben soll: Nach dem Ende ist es nicht mehr erhältlich, und die automatische Verlängerung lässt sich eventuell nicht wieder einschalten.",
				ask:     "Bis {due_day} entscheiden, ob es bleiben soll, und {owner} einbeziehen: Nach dem Ende ist es nicht mehr erhältlich.",
			},
		},
		"lapse-unplanned": {
			title: "Eines unserer Abonnements endet",
			fires: "Ein von uns verkauftes Abonnement endet ohne Verlängerung und ohne Ersatz.",
			sentences: sentences{
				message: "{offer} (Lizenzen: {quantity}) endet am {E} ohne Verlängerung und ohne Ersatz.",
				action:  "Kunden fragen und die automatische Verlängerung bis {due_day} einschalten, wenn der Dienst weiterlaufen soll.",
			},
			variants: map[string]sentences{
				"on-purpose": {
					message: "{offer} (Lizenzen: {quantity}) ist zum {E} gekündigt und wird nicht ersetzt.",
					action:  "Vom Kunden bis {due_day} bestätigen lassen, dass der Dienst enden soll.",
				},
			},
		},
		"renewal-commitment": {
			title: "Lange Laufzeit verlängert sich bald",
			fires: "Ein von uns verkauftes Abonnement verlängert sich bald um ein Jahr oder länger: letzte Gelegenheit, die Anzahl der Lizenzen zu ändern.",
			sentences: sentences{
				message: "{offer} verlängert sich nach dem {E} um eine weitere Laufzeit ({term}, Lizenzen: {quantity}).",
				action:  "Anzahl der Lizenzen bis {due_day} mit dem Kunden abstimmen.",
			},
			variants: map[string]sentences{
				"unassigned": {
					message: "{offer} verlängert sich nach dem {E} um eine weitere Laufzeit ({term}, Lizenzen: {quantity}, davon nicht zugewiesen: {unassigned}).",
					action:  "Dem Kunden bis {due_day} anbieten, nicht zugewiesene Lizenzen abzugeben (Anzahl: {unassigned}).",
				},
			},
		},
		"est-auto-convert": {
			title: "Geht in kostenpflichtigen EST-Zeitraum über",
			fires: "Die automatische Verlängerung ist ausgeschaltet und nichts ist geplant; das Abonnement läuft Monat für Monat mit Aufschlag weiter.",
			sentences: sentences{
				message: "Für das Laufzeitende von {offer} ist nichts festgelegt: Nach dem {E} läuft es Monat für Monat in einem kostenpflichtigen verlängerten Servicezeitraum (EST) weiter.",
				action:  "Kündigung bis {due_day} planen, sobald der Ersatz bereitsteht, oder den verlängerten Servicezeitraum bewusst wählen.",
				ask:     "Kündigung bis {due_day} durch {owner} planen lassen, sobald der Ersatz bereitsteht.",
			},
		},
		"est-scheduled": {
			title: "Verlängerter Servicezeitraum ist geplant",
			fires: "Für das Laufzeitende wurde ein kostenpflichtiger verlängerter Servicezeitraum (EST) gewählt.",
			sentences: sentences{
				message: "{offer} läuft nach dem {E} wie geplant in einem kostenpflichtigen verlängerten Servicezeitraum (EST) weiter.",
				action:  "Prüfen, ob die Überbrückung nötig ist, und sie am Tag der Abnahme des Ersatzes kündigen.",
				ask:     "Prüfen, ob die Überbrückung nötig ist, und sie am Tag der Abnahme des Ersatzes durch {owner} kündigen lassen.",
			},
			variants: map[string]sentences{
				"running": {message: "{offer} läuft in einem kostenpflichtigen verlängerten Servicezeitraum (EST); der aktuelle Monat endet am {E}, der nächste schließt sich an."},
			},
		},
		"cancel-without-cover": {
			title: "Gekündigt und ohne Ersatz",
			fires: "Ein Abonnement, das umziehen soll, ist zum Laufzeitende gekündigt; ein Ersatz ist weder benannt noch gefunden.",
			sentences: sentences{
				message: "{offer} (Lizenzen: {quantity}) ist zum {E} gekündigt und hat keinen Ersatz: Der Zugriff endet mit Ablauf dieses Tages.",
				action:  "Ersatz so bereitstellen, dass er bis {due_day} aktiv ist; die Daten bleiben voraussichtlich bis {data_until} erhalten.",
			},
		},
		"end-date-approaching": {
			title: "Endet und hat noch keinen Ersatz",
			fires: "Ein Abonnement, das umziehen soll, endet; ein Ersatz ist weder benannt noch gefunden.",
			sentences: sentences{
				message: "{offer} (Lizenzen: {quantity}) endet am {E} und hat keinen Ersatz; die Benutzer können bis {cover_by} arbeiten.",
				action:  "Ersatz so bereitstellen, dass er bis {cover_by} aktiv ist.",
			},
			variants: map[string]sentences{
				"no-access": {
					message: "{offer} (Lizenzen: {quantity}) endet am {E} und hat keinen Ersatz; nach dem {cover_by} kann niemand mehr arbeiten.",
				},
			},
		},
		"end-of-term-unknown": {
			title: "Was am Laufzeitende geschieht, ist unbekannt",
			fires: "Die Daten sagen nicht, was am Laufzeitende geschieht.",
			sentences: sentences{
				message: "Was mit {offer} nach dem {E} geschieht, ist nicht bekannt: {reason}.",
				action:  "Automatische Verlängerung und geplante Aktion bis {due_day} im Partner Center nachsehen.",
				ask:     "Automatische Verlängerung und Aktion am Laufzeitende bis {due_day} über {owner} klären.",
			},
		},
		"date-conflict": {
			title: "Zwei verschiedene Enddaten",
			fires: "Enddatum und Endzeitpunkt nennen verschiedene Tage; der frühere wird verwendet.",
			sentences: sentences{
				message: "Die Quelle nennt für {offer} zwei Enden: {commitment_end} und {commitment_end_at}; verwendet wird der {E}.",
				action:  "Das richtige Ende im Partner Center nachsehen und die Quelle berichtigen.",
			},
		},
		"grace-open": {
			title: "Abgelaufen, noch rechtzeitig ersetzbar",
			fires: "Ein Abonnement ist abgelaufen und nicht ersetzt; die Zeit bis zur Deaktivierung läuft.",
			sentences: sentences{
				message: "{offer} (Lizenzen: {quantity}) ist nach dem {E} abgelaufen und nicht ersetzt; die Benutzer können bis {cover_by} arbeiten.",
				action:  "Für einen bis {cover_by} aktiven Ersatz sorgen; nach dem {data_until} werden die Daten gelöscht.",
			},
			variants: map[string]sentences{
				"no-access": {
					message: "{offer} (Lizenzen: {quantity}) ist nach dem {E} abgelaufen und nicht ersetzt; niemand kann damit arbeiten.",
					action:  "Ersatz sofort bereitstellen; nach dem {data_until} werden die Daten gelöscht.",
				},
			},
		},
		"grace-missed": {
			title: "Deaktiviert, Daten noch vorhanden",
			fires: "Ein Abonnement ist deaktiviert und nicht ersetzt; seine Daten werden gelöscht.",
			sentences: sentences{
				message: "{offer} (Lizenzen: {quantity}) ist seit dem Ende am {E} deaktiviert und nicht ersetzt; nach dem {data_until} werden die Daten gelöscht.",
				action:  "Ersatz bereitstellen oder die Daten bis {data_until} sichern.",
			},
		},
		"data-deleted": {
			title: "Gelöscht, ohne ersetzt zu sein",
			fires: "Ein Abonnement, das umziehen sollte, ist gelöscht und wurde nicht ersetzt.",
			sentences: sentences{
				message: "{offer} (Lizenzen: {quantity}) ist gelöscht und wurde nicht ersetzt; die Daten sind verloren.",
				action:  "Kunden informieren, Daten aus dessen eigener Sicherung wiederherstellen und neu kaufen.",
			},
		},
		"suspended-billed": {
			title: "Ausgesetzt, wird weiter berechnet",
			fires: "Ein ausgesetztes Abonnement der neuen Commerce-Erfahrung (NCE) wird bis zum Laufzeitende berechnet.",
			sentences: sentences{
				message: "{offer} ist seit {status_since} ausgesetzt: Niemand kann es nutzen, und es wird bis {E} berechnet.",
				action:  "Reaktivieren oder die Kosten bis {E} hinnehmen; das Aussetzen beendet die Abrechnung nicht.",
				ask:     "Durch {owner} reaktivieren lassen oder die Kosten bis {E} hinnehmen; das Aussetzen beendet die Abrechnung nicht.",
			},
		},
		"suspended-near-end": {
			title: "Ausgesetzt, endet bald, ohne Ersatz",
			fires: "Ein ausgesetztes Abonnement nähert sich dem Laufzeitende; ein Ersatz ist weder benannt noch gefunden.",
			sentences: sentences{
				message: "{offer} (Lizenzen: {quantity}) ist ausgesetzt und endet am {E} ohne Ersatz; nach dem {data_until} werden die Daten gelöscht.",
				action:  "Ersatz bis {due_day} bereitstellen oder das Abonnement vor dem Laufzeitende reaktivieren lassen.",
			},
		},
		"legacy-suspended": {
			title: "Ausgesetztes Legacy-Abonnement",
			fires: "Ein ausgesetztes Abonnement des älteren Katalogs wird nach 90 Tagen gelöscht.",
			sentences: sentences{
				message: "{offer} aus dem älteren Katalog ist seit {status_since} ausgesetzt und wird nach dem {due_day} gelöscht.",
				action:  "Bis {due_day} reaktivieren oder die Daten sichern.",
				ask:     "Bis {due_day} durch {owner} reaktivieren oder die Daten sichern lassen.",
			},
		},
		"cancelled-backup": {
			title: "Im Fenster gekündigt, Sicherung möglich",
			fires: "Ein Abonnement wurde im Kündigungsfenster gekündigt; eine Woche lang kann ein Administrator die Daten noch sichern.",
			sentences: sentences{
				message: "{offer} wurde am {status_since} gekündigt und ist nicht ersetzt; ein Administrator kann die Daten bis {due_day} sichern.",
				action:  "Daten bis {due_day} durch den Administrator des Kunden sichern lassen.",
			},
		},
	}
}
