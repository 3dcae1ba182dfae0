package storetest

func subscriptionCases() map[string]importCase {
	return map[string]importCase{
		"the same content again changes no fact and moves the observation": {
			deliveries: []delivery{
				{at: 1, rows: rows{sub("t1", "s1", 5), sub("t2", "s2", 6)}, want: &counts{Rows: 2, Changed: 2}},
				{at: 2, rows: rows{sub("t1", "s1", 5), sub("t2", "s2", 6)}, want: &counts{Rows: 2}},
			},
			facts: []string{"t1 s1 csv 5", "t2 s2 csv 6"},
			t1:    []string{"csv subscriptions at 2, 0 rejected"},
		},
		"only what differs counts as changed": {
			deliveries: []delivery{
				{at: 1, rows: rows{sub("t1", "s1", 5), sub("t1", "s2", 6)}},
				{at: 2, rows: rows{sub("t1", "s1", 5), sub("t1", "s2", 7), sub("t1", "s3", 8)}, want: &counts{Rows: 3, Changed: 2}},
			},
			facts: []string{"t1 s1 csv 5", "t1 s2 csv 7", "t1 s3 csv 8"},
		},
		"of one rank the newest observation wins": {
			deliveries: []delivery{
				{source: "a", at: 2, rows: rows{sub("t1", "s1", 5), sub("t1", "s2", 5)}},
				{source: "b", at: 1, rows: rows{sub("t1", "s1", 6)}},
				{source: "b", at: 3, rows: rows{sub("t1", "s2", 6)}},
			},
			facts: []string{"t1 s1 a 5", "t1 s2 b 6"},
			t1:    []string{"a subscriptions at 2, 0 rejected", "b subscriptions at 3, 0 rejected"},
		},
		"of equally new ones the first source wins": {
			deliveries: []delivery{
				{source: "b", at: 1, rows: rows{sub("t1", "s1", 6)}},
				{source: "a", at: 1, rows: rows{sub("t1", "s1", 5)}},
				{source: "B", at: 1, rows: rows{sub("t1", "s1", 7)}}, // upper case sorts first
			},
			facts: []string{"t1 s1 B 7"},
		},
		"an older observation never overwrites a newer one": {
			deliveries: []delivery{
				{at: 3, rows: rows{sub("t1", "s1", 5)}},
				{at: 2, rows: rows{sub("t1", "s1", 6), sub("t1", "s2", 7)}, want: &counts{Rows: 1, Changed: 1, Older: 1}},
			},
			facts: []string{"t1 s1 csv 5", "t1 s2 csv 7"},
			t1:    []string{"csv subscriptions at 3, 0 rejected"},
		},
		"of equally new ones of one source the later import counts": {
			deliveries: []delivery{
				{at: 3, rows: rows{sub("t1", "s1", 5), sub("t1", "s2", 5)}},
				{at: 3, complete: true, rows: rows{sub("t1", "s1", 6)}, want: &counts{Rows: 1, Changed: 1, Gone: 1}},
			},
			facts: []string{"t1 s1 csv 6", "t1 s2 gone"},
		},
		"the row's own observation time counts": {
			deliveries: []delivery{
				{source: "a", at: 9, rows: rows{sub("t1", "s1", 5, 3)}},
				{source: "b", at: 4, rows: rows{sub("t1", "s1", 6)}},
			},
			facts: []string{"t1 s1 b 6"},
			t1:    []string{"a subscriptions at 3, 0 rejected", "b subscriptions at 4, 0 rejected"},
		},
		"without complete nothing is gone": {
			deliveries: []delivery{
				{at: 1, rows: rows{sub("t1", "s1", 5), sub("t1", "s2", 5)}},
				{at: 2, rows: rows{sub("t1", "s1", 5)}, want: &counts{Rows: 1}},
			},
			facts: []string{"t1 s1 csv 5", "t1 s2 csv 5"},
		},
		"complete takes what is missing as gone, of its own source and tenants": {
			deliveries: []delivery{
				{at: 1, rows: rows{sub("t1", "s1", 5), sub("t1", "s2", 5), sub("t2", "s3", 5)}},
				{source: "other", at: 1, rows: rows{sub("t1", "s4", 5)}},
				{at: 2, complete: true, rows: rows{sub("t1", "s1", 5)}, want: &counts{Rows: 1, Gone: 1}},
			},
			facts: []string{"t1 s1 csv 5", "t1 s2 gone", "t1 s4 other 5", "t2 s3 csv 5"},
		},
		"a row gone in one source does not compete": {
			deliveries: []delivery{
				{source: "a", at: 1, rows: rows{sub("t1", "s1", 5)}},
				{source: "b", at: 2, rows: rows{sub("t1", "s1", 6), sub("t1", "s2", 6)}},
				{source: "b", at: 3, complete: true, rows: rows{sub("t1", "s2", 6)}},
			},
			facts: []string{"t1 s1 a 5", "t1 s2 b 6"},
		},
		"what was gone comes back": {
			deliveries: []delivery{
				{at: 1, rows: rows{sub("t1", "s1", 5), sub("t1", "s2", 5)}},
				{at: 2, complete: true, rows: rows{sub("t1", "s1", 5)}},
				{at: 3, rows: rows{sub("t1", "s2", 5)}, want: &counts{Rows: 1, Changed: 1}},
			},
			facts: []string{"t1 s1 csv 5", "t1 s2 csv 5"},
		},
		"an older complete delivery takes nothing newer as gone": {
			deliveries: []delivery{
				{at: 3, rows: rows{sub("t1", "s2", 5)}},
				{at: 2, complete: true, rows: rows{sub("t1", "s1", 5)}, want: &counts{Rows: 1, Changed: 1}},
			},
			facts: []string{"t1 s1 csv 5", "t1 s2 csv 5"},
		},
		"a rejected row may be what seems to be missing": {
			deliveries: []delivery{
				{at: 1, rows: rows{sub("t1", "s1", 5), sub("t1", "s2", 5), sub("t2", "s3", 5), sub("t2", "s4", 5)}},
				{
					at: 2, complete: true, rows: rows{sub("t1", "s1", 5), rejected("t1"), sub("t2", "s3", 5)},
					want: &counts{Rows: 2, Gone: 1, Rejected: 1},
				},
			},
			facts: []string{"t1 s1 csv 5", "t1 s2 csv 5", "t2 s3 csv 5", "t2 s4 gone"},
			t1:    []string{"csv subscriptions at 2, 1 rejected"},
		},
		"a rejected row without a tenant may be of any": {
			deliveries: []delivery{
				{at: 1, rows: rows{sub("t1", "s1", 5), sub("t1", "s2", 5)}},
				{at: 2, complete: true, rows: rows{sub("t1", "s1", 5), rejected("")}, want: &counts{Rows: 1, Rejected: 1}},
			},
			facts: []string{"t1 s1 csv 5", "t1 s2 csv 5"},
			t1:    []string{"csv subscriptions at 2, 0 rejected"},
		},
		"a torn row is of whoever is known": {
			deliveries: []delivery{
				{at: 1, rows: rows{sub("t1", "s1", 5), sub("t1", "s2", 5)}},
				{at: 2, complete: true, rows: rows{sub("t1", "s1", 5), torn("t1")}, want: &counts{Rows: 1, Rejected: 1}},
			},
			facts: []string{"t1 s1 csv 5", "t1 s2 csv 5"},
			t1:    []string{"csv subscriptions at 2, 1 rejected"},
		},
		"a torn row is of whoever has another row": {
			deliveries: []delivery{{at: 1, rows: rows{torn("t1"), sub("t1", "s1", 5)}, want: &counts{Rows: 1, Changed: 1, Rejected: 1}}},
			facts:      []string{"t1 s1 csv 5"},
			t1:         []string{"csv subscriptions at 1, 1 rejected"},
		},
		"a torn row makes nobody a tenant, and may be of any": {
			deliveries: []delivery{
				{at: 1, rows: rows{sub("t2", "s3", 5), sub("t2", "s4", 5)}},
				{at: 2, complete: true, rows: rows{sub("t2", "s3", 5), torn("t1")}, want: &counts{Rows: 1, Rejected: 1}},
			},
			facts: []string{"t2 s3 csv 5", "t2 s4 csv 5"},
			t1:    []string{"nobody"},
		},
		"duplicates are left out and count for their tenants": {
			deliveries: []delivery{
				{at: 1, rows: rows{sub("t1", "s1", 5), sub("t1", "s2", 5)}},
				{
					at: 2, complete: true,
					rows: rows{sub("t1", "s1", 8), sub("t2", "s1", 9), sub("t1", "s3", 5)},
					want: &counts{Rows: 1, Changed: 1, Rejected: 2, Duplicate: 2},
				},
			},
			facts: []string{"t1 s1 csv 5", "t1 s2 csv 5", "t1 s3 csv 5"},
			t1:    []string{"csv subscriptions at 2, 1 rejected"},
		},
		"a rejected delivery observes nothing and is mended by the next one": {
			deliveries: []delivery{
				{at: 1, rows: rows{sub("t1", "s1", 5)}},
				{at: 9, rows: rows{rejected("t1")}},
				{at: 10, rows: rows{sub("t1", "s1", 5, 2)}},
			},
			facts: []string{"t1 s1 csv 5"},
			t1:    []string{"csv subscriptions at 2, 0 rejected"},
		},
		"a rejected delivery leaves the observation before it": {
			deliveries: []delivery{
				{at: 1, rows: rows{sub("t1", "s1", 5)}},
				{at: 9, rows: rows{rejected("t1"), rejected("t1")}},
			},
			facts: []string{"t1 s1 csv 5"},
			t1:    []string{"csv subscriptions at 1, 2 rejected"},
		},
		"a tenant of which every row was rejected is known": {
			deliveries: []delivery{{at: 1, rows: rows{rejected("t1")}, want: &counts{Rejected: 1}}},
			facts:      []string{},
			t1:         []string{"csv subscriptions never, 1 rejected"},
		},
		"an older delivery says nothing of the last one": {
			deliveries: []delivery{
				{at: 5, rows: rows{sub("t1", "s1", 5)}},
				{at: 4, rows: rows{rejected("t1")}},
			},
			t1: []string{"csv subscriptions at 5, 0 rejected"},
		},
	}
}
