// Numbers as people read them: groups of three digits, few but enough figures, the same in every place of the window.
#pragma once

#include <QString>
#include <cstdint>

namespace gradus::ui {

/// A number that Qt has written, with a true minus sign.
QString withMinus(QString number);

/// Likewise, with "1e-5" and "1e12" for the "1e-05" and "1e+12" that Qt writes.
QString withShortExponent(QString number);

/// "25 818", with spaces at which no line breaks.
QString grouped(std::int64_t number);

/// "1 sample", "25 818 samples".
QString counted(std::int64_t number, const QString& thing);

/// A rate: "612 400", from ten million on "12.4 M".
QString compact(double number);

/// Three figures, such as "0.0624", "−12.3", "1.20e-5"; "–" for NaN.
QString figures(double number);

/// The same of a difference: "+0.0624", "−12.3".
QString signedFigures(double number);

/// As a table has it: "4", "1850", "13.8", "0.0624".
QString tableNumber(double number);

/// 0.9412 as "94.1 %"; "–" for NaN.
QString percent(double share, int decimals = 1);

/// Epochs done: "12", or "12.4" within the thirteenth.
QString epochNumber(double epochs);

/// "00:09", or "1:02:03" from an hour on.
QString duration(double seconds);

/// The shortest text that reads back as `number`, such as "0.001" or "1e-8".
QString plain(double number);

}  // namespace gradus::ui
