// Package signin gets tokens of Microsoft Entra ID in the name of an application: the
// client credentials grant, by a secret or by a certificate, in the cloud where the
// application is registered. A token is asked for once however many wait for it, and again
// five minutes before it ends.
//
// Where the token endpoint refuses, a Refusal says in words what to do. A secret is read
// anew each time that it is needed and is held no longer.
package signin
