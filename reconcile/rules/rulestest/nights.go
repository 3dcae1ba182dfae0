package rulestest

// Night is what one source delivered at one time.
type Night struct {
	Seen     string // the day or instant at which the source saw the facts
	Source   string // empty: csv
	Complete bool   // its files hold everything the source knows of their tenants

	Tenants       []string
	Sellers       []string
	Subscriptions []string
	Moves         []string
	Transfers     []string
	Catalog       []string
}

// Deliveries returns what a case is made of in the order in which it came: its
// nights, then its own rows, seen at its as-of.
func (c *Case) Deliveries() []Night {
	last := Night{
		Seen: c.AsOf, Source: c.Source, Complete: c.Complete,
		Tenants: c.Tenants, Subscriptions: c.Subscriptions, Moves: c.Moves, Transfers: c.Transfers, Catalog: c.Catalog, Sellers: c.Sellers,
	}
	list := make([]Night, 0, len(c.Nights)+1)
	for _, n := range append(append(list, c.Nights...), last) {
		if n.Source == "" {
			n.Source = "csv"
		}
		list = append(list, n)
	}
	return list
}

// Files returns the canonical files of a delivery by their names.
func (n *Night) Files() map[string]string {
	files := map[string]string{}
	for name, rows := range map[string][]string{
		"tenants.csv": n.Tenants, "subscriptions.csv": n.Subscriptions, "moves.csv": n.Moves,
		"transfers.csv": n.Transfers, "catalog.csv": n.Catalog, "sellers.csv": n.Sellers,
	} {
		if len(rows) > 0 {
			files[name] = table(rows)
		}
	}
	return files
}

// after puts deliveries before that of the case.
func (c Case) after(nights ...Night) Case {
	c.Nights = append(c.Nights, nights...)
	return c
}

// from names the source of the case's own delivery.
func (c Case) from(source string) Case {
	c.Source = source
	return c
}

// whole makes the case's own delivery a complete one.
func (c Case) whole() Case {
	c.Complete = true
	return c
}

// night is a delivery of the usual tenant with a move of its source.
func night(seen string, subscriptions ...string) Night {
	return Night{Seen: seen, Tenants: rows(tenant), Moves: rows(move), Subscriptions: subscriptions}
}

// quiet is one without a move.
func quiet(seen string, subscriptions ...string) Night {
	return Night{Seen: seen, Tenants: rows(tenant), Subscriptions: subscriptions}
}

// nightly is a complete one.
func nightly(seen string, subscriptions ...string) Night {
	n := night(seen, subscriptions...)
	n.Complete = true
	return n
}

// by names the source of a delivery.
func (n Night) by(source string) Night {
	n.Source = source
	return n
}
