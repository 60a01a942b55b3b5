// Runs inside the browser: measures what the screenshot test asserts.
globalThis.measure = {
	/** Elements that reach over the edge of the screen. */
	sticksOut() {
		const out = [...document.querySelectorAll('body *')]
			.filter((element) => !element.closest('.skip, .vh, script'))
			.filter((element) => {
				const { left, right } = element.getBoundingClientRect();
				return left < -1 || right > innerWidth + 1;
			})
			.map((element) => `${element.tagName}.${element.className}`);
		if (document.documentElement.scrollWidth > innerWidth) out.push('the page');
		return out;
	},

	/** Pairs of lines of text that overlap by more than a little. */
	overlaps() {
		const boxes = [];
		const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		for (let node = walker.nextNode(); node; node = walker.nextNode()) {
			const text = node.textContent.trim();
			// What is folded has a box, and nobody sees it.
			const unseen = '.skip, .vh, script, style, details:not([open]) > :not(summary)';
			if (text === '' || node.parentElement.closest(unseen)) continue;
			const range = document.createRange();
			range.selectNodeContents(node);
			for (const { left, right, top, bottom, height } of range.getClientRects()) {
				// A line's box is a little higher than its letters.
				const slack = height * 0.2;
				boxes.push({
					text,
					left: left + 1,
					right: right - 1,
					top: top + slack,
					bottom: bottom - slack,
				});
			}
		}
		boxes.sort((a, b) => a.top - b.top);
		const found = [];
		boxes.forEach((a, i) => {
			for (let j = i + 1; j < boxes.length && boxes[j].top < a.bottom; j++) {
				const b = boxes[j];
				if (b.left < a.right && a.left < b.right) found.push(`${a.text} / ${b.text}`);
			}
		});
		return { lines: boxes.length, found };
	},

	/** Texts whose contrast to what is behind them is too low (WCAG 2.2, 1.4.3). */
	contrasts() {
		const parse = (color) => {
			const [r, g, b, alpha = 1] = color.match(/[\d.]+/g).map(Number);
			return { rgb: [r, g, b], alpha };
		};
		const luminance = (rgb) => {
			const [r, g, b] = rgb.map((part) => {
				const c = part / 255;
				return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
			});
			return 0.2126 * r + 0.7152 * g + 0.0722 * b;
		};
		const behind = (element) => {
			for (let at = element; at; at = at.parentElement) {
				const { rgb, alpha } = parse(getComputedStyle(at).backgroundColor);
				if (alpha === 1) return rgb;
				if (alpha !== 0) throw new Error(`half transparent: ${at.className}`);
			}
			return [255, 255, 255];
		};
		let texts = 0;
		const faint = [];
		for (const element of document.querySelectorAll('body *:not(script)')) {
			const own = [...element.childNodes].some(
				(node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim() !== '',
			);
			const hint = element.matches('input') ? '::placeholder' : undefined;
			if (!own && !hint) continue;
			texts++;
			const a = luminance(parse(getComputedStyle(element, hint).color).rgb);
			const b = luminance(behind(element));
			const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
			if (ratio < 4.5)
				faint.push(`${ratio.toFixed(2)} ${element.className} ${element.textContent}`);
		}
		return { texts, faint };
	},

	/** The page's background as red, green and blue together: 765 is white, 0 is black. */
	brightness() {
		const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number);
		return r + g + b;
	},

	/** What has the focus, whether it is within the window, and whether a frame shows it. */
	focus() {
		const element = document.activeElement;
		const { left, top, width } = element.getBoundingClientRect();
		const framed = getComputedStyle(element).outlineStyle !== 'none';
		return `${element.tagName} ${left >= 0 && top >= 0 && width > 0} ${framed}`;
	},

	visibleRows() {
		return [...document.querySelectorAll('.rows > li')].filter((row) => row.checkVisibility())
			.length;
	},

	/** Whether the last row has been laid out: lists far away are not. */
	isLastLaidOut() {
		const row = [...document.querySelectorAll('.rows > li')].at(-1);
		return row.checkVisibility({ contentVisibilityAuto: true });
	},

	/** Milliseconds from the start of loading until the page can be used. */
	opening() {
		return performance.getEntriesByType('navigation')[0].domInteractive;
	},

	/** Milliseconds from typing to the rows being shown. */
	async searching(words) {
		const box = document.querySelector('#find input');
		const start = performance.now();
		box.value = words;
		box.dispatchEvent(new Event('input'));
		await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
		return performance.now() - start;
	},
};
