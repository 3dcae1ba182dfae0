package main

import "time"

// phase is one line of the table: our steps, what they are compared with, and what the ratio shall not exceed.
type phase struct {
	name   string
	ours   []string
	theirs []string // steps of a peer, or other steps of ours
	called string   // how theirs is called
	most   float64  // of the ratio; 0: there is no target
	memory bool     // peaks are compared and not times
}

// formatNames are the seven formats, as --output names them.
func formatNames() []string { return []string{"xlsx", "csv", "json", "ndjson", "html", "md", "ics"} }

// phases are the lines of a store at the smaller size.
func phases(store string) []phase {
	loader := phase{importFirst, []string{importFirst}, []string{peerSQLite}, peerSQLite, 2, false}
	other := phase{importFirst, []string{importFirst}, []string{peerDriver}, peerDriver, 0, false}
	if store == postgres {
		loader = phase{importFirst, []string{importFirst}, []string{peerCopyIn}, peerCopyIn, 1.3, false}
		other = phase{runNext, []string{runNext}, []string{peerCopyOut}, peerCopyOut, 0, false}
	}
	var alone []string
	for _, format := range formatNames() {
		alone = append(alone, aloneName(format))
	}
	night, peers := []string{nightImport, nightRun}, []string{peerDuckDB, peerPandas}
	return []phase{
		loader,
		other,
		{importSame, []string{importSame}, []string{importFirst}, "our first import", 0.4, false},
		{importChanged, []string{importChanged}, []string{importFirst}, "our first import", 0.4, false},
		{runFirst, []string{runFirst}, []string{peerDuckDB}, peerDuckDB, 3, false},
		{runNext, []string{runNext}, []string{runFirst}, "our first night", 0.5, false},
		{allFormats, []string{allFormats}, alone, "the sum of each alone", 0.3, false},
		{allFormats, []string{allFormats}, []string{peerPandas}, peerPandas, 1.5, false},
		{workbookAlone, []string{workbookAlone}, []string{peerExcelize}, peerExcelize, 0.25, false},
		{"the whole night", night, peers, "DuckDB and pandas", 1, false},
		{"the whole night, memory", night, peers, "DuckDB and pandas", 0.1, true},
	}
}

// grown are the steps of ours that are measured at both sizes: a tenth more than as many times the rows may be the
// time, and a fifth more the memory.
func grown() []string {
	return []string{importFirst, importSame, importChanged, runFirst, runNext, nightImport, nightRun, allFormats}
}

const (
	growthOfTime   = 1.1
	growthOfMemory = 1.2
	mostMemory     = 256 << 20
	mostWait       = 300 * time.Millisecond
)

// quick are the steps that someone waits for.
func quick() []string {
	return []string{oneTenant, openFindings, firstFindings, worstFindings, dueFindings}
}
