//! Plots as inline SVG. The two chats differ by shape as well as by colour.

use maud::{Markup, html};

use crate::figures::{Plot, Row, Unit, median};
use crate::server::Chat;

const WIDTH: f64 = 800.0;
const LEFT: f64 = 90.0;
const RIGHT: f64 = 90.0;

/// Where numbers of a range lie: logarithmically, as ratios are what counts.
struct Scale {
    from: f64,
    to: f64,
    start: f64,
    end: f64,
}

impl Scale {
    /// For numbers, between two places. What is not above zero has no place; it is drawn at the
    /// lower end.
    fn of(numbers: impl Iterator<Item = f64> + Clone, start: f64, end: f64) -> Self {
        let positive = numbers.filter(|number| *number > 0.0 && number.is_finite());
        let (least, most) = (positive.clone().fold(f64::MAX, f64::min), positive.fold(f64::MIN_POSITIVE, f64::max));
        let least = if least > most { most } else { least };
        // At least the space of a factor of two, or noise would fill the plot.
        let margin = (1.0 + (2.0 / (most / least)).max(0.0) * 0.5).max(1.1);
        Self { from: (least / margin).ln(), to: (most * margin).ln(), start, end }
    }

    fn place(&self, number: f64) -> f64 {
        let part = (number.ln() - self.from) / (self.to - self.from);
        self.start + part.clamp(0.0, 1.0) * (self.end - self.start)
    }

    /// Round numbers in the range: 1, 2, 5, 10…, or only powers of ten where there are many.
    fn ticks(&self) -> Vec<f64> {
        let steps: &[f64] = if (self.to - self.from) > 7.0 { &[1.0] } else { &[1.0, 2.0, 5.0] };
        let powers = -9..=12;
        let all = powers.flat_map(|power| steps.iter().map(move |step| step * 10_f64.powi(power)));
        all.filter(|tick| (self.from..=self.to).contains(&tick.ln())).collect()
    }
}

const KEY: &str = "Key: Natter is a circle, the baseline a square, a line the median.";

/// What the shapes mean.
pub(crate) fn key() -> Markup {
    html! {
        svg viewBox="0 0 340 20" role="img" aria-label=(KEY) {
            (mark(Chat::Natter, 10.0, 10.0, "median")) text.natter x="20" y="14" { "Natter" }
            (mark(Chat::Baseline, 110.0, 10.0, "median")) text.baseline x="120" y="14" { "Baseline" }
            line.axis x1="210" x2="210" y1="3" y2="17" {} text x="220" y="14" { "median" }
        }
    }
}

/// Every sample of a row, one line for each chat, with the median beside it.
pub(crate) fn samples(row: &Row) -> Markup {
    let scale = Scale::of(row.natter.iter().chain(&row.baseline).copied(), LEFT, WIDTH - RIGHT);
    let shown = |samples: &[f64]| median(samples).map(|median| row.unit.show(median)).unwrap_or_default();
    let label = format!("Natter {}, baseline {}", shown(&row.natter), shown(&row.baseline));
    let rows = [(Chat::Natter, "Natter", &row.natter, 16.0), (Chat::Baseline, "Baseline", &row.baseline, 40.0)];
    html! {
        svg viewBox={ "0 0 " (WIDTH) " 74" } role="img" aria-label=(label) {
            @for tick in scale.ticks() {
                @let x = scale.place(tick);
                line.axis x1=(x) x2=(x) y1="4" y2="52" {}
                text x=(x) y="68" text-anchor="middle" { (row.unit.show(tick)) }
            }
            @for (chat, name, samples, y) in rows {
                text class=(chat) x="0" y=(y + 4.0) { (name) }
                @for sample in samples { (mark(chat, scale.place(*sample), y, "sample")) }
                @if let Some(median) = median(samples) {
                    @let x = scale.place(median);
                    line class={ (chat) " median" } x1=(x) x2=(x) y1=(y - 8.0) y2=(y + 8.0) {}
                    text class=(chat) x=(WIDTH - RIGHT + 8.0) y=(y + 4.0) { (row.unit.show(median)) }
                }
            }
        }
    }
}

/// The curves of a plot: at each place the median.
pub(crate) fn curves(plot: &Plot) -> Markup {
    const HEIGHT: f64 = 280.0;
    const BOTTOM: f64 = HEIGHT - 40.0;
    let down = Scale::of(plot.points.iter().map(|(.., y)| *y), BOTTOM, 10.0);
    let across = Across::of(plot);
    html! {
        svg viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="img" aria-label=(plot.title) {
            @for tick in down.ticks() {
                @let y = down.place(tick);
                line.axis x1=(LEFT) x2=(WIDTH - RIGHT) y1=(y) y2=(y) {}
                text x=(LEFT - 8.0) y=(y + 4.0) text-anchor="end" { (plot.unit.show(tick)) }
            }
            @for tick in &across.ticks {
                text x=(across.place(*tick)) y=(BOTTOM + 18.0) text-anchor="middle" { (Unit::Number.show(*tick)) }
            }
            text x=((LEFT + WIDTH - RIGHT) / 2.0) y=(HEIGHT - 4.0) text-anchor="middle" { (plot.across) }
            @for chat in [Chat::Natter, Chat::Baseline] {
                @let points = curve(plot, chat);
                @let path: Vec<String> =
                    points.iter().map(|(x, y)| format!("{:.1},{:.1}", across.place(*x), down.place(*y))).collect();
                polyline class={ (chat) " curve" } points=(path.join(" ")) {}
                @for (x, y) in &points { (mark(chat, across.place(*x), down.place(*y), "median")) }
                @if let Some((x, y)) = points.last() {
                    text class=(chat) x=(across.place(*x) + 8.0) y=(down.place(*y) + 4.0) { (plot.unit.show(*y)) }
                }
            }
        }
    }
}

/// The places of a plot from left to right: evenly, or logarithmically if they are far apart.
struct Across {
    log: Option<Scale>,
    ticks: Vec<f64>,
    from: f64,
    to: f64,
}

impl Across {
    fn of(plot: &Plot) -> Self {
        let places = plot.points.iter().map(|(_, x, _)| *x);
        let (from, to) = (places.clone().fold(f64::MAX, f64::min), places.clone().fold(f64::MIN, f64::max));
        // Percentages begin above zero and are not ratios.
        let log = (to > 100.0 && to / from > 20.0).then(|| Scale::of(places.clone(), LEFT, WIDTH - RIGHT));
        let mut ticks: Vec<f64> =
            if log.is_some() { places.collect() } else { (0..=4).map(|n| f64::from(n) * 25.0).collect() };
        ticks.sort_unstable_by(f64::total_cmp);
        ticks.dedup();
        Self { log, ticks, from: from.min(0.0), to: to.max(100.0) }
    }

    fn place(&self, number: f64) -> f64 {
        let evenly = || LEFT + (number - self.from) / (self.to - self.from) * (WIDTH - RIGHT - LEFT);
        self.log.as_ref().map_or_else(evenly, |log| log.place(number))
    }
}

fn curve(plot: &Plot, chat: Chat) -> Vec<(f64, f64)> {
    let mut points: Vec<(f64, f64)> =
        plot.points.iter().filter(|(of, ..)| *of == chat).map(|(_, x, y)| (*x, *y)).collect();
    points.sort_unstable_by(|(a, _), (b, _)| a.total_cmp(b));
    let groups = points.chunk_by(|(a, _), (b, _)| a == b);
    let middle = |group: &[(f64, f64)]| {
        let (x, _) = group.first()?;
        Some((*x, median(&group.iter().map(|(_, y)| *y).collect::<Vec<_>>())?))
    };
    groups.filter_map(middle).collect()
}

fn mark(chat: Chat, x: f64, y: f64, kind: &str) -> Markup {
    html! {
        @match chat {
            Chat::Natter => circle class={ (chat) " " (kind) } cx=(x) cy=(y) r="4" {},
            Chat::Baseline => rect class={ (chat) " " (kind) } x=(x - 3.5) y=(y - 3.5) width="7" height="7" {},
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twice_as_much_is_always_as_far_away() {
        let scale = Scale::of([1.0, 1_000.0].into_iter(), 0.0, 100.0);
        let (near, far) = (scale.place(2.0) - scale.place(1.0), scale.place(800.0) - scale.place(400.0));
        assert!((near - far).abs() < 1e-9);
        assert_eq!(scale.ticks().first(), Some(&1.0));
    }

    #[test]
    fn extreme_samples_are_drawn_inside_the_plot() {
        for numbers in [vec![], vec![0.0], vec![0.0, 3.0], vec![f64::INFINITY, 1.0]] {
            let scale = Scale::of(numbers.into_iter(), 0.0, 100.0);
            for number in [0.0, 1.0, 1e300] {
                assert!((0.0..=100.0).contains(&scale.place(number)), "{number}");
            }
        }
    }
}
