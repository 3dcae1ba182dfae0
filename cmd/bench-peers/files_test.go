package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestChangeGivesEveryHundredthRowOtherSeats(t *testing.T) {
	var in, out strings.Builder
	in.WriteString("subscription_id,tenant_id,quantity\n")
	for i := range 250 {
		fmt.Fprintf(&in, "s%d,t%d,5\n", i, i/10)
	}
	w := csv.NewWriter(&out)
	rows, tenant, err := change(csv.NewReader(strings.NewReader(in.String())), w, 2)
	if err != nil || rows != 250 || tenant != "t0" {
		t.Fatalf("change = %d, %s, %v", rows, tenant, err)
	}
	before, after := strings.Split(in.String(), "\n"), strings.Split(out.String(), "\n")
	var changed []string
	for i := range before {
		if before[i] != after[i] {
			changed = append(changed, after[i])
		}
	}
	if want := []string{"s0,t0,7", "s100,t10,7", "s200,t20,7"}; len(before) != len(after) || !slices.Equal(changed, want) {
		t.Errorf("changed are %v of %d lines, want %v of %d", changed, len(after), want, len(before))
	}
}

func TestChangeNamesAHeaderThatLacksColumns(t *testing.T) {
	_, _, err := change(csv.NewReader(strings.NewReader("a,b\n1,2\n")), csv.NewWriter(io.Discard), 1)
	if err == nil || !strings.Contains(err.Error(), "quantity") {
		t.Errorf("change = %v, want that there is no quantity", err)
	}
}

// The plain writer is given the cells of our workbook: texts, numbers, rows and sheets come through.
func TestCellsAreTheSameOnTheOtherSide(t *testing.T) {
	folder := t.TempDir()
	sheet := `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a &amp; b</t></is></c><c r="B1" s="3"><v>46352.5</v></c></row>` +
		`<row r="2"><c r="A2" s="1"></c><c r="B2" t="inlineStr"><is><t>12</t></is></c></row></sheetData></worksheet>`
	workbook, cells, target := filepath.Join(folder, "ours.xlsx"), filepath.Join(folder, "cells"), filepath.Join(folder, "theirs.xlsx")
	archive(t, workbook, map[string]string{"xl/worksheets/sheet1.xml": sheet, "xl/workbook.xml": "<workbook/>"})
	if err := takeCells(workbook, cells); err != nil {
		t.Fatal(err)
	}
	if err := streamPlainly(cells, target); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenFile(target)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := book.GetRows("Sheet1")
	if err := errors.Join(err, book.Close()); err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(rows), "[[a & b 46352.5] [12]]"; got != want {
		t.Errorf("rows = %s, want %s", got, want)
	}
}

func TestTheBarestProgramLoadsEveryRow(t *testing.T) {
	folder := t.TempDir()
	var text strings.Builder
	text.WriteString("subscription_id,tenant_id,quantity\n")
	for i := range rowsAStatement + 1 {
		fmt.Fprintf(&text, "s%d,t,5\n", i)
	}
	file, database := filepath.Join(folder, subscriptionsFile), filepath.Join(folder, "x.db")
	if err := os.WriteFile(file, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := loadBarely(database, file); err != nil {
		t.Fatal(err)
	}
	if got := count(t, database); got != rowsAStatement+1 {
		t.Errorf("%d rows are in the table, want %d", got, rowsAStatement+1)
	}
}

func TestAPeerThatIsMissingSaysHowToInstallIt(t *testing.T) {
	p := find(t.Context(), "sqlite3", "install sqlite3", filepath.Join(t.TempDir(), "none"), "--version")
	if p.missing != "install sqlite3" || p.version != "" {
		t.Errorf("find = %+v", p)
	}
	if p := findDuckDB(t.Context(), t.TempDir()); !strings.Contains(p.missing, "npm install") {
		t.Errorf("findDuckDB = %+v", p)
	}
}
