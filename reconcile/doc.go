// Package reconcile is the domain of handover: subscriptions, tenants and
// planned moves, the calendar that decides when a subscription ends and what
// happens then, money, findings and the difference between two nights.
//
// Everything here is a pure function of values. The package reads no clock,
// opens no file, knows no database and logs nothing; bad data becomes a finding
// and never an error. It also holds no sentence a person reads: a finding
// carries its code and typed evidence, and the report packages put it in words.
//
// Times are UTC. A Day is a UTC calendar day; a term's last day (written E in
// comments) is inclusive. Amounts of money are exact until they are rounded
// once, half-even, to the minor unit of their currency.
package reconcile
