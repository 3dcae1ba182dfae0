// Package storetest is the conformance suite of the store: what it promises, as
// tests that SQLite and PostgreSQL both must pass.
package storetest
