package store

import (
	"context"
	"reflect"

	sqlfiles "handover/sql"
)

// A row is a struct whose fields carry the names of their columns as tags.

// columnsOf lists the columns of a row behind an alias.
func columnsOf(alias string, row any) string {
	var names []string
	for _, field := range reflect.VisibleFields(reflect.TypeOf(row)) {
		names = append(names, alias+field.Tag.Get("db"))
	}
	return joined(names)
}

// places returns where to scan the columns of a row, given by a pointer, in the order
// of columnsOf.
func places(row any) []any {
	fields := reflect.ValueOf(row).Elem()
	into := make([]any, fields.NumField())
	for i := range into {
		into[i] = fields.Field(i).Addr().Interface()
	}
	return into
}

// readAll reads all rows of a query, or the values of its only column.
func readAll[T any](ctx context.Context, t *tx, q sqlfiles.Query, args ...any) ([]T, error) {
	var rows []T
	err := t.SelectContext(ctx, &rows, q.Text, args...)
	return rows, opError(ctx, t.op, q.Name, err)
}
