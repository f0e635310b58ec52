//! Reading order: rows from top to bottom, each row from left to right.
//!
//! Labels side by side are never exactly level. If they were sorted only by their height, their order would change from
//! one photograph to the next.

use crate::geometry::{Point, least_first, span};

/// Sorts items with corners in reading order. Two items are in one row if the center of either is level with a part of
/// the other. A row consists of its highest item and all items that are in one row with it.
pub(super) fn reading_order<T>(mut things: Vec<T>, corners: impl Fn(&T) -> &[Point; 4]) -> Vec<T> {
    let across = |thing: &T| span(corners(thing).iter().map(|corner| corner.x));
    let down = |thing: &T| span(corners(thing).iter().map(|corner| corner.y));
    things.sort_by_cached_key(|thing| least_first(down(thing).0));
    let mut ordered = Vec::with_capacity(things.len());
    while !things.is_empty() {
        let rest = things.split_off(1);
        let (top, bottom) = things.first().map_or((0.0, 0.0), down);
        let is_in_row = |thing: &T| {
            let (low, high) = down(thing);
            low <= top.midpoint(bottom) || low.midpoint(high) < bottom
        };
        let (beside, below): (Vec<T>, Vec<T>) = rest.into_iter().partition(is_in_row);
        let mut row = things;
        row.extend(beside);
        row.sort_by_cached_key(|thing| least_first(across(thing).0));
        ordered.extend(row);
        things = below;
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x: f64, y: f64, side: f64) -> [Point; 4] {
        [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side)].map(|(dx, dy)| Point { x: x + dx, y: y + dy })
    }

    #[test]
    fn rows_are_read_from_top_to_bottom_each_from_left_to_right() {
        let (a, b, c) = (square(0.0, 3.0, 10.0), square(20.0, 0.0, 10.0), square(40.0, 4.0, 10.0));
        let (d, e) = (square(1.0, 15.0, 10.0), square(30.0, 14.0, 4.0));
        assert_eq!(reading_order(vec![e, c, d, a, b], |square| square), [a, b, c, d, e]);
        assert!(reading_order(Vec::<[Point; 4]>::new(), |square| square).is_empty());
    }

    #[test]
    fn no_item_is_lost_if_its_corners_are_not_a_square() {
        let odd = [
            square(0.0, 0.0, 0.0),
            square(f64::NAN, f64::NAN, 1.0),
            square(f64::MAX, f64::MIN, 1.0),
            square(5.0, 5.0, -3.0),
        ];
        assert_eq!(reading_order(odd.to_vec(), |square| square).len(), 4);
    }
}
