// Package ics writes a report as an iCalendar file to subscribe to: what is due on which day.
package ics
