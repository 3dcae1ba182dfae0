// Package demo invents the data of a partner and its customers: a small set in
// which every kind that our model of partner has of finding occurs once (the showcase), and crowds of
// any size for trying the program at scale. It writes the canonical files with
// the column tables that read them.
//
// The same options give the same bytes on every platform: chance comes from a
// PCG of its own per tenant and nothing is computed in floating point. All
// dates hang on the as-of day. Nothing in it is real: companies carry the names
// of documentation examples, ids are drawn.
package demo
