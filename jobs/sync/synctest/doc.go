// Package synctest is test support: a server that answers as Microsoft documents Partner
// Center, Microsoft Graph, its export of billing data and the sign-in to them, on loopback,
// with TLS of an authority of its own. The program never imports it.
//
// What it knows is an Estate, a plain value that a test can draw; how it misbehaves is a
// script of Faults, plain values too. Every host has a port of its own, so that what may
// lead to one host can be told from what does, and the server keeps what it was asked, with
// which token, and every secret it gave, so that a test can look for them where they must
// not be.
//
//	server, err := synctest.Start(synctest.Options{Estate: estate, Now: time.Now})
//	server.Script(synctest.Fault{Call: "GET /v1/customers/*/subscriptions", Times: 2, Kind: synctest.Cut})
//
// Sources: https://learn.microsoft.com/partner-center/developer,
// https://learn.microsoft.com/graph/api/overview and
// https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow.
package synctest
