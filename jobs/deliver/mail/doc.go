// Package mail carries messages as mail, through a server that speaks SMTP or through
// Microsoft Graph. It sends each message once and says in its errors what became of it;
// whether and when to try again is for others to decide.
package mail
