// Package html writes a report as a page that stands on its own.
package html
