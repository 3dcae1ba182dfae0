// Package words holds every sentence a person reads: one file per language, all
// with the same keys. The domain speaks in codes and typed evidence; a Table turns
// them into words.
//
// A sentence is a template with {key} placeholders, which stand for a standard
// field of a finding or for one of its evidence keys. What a
// finding does not say shows as a dash. Values come from customers' data: line
// breaks and control characters in them become blanks, so that a sentence stays
// one line. They are not escaped for any format; that is the writer's part.
//
// To add a language, copy en.toml to a file with its tag, such as fr.toml, and
// translate it: every file here is a language. To add the words of a rule, add a
// table findings.<code> to each file, and its variants to conditions. To add a
// text or a section of texts, add a field to Labels or file, and its key to each
// file. The tests name every key that a language lacks, has left over or has not
// translated; what a language writes as English does stands in sameAsEnglish.
package words
