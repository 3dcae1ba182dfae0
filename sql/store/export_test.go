package store

import "testing"

// ImpatientForTest makes a store on SQLite give up at once when it is locked.
func ImpatientForTest(t *testing.T, s *Store) { pragma(t, s, "busy_timeout = 1") }

// FullForTest makes the file of a store on SQLite full.
func FullForTest(t *testing.T, s *Store) { pragma(t, s, "max_page_count = 1") }

// pragma sets something on the only writing connection.
func pragma(t *testing.T, s *Store, setting string) {
	t.Helper()
	_, err := s.write.ExecContext(t.Context(), "pragma "+setting)
	if err != nil {
		t.Fatal(err)
	}
}
