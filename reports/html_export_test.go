package reports

// Grouped writes a number as a page shows it.
var Grouped = grouped
