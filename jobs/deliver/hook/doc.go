// Package hook carries messages as JSON to an address that takes them: a workflow of
// Teams, Slack, or a program of one's own, which can check by a signature that they come
// from here. It sends each message once and says in its errors what became of it.
package hook
