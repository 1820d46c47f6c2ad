//! The figures as one page that a person reads: a table, and a plot for whatever has more to say
//! than a median.

use maud::{DOCTYPE, Markup, html};

use crate::figures::{Figures, Row, median};
use crate::plot;

/// The page.
pub(crate) fn page(figures: &Figures, machine: &[(&str, String)]) -> String {
    let works = works(figures);
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "Natter, measured" }
                style { (STYLE) }
            }
            body {
                h1 { "Natter, measured" }
                p {
                    "Natter’s release bundle beside a plain chat (" code { "bench/baseline" } "), both on workerd with \
                     nothing in front, in turns on the same machine. A ratio is the median of the ratios of the pairs; \
                     every other figure is the median of its samples."
                }
                dl { @for (name, value) in machine { div { dt { (name) } dd { (value) } } } }
                h2 { "All figures" }
                div.wide { (table(&works)) }
                @if works.iter().any(|(_, rows)| rows.iter().any(is_compared)) {
                    h2 { "Every sample" }
                    p.key { (plot::key()) }
                    @for (work, rows) in &works {
                        @let compared: Vec<&Row> = rows.iter().copied().filter(is_compared).collect();
                        @if !compared.is_empty() {
                            h3 { (work) }
                            @for row in compared { figure { figcaption { (row.figure) } (plot::samples(row)) } }
                        }
                    }
                }
                @if !figures.plots.is_empty() {
                    h2 { "Curves" }
                    p.key { (plot::key()) }
                    @for plot in &figures.plots { figure { figcaption { (plot.title) } (plot::curves(plot)) } }
                }
            }
        }
    }
    .into_string()
}

fn is_compared(row: &&Row) -> bool {
    !row.baseline.is_empty() && row.natter.len() > 1
}

/// The rows by what was done.
fn works(figures: &Figures) -> Vec<(&'static str, Vec<&Row>)> {
    let mut works: Vec<(&'static str, Vec<&Row>)> = Vec::new();
    for row in &figures.rows {
        match works.iter_mut().find(|(work, _)| *work == row.work) {
            Some((_, rows)) => rows.push(row),
            None => works.push((row.work, vec![row])),
        }
    }
    works
}

fn table(works: &[(&'static str, Vec<&Row>)]) -> Markup {
    let shown = |row: &Row, samples: &[f64]| median(samples).map(|median| row.unit.show(median));
    html! {
        table {
            thead {
                tr {
                    @for name in ["Figure", "Natter", "Baseline", "Ratio", "Goal", "", "Samples"] {
                        th scope="col" { (name) }
                    }
                }
            }
            @for (work, rows) in works {
                tbody {
                    tr { th.work scope="rowgroup" colspan="7" { (work) } }
                    @for row in rows {
                        tr {
                            th scope="row" { (row.figure) }
                            td { @if let Some(shown) = shown(row, &row.natter) { (shown) } }
                            td { @if let Some(shown) = shown(row, &row.baseline) { (shown) } }
                            td { @if let Some(ratio) = row.ratio() { (format!("{ratio:.3}")) } }
                            td { (row.goal.show(row.unit)) }
                            td { @match row.is_met() {
                                Some(true) => span.met { "✓ met" },
                                Some(false) => span.missed { "✗ not met" },
                                None => {}
                            } }
                            td { (row.natter.len().max(row.baseline.len())) }
                        }
                    }
                }
            }
        }
    }
}

const STYLE: &str = "
:root {
  --ink: #1b1f24; --soft: #59636e; --line: #d7dce1; --paper: #fff;
  --natter: #0b6e69; --baseline: #b4500b; --good: #116329; --bad: #b3261e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e6e8ea; --soft: #9aa4ae; --line: #363d45; --paper: #15191e;
    --natter: #45c9bf; --baseline: #f0a35e; --good: #5fce7d; --bad: #ff8a80;
  }
}
body {
  margin: 2rem auto; padding: 0 1rem; max-width: 62rem;
  background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif;
}
h1, h2, h3 { line-height: 1.2; margin: 2rem 0 .5rem }
h3 { font-size: 1rem }
p { max-width: 44rem }
dl div { display: flex; gap: 1rem }
dt { flex: 0 0 5rem; color: var(--soft) }
dd { margin: 0 }
.wide { overflow-x: auto }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .9rem; width: 100% }
th, td { padding: .25rem .6rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap }
th { font-weight: normal }
th:first-child { text-align: left }
thead th { color: var(--soft) }
th.work { font-weight: 600; padding-top: 1rem }
.met { color: var(--good) }
.missed { color: var(--bad); font-weight: 600 }
figure { margin: .75rem 0 }
figcaption { color: var(--soft); font-size: .9rem }
svg { display: block; width: 100%; height: auto; max-width: 50rem }
svg text { fill: var(--soft); font: 12px system-ui, sans-serif }
.key svg { max-width: 21rem }
.key .axis { stroke: var(--ink); stroke-width: 2 }
.axis { stroke: var(--line); stroke-width: 1 }
.natter { fill: var(--natter); stroke: var(--natter) }
.baseline { fill: var(--baseline); stroke: var(--baseline) }
.curve { fill: none; stroke-width: 2 }
.sample { fill-opacity: .55; stroke: none }
.median { stroke-width: 2 }
svg text.natter, svg text.baseline { stroke: none; font-weight: 600 }
svg text.natter { fill: var(--natter) }
svg text.baseline { fill: var(--baseline) }
";
