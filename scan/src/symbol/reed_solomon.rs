//! Reed-Solomon correction over GF(256), of errors at unknown places and of erasures at known ones.
//!
//! An erasure costs one codeword of parity, an error two. Knowing which codewords are unreliable therefore doubles what
//! can be repaired. The algorithm of Berlekamp and Massey, started from the erasures, finds the places; Forney's
//! algorithm finds the values.

/// The field's polynomial, x^8 + x^4 + x^3 + x^2 + 1.
const POLYNOMIAL: u16 = 0x11d;

/// The powers of the generator 2, repeated so that sums of two logarithms need no reduction, and the logarithms.
const TABLES: ([u8; 512], [u8; 256]) = tables();

#[allow(clippy::indexing_slicing, reason = "evaluated at compile time: an index out of range would not compile")]
const fn tables() -> ([u8; 512], [u8; 256]) {
    let (mut power, mut log) = ([0; 512], [0; 256]);
    let (mut value, mut at) = (1_u16, 0);
    while at < 255 {
        power[at] = value as u8;
        power[at + 255] = value as u8;
        log[value as usize] = at as u8;
        value <<= 1;
        if value > 255 {
            value ^= POLYNOMIAL;
        }
        at += 1;
    }
    (power, log)
}

static POWER: [u8; 512] = TABLES.0;
static LOG: [u8; 256] = TABLES.1;

fn power(exponent: usize) -> u8 {
    POWER.get(exponent).copied().unwrap_or(0)
}

fn log(value: u8) -> usize {
    usize::from(LOG.get(usize::from(value)).copied().unwrap_or(0))
}

fn times(a: u8, b: u8) -> u8 {
    if a == 0 || b == 0 { 0 } else { power(log(a) + log(b)) }
}

/// Divides in the field. `b` must not be zero.
fn over(a: u8, b: u8) -> u8 {
    if a == 0 { 0 } else { power(log(a) + 255 - log(b)) }
}

/// Returns the value of a polynomial. The lowest coefficient comes first.
fn evaluate(polynomial: &[u8], at: u8) -> u8 {
    polynomial.iter().rev().fold(0, |sum, coefficient| times(sum, at) ^ coefficient)
}

/// Returns the syndromes of a block. All are zero if it is a codeword.
fn syndromes(block: &[u8], parity: usize) -> Vec<u8> {
    (0..parity).map(|root| block.iter().fold(0, |sum, value| times(sum, power(root)) ^ value)).collect()
}

/// Repairs a block of data and `parity` codewords. Returns the number of wrong codewords at places other than the
/// erasures. `None` if it cannot be repaired with `slack` parity codewords left over, which distinguish a correct
/// repair from a change to a wrong codeword. A block that is not repaired is left unchanged.
pub(super) fn correct(block: &mut [u8], parity: usize, erasures: &[usize], slack: usize) -> Option<usize> {
    let syndromes = syndromes(block, parity);
    if syndromes.iter().all(|syndrome| *syndrome == 0) {
        return Some(0);
    }
    if erasures.len() + slack > parity {
        return None;
    }
    let last = block.len().checked_sub(1).filter(|last| *last < 255)?;
    // The locator of a place is the generator to the power of its distance from the end.
    let mut locator = vec![1];
    for place in erasures {
        let at = power(last.checked_sub(*place)?);
        locator.push(0);
        let shifted: Vec<u8> = core::iter::once(0).chain(locator.iter().map(|value| times(*value, at))).collect();
        locator.iter_mut().zip(shifted).for_each(|(value, other)| *value ^= other);
    }
    let locator = find_errors(locator, &syndromes, erasures.len());
    let degree = locator.iter().rposition(|value| *value != 0)?;
    if 2 * degree > parity + erasures.len() - slack.min(parity) {
        return None;
    }
    let evaluator: Vec<u8> = (0..parity)
        .map(|at| locator.iter().take(at + 1).zip(syndromes.get(..=at).unwrap_or_default().iter().rev()))
        .map(|pairs| pairs.fold(0, |sum, (a, b)| sum ^ times(*a, *b)))
        .collect();
    // The derivative in characteristic 2: odd powers, lowered by one.
    let derivative: Vec<u8> =
        locator.iter().skip(1).enumerate().map(|(at, value)| if at % 2 == 0 { *value } else { 0 }).collect();

    let mut repaired = block.to_vec();
    let (mut roots, mut errors) = (0, 0);
    for (place, value) in repaired.iter_mut().enumerate() {
        let exponent = last - place;
        let inverse = power((255 - exponent) % 255);
        if evaluate(&locator, inverse) != 0 {
            continue;
        }
        let slope = evaluate(&derivative, inverse);
        if slope == 0 {
            return None;
        }
        roots += 1;
        let magnitude = over(times(power(exponent), evaluate(&evaluator, inverse)), slope);
        *value ^= magnitude;
        errors += usize::from(magnitude != 0 && !erasures.contains(&place));
    }
    if roots != degree || self::syndromes(&repaired, parity).iter().any(|syndrome| *syndrome != 0) {
        return None;
    }
    block.copy_from_slice(&repaired);
    Some(errors)
}

/// Extends the locator of the erasures by that of the errors.
fn find_errors(mut locator: Vec<u8>, syndromes: &[u8], erased: usize) -> Vec<u8> {
    let parity = syndromes.len();
    locator.resize(parity + 1, 0);
    let mut previous = locator.clone();
    let mut length = erased;
    for step in erased + 1..=parity {
        let newest_first = syndromes.get(..step).unwrap_or_default().iter().rev();
        let discrepancy = locator.iter().zip(newest_first).fold(0, |sum, (a, b)| sum ^ times(*a, *b));
        previous.rotate_right(1);
        if let Some(first) = previous.first_mut() {
            *first = 0;
        }
        if discrepancy == 0 {
            continue;
        }
        let old = locator.clone();
        locator.iter_mut().zip(&previous).for_each(|(value, other)| *value ^= times(discrepancy, *other));
        if 2 * length < step + erased {
            length = step + erased - length;
            previous = old.into_iter().map(|value| over(value, discrepancy)).collect();
        }
    }
    locator
}

#[cfg(test)]
mod tests {
    use super::{correct, syndromes};

    /// The codeword of annex I of the standard: version 1-M with ten parity codewords.
    const BLOCK: [u8; 26] = [
        0x10, 0x20, 0x0c, 0x56, 0x61, 0x80, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xa5, 0x24,
        0xd4, 0xc1, 0xed, 0x36, 0xc7, 0x87, 0x2c, 0x55,
    ];
    const PARITY: usize = 10;

    fn damaged(places: &[usize]) -> [u8; 26] {
        let mut block = BLOCK;
        places.iter().for_each(|place| block[*place] ^= 0x5a + *place as u8);
        block
    }

    #[test]
    fn errors_are_corrected_up_to_half_the_parity() {
        assert!(syndromes(&BLOCK, PARITY).iter().all(|syndrome| *syndrome == 0));
        for places in [&[][..], &[0], &[25], &[0, 25], &[1, 7, 8, 20], &[0, 5, 10, 15, 20]] {
            let mut block = damaged(places);
            assert_eq!(correct(&mut block, PARITY, &[], 0), Some(places.len()));
            assert_eq!(block, BLOCK, "{places:?}");
        }
        let six = damaged(&[0, 5, 10, 15, 20, 25]);
        let mut block = six;
        assert_eq!(correct(&mut block, PARITY, &[], 0), None);
        assert_eq!(block, six, "a block that cannot be repaired is unchanged");
        assert_eq!(
            correct(&mut damaged(&[0, 5, 10, 15, 20]), PARITY, &[], 1),
            None,
            "one parity codeword must stay unused"
        );
    }

    #[test]
    fn erasures_cost_half_of_what_errors_do() {
        let ten = [0, 3, 6, 9, 12, 15, 18, 21, 24, 25];
        let mut block = damaged(&ten);
        assert_eq!(correct(&mut block, PARITY, &ten, 0), Some(0));
        assert_eq!(block, BLOCK);
        // Six erasures, one of them at a correct codeword, and two errors.
        let mut block = damaged(&[0, 3, 6, 9, 12, 20, 21]);
        assert_eq!(correct(&mut block, PARITY, &[0, 3, 6, 9, 12, 13], 0), Some(2));
        assert_eq!(block, BLOCK);
        assert_eq!(
            correct(&mut damaged(&ten), PARITY, &ten, 4),
            None,
            "no parity codeword would be left to detect a wrong repair"
        );
        assert_eq!(correct(&mut damaged(&[1]), PARITY, &[26], 0), None, "an erasure outside the block");
    }
}
