/** Light is the default and what is printed; both schemes keep a contrast of at least 4.5 : 1. */
const LIGHT = `--bg:#f6f5f2;--card:#fff;--ink:#1d2329;--muted:#59636e;--line:#e1dfd9;--accent:#1a5a86;
--ok:#1c6341;--ok-bg:#e5f1e9;--look:#7c4a00;--look-bg:#fcf0da;--bad:#9d2327;--bad-bg:#fae8e7;
--info:#1a5a86;--info-bg:#e5eff6;--still:#4c5661;--still-bg:#eeedea;--bar:#2f7ab0;--bar-below:#a9cbe2;`;

const DARK = `--bg:#14171a;--card:#1c2024;--ink:#e7e9eb;--muted:#a6afb8;--line:#30363c;--accent:#8cc4ee;
--ok:#93d8b0;--ok-bg:#1a3226;--look:#f0c273;--look-bg:#37290f;--bad:#f6aaa6;--bad-bg:#40201f;
--info:#9dccef;--info-bg:#1a2e3e;--still:#bec6cd;--still-bg:#292e34;--bar:#5aa6da;--bar-below:#2f5069;`;

/** A table on a narrow screen: each row is a grid of its own, with its heading above. */
const inGrid = (table: string, column: string) =>
	`${table} tr{display:grid;grid-template-columns:repeat(auto-fit,minmax(${column},1fr));border-top:1px solid var(--line);padding:.4rem 0}
${table} th:first-child{grid-column:1/-1}
${table} th,${table} td{border-top:0;padding:.1rem .35rem .1rem 0;text-align:left;white-space:normal}
`;

/** The report's style sheet: no outside resources, no inline styles. */
export const STYLE = `
:root{color-scheme:light dark;${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:4.5rem}
body{margin:0;background:var(--bg);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
.page{max-width:66rem;margin:0 auto;padding:1.25rem 1rem 3rem}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
h1,h2,h3,p,ul,ol,dl,dd,figure{margin:0;padding:0}
ul,ol.steps{list-style:none}
h1{font-size:1rem;font-weight:600}
h2{font-size:1.25rem;line-height:1.3;margin-bottom:.75rem}
h3{font-size:1rem;line-height:1.4;display:inline}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:1rem;z-index:2;background:var(--card);padding:.5rem 1rem}
.muted{color:var(--muted)}
.top{display:flex;flex-wrap:wrap;gap:.1rem 1rem;justify-content:space-between;margin-bottom:.75rem}
.status{display:flex;gap:.9rem;align-items:flex-start;border-radius:14px;padding:1.1rem 1.2rem;margin-bottom:1rem}
.status svg{flex:none;width:2rem;height:2rem;margin-top:.1rem}
.status .headline{font-size:1.5rem;line-height:1.25;font-weight:650;text-wrap:balance}
.status .remarks{margin-top:.35rem;color:var(--ink)}
.t-ok{background:var(--ok-bg);color:var(--ok)}
.t-look{background:var(--look-bg);color:var(--look)}
.t-bad{background:var(--bad-bg);color:var(--bad)}
.t-info{background:var(--info-bg);color:var(--info)}
.t-still{background:var(--still-bg);color:var(--still)}
.tiles{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:.6rem}
.tiles li{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:.7rem .9rem}
.tiles .label{display:block;color:var(--muted);font-size:.9rem}
.tiles .n{display:block;font-size:1.75rem;line-height:1.25;font-weight:650}
.tiles .of{display:block;color:var(--muted);font-size:.85rem}
.tiles .zero .n{color:var(--muted);font-weight:400}
.tiles.kinds{grid-template-columns:repeat(auto-fill,minmax(11rem,1fr))}
.known{margin:.7rem .1rem 0;color:var(--muted);font-size:.9rem}
nav{margin:1.25rem 0 0}
nav ul{display:flex;flex-wrap:wrap;gap:.5rem}
nav a{display:block;padding:.45rem .85rem;border:1px solid var(--line);border-radius:999px;background:var(--card);text-decoration:none}
nav a:hover{border-color:var(--accent)}
.find{position:sticky;top:0;z-index:1;display:flex;flex-wrap:wrap;align-items:center;gap:.35rem .8rem;background:var(--bg);padding:.75rem 0;margin-top:.5rem}
.find[hidden]{display:none}
.find input{flex:1 1 14rem;min-width:0;font:inherit;color:inherit;background:var(--card);border:1px solid var(--muted);border-radius:10px;padding:.55rem .8rem}
::placeholder{color:var(--muted);opacity:1}
.find output{color:var(--muted);font-size:.9rem}
.find output:empty{display:none}
.block{margin-top:1.75rem}
.card,.part{background:var(--card);border:1px solid var(--line);border-radius:12px;margin-top:.75rem}
.card{padding:1rem 1.1rem}
.part>summary{cursor:pointer;position:relative;padding:.75rem 1rem .75rem 2.3rem;list-style:none}
.part>summary .chip{margin:0 .2rem}
.part>summary::-webkit-details-marker{display:none}
.part>summary::before{content:"";position:absolute;left:1.1rem;top:1.2rem;width:.45rem;height:.45rem;border:solid var(--muted);border-width:0 2px 2px 0;transform:rotate(-45deg)}
.part[open]>summary::before{top:1.1rem;transform:rotate(45deg)}
.tools{display:flex;flex-wrap:wrap;gap:.5rem;padding:0 1rem .75rem}
.tools input,.tools select,.tools button{font:inherit;font-size:.9rem;color:inherit;background:var(--card);border:1px solid var(--muted);border-radius:8px;padding:.3rem .6rem;min-width:0}
.tools input{flex:1 1 9rem}
.tools button,.tools label{cursor:pointer}
.tools input[type=checkbox]{flex:none}
.tree>.tools{padding:0 0 .75rem}
.follow>summary{cursor:pointer;padding:.6rem 1rem;border-top:1px solid var(--line);color:var(--muted)}
.tree li[hidden]{display:none}
.part>p{padding:0 1rem .75rem}
.chip{display:inline-block;border-radius:6px;padding:.05rem .5rem;font-size:.85rem;font-weight:550}
.rows>li{display:grid;grid-template-columns:minmax(10rem,16rem) 1fr;gap:.15rem 1.25rem;border-top:1px solid var(--line);padding:.65rem 1rem}
.rows>li[hidden]{display:none}
.cv{content-visibility:auto;contain-intrinsic-size:auto 190rem}
.cv.some{content-visibility:visible}
.id{display:block;color:var(--muted);font-size:.85rem}
.who b{font-weight:600}
.f{display:flex;flex-wrap:wrap;gap:.1rem 1.25rem}
.f div{min-width:0;max-width:100%}
.f dt,.f dd{display:inline}
.f dt{color:var(--muted)}
.o{color:var(--muted)}
.why{color:var(--muted);font-size:.925rem}
.err{color:var(--bad)}
.steps{counter-reset:s;margin-top:.5rem}
.steps li{counter-increment:s;position:relative;padding-left:2rem;margin-top:.4rem}
.steps li::before{content:counter(s);position:absolute;left:0;top:.05rem;width:1.4rem;height:1.4rem;border-radius:50%;background:var(--look-bg);color:var(--look);font-size:.85rem;line-height:1.4rem;text-align:center;font-weight:650}
code{font:600 .95em/1.4 ui-monospace,"SF Mono",Menlo,Consolas,"Noto Sans Mono",monospace;background:var(--still-bg);border-radius:6px;padding:.1rem .4rem}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-top:1px solid var(--line);font-weight:400}
thead th{border-top:0;color:var(--muted);font-size:.9rem}
.num{text-align:right}
.num,td,thead th{overflow-wrap:normal;white-space:nowrap}
.tree>ul{padding:0;border:0;margin:0}
.tree ul ul{padding-left:1.1rem;border-left:1px solid var(--line);margin-left:.3rem}
.tree ul ul.deep{padding-left:0}
.g{display:grid;grid-template-columns:minmax(0,1fr) minmax(8rem,auto) 9rem;gap:.1rem 1rem;align-items:center;padding:.3rem 0}
.what{display:flex;flex-wrap:wrap;align-items:baseline;gap:.15rem .4rem}
.what .name{font-weight:550}
.what .chip{font-weight:500}
.g .size{text-align:right;color:var(--muted);font-size:.9rem}
.g svg{display:block;width:100%;height:.6rem}
.track{fill:var(--still-bg)}
.below{fill:var(--bar-below)}
.own{fill:var(--bar)}
.history{width:100%;max-width:32rem;height:6rem;display:block}
rect.held{fill:var(--look)}
rect.failed{fill:var(--bad)}
.card .follow>summary{padding:.6rem 0;border-top:0}
.cvt{content-visibility:auto;contain-intrinsic-size:auto 20rem}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.25rem;color:var(--muted);font-size:.9rem;margin-bottom:.5rem}
.legend svg{width:1.4rem;height:.6rem;margin-right:.4rem}
footer{margin-top:2.5rem;color:var(--muted);font-size:.9rem}
@media (max-width:40rem){
.page{padding:1rem .75rem 2rem}
.status .headline{font-size:1.3rem}
.tiles{gap:.45rem}
.tiles li{padding:.5rem}
.tiles .label{font-size:.78rem;hyphens:auto}
.tiles .n{font-size:1.5rem}
.rows>li{grid-template-columns:minmax(0,1fr)}
.cv{contain-intrinsic-size:auto 300rem}
.id{display:inline;margin-left:.4rem}
.g{grid-template-columns:minmax(0,1fr) auto}
.g svg{grid-column:1/-1}
.tree ul ul{padding-left:.7rem;margin-left:.15rem}
th,td{padding-right:.5rem;font-size:.95rem}
}
@media (max-width:40rem){${inGrid('.runs', '6rem')}}
@media (max-width:26rem){${inGrid('.guards', '4.5rem')}}
@media (min-width:60rem){
.of6{grid-template-columns:repeat(6,minmax(0,1fr))}
.of7{grid-template-columns:repeat(7,minmax(0,1fr))}
.of8{grid-template-columns:repeat(4,minmax(0,1fr))}
.of10{grid-template-columns:repeat(5,minmax(0,1fr))}
.of9{grid-template-columns:repeat(9,minmax(0,1fr));gap:.45rem}
.of9 li{padding:.6rem .7rem}
.of9 .label{font-size:.8rem}
}
@media print{
.tiles{grid-template-columns:repeat(5,minmax(0,1fr))}
:root{color-scheme:light;${LIGHT}--bg:#fff;}
html{font-size:10pt}
.page{max-width:none;padding:0}
nav,.find,.skip,.tools{display:none}
.cv,.cvt{content-visibility:visible}
.status,.chip,.tiles li,.own,.below,.track,.held,.failed,.steps li::before{-webkit-print-color-adjust:exact;print-color-adjust:exact}
.status{border:1px solid currentColor}
.rows>li,.tiles li,.card,tr,.g{break-inside:avoid}
h2,h3,summary{break-after:avoid}
.part>summary::before{display:none}
.part>summary{padding-left:1rem}
}
`;
