package words

import "handover/reconcile"

func germanSteps() map[reconcile.StepKind]stepPhrases {
	return map[reconcile.StepKind]stepPhrases{
		reconcile.StepCreateRequest: {
			label: "Übertragungsanforderung erstellen",
			line:  "Übertragungsanforderung {request} erstellen, die {offer} ({subscription}) übernimmt.",
			ask:   "Übertragungsanforderung {request}, die {offer} ({subscription}) übernimmt, durch {owner} erstellen lassen.",
		},
		reconcile.StepAcceptRequest: {
			label: "Übertragungsanforderung übermitteln",
			line:  "{offer} ({subscription}) zur Übertragungsanforderung {request} hinzufügen und diese übermitteln.",
			ask:   "{offer} ({subscription}) durch {owner} zur Übertragungsanforderung {request} hinzufügen und diese übermitteln lassen.",
		},
		reconcile.StepOrder: {
			label: "Ersatz kaufen",
			line:  "{offer} (Lizenzen: {seats}) als Ersatz der Quelle ({subscription}) kaufen.",
			ask:   "{offer} (Lizenzen: {seats}) als Ersatz der Quelle ({subscription}) durch {owner} kaufen lassen.",
		},
		reconcile.StepChannelTransfer: {
			label: "Per Kanalübertragung verlängern",
			line:  "{offer} ({subscription}) per Kanalübertragung aus dem Enterprise Agreement nach CSP verlängern.",
			ask:   "{offer} ({subscription}) durch {owner} per Kanalübertragung aus dem Enterprise Agreement nach CSP verlängern lassen.",
		},
		reconcile.StepAzureSwitch: {
			label: "Azure-Partner wechseln",
			line:  "Wechsel von {offer} ({subscription}) zu uns bei dem Partner anfordern, der es abrechnet.",
			ask:   "Wechsel von {offer} ({subscription}) durch {owner} bei dem Partner anfordern lassen, der es abrechnet.",
		},
		reconcile.StepAzureRecreate: {
			label: "Azure neu anlegen",
			line:  "Neues Azure-Abonnement für {offer} ({subscription}) erstellen und die Ressourcen verschieben.",
			ask:   "Neues Azure-Abonnement für {offer} ({subscription}) durch {owner} erstellen lassen und die Ressourcen verschieben.",
		},
		reconcile.StepVerify: {
			label: "Ersatz überprüfen",
			line:  "Überprüfen, ob der Ersatz für {offer} ({subscription}) aktiv ist und seine Lizenzen hat: {seats}.",
		},
		reconcile.StepSetCancel: {
			label: "Quelle zum Laufzeitende kündigen",
			line:  "Für {offer} ({subscription}) die Kündigung zum Laufzeitende planen.",
			ask:   "Für {offer} ({subscription}) durch {owner} die Kündigung zum Laufzeitende planen lassen.",
		},
		reconcile.StepAutoRenewOff: {
			label: "Automatische Verlängerung ausschalten",
			line:  "Die automatische Verlängerung von {offer} ({subscription}) ausschalten, damit es zum Laufzeitende abläuft.",
			ask:   "Die automatische Verlängerung von {offer} ({subscription}) durch {owner} ausschalten lassen, damit es zum Laufzeitende abläuft.",
		},
		reconcile.StepCancelEST: {
			label: "EST-Zeitraum kündigen",
			line:  "Den verlängerten Servicezeitraum (EST) von {offer} ({subscription}) kündigen.",
			ask:   "Den verlängerten Servicezeitraum (EST) von {offer} ({subscription}) durch {owner} kündigen lassen.",
		},
		reconcile.StepCancelNow: {
			label: "Quelle sofort kündigen",
			line:  "{offer} ({subscription}) kündigen, solange das noch möglich ist.",
			ask:   "{offer} ({subscription}) durch {owner} kündigen lassen, solange das noch möglich ist.",
		},
		reconcile.StepCancelAzure: {
			label: "Alte Dienste kündigen",
			line:  "Die alten Dienste von {offer} ({subscription}) kündigen.",
			ask:   "Die alten Dienste von {offer} ({subscription}) durch {owner} kündigen lassen.",
		},
	}
}

func germanRoutes() map[reconcile.Route]string {
	return map[reconcile.Route]string{
		reconcile.RouteAuto: "automatisch", reconcile.RouteRebuy: "Neukauf", reconcile.RouteCancelNow: "Sofortkündigung",
		reconcile.RoutePartnerTransfer: "Partnerübertragung", reconcile.RouteChannelTransfer: "Kanalübertragung",
		reconcile.RouteAzureSwitch: "Azure-Wechsel", reconcile.RouteAzureRecreate: "Azure-Neuanlage",
	}
}

func germanObstacles() map[reconcile.ObstacleCode]alternatives {
	return map[reconcile.ObstacleCode]alternatives{
		reconcile.ObstacleTenantLimit: {
			usual:   "Ab {day} hätte der Mandant {count} lizenzbasierte Abonnements, zulässig sind {limit}; am schlimmsten Tag sind es {excess} zu viel.",
			special: "Mit den Käufen ohne Datum hätte der Mandant {count} lizenzbasierte Abonnements, zulässig sind {limit}: {excess} zu viel.",
		},
		reconcile.ObstacleSeatPool: {
			usual:   "Ab {day} hätte der Mandant {count} Lizenzen für {subject}, zulässig sind {limit}; am schlimmsten Tag sind es {excess} zu viel.",
			special: "Mit den Käufen ohne Datum hätte der Mandant {count} Lizenzen für {subject}, zulässig sind {limit}: {excess} zu viel.",
		},
		reconcile.ObstacleRoute: {
			usual: "Der Umzug von {subscription} kann seine Route ({route}) nicht nehmen: {obstacle}.",
		},
		reconcile.ObstacleSourceUnknown: {
			usual: "Der Umzug ist nicht planbar: Seine Quelle {subscription} ist nicht oder nicht mehr in den Daten. Quelle importieren oder den Umzug schließen (Status done oder dropped).",
		},
		reconcile.ObstacleSourceTwice: {
			usual: "Der Umzug ist nicht geplant: Ein anderer offener Umzug hat dieselbe Quelle {subscription}.",
		},
	}
}

func germanAgainst() map[reconcile.Against]string {
	return map[reconcile.Against]string{
		reconcile.AgainstChannel:               "Wo das Abonnement gekauft wurde, gibt es diese Route nicht",
		reconcile.AgainstOtherTenant:           "Das Abonnement zieht in einen anderen Mandanten",
		reconcile.AgainstOurs:                  "Das Abonnement ist bereits von uns verkauft",
		reconcile.AgainstOtherRequest:          "Das Abonnement steht in der Anforderung eines anderen Partners",
		reconcile.AgainstKind:                  "Das Abonnement ist eine andere Art von Produkt",
		reconcile.AgainstWindow:                "Das Kündigungsfenster des Abonnements ist vorbei",
		reconcile.AgainstUnknownRoute:          "Eine solche Route gibt es nicht",
		reconcile.Against(reconcile.Usage):     "Das Abonnement ist nutzungsbasiert",
		reconcile.Against(reconcile.Legacy):    "Das Abonnement stammt aus dem älteren Katalog",
		reconcile.Against(reconcile.Software):  "Das Abonnement ist Software",
		reconcile.Against(reconcile.Expired):   "Das Abonnement ist abgelaufen",
		reconcile.Against(reconcile.Suspended): "Das Abonnement ist ausgesetzt",
		reconcile.Against(reconcile.Disabled):  "Das Abonnement ist deaktiviert",
		reconcile.Against(reconcile.Deleted):   "Das Abonnement ist gelöscht",
	}
}

func germanRemedies() map[reconcile.RemedyCode]remedyPhrases {
	return map[reconcile.RemedyCode]remedyPhrases{
		reconcile.RemedyRoute: {usual: "Eine andere Route verlangen ({route}) oder die Route offenlassen."},
		reconcile.RemedyTransfer: {
			usual: "Wo es möglich ist, die Partner- oder Kanalübertragung nehmen ({n} Umzüge).",
			one:   "Wo es möglich ist, die Partner- oder Kanalübertragung nehmen ({n} Umzug).",
		},
		reconcile.RemedySeats: {
			usual: "Nicht mehr Lizenzen kaufen, als zugewiesen sind ({n} Umzüge).",
			one:   "Nicht mehr Lizenzen kaufen, als zugewiesen sind ({n} Umzug).",
		},
		reconcile.RemedyLapse: {
			usual: "Automatische Verlängerung ohne Kündigung ausschalten und im kostenlosen Kulanzzeitraum kaufen ({n} Umzüge).",
			one:   "Automatische Verlängerung ohne Kündigung ausschalten und im kostenlosen Kulanzzeitraum kaufen ({n} Umzug).",
		},
		reconcile.RemedyFree: {
			usual: "Vorher {n} andere Abonnements beenden.", one: "Vorher {n} anderes Abonnement beenden.",
			seats: "Vorher {n} Lizenzen zurückgeben.", oneSeat: "Vorher {n} Lizenz zurückgeben.",
		},
	}
}

// germanFacts names what can differ about a finding.
func germanFacts() map[string]string {
	return map[string]string{
		"severity": "Schweregrad", "owner": "Wer handelt", "due": "Fällig", "outcome": "Am Laufzeitende", "assumptions": "Annahmen",
		"auto_renew": "Automatische Verlängerung", "blocked": "Gesperrt", "cancellable_until": "Kündbar bis", "channel": "Kanal",
		"commitment_end": "Laufzeitende", "commitment_end_at": "Laufzeitende (zweites Feld)", "country": "Land",
		"delegated_admin": "Delegierte Verwaltung", "difference": "Unterschied der Lizenzen", "end_of_term": "Geplante Aktion",
		"expected_end": "Vom Umzug erwartetes Ende", "gap_days": "Tage der Lücke", "gap_from": "Beginn der Lücke", "gap_to": "Ende der Lücke",
		"items": "Positionen", "needed": "Nötige Lizenzen", "obstacle": "Hindernis", "on_sale_until": "Verkauf bis",
		"partner_country": "Unser Markt", "planned": "Geplante Abonnements", "planned_seats": "Geplante Lizenzen", "quantity": "Lizenzen",
		"reason": "Grund", "relationship": "Beziehung", "renewable_until": "Verlängerbar bis", "requests": "Übertragungsanforderungen",
		"route": "Route", "running": "EST-Zeitraum läuft", "seats": "Lizenzen", "status_since": "Status seit", "target": "Ersatz",
		"target_offer": "Angebot des Ersatzes", "target_seats": "Lizenzen des Ersatzes", "target_start": "Ersatz beginnt",
		"target_tenant": "Mandant des Ersatzes", "term_start": "Beginn der Laufzeit", "transfer_status": "Übertragungsanforderung",
		"unassigned": "Nicht zugewiesene Lizenzen",
	}
}
