// Command bench-peers measures handover beside what else could be used for a part of its work: the loaders of the
// databases, DuckDB, pandas, the barest Go program over the same driver, and excelize's own stream writer. It invents the
// data, runs ours and theirs in turn on the same files, each as a process of its own, and prints the ratios of the
// medians as Markdown. docs/benchmarks.md says what is compared with what, and why.
package main
