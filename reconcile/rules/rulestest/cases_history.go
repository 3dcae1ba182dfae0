package rulestest

import "slices"

// historyCases are about what was seen before, and what several sources say.
func historyCases() []Case {
	return slices.Concat(earlyCases(), replacedChoiceCases(), onwardCases(), changedRenewalCases(), windowNightCases(), choiceCases(), factConflictCases(), sourcedCases())
}
