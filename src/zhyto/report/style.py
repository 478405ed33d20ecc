"""How the page looks. Kept as text, since the kernel reads no files."""

from __future__ import annotations

from typing import Final

STYLE: Final = """
:root{color-scheme:light dark;--paper:#fbfaf6;--card:#fff;--ink:#1e2622;--soft:#55605a;--rule:#dcd8cc;--land:#ece7d9;--green:#1d5c4c;
--ochre:#a5602c;
--warn:#fff3d6;--g0:#fcf1d8;--g1:#f2d7a2;--g2:#e3b26a;--g3:#a65f2a;--g4:#6a3316;--on:#fff;--edge:#5d4a33}
@media (prefers-color-scheme:dark){:root{--paper:#161a18;--card:#1f2522;--ink:#eceae2;--soft:#b3bab4;--rule:#3c4540;--land:#28302c;
--green:#86cdb6;
--ochre:#e6ab72;--warn:#3d3218;--on:#10201a;--edge:#d9c7a8}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0;background:var(--paper);color:var(--ink);
font:1.0625rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif;
overflow-wrap:break-word}
h1,h2,h3{font-family:Georgia,"Noto Serif","Liberation Serif",serif;line-height:1.2;text-wrap:balance;font-weight:700}
h1{font-size:clamp(1.7rem,1.2rem + 2.6vw,2.9rem);margin:.4rem 0 .5rem}
h2{font-size:clamp(1.35rem,1.1rem + 1.2vw,1.8rem);margin:0 0 .6rem}
h3{font-size:1.15rem;margin:2rem 0 .5rem}
h2 .no{color:var(--soft);font-weight:400;margin-right:.35em}
p{max-width:46rem;margin:.5rem 0}
a{color:var(--green)}
:focus-visible{outline:3px solid var(--ochre);outline-offset:2px}
.wrap,main,footer{max-width:76rem;margin:0 auto;padding:0 clamp(1rem,3vw,2rem)}
header{border-bottom:1px solid var(--rule);background:var(--card)}
header .wrap{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;justify-content:space-between;padding-top:.6rem;
padding-bottom:.6rem}
.brand{font:700 1.15rem Georgia,"Noto Serif","Liberation Serif",serif;margin:0;color:var(--green)}
.lang{border:0;margin:0;padding:0;display:flex;gap:.25rem;min-width:0}
.lang label{display:block;position:relative;padding:.25rem .65rem;font-size:.95rem;border:1px solid var(--soft);border-radius:2rem;
cursor:pointer}
.lang input{position:absolute;inset:0;opacity:0;margin:0;width:100%;height:100%;cursor:pointer}
.lang label:has(:checked){background:var(--green);color:var(--on);border-color:var(--green);font-weight:600}
.lang label:has(:focus-visible){outline:3px solid var(--ochre);outline-offset:2px}
body:has(#lang-uk:checked) .en,body:has(#lang-en:checked) .uk{display:none}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-999rem;top:0;background:var(--card);padding:.6rem 1rem;z-index:5}
.skip:focus{left:.5rem}
main{padding-top:1.5rem;padding-bottom:2rem}
main:focus{outline:none}
.lead{font-size:1.15rem;color:var(--soft);margin:0 0 1rem}
.warn{background:var(--warn);border-left:.35rem solid var(--ochre);padding:.7rem 1rem;max-width:none;border-radius:0 .4rem .4rem 0}
section{margin-top:3.2rem}
section.first{margin-top:1.8rem}
.five{list-style:none;margin:1rem 0;padding:0;display:grid;gap:.8rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,21rem),1fr))}
.five li{background:var(--card);border:1px solid var(--rule);border-top:.3rem solid var(--green);border-radius:.5rem;
padding:.9rem 1.1rem 1rem}
.five .q{border-top-color:var(--ochre)}
.five b{display:block;font:700 clamp(1.35rem,6.4vw,1.75rem)/1.15 Georgia,"Noto Serif","Liberation Serif",serif;
font-variant-numeric:lining-nums tabular-nums}
.five .of{display:block;color:var(--soft);font-size:.95rem;margin-bottom:.4rem}
.five p{margin:0}
@media (min-width:62rem){.five{grid-template-columns:repeat(6,1fr)}.five li{grid-column:span 2}
.five li:nth-child(n+4){grid-column:span 3}}
figure{margin:1.4rem 0}
figcaption{font-weight:600;margin-bottom:.4rem}
.stack{display:flex;height:2rem;border-radius:.35rem;overflow:hidden;background:var(--land);border:1px solid var(--edge)}
.stack span{display:block;min-width:3px;border-right:1px solid var(--card)}
.paid{background:#2c7a66}.unpaid{background:#b9682d}.open{background:repeating-linear-gradient(45deg,#8b918d 0 4px,#c9cdc9 4px 8px)}
.unclaimed{background:repeating-linear-gradient(135deg,#e3b26a 0 5px,#fbf0d8 5px 10px)}
.key{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;margin:.6rem 0 0;padding:0}
.key i{display:inline-block;width:1rem;height:1rem;border-radius:.2rem;margin-right:.45rem;vertical-align:-.12rem;
border:1px solid var(--edge)}
nav{margin-top:1.6rem;border-top:1px solid var(--rule);border-bottom:1px solid var(--rule);padding:.8rem 0}
nav h3{font-size:1rem;margin:0 0 .3rem}
nav ol{margin:0;padding:0 0 0 1.6rem;columns:19rem;column-gap:2rem}
nav li{padding:.15rem 0}
.scroll{overflow:auto;border:1px solid var(--rule);border-radius:.5rem;background:var(--card);margin:1rem 0;max-width:100%;
position:relative}
.tall{max-height:38rem}
table{border-collapse:collapse;width:100%;font-size:.95rem;line-height:1.35}
caption{text-align:left;font-weight:600;padding:.7rem .8rem .5rem}
th,td{padding:.45rem .8rem;text-align:left;vertical-align:top;border-top:1px solid var(--rule)}
thead th{vertical-align:bottom;font-weight:600;font-size:.9rem;background:var(--card)}
.tall thead th{position:sticky;top:0;z-index:2;box-shadow:0 1px var(--rule)}
tbody th{font-weight:500}
tfoot th,tfoot td{font-weight:700;border-top:2px solid var(--soft)}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
thead .n{white-space:normal;min-width:5.4rem}
caption span{display:inline-block;position:sticky;left:.8rem;max-width:calc(100vw - 5rem)}
td small,th small{display:block;color:var(--soft);font-weight:400;font-size:.9em}
.hid{color:var(--soft);font-style:italic}
.bar{background:linear-gradient(var(--green),var(--green)) right .8rem bottom .25rem/calc((100% - 1.6rem)*var(--w)) .22rem no-repeat}
.scroll .wide{min-width:11rem}
.tall th,.tall td{padding:.4rem .55rem}.tall table{font-size:.9rem}.tall tbody th small{white-space:nowrap}
@media (max-width:30rem){.scroll .wide{min-width:8rem}.scroll th,.scroll td{padding:.4rem .45rem}.scroll table{font-size:.88rem}}
@media (min-width:48rem){.tall tbody th,.pin tbody th{position:sticky;left:0;background:var(--card);z-index:1}}
.unv{color:var(--ochre);text-decoration:none;font-weight:700;padding:0 .15em}
.note{font-size:.95rem;color:var(--soft);max-width:52rem}
.read{margin-top:1.6rem}.read h3{margin:0 0 .3rem;font-size:1rem}.read ul{margin:0;padding-left:1.2rem;max-width:52rem;font-size:.95rem}
.read li{padding:.1rem 0}
.geo{display:grid;gap:1.5rem;align-items:start}
@media (min-width:60rem){.geo{grid-template-columns:minmax(0,1.75fr) minmax(0,1fr)}}
.geo figure{margin:1rem 0}
.map{display:block;width:100%;height:auto;max-height:56rem}
.map text{font:600 10px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif;
text-anchor:middle;fill:var(--ink)}
.land{fill:var(--land)}
.spots circle{stroke:var(--edge);stroke-width:.8}
.spots circle:hover{stroke-width:2.4}
.names text{paint-order:stroke;stroke:var(--land);stroke-width:3.4px;stroke-linejoin:round}
.map .in{font-size:9.5px;pointer-events:none;fill:#2a1c0c}
.map .in.g3,.map .in.g4{fill:#fff}
.g0{fill:var(--g0)}i.g0{background:var(--g0)}.g1{fill:var(--g1)}i.g1{background:var(--g1)}.g2{fill:var(--g2)}i.g2{background:var(--g2)}
.g3{fill:var(--g3)}i.g3{background:var(--g3)}.g4{fill:var(--g4)}i.g4{background:var(--g4)}
.none{fill:#fff;stroke-dasharray:2 1.5}i.none{background:#fff}
.sizes circle,.sizes path{fill:none;stroke:var(--soft);stroke-width:.8}.map .sizes text{text-anchor:start;fill:var(--soft)}
.phone{display:none}
@media (max-width:34rem){.names,.map .tight{display:none}.names.phone{display:inline}.map .phone text,.map .sizes text{font-size:13px}
.map .in{font-size:12.5px}}
.rank{list-style:none;margin:0;padding:0}
.rank li{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:0 .8rem;padding:.3rem 0}
.rank b{font-variant-numeric:tabular-nums}
.rank i{grid-column:1/-1;height:.5rem;border-radius:.25rem;background:var(--ochre);width:var(--w);min-width:2px}
.reasons{max-width:46rem}
.pair{display:grid;gap:0 2rem;align-items:start}.pair>*{min-width:0}
@media (min-width:60rem){.pair{grid-template-columns:minmax(0,1.5fr) minmax(0,1fr)}}
.level{max-width:46rem}
.facts code,p code{overflow-wrap:anywhere}
.curve{max-width:32rem}.curve svg{width:100%;height:auto}.curve polyline{fill:none;stroke:#2c7a66;stroke-width:2.5}
.curve circle{fill:#2c7a66;stroke:#fff;stroke-width:1.5}.curve .axis{fill:none;stroke:var(--edge)}.curve text{font-size:12px;fill:var(--soft)}
.level div{display:grid;grid-template-columns:minmax(0,9rem) minmax(0,1fr) 11rem;gap:.7rem;align-items:center;padding:.2rem 0}
.level i{display:block;height:1.5rem;border:1px solid var(--edge);border-radius:.3rem;
background:linear-gradient(#2c7a66,#2c7a66) left/var(--w) 100% no-repeat var(--land)}
.level b{font-variant-numeric:tabular-nums}
@media (max-width:34rem){.level div{grid-template-columns:1fr auto}.level i{grid-column:1/-1;order:3}}
dl.facts{display:grid;grid-template-columns:minmax(0,max-content) minmax(0,1fr);gap:.35rem 1.5rem;margin:1rem 0}
dl.facts dt{color:var(--soft);max-width:22rem}dl.facts dd{margin:0;font-weight:600;overflow-wrap:anywhere}
@media (max-width:40rem){dl.facts{grid-template-columns:1fr;gap:0}dl.facts dd{margin-bottom:.6rem}}
.how{margin:1rem 0;display:grid;gap:.3rem 2rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,30rem),1fr))}
.how div{border-top:1px solid var(--rule);padding:.7rem 0}
.how h3{margin:0 0 .2rem;font-size:1.05rem}.how p{margin:.2rem 0}
.cite{color:var(--soft);font-size:.92rem}
details{border:1px solid var(--rule);border-radius:.5rem;background:var(--card);margin:.8rem 0;padding:0 1rem}
summary{cursor:pointer;padding:.7rem 0;font-weight:600}
.tree,.tree ul{list-style:none;margin:0;padding:0}
.tree{padding-bottom:1rem}
.tree ul{border-left:2px solid var(--rule);margin-left:.4rem;padding-left:clamp(.6rem,2vw,1.2rem)}
.tree li{padding:.25rem 0}
.tree b{font-variant-numeric:tabular-nums}
pre{background:var(--card);border:1px solid var(--rule);border-radius:.5rem;padding:.8rem 1rem;white-space:pre-wrap;
overflow-wrap:anywhere;margin:.8rem 0}
code{font-family:ui-monospace,Consolas,"Liberation Mono",monospace;font-size:.92rem}
footer{border-top:1px solid var(--rule);padding-top:1rem;padding-bottom:2rem;color:var(--soft);font-size:.95rem}
@page{margin:12mm}
@media print{:root{--paper:#fff;--card:#fff;--ink:#000;--soft:#444;--rule:#bbb;--land:#eee;--green:#1d5c4c;--ochre:#8a4c1e;--warn:#fff;
--edge:#444;--on:#fff}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
body{font-size:10pt}.lang,.skip,nav{display:none!important}main,footer,.wrap{max-width:none;padding-left:0;padding-right:0}
.scroll{overflow:visible;max-height:none;border:0}.tall thead th,.tall tbody th,.pin tbody th{position:static}
table,.tall table{font-size:7pt}
th,td,.tall th,.tall td{padding:.12rem .22rem}
.n,.tall tbody th small{white-space:normal}td.n{white-space:nowrap}thead th{font-size:inherit}
caption span{position:static;max-width:none}caption{padding:.3rem .22rem}
thead .n,.scroll .wide{min-width:0}
tr,li,figure{break-inside:avoid}h2,h3,caption{break-after:avoid}section{margin-top:1.5rem}
details::details-content{content-visibility:visible;block-size:auto}.map{max-height:16cm}}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
"""
