// Package markdown writes a short report in Markdown, a digest for chat and mail.
package markdown
