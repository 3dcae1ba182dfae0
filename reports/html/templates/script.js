"use strict";
(() => {
	const table = document.getElementById("action-table");
	if (table) {
		filterAndSort(table);
	}
	openWhatIsLinked();
	openForPrint();

	function filterAndSort(table) {
		const body = table.tBodies[0];
		const rows = Array.from(body.rows, (row, order) => ({
			row, order, text: (row.textContent + " " + row.dataset.t).toLocaleLowerCase(),
		}));
		const bar = document.getElementById("filters");
		const text = document.getElementById("filter-text");
		const state = document.getElementById("filter-state");
		const choices = Array.from(bar.querySelectorAll("select"));
		const ranks = Array.from(document.querySelectorAll("#filter-s option"), (o) => o.value);

		function filter() {
			const wanted = text.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
			let shown = 0;
			for (const r of rows) {
				const fits = choices.every((c) => !c.value || r.row.dataset[c.dataset.of] === c.value) &&
					wanted.every((w) => r.text.includes(w));
				r.row.hidden = !fits;
				shown += fits ? 1 : 0;
			}
			state.textContent = state.dataset.text.replace("{shown}", shown).replace("{count}", rows.length);
		}

		function showAll() {
			text.value = "";
			for (const c of choices) {
				c.value = "";
			}
			filter();
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
			pause = setTimeout(filter, 150);
		});
		for (const c of choices) {
			c.addEventListener("change", filter);
		}
		document.getElementById("filter-none").addEventListener("click", showAll);
		addEventListener("hashchange", () => {
			const target = document.getElementById(location.hash.slice(1));
			if (target && target.hidden) {
				showAll();
				target.scrollIntoView();
			}
		});
		bar.hidden = false;
		filter();
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

	function openForPrint() {
		let closed = [];
		addEventListener("beforeprint", () => {
			closed = Array.from(document.querySelectorAll(".tenant:not([open])"));
			closed.forEach((d) => { d.open = true; });
		});
		addEventListener("afterprint", () => closed.forEach((d) => { d.open = false; }));
	}
})();
