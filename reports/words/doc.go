// Package words holds every sentence a person reads: one literal table per
// language, all with the same keys. The domain speaks in codes and typed
// evidence; a Table turns them into words.
//
// A sentence is a template with {key} placeholders, which stand for a standard
// field of a finding (see Fields) or for one of its evidence keys. What a
// finding does not say shows as a dash. Values come from customers' data: line
// breaks and control characters in them become blanks, so that a sentence stays
// one line. They are not escaped for any format; that is the writer's part.
package words
