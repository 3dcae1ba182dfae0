copy staged from stdin
