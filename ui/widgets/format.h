// Numbers as people read them: few but enough figures, with the signs of their language, the same in every place of the
// window; see NumberText. Between a number and its unit no line breaks.
#pragma once

#include <QString>
#include <cstdint>

namespace gradus::ui {

// --- whole numbers

/// "25 818".
QString grouped(std::int64_t number);

/// "1 sample", "25 818 samples".
QString counted(std::int64_t number, const QString& thing);

/// A number with what it is a number of; no line breaks between them.
QString withUnit(const QString& number, const QString& unit);

// --- what was measured; "–" for NaN, which says that nothing was

/// Three figures, such as "0.0624", "−12.3", "1.20e−5".
QString figures(double number);

/// The same of a difference: "+0.0624", "−12.3".
QString signedFigures(double number);

/// As a table has it: "4", "1 850", "13.8", "0.0624".
QString tableNumber(double number);

/// 0.9412 as "94.1 %".
QString percent(double share, int decimals = 1);

/// Epochs done: "12", or "12.4" within the thirteenth.
QString epochNumber(double epochs);

/// A rate: "612 400", from ten million on "12.4 M".
QString compact(double number);

/// "98.1 KiB".
QString byteSize(std::int64_t bytes);

/// "00:09", or "1:02:03" from an hour on.
QString duration(double seconds);

// --- what a network computes; "NaN" and "∞" where it gets out of hand

/// At most so many figures, such as "−0.03142" with four, without zeros at the end.
QString withFigures(double number, int figures);

/// Four figures, for the card that explains.
QString preciseNumber(double number);

/// Five, read off a curve.
QString finelyRead(double number);

/// So many decimals.
QString withDecimals(double number, int decimals);

/// The same of a difference: "+1.5", "−0.3".
QString withSignAndDecimals(double number, int decimals);

/// At most so many decimals, without zeros at the end.
QString withDecimalsAtMost(double number, int decimals);

/// So many figures and a power of ten: "3e−4".
QString withPower(double number, int figures);

/// As short as a small box needs it, with about three figures and so many decimals at most: "−0.04", "12.3", "1 742",
/// "2e6".
QString shortNumber(double number, int decimals = 2);

// --- what somebody has set

/// As few digits as read back the same: "0.001", "1e−8".
QString exactly(double number);

/// Of a field, which takes it back as it is: nothing parts its digits.
QString typeable(double number);
QString typeable(double number, int figures);

}  // namespace gradus::ui
