package csv

// EvidenceText and ListText are how a row holds what has no plain form.
var (
	EvidenceText = evidenceText
	ListText     = listText
)
