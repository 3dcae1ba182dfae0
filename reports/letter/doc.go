// Package letter writes one letter of a run, to a customer, a current partner, or for
// ourselves, as HTML that can be mailed as it is, as Markdown, as plain text, and as a workbook. It says
// what the letter says and nothing else.
package letter
