// Package ics writes a report as an iCalendar file: what is due on which day.
package ics
