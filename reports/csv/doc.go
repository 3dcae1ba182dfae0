// Package csv writes a report as CSV: one finding a row, CRLF line ends, RFC 4180
// quoting, always these columns in this order:
//
//	id, code, job, severity, urgency, delta, tenant_id, tenant_name,
//	subscription_id, subject, offer_id, offer_name, quantity, owner, due,
//	due_day, days_left, message, action, exposure_amount, exposure_currency,
//	exposure_basis, E, outcome, cover_by, evidence, assumptions, sources, state,
//	previous_due, first_seen, last_seen, exposure_kind, exposure_period,
//	seller_id, seller_name, route, step_kind, step_owner, step_planned,
//	step_last_safe, missed_in
//
// Days are YYYY-MM-DD, instants RFC 3339 in UTC, amounts decimals with a point; with a
// decimal comma instants are YYYY-MM-DD hh:mm:ss in UTC, which spreadsheets read.
// evidence is a JSON object, assumptions and sources are JSON lists. What is not
// known is empty. A text that begins with = + - @, a tab or a carriage return
// gets a leading apostrophe, so that no spreadsheet runs it as a formula; a
// number does not.
package csv
