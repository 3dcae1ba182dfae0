// Package mapping makes a reader of a file that somebody else writes out of a few lines of
// TOML: which of its fields gives which column of a canonical file, how its dates and
// numbers are written, and what its words mean.
//
// Mappings come with the program, stand in the configuration as [mapping.NAME], or in a
// TOML file of their own. One of the configuration that is named like one of the
// program's says only what differs. Whatever its place, a mapping becomes a
// formats.Format, and its rows go the way of all others: what a value of the canonical
// file may be is no concern of this package.
//
// A field that is not there, or null in JSON, leaves its column unknown; one that is there
// and empty says that there is nothing, as an empty cell of a canonical file does.
//
// Nothing is guessed. A day is read by the layouts that the mapping names; whether the
// date of a renewal is the last day of the old term or the first one of the new is said by
// the mapping or the mapping is refused; a word that it does not know is kept, to be
// reported, or unknown where the mapping says so. Propose, which writes a mapping for an
// unknown file, leaves open what the file alone does not tell.
package mapping
