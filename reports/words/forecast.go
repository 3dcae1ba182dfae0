package words

// Forecast holds the texts of a forecast; Fill fills them.
type Forecast struct {
	Title     string `toml:"title"`
	Note      string `toml:"note"`
	Unchecked Number `toml:"unchecked"` // by customers
	Nothing   string `toml:"nothing"`
	Week      string `toml:"week"`
	Span      string `toml:"span"`
	After     string `toml:"after"`
}

// Forecast returns the texts of a forecast.
func (t *Table) Forecast() *Forecast { return &t.file.Forecast }
