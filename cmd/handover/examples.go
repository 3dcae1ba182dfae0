package main

import "strings"

// exampleOf returns the examples of a command's help, as people type them.
func exampleOf(path string) string {
	lines := examples()[strings.TrimPrefix(path, "handover ")]
	if len(lines) == 0 {
		return ""
	}
	return "  " + strings.Join(lines, "\n  ")
}

// examples holds the examples of each command by its name. A test sees that each can be
// typed.
func examples() map[string][]string {
	return map[string][]string{
		"handover": {
			"handover demo                       # the whole job on invented data",
			"handover import exports/            # read files into the store",
			"handover run                        # reconcile, and write the reports",
			"handover findings --due-within 7    # what is due this week",
		},
		"demo": {
			"handover demo",
			"handover demo --tenants 2500 --out big",
		},
		"init": {
			"handover init exports/",
			"handover init --partner 11111111-1111-1111-1111-111111111111 --country DE --watch all exports/",
		},
		"import": {
			"handover import exports/",
			"handover import --complete --observed-at 2026-11-29T22:00:00Z subscriptions.csv",
			"handover import --source distributor --rejects rejects distributor.csv",
			"gzip -dc subscriptions.csv.gz | handover import --kind subscriptions -",
		},
		"import formats": {
			"handover import formats",
			"handover import --explain exports/",
		},
		"import template": {
			"handover import template moves > moves.csv",
		},
		"sync": {
			"handover sync --dry-run",
			"handover sync",
			"handover sync partner-center --tenant Contoso",
		},
		"mapping": {
			"handover mapping",
			"handover mapping show giacom",
		},
		"mapping list": {
			"handover mapping list",
		},
		"mapping show": {
			"handover mapping show giacom > distributor.toml",
		},
		"mapping try": {
			"handover mapping try export.csv > distributor.toml",
		},
		"run": {
			"handover run",
			"handover run --tenant contoso.example --dry-run",
			"handover run --import",
			"handover run auto-renew end-dates --fail-on critical",
			"handover run --output xlsx:tonight.xlsx --output md:-",
			"handover run --as-of 2026-11-20 --backfill",
		},
		"report": {
			"handover report",
			"handover report --run previous --output report.xlsx --lang de",
			"handover report --tenant \"Adventure Works\" --no-money --output html:adventure-works.html",
			"handover report --seller \"Fabrikam Licensing\" --owner source-partner --output md:-",
			"handover report --each tenant --out letters",
			"handover report --each seller --seller \"Fabrikam Licensing\" --out letters",
		},
		"deliver": {
			"handover deliver",
			"handover deliver --dry-run",
			"handover deliver --release kim@contoso.example --by \"Robin Example\"",
			"handover deliver --run 42 --to operators",
		},
		"runs": {
			"handover runs",
			"handover runs show last",
		},
		"runs list":   {"handover runs list --limit 10 --json"},
		"runs nights": {"handover runs nights --limit 3"},
		"runs show": {
			"handover runs show last",
			"handover runs show 12 --json",
		},
		"runs diff": {
			"handover runs diff previous last",
			"handover runs diff 12 19 --output changes.xlsx",
		},
		"findings": {
			"handover findings --due-within 7 --state open",
			"handover findings --severity critical,high --new",
			"handover findings --seller \"Fabrikam Licensing\" --limit 20",
		},
		"findings list": {"handover findings list --tenant contoso.example --json"},
		"findings show": {"handover findings show 1f0c9a2b77de"},
		"findings acknowledge": {
			"handover findings acknowledge 1f0c9a2b77de --by Kim --reason \"the customer renews\"",
		},
		"findings snooze": {
			"handover findings snooze 1f0c9a2b77de --until 2026-12-04 --by Kim --reason \"asked the partner\"",
		},
		"explain": {
			"handover explain 57ec3510-5c35-42db-b0cf-668abad6ac57",
			"handover explain 57ec3510 --as-of 2026-12-24",
			"handover explain --counter unwatched --tenant contoso.example",
		},
		"plan": {
			"handover plan",
			"handover plan --tenant \"Adventure Works\" --as-of 2026-12-01",
			"handover plan --run last --json",
		},
		"forecast": {
			"handover forecast",
			"handover forecast --days 365 --json",
		},
		"moves": {
			"handover moves",
			"handover moves --tenant contoso.example --status all",
		},
		"moves list": {"handover moves list --json"},
		"moves add": {
			"handover moves add --subscription 57ec3510 --by Kim --reason \"the customer has signed\"",
			"handover moves add --tenant contoso.example --all --by Kim --reason \"everything comes over\"",
			"handover moves add --tenant contoso.example --seller \"Fabrikam Licensing\" --route partner-transfer --by Kim --reason \"agreed with Fabrikam\"",
		},
		"moves set": {
			"handover moves set 57ec3510 --route rebuy --by Kim --reason \"no transfer in time\"",
			"handover moves set 57ec3510 --point-to 9b1c04d2 --by Kim --reason \"replaced at the old seller\"",
		},
		"moves done": {
			"handover moves done 57ec3510 --target 0a7dd4c1-98b3-4e0b-9a55-6bd5ad1ce4d1 --by Kim --reason \"ordered and assigned\"",
		},
		"moves drop": {
			"handover moves drop 57ec3510 --by Kim --reason \"the customer keeps it\"",
			"handover moves drop --tenant contoso.example --all --by Kim --reason \"the move is off\"",
		},
		"sources":      {"handover sources"},
		"sources list": {"handover sources list --json"},
		"sources forget": {
			"handover sources forget distributor          # tells what that would take away",
			"handover sources forget distributor --yes",
		},
		"rules":          {"handover rules show auto-renew-on"},
		"rules list":     {"handover rules list --json"},
		"rules show":     {"handover rules show auto-renew-on"},
		"serve":          {"handover serve --config /etc/handover/handover.toml --log-format json"},
		"check":          {"handover check", "handover --config /etc/handover/handover.toml check --systemd"},
		"migrate":        {"handover migrate"},
		"migrate status": {"handover migrate status --db postgres://handover@db.example/handover"},
		"migrate up":     {"handover migrate up"},
		"prune": {
			"handover prune --dry-run",
			"handover prune",
		},
		"backup":  {"handover backup /var/backups/handover.db --yes"},
		"version": {"handover version --licenses"},
		"help":    {"handover help findings"},
	}
}
