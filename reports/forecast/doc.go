// Package forecast shows what falls due when: the issues of one evaluation that looked
// far ahead, each on its due day, by week, by who acts and by seller. It is a presenter
// over the document of a run, as text and as JSON; nothing is simulated.
package forecast
