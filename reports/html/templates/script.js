"use strict";
(() => {
	const table = document.getElementById("action-table");
	if (table) {
		filterAndSort(table);
	}
	openWhatIsLinked();

	function filterAndSort(table) {
		const body = table.tBodies[0];
		const rest = document.getElementById("action-rest");
		const more = document.getElementById("action-more");
		const read = (row, order) => ({ row, order, text: (row.textContent + " " + row.dataset.t).toLocaleLowerCase() });
		let rows = Array.from(body.rows, read);

		// The rows that the page holds back come in pieces, or all at once where they are
		// to be searched or sorted.
		function bring(most) {
			const piece = Array.from(rest ? rest.content.children : []).slice(0, most);
			body.append(...piece);
			rows.push(...piece.map((row, i) => read(row, rows.length + i)));
			if (more) {
				more.hidden = !rest.content.children.length;
			}
		}
		const bar = document.getElementById("filters");
		const text = document.getElementById("filter-text");
		const state = document.getElementById("filter-state");
		const choices = Array.from(bar.querySelectorAll("[data-of]"));
		const ranks = Array.from(document.querySelectorAll("#filter-s option"), (o) => o.value);

		function filter() {
			const wanted = text.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
			let shown = 0;
			if (wanted.length || choices.some((c) => c.value)) {
				bring();
			}
			for (const r of rows) {
				const fits = choices.every((c) => !c.value || r.row.dataset[c.dataset.of] === c.value) &&
					wanted.every((w) => r.text.includes(w));
				r.row.hidden = !fits;
				shown += fits ? 1 : 0;
			}
			state.textContent = state.dataset.text.replace("{shown}", shown).replace("{count}", rows.length);
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

		// take shows the view that the address names, if it names one.
		function take() {
			const hash = location.hash.slice(1);
			if (!hash.includes("=")) {
				return false;
			}
			const view = new URLSearchParams(hash);
			text.value = view.get("q") ?? "";
			for (const c of choices) {
				c.value = view.get(c.dataset.of) ?? "";
			}
			filter();
			document.getElementById("actions").scrollIntoView();
			return true;
		}

		function showAll() {
			text.value = "";
			for (const c of choices) {
				c.value = "";
			}
			change();
		}

		const language = new Intl.Collator(document.documentElement.lang, { numeric: true });
		const compare = {
			due: (a, b, at) => {
				const [x, y] = [a, b].map((r) => r.row.cells[at].querySelector("time")?.dateTime ?? "none");
				return x < y ? -1 : x > y ? 1 : 0;
			},
			rank: (a, b) => ranks.indexOf(a.row.dataset.s) - ranks.indexOf(b.row.dataset.s),
			text: (a, b, at) => language.compare(a.row.cells[at].textContent, b.row.cells[at].textContent),
			money: (a, b, at) => {
				const [x, y] = [a, b].map((r) => r.row.cells[at].dataset.v.split(" "));
				return language.compare(x[0], y[0]) || Number(x[1]) - Number(y[1]);
			},
		};

		function sort(head) {
			bring();
			const turn = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
			for (const other of head.parentNode.cells) {
				other.removeAttribute("aria-sort");
			}
			head.setAttribute("aria-sort", turn > 0 ? "ascending" : "descending");
			rows.sort((a, b) => turn * compare[head.dataset.by](a, b, head.cellIndex) || a.order - b.order);
			body.append(...rows.map((r) => r.row));
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
		document.getElementById("filter-none").addEventListener("click", showAll);
		// find brings the row that the address names, and shows it.
		function find() {
			const id = location.hash.slice(1);
			if (id.startsWith("f-") && !document.getElementById(id)) {
				bring();
			}
			const target = document.getElementById(id);
			if (target && target.closest("#action-table")) {
				if (target.hidden) {
					text.value = "";
					choices.forEach((c) => { c.value = ""; });
					filter();
				}
				target.scrollIntoView();
			}
		}
		addEventListener("hashchange", () => take() || find());
		if (more) {
			more.querySelector("button").addEventListener("click", () => {
				bring(300);
				filter();
			});
			bring(0);
		}
		bar.hidden = false;
		filter();
		if (!take()) {
			find();
		}
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
