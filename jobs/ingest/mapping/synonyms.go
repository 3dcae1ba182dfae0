package mapping

import "handover/jobs/ingest/formats"

// synonym is a column of subscriptions.csv and what exports call it, the surest name first.
type synonym struct {
	column string
	names  []string
}

// synonyms are the names of columns in English and in German, as distributors and people
// write them.
func synonyms() []synonym {
	return []synonym{
		{"subscription_id", []string{
			"Subscription ID", "Microsoft Subscription ID", "Vendor Subscription ID", "Publisher Subscription ID", "Commerce Subscription ID",
			"Subscription GUID", "Abonnement-ID", "Abo-ID", "Abonnementkennung", "Abonnementnummer",
		}},
		{"tenant_id", []string{
			"Tenant ID", "Customer Tenant ID", "Microsoft Tenant ID", "Microsoft ID", "Tenant GUID", "Azure AD Tenant ID", "Entra Tenant ID", "Tenant",
			"Mandanten-ID", "Mandant-ID", "Kunden-Tenant-ID", "Mandantenkennung",
		}},
		{"offer_id", []string{"Offer ID", "Product SKU", "SKU ID", "SKU", "Part Number", "Product ID", "Angebots-ID", "Artikelnummer", "Produkt-ID", "Artikelnr"}},
		{"offer_name", []string{
			"Offer Name", "Product Name", "Product", "Offer", "Subscription Name", "Subscription", "Description", "Item", "Produktname", "Produkt",
			"Artikel", "Angebot", "Abonnement", "Bezeichnung", "Artikelbezeichnung",
		}},
		{"friendly_name", []string{"Friendly Name", "Nickname", "Anzeigename", "Spitzname"}},
		{"quantity", []string{
			"Quantity", "Qty", "Licences", "Licenses", "Seats", "Seat", "Total Licenses", "Total Licences", "License Count", "Licence Count", "Seat Count", "Units",
			"Menge", "Anzahl", "Lizenzen", "Anzahl Lizenzen", "Lizenzanzahl", "Stückzahl",
		}},
		{"assigned", []string{"Assigned", "Assigned Licences", "Assigned Licenses", "Active Seats", "Used", "Zugewiesen", "Zugewiesene Lizenzen"}},
		{"status", []string{"Status", "Subscription Status", "State", "Abonnementstatus", "Zustand"}},
		{"auto_renew", []string{
			"Auto Renew", "Auto Renewal", "Autorenew", "Auto Renew Enabled", "Automatic Renewal", "Renew Automatically", "Automatische Verlängerung",
			"Auto-Verlängerung", "Autoverlängerung", "Verlängerung",
		}},
		{"end_of_term", []string{
			"End of Term Action", "End of Term", "Renewal Policy", "Scheduled Action", "Scheduled Action Type", "Renewal Action", "Aktion zum Laufzeitende",
			"Laufzeitende-Aktion", "Geplante Aktion",
		}},
		{"term", []string{"Term", "Term Duration", "Commitment Term", "Commitment", "Contract Term", "Laufzeit", "Vertragslaufzeit", "Bindung"}},
		{"billing_cycle", []string{
			"Billing Cycle", "Billing Frequency", "Billing Term", "Billing Plan", "Billing Period", "Abrechnungszyklus", "Abrechnung",
			"Abrechnungszeitraum", "Abrechnungsintervall", "Zahlweise",
		}},
		{"term_start", []string{"Term Start", "Term Start Date", "Commitment Start Date", "Laufzeitbeginn", "Vertragsbeginn"}},
		{"created", []string{"Created", "Creation Date", "Purchase Date", "Order Date", "Start Date", "Erstellt", "Erstellt am", "Bestelldatum", "Kaufdatum", "Startdatum"}},
		{"commitment_end", []string{
			"Commitment End Date", "Commitment End", "Term End Date", "Term End", "Renewal Date", "Next Renewal Date", "Renewal", "Renews On",
			"Expiry Date", "Expiration Date", "Expires", "End Date", "Contract End", "Laufzeitende", "Verlängerungsdatum", "Verlängert am",
			"Nächste Verlängerung", "Ablaufdatum", "Enddatum", "Vertragsende", "Ende",
		}},
		{"cancellable_until", []string{"Cancellable Until", "Cancelable Until", "Cancellation Deadline", "Cancellation Allowed Until", "Kündbar bis", "Stornierbar bis"}},
		{"trial", []string{"Trial", "Is Trial", "Testversion", "Test"}},
		{"unit_price", []string{"Unit Price", "Price", "Unit Cost", "Cost", "Partner Cost", "Einzelpreis", "Stückpreis", "Preis", "Einkaufspreis", "EK"}},
		{"currency", []string{"Currency", "Currency Code", "Währung"}},
	}
}

// customers are the names of columns by which people know a customer, or a distributor
// does, and which a file of tenants can turn into tenants.
func customers() []string {
	return []string{
		"Customer ID", "Customer Number", "Customer No", "Company ID", "Account ID", "Account Number", "Mex ID", "Kundennummer", "Kunden-ID", "Kundennr",
		"Customer Name", "Customer", "Company Name", "Company", "Account Name", "Account", "End Customer", "Kundenname", "Kunde", "Endkunde", "Firma", "Firmenname",
	}
}

// known tells what words mean that have one meaning only, of a column.
func known(column string) map[string]string {
	switch column {
	case "auto_renew", "trial":
		return map[string]string{
			"true": "true", "yes": "true", "y": "true", "1": "true", "on": "true", "enabled": "true", "ja": "true", "wahr": "true", "an": "true", "ein": "true", "aktiviert": "true",
			"false": "false", "no": "false", "n": "false", "0": "false", "off": "false", "disabled": "false", "nein": "false", "falsch": "false", "aus": "false", "deaktiviert": "false",
		}
	case "status":
		return map[string]string{
			"active": "active", "aktiv": "active", "pending": "pending", "ausstehend": "pending", "suspended": "suspended", "ausgesetzt": "suspended",
			"expired": "expired", "abgelaufen": "expired", "disabled": "disabled", "deaktiviert": "disabled", "deleted": "deleted", "gelöscht": "deleted",
		}
	case "end_of_term":
		return map[string]string{
			"renew": "renew", "auto-renew": "renew", "auto_renew": "renew", "verlängern": "renew", "est": "est", "auto_renew_to_est": "est",
			"cancel": "cancel", "kündigen": "cancel",
		}
	case "term":
		return map[string]string{
			"p1m": "P1M", "monthly": "P1M", "1 month": "P1M", "monatlich": "P1M", "1 monat": "P1M", "p1y": "P1Y", "annual": "P1Y", "yearly": "P1Y", "1 year": "P1Y",
			"jährlich": "P1Y", "1 jahr": "P1Y", "p3y": "P3Y", "triennial": "P3Y", "3 years": "P3Y", "3 jahre": "P3Y", "dreijährlich": "P3Y",
		}
	case "billing_cycle":
		return map[string]string{
			"monthly": "monthly", "monatlich": "monthly", "annual": "annual", "annually": "annual", "yearly": "annual", "jährlich": "annual",
			"triennial": "triennial", "dreijährlich": "triennial",
		}
	default:
		return nil
	}
}

// columnFor returns the place of a column that is known by one of some names; -1 where
// there is none.
func columnFor(header, names []string) int {
	for _, name := range names {
		for at, written := range header {
			if formats.Key(written) == formats.Key(name) {
				return at
			}
		}
	}
	return -1
}
