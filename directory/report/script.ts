import { createHash } from 'crypto';

/**
 * The report's only script: shows the rows that hold all the words that are typed. Without it the
 * page is complete, only not searchable but by the browser's own search.
 */
export const SCRIPT = `
(function () {
	var form = document.getElementById('find');
	if (!form) return;
	var box = form.querySelector('input');
	var said = form.querySelector('output');
	var parts = null;
	function plain(text) { return text.normalize('NFC').toLowerCase(); }
	function read() {
		parts = Array.from(document.querySelectorAll('.part'), function (part) {
			return { part: part, lists: Array.from(part.querySelectorAll('.rows'), function (list) {
				return { list: list, rows: Array.from(list.children, function (row) {
					return { row: row, text: plain(row.textContent) };
				}) };
			}) };
		});
	}
	function show() {
		if (!parts) read();
		var words = plain(box.value).split(/\\s+/).filter(Boolean);
		var found = 0, all = 0;
		parts.forEach(function (entry) {
			var inPart = 0;
			entry.lists.forEach(function (chunk) {
				var inList = 0;
				chunk.rows.forEach(function (line) {
					var hit = words.every(function (word) { return line.text.includes(word); });
					if (line.row.hidden === hit) line.row.hidden = !hit;
					if (hit) inList++;
				});
				chunk.list.classList.toggle('some', inList < chunk.rows.length);
				all += chunk.rows.length;
				inPart += inList;
			});
			entry.part.hidden = words.length > 0 && inPart === 0;
			if (words.length > 0 && inPart > 0) entry.part.open = true;
			found += inPart;
		});
		said.textContent = words.length === 0 ? '' : said.dataset.found.replace('{0}', found).replace('{1}', all);
	}
	var due = 0;
	box.addEventListener('input', function () {
		cancelAnimationFrame(due);
		due = requestAnimationFrame(show);
	});
	form.addEventListener('submit', function (event) { event.preventDefault(); });
	addEventListener('beforeprint', function () {
		document.querySelectorAll('.part').forEach(function (part) { part.open = true; });
	});
	form.hidden = false;
})();
`;

/** What a Content Security Policy calls an inline script or style: the hash of its text. */
export function cspHash(text: string): string {
	return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
}
