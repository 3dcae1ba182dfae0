"use strict";
(() => {
	const table = document.getElementById("action-table");
	if (table) {
		filterAndSort(table);
	}
	const customers = document.getElementById("customer-rest");
	if (customers) {
		showInPieces(document.getElementById("customer-table"), customers, document.getElementById("customer-more"));
	}
	openWhatIsLinked();

	function filterAndSort(table) {
		const body = table.tBodies[0];
		const rest = document.getElementById("action-rest");
		const more = document.getElementById("action-more");
		const printed = document.getElementById("action-printed");
		const bar = document.getElementById("filters");
		const text = document.getElementById("filter-text");
		const state = document.getElementById("filter-state");
		const choices = Array.from(bar.querySelectorAll("[data-of]"));
		const ranks = Array.from(document.querySelectorAll("#filter-s option"), (o) => o.value);
		const language = document.documentElement.lang || undefined;
		const collator = new Intl.Collator(language, { numeric: true });

		// All rows of the list, those that the page holds back too. A browser takes long to lay
		// out thousands, so that the table holds the first ones of a view and the others wait.
		const rows = [...body.rows, ...(rest ? rest.content.children : [])].map((row, order) => ({ row, order }));
		const atOnce = body.rows.length;
		let waiting = [];

		function show(fitting) {
			waiting = fitting.slice(atOnce);
			body.replaceChildren(...fitting.slice(0, atOnce).map((r) => r.row));
			said(state, fitting.length, rows.length);
			state.classList.toggle("narrow", fitting.length < rows.length);
			if (printed) {
				const most = Number(printed.dataset.most);
				said(printed, most, fitting.length);
				printed.hidden = fitting.length <= most;
			}
			if (more) {
				more.hidden = !waiting.length;
			}
		}

		function said(line, shown, count) {
			const write = (n) => n.toLocaleString(language);
			line.textContent = line.dataset.text.replace("{shown}", write(shown)).replace("{count}", write(count));
		}

		function showMore() {
			body.append(...waiting.splice(0, atOnce).map((r) => r.row));
			more.hidden = !waiting.length;
		}

		function filter() {
			const wanted = text.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
			show(rows.filter((r) => choices.every((c) => !c.value || r.row.dataset[c.dataset.of] === c.value) &&
				wanted.every((w) => textOf(r).includes(w))));
		}

		function textOf(r) {
			r.text ??= (r.row.textContent + " " + r.row.dataset.t).toLocaleLowerCase();
			return r.text;
		}

		// The view stands in the address, so that it can be sent.
		function note() {
			const view = new URLSearchParams();
			for (const c of choices) {
				if (c.value) {
					view.set(c.dataset.of, c.value);
				}
			}
			if (text.value.trim()) {
				view.set("q", text.value.trim());
			}
			history.replaceState(null, "", view.size ? "#" + view : location.pathname + location.search);
		}

		function change() {
			filter();
			note();
		}

		function choose(view) {
			text.value = view.get("q") ?? "";
			for (const c of choices) {
				const wanted = view.get(c.dataset.of) ?? "";
				if (!Array.from(c.options).some((o) => o.value === wanted)) {
					c.add(new Option(wanted, wanted)); // of which the page has no row, and so none is shown
				}
				c.value = wanted;
			}
			filter();
		}

		// follow shows the view or the row that the address names: the row alone where it would
		// come late in the list.
		function follow() {
			const hash = location.hash.slice(1);
			if (hash.includes("=")) {
				choose(new URLSearchParams(hash));
				document.getElementById("actions").scrollIntoView();
				return;
			}
			const wanted = rows.find((r) => r.row.id === hash);
			if (!wanted || wanted.row.isConnected) {
				return;
			}
			choose(new URLSearchParams());
			if (!wanted.row.isConnected) {
				show([wanted]);
			}
			location.replace(location.hash); // now that there is such a place
		}

		const keyOf = {
			due: (row, at) => row.cells[at].querySelector("time")?.dateTime ?? "none",
			rank: (row) => ranks.indexOf(row.dataset.s),
			text: (row, at) => row.cells[at].textContent,
			money: (row, at) => row.cells[at].dataset.v.split(" "),
		};
		const compare = {
			due: (x, y) => x < y ? -1 : x > y ? 1 : 0,
			rank: (x, y) => x - y,
			text: collator.compare,
			money: (x, y) => collator.compare(x[0], y[0]) || Number(x[1]) - Number(y[1]),
		};

		function sort(head) {
			const turn = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
			for (const other of head.parentNode.cells) {
				other.removeAttribute("aria-sort");
			}
			head.setAttribute("aria-sort", turn > 0 ? "ascending" : "descending");
			const by = head.dataset.by;
			for (const r of rows) {
				r.key = keyOf[by](r.row, head.cellIndex);
			}
			rows.sort((a, b) => turn * compare[by](a.key, b.key) || a.order - b.order);
			filter();
		}

		for (const head of table.tHead.rows[0].cells) {
			if (head.dataset.by) {
				const button = document.createElement("button");
				button.type = "button";
				button.append(...head.childNodes);
				button.addEventListener("click", () => sort(head));
				head.append(button);
			}
		}
		let pause;
		text.addEventListener("input", () => {
			clearTimeout(pause);
			pause = setTimeout(change, 150);
		});
		for (const c of choices) {
			c.addEventListener("change", change);
		}
		document.getElementById("filter-none").addEventListener("click", () => {
			choose(new URLSearchParams());
			note();
		});
		addEventListener("hashchange", follow);
		if (more) {
			whenReached(more, showMore);
		}
		bar.hidden = false;
		show(rows);
		follow();
	}

	// whenReached shows more of a list when its end comes into sight or its button is pressed.
	function whenReached(more, show) {
		more.querySelector("button").addEventListener("click", show);
		new IntersectionObserver((seen) => {
			if (seen.some((s) => s.isIntersecting)) {
				show();
			}
		}).observe(more);
	}

	// showInPieces shows the first rows of a table, and those that wait as a reader gets there.
	function showInPieces(table, rest, more) {
		const body = table.tBodies[0];
		const atOnce = body.rows.length;
		const waiting = Array.from(rest.content.children);
		more.hidden = false;
		whenReached(more, () => {
			body.append(...waiting.splice(0, atOnce));
			more.hidden = !waiting.length;
		});
	}

	function openWhatIsLinked() {
		const open = () => {
			const target = document.getElementById(location.hash.slice(1));
			if (target instanceof HTMLDetailsElement) {
				target.open = true;
			}
		};
		addEventListener("hashchange", open);
		open();
	}
})();
