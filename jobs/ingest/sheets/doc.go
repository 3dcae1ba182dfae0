// Package sheets reads the sheets of a workbook of Excel as rows of text, one after the
// other, so that memory does not grow with them.
//
// A workbook that is broken anywhere is told to be, since nobody can say which rows it
// lacks. A cell that a formula is to fill, and that no program has filled, is the formula:
// it is not empty, and no reader of numbers or days takes it.
// Source: ECMA-376, part 1, SpreadsheetML.
package sheets
