//! What was measured: samples, medians, ratios, and what they should be.

use std::fmt;

use crate::server::Chat;

/// Everything that was measured.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    pub(crate) rows: Vec<Row>,
    pub(crate) plots: Vec<Plot>,
}

/// One kind of figure, measured several times.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) work: &'static str,
    pub(crate) figure: String,
    pub(crate) unit: Unit,
    pub(crate) goal: Goal,
    pub(crate) natter: Vec<f64>,
    pub(crate) baseline: Vec<f64>,
}

/// What a figure is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Seconds,
    Milliseconds,
    Microseconds,
    PerSecond,
    Bytes,
    Number,
    Times,
}

/// What a figure should be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Goal {
    /// At most so many times what the baseline needs.
    TimesBaselineAtMost(f64),
    /// At least so many times what the baseline does.
    TimesBaselineAtLeast(f64),
    /// At most this.
    AtMost(f64),
    /// To be reported, whatever it is.
    Reported,
}

/// A curve for each chat, over some number.
#[derive(Debug)]
pub(crate) struct Plot {
    pub(crate) title: &'static str,
    pub(crate) across: &'static str,
    pub(crate) unit: Unit,
    /// Chat, where, how much.
    pub(crate) points: Vec<(Chat, f64, f64)>,
}

impl Figures {
    /// Adds a sample.
    pub(crate) fn add(&mut self, work: &'static str, figure: &str, unit: Unit, goal: Goal, chat: Chat, sample: f64) {
        let row = self.rows.iter().position(|row| row.work == work && row.figure == figure);
        let row = row.unwrap_or_else(|| {
            // Beside the others of its kind, whatever was measured in between.
            let place = self.rows.iter().rposition(|row| row.work == work).map_or(self.rows.len(), |last| last + 1);
            let figure = figure.to_owned();
            self.rows.insert(place, Row { work, figure, unit, goal, natter: Vec::new(), baseline: Vec::new() });
            place
        });
        if let Some(row) = self.rows.get_mut(row) {
            match chat {
                Chat::Natter => row.natter.push(sample),
                Chat::Baseline => row.baseline.push(sample),
            }
        }
    }

    /// Adds a point to a plot.
    pub(crate) fn point(&mut self, title: &'static str, across: &'static str, unit: Unit, point: (Chat, f64, f64)) {
        let plot = self.plots.iter().position(|plot| plot.title == title).unwrap_or_else(|| {
            self.plots.push(Plot { title, across, unit, points: Vec::new() });
            self.plots.len() - 1
        });
        if let Some(plot) = self.plots.get_mut(plot) {
            plot.points.push(point);
        }
    }
}

impl Figures {
    /// Whether everything is as it should be.
    ///
    /// # Errors
    /// What is not.
    pub(crate) fn verdict(&self) -> Result<(), String> {
        let describe = |row: &Row| {
            let figure = median(&row.natter).map(|figure| row.unit.show(figure)).unwrap_or_default();
            format!("{}, {}: {figure}, should be {}", row.work, row.figure, row.goal.show(row.unit))
        };
        let bad: Vec<String> = self.rows.iter().filter(|row| row.is_met() == Some(false)).map(describe).collect();
        if bad.is_empty() { Ok(()) } else { Err(bad.join("; ")) }
    }
}

impl Row {
    /// The median of the ratios of the pairs: what the machine did meanwhile was done to both of a
    /// pair.
    pub(crate) fn ratio(&self) -> Option<f64> {
        median(&self.ratios())
    }

    /// Natter's to the baseline's, pair by pair. There is none to nothing.
    fn ratios(&self) -> Vec<f64> {
        let ratios = self.natter.iter().zip(&self.baseline).map(|(natter, baseline)| natter / baseline);
        ratios.filter(|ratio| ratio.is_finite()).collect()
    }

    /// Whether it is as it should be; none if nothing is asked.
    pub(crate) fn is_met(&self) -> Option<bool> {
        Some(match self.goal {
            Goal::TimesBaselineAtMost(times) => self.ratio()? <= times,
            Goal::TimesBaselineAtLeast(times) => self.ratio()? >= times,
            Goal::AtMost(most) => median(&self.natter)? <= most,
            Goal::Reported => return None,
        })
    }
}

/// The middle one; of an even number the mean of the two in the middle.
pub(crate) fn median(samples: &[f64]) -> Option<f64> {
    let mut sorted = samples.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let half = sorted.len() / 2;
    let upper = *sorted.get(half)?;
    if sorted.len() % 2 == 1 { Some(upper) } else { Some(f64::midpoint(upper, *sorted.get(half - 1)?)) }
}

impl Unit {
    /// A figure as it is printed: three digits that mean something.
    pub(crate) fn show(self, figure: f64) -> String {
        let digits = |figure: f64| match figure.abs() {
            0.0 => "0".to_owned(),
            ..0.995 => format!("{figure:.3}"),
            ..9.95 => format!("{figure:.2}"),
            ..99.5 => format!("{figure:.1}"),
            _ => thousands(figure),
        };
        match self {
            Self::Seconds => format!("{} s", digits(figure)),
            Self::Milliseconds => format!("{} ms", digits(figure)),
            Self::Microseconds => format!("{} µs", digits(figure)),
            Self::PerSecond => format!("{} /s", digits(figure)),
            Self::Bytes if figure >= 1e6 => format!("{} MB", digits(figure / 1e6)),
            Self::Bytes if figure >= 1e3 => format!("{} KB", digits(figure / 1e3)),
            Self::Bytes => format!("{} B", digits(figure)),
            Self::Number if figure.fract() == 0.0 => thousands(figure),
            Self::Number => digits(figure),
            Self::Times => format!("{} ×", digits(figure)),
        }
    }
}

impl Goal {
    /// As it is printed.
    pub(crate) fn show(self, unit: Unit) -> String {
        match self {
            Self::TimesBaselineAtMost(times) => format!("≤ {times:.3} × baseline").replace(".000", ""),
            Self::TimesBaselineAtLeast(times) => format!("≥ {times} × baseline"),
            Self::AtMost(most) => format!("≤ {}", unit.show(most)),
            Self::Reported => String::new(),
        }
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = ["", "", "Natter", "baseline", "ratio", "goal", ""].map(str::to_owned);
        let mut lines = vec![head];
        let mut work = "";
        for row in &self.rows {
            let shown = |samples: &[f64]| median(samples).map(|median| row.unit.show(median)).unwrap_or_default();
            lines.push([
                if row.work == work { String::new() } else { row.work.to_owned() },
                row.figure.clone(),
                shown(&row.natter),
                shown(&row.baseline),
                row.ratio().map(|ratio| format!("{ratio:.3}")).unwrap_or_default(),
                row.goal.show(row.unit),
                row.is_met().map_or("", |is_met| if is_met { "met" } else { "NOT MET" }).to_owned(),
            ]);
            work = row.work;
        }
        let mut widths = [0; 7];
        for line in &lines {
            for (width, cell) in widths.iter_mut().zip(line) {
                *width = cell.chars().count().max(*width);
            }
        }
        for (n, line) in lines.iter().enumerate() {
            let cells: Vec<String> = line.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
            writeln!(f, "| {} |", cells.join(" | "))?;
            if n == 0 {
                let rules: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
                writeln!(f, "| {} |", rules.join(" | "))?;
            }
        }
        Ok(())
    }
}

fn thousands(figure: f64) -> String {
    let digits = format!("{figure:.0}");
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |digits| ("-", digits));
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    format!("{sign}{}", groups.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratio_is_the_median_of_the_pairs() {
        let mut figures = Figures::default();
        // The machine was ten times as slow during the second pair.
        for (chat, samples) in [(Chat::Natter, [1.0, 10.0, 1.2]), (Chat::Baseline, [10.0, 100.0, 10.0])] {
            for sample in samples {
                figures.add("join", "time", Unit::Seconds, Goal::TimesBaselineAtMost(0.1), chat, sample);
            }
        }
        assert_eq!(figures.rows[0].ratio(), Some(0.1));
        assert_eq!(figures.rows[0].is_met(), Some(true));
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[4.0, 1.0, 3.0, 2.0]), Some(2.5));
    }

    #[test]
    fn figures_are_printed_with_three_digits() {
        assert_eq!(Unit::Milliseconds.show(0.12345), "0.123 ms");
        assert_eq!(Unit::Milliseconds.show(12.345), "12.3 ms");
        assert_eq!(Unit::PerSecond.show(1_470_000.4), "1,470,000 /s");
        assert_eq!(Unit::Bytes.show(30_513.0), "30.5 KB");
        assert_eq!(Unit::Number.show(10_000.0), "10,000");
        assert_eq!(thousands(-1234.0), "-1,234");
    }
}
