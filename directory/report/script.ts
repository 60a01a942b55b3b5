import { createHash } from 'crypto';

/**
 * The report's only script. One search shows the rows and groups that hold all the words that are
 * typed; each list can be filtered, sorted, and downloaded as CSV, and the groups narrowed down to
 * those that change. Without it the page is complete.
 */
export const SCRIPT = `
(function () {
	var form = document.getElementById('find');
	if (!form) return;
	var box = form.querySelector('input'), said = form.querySelector('output'), words = form.dataset;
	var all = function (selector, from) { return Array.from((from || document).querySelectorAll(selector)); };
	var text = function (from, selector) { return all(selector, from).map(function (one) { return one.textContent; }).join(' '); };
	var plain = function (value) { return value.normalize('NFC').toLowerCase(); };
	var wordsIn = function (value) { return plain(value).split(/\\s+/).filter(Boolean); };
	var holds = function (value, asked) { return asked.every(function (word) { return value.includes(word); }); };
	var parts = all('.part').map(function (part) { return { part: part, own: [], open: part.open, rows: null, filter: null }; });
	var groups = all('.tree li').map(function (item) { return { item: item, text: plain(item.firstElementChild.textContent), changed: item.querySelector(':scope > .g .chip') !== null }; });
	var onlyChanged = null;
	function read(entry) {
		if (entry.rows) return;
		entry.rows = all('.rows > li', entry.part).map(function (row) { return { row: row, text: plain(row.textContent + ' ' + hiddenId(row)) }; });
	}
	function hiddenId(row) { return row.querySelector('.who b').dataset.id || ''; }
	function show() {
		var asked = wordsIn(box.value), found = 0, sum = 0;
		parts.forEach(function (entry) {
			read(entry);
			var own = entry.filter ? wordsIn(entry.filter.value) : [], inPart = 0;
			entry.rows.forEach(function (line) {
				var hit = holds(line.text, asked) && holds(line.text, own);
				if (line.row.hidden === hit) line.row.hidden = !hit;
				if (hit) inPart++;
			});
			all('.rows', entry.part).forEach(function (list) { list.classList.toggle('some', asked.length + own.length > 0); });
			if (asked.length > 0 && entry.open === undefined) entry.open = entry.part.open;
			entry.part.hidden = asked.length > 0 && inPart === 0;
			if (asked.length > 0 && inPart > 0) {
				entry.part.open = true;
				all('.follow', entry.part).forEach(function (inner) { inner.open = true; });
			}
			if (asked.length === 0 && entry.opened) entry.part.open = entry.open;
			entry.opened = asked.length > 0;
			found += inPart;
			sum += entry.rows.length;
		});
		var inTree = showGroups(asked);
		said.textContent = asked.length === 0 ? '' : said.dataset.found.replace('{0}', found).replace('{1}', sum)
			+ (inTree > 0 ? ', ' + said.dataset.groups.replace('{0}', inTree) : '');
	}
	function showGroups(asked) {
		var hits = 0, seen = new Set();
		groups.forEach(function (one) {
			if (!holds(one.text, asked) || (onlyChanged && onlyChanged.checked && !one.changed)) return;
			hits++;
			for (var up = one.item; up && up.matches('li') && !seen.has(up); up = up.parentElement.parentElement) seen.add(up);
		});
		groups.forEach(function (one) { one.item.hidden = !seen.has(one.item); });
		return hits;
	}
	function sort(entry, key) {
		read(entry);
		var lists = all('.rows', entry.part).filter(function (list) { return list.parentElement === entry.part; });
		var rows = lists.flatMap(function (list) { return Array.from(list.children); });
		var sizes = lists.map(function (list) { return list.children.length; });
		var order = new Intl.Collator(document.documentElement.lang);
		var keyed = rows.map(function (row) { return { row: row, key: text(row, key === 'name' ? '.who b' : '.f, .why') + text(row, '.who') }; });
		keyed.sort(function (a, b) { return order.compare(a.key, b.key); });
		lists.forEach(function (list, i) { keyed.splice(0, sizes[i]).forEach(function (one) { list.appendChild(one.row); }); });
	}
	function cell(value) {
		var safe = /^[=+\\-@\\t\\r]/.test(value) ? "'" + value : value;
		return '"' + safe.replace(/\\s+/g, ' ').trim().replace(/"/g, '""') + '"';
	}
	function download(entry) {
		var lines = [words.columns].concat(all('.rows > li', entry.part).filter(function (row) { return !row.hidden; }).map(function (row) {
			return [text(row, '.who b'), text(row, '.id:not(.in, .until) bdi') || hiddenId(row), text(row, '.in'), text(row, '.until').replace(/^\\D+/, ''), text(row, '.f'), text(row, '.err, .why, div:last-child > p:not([class])')].map(cell).join(';');
		}));
		var link = document.createElement('a');
		link.href = URL.createObjectURL(new Blob(['\\ufeff' + lines.join('\\r\\n') + '\\r\\n'], { type: 'text/csv' }));
		link.download = entry.part.querySelector('h3').textContent + '.csv';
		link.click();
	}
	function element(name, label, parent) {
		var made = document.createElement(name);
		if (label) made.setAttribute('aria-label', label);
		parent.appendChild(made);
		return made;
	}
	function tools(entry) {
		var rows = entry.part.querySelectorAll('.rows > li').length;
		if (entry.hasTools || rows < 2) return;
		entry.hasTools = true;
		var bar = document.createElement('div');
		bar.className = 'tools';
		if (rows > 6) finders(entry, bar);
		var csv = element('button', '', bar);
		csv.type = 'button';
		csv.textContent = words.csv;
		csv.addEventListener('click', function () { download(entry); });
		entry.part.querySelector('summary').after(bar);
	}
	function finders(entry, bar) {
		entry.filter = element('input', words.filter, bar);
		entry.filter.type = 'search';
		entry.filter.placeholder = words.filter;
		entry.filter.addEventListener('input', later);
		var order = element('select', words.sort, bar);
		[['name', words.byname], ['change', words.bychange]].forEach(function (one) { order.add(new Option(one[1], one[0])); });
		order.addEventListener('change', function () { sort(entry, order.value); });
	}
	function treeFilter() {
		var changed = groups.filter(function (one) { return one.changed; }).length;
		if (changed === 0 || changed === groups.length) return;
		var bar = document.createElement('div');
		bar.className = 'tools';
		var label = element('label', '', bar);
		onlyChanged = element('input', '', label);
		onlyChanged.type = 'checkbox';
		onlyChanged.addEventListener('change', later);
		label.append(' ' + words.changed + ' (' + changed + ')');
		document.querySelector('.tree').prepend(bar);
	}
	var due = 0;
	function later() {
		cancelAnimationFrame(due);
		due = requestAnimationFrame(show);
	}
	box.addEventListener('input', later);
	form.addEventListener('submit', function (event) { event.preventDefault(); });
	parts.forEach(function (entry) {
		if (entry.part.open) tools(entry);
		entry.part.addEventListener('toggle', function () { tools(entry); });
	});
	treeFilter();
	addEventListener('beforeprint', function () {
		all('details').forEach(function (part) { part.open = true; });
	});
	form.hidden = false;
})();
`;

/** What a Content Security Policy calls an inline script or style: the hash of its text. */
export function cspHash(text: string): string {
	return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
}
