package ingest

import (
	"slices"
	"strings"

	"handover/reconcile"
	"handover/reports/formula"
)

type row = *reconcile.FactRow

// column is one column of a canonical file: how its cell gets into a row and
// how it is written. The cell comes without surrounding blanks, unless the column is
// verbatim; an empty one leaves the row's default and is not read, unless it says
// something.
type column struct {
	name      string
	required  bool
	verbatim  bool
	readEmpty bool
	isTime    bool // a day or an instant
	read      func(r row, cell string) error
	write     func(r row) string
}

// must makes a value required in every row.
func (c column) must() column {
	c.required = true
	return c
}

// text is free text, kept with its blanks.
func text(name string, field func(row) *string) column {
	return column{
		name:     name,
		verbatim: true,
		read: func(r row, cell string) error {
			*field(r) = formula.Unescape(cell)
			return nil
		},
		write: func(r row) string { return formula.Escape(*field(r)) },
	}
}

// upper is a code that is written in capitals.
func upper(name string, field func(row) *string) column {
	return column{
		name: name,
		read: func(r row, cell string) error {
			*field(r) = strings.ToUpper(formula.Unescape(cell))
			return nil
		},
		write: func(r row) string { return formula.Escape(*field(r)) },
	}
}

// country is a code in capitals; what is none is kept as it was written.
func country(name string, field func(row) *string) column {
	return column{
		name: name,
		read: func(r row, cell string) error {
			text := formula.Unescape(cell)
			if code := strings.ToUpper(text); reconcile.IsCountry(code) {
				text = code
			}
			*field(r) = text
			return nil
		},
		write: func(r row) string { return formula.Escape(*field(r)) },
	}
}

func id(name string, field func(row) *string) column {
	return column{
		name: name,
		read: func(r row, cell string) error {
			id, err := parseID(formula.Unescape(cell))
			*field(r) = id
			return err
		},
		write: func(r row) string { return formula.Escape(*field(r)) },
	}
}

func ids(name string, field func(row) *[]string) column {
	return column{
		name: name,
		read: func(r row, cell string) error {
			list, err := parseIDs(formula.Unescape(cell))
			*field(r) = list
			return err
		},
		write: func(r row) string { return formula.Escape(strings.Join(*field(r), listSeparator)) },
	}
}

// listed is a value of a list. It is compared without case; one that is not in
// the list is kept as it was written.
func listed[T ~string](name string, field func(row) *T, values ...T) column {
	return column{
		name: name,
		read: func(r row, cell string) error {
			*field(r) = valueOf(formula.Unescape(cell), values)
			return nil
		},
		write: func(r row) string { return formula.Escape(string(*field(r))) },
	}
}

func valueOf[T ~string](cell string, values []T) T {
	if slices.Contains(values, T(cell)) {
		return T(cell)
	}
	for _, v := range values {
		if strings.EqualFold(cell, string(v)) {
			return v
		}
	}
	return T(strings.TrimSpace(cell))
}

// endOfTerm is a listed value whose empty cell says that no action is scheduled;
// only a file without the column leaves it open.
func endOfTerm(name string, field func(row) *reconcile.EndOfTerm) column {
	values := []reconcile.EndOfTerm{reconcile.ActionRenew, reconcile.ActionEST, reconcile.ActionCancel}
	return column{
		name:      name,
		readEmpty: true,
		read: func(r row, cell string) error {
			*field(r) = reconcile.NoAction
			if cell != "" {
				*field(r) = valueOf(formula.Unescape(cell), values)
			}
			return nil
		},
		write: func(r row) string {
			if *field(r) == reconcile.NoAction {
				return ""
			}
			return formula.Escape(string(*field(r)))
		},
	}
}

func tri(name string, field func(row) *reconcile.Tri) column {
	return column{
		name: name,
		read: func(r row, cell string) error {
			answer, err := parseTri(cell)
			*field(r) = answer
			return err
		},
		write: func(r row) string { return writeTri(*field(r)) },
	}
}

// agreement is true, false, or the day of the acceptance.
func agreement(name string, field func(row) *reconcile.Tri) column {
	return column{
		name:   name,
		isTime: true,
		read: func(r row, cell string) error {
			answer, err := parseTri(cell)
			if m, wrong := parseMoment(cell); err != nil && wrong == nil {
				answer, err = reconcile.AgreementOn(reconcile.DayOf(m.at)), nil
			}
			*field(r) = answer
			if err != nil {
				return errAgreement
			}
			return nil
		},
		write: func(r row) string { return writeTri(*field(r)) },
	}
}

func count(name string, field func(row) *reconcile.Count) column {
	return column{
		name: name,
		read: func(r row, cell string) error {
			n, err := parseCount(cell)
			*field(r) = n
			return err
		},
		write: func(r row) string { return writeCount(*field(r)) },
	}
}

func price(name string, field func(row) *reconcile.Price) column {
	return column{
		name: name,
		read: func(r row, cell string) error {
			p, err := parsePrice(cell)
			*field(r) = p
			return err
		},
		write: func(r row) string { return field(r).String() },
	}
}
