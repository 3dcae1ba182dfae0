// Package json writes a report for machines: as one JSON document, which follows
// docs/report.schema.json, and as NDJSON, the same objects a line each. Its shapes
// are also those of what commands print as JSON.
package json
