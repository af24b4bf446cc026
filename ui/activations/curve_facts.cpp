#include "ui/activations/curve_facts.h"

#include <QStringList>
#include <cmath>

#include "core/probe/layer_statistics.h"
#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

constexpr qsizetype kMostStretches = 2;  ///< that are told one by one

QString ends(const ActivationCurve& curve) {
  const std::optional<Line> left = asymptoteOf(curve, Side::Left);
  const std::optional<Line> right = asymptoteOf(curve, Side::Right);
  if (!left && !right) return QStringLiteral("f nears no line at either end");
  const auto say = [](const std::optional<Line>& line, const QString& side) {
    return line ? QStringLiteral("%1 on the %2").arg(lineText(*line), side)
                : QStringLiteral("no line on the %1").arg(side);
  };
  return QStringLiteral("f nears %1, %2").arg(say(left, QStringLiteral("left")), say(right, QStringLiteral("right")));
}

QString saturation(const ActivationCurve& curve, const Interval& seen) {
  QStringList parts;
  constexpr double kShortest = 0.01;  // of what is seen: a flat point is no stretch
  for (const Interval& flat : flatStretches(curve, kSaturatedSlope, seen.low, seen.high)) {
    if (flat.high - flat.low < kShortest * (seen.high - seen.low)) continue;
    const bool fromLeft = flat.low <= seen.low;
    const bool toRight = flat.high >= seen.high;
    if (fromLeft && toRight) {
      parts << QStringLiteral("everywhere");
    } else if (fromLeft) {
      parts << QStringLiteral("below %1").arg(withDecimalsAtMost(flat.high, 2));
    } else if (toRight) {
      parts << QStringLiteral("above %1").arg(withDecimalsAtMost(flat.low, 2));
    } else {
      parts << QStringLiteral("from %1 to %2").arg(withDecimalsAtMost(flat.low, 2), withDecimalsAtMost(flat.high, 2));
    }
  }
  if (parts.size() > kMostStretches) {
    parts.resize(kMostStretches);
    parts << QStringLiteral("elsewhere");
  }
  if (parts.isEmpty()) return QStringLiteral("nowhere saturated");
  return QStringLiteral("saturated ") + parts.join(QStringLiteral(" and "));
}

QString centre(const ActivationCurve& curve) {
  const double mean = meanForNormal(curve);
  if (!std::isfinite(mean)) return QStringLiteral("no mean");
  if (std::abs(mean) <= kCentred) return QStringLiteral("zero-centred");
  return QStringLiteral("not zero-centred: mean %1 for x ~ N(0, 1)").arg(withDecimalsAtMost(mean, 2));
}

}  // namespace

QString lineText(const Line& line) {
  if (line.slope == 0) return finelyRead(line.intercept);
  QString text = line.slope == 1 ? QString() : line.slope == -1 ? QStringLiteral("−") : finelyRead(line.slope);
  text += QStringLiteral("x");
  if (line.intercept > 0) text += QStringLiteral(" + ") + finelyRead(line.intercept);
  if (line.intercept < 0) text += QStringLiteral(" − ") + finelyRead(-line.intercept);
  return text;
}

QString longestFacts() {
  const QString line = QStringLiteral("−0.12345x − 0.12345");
  const QString stretch = QStringLiteral("from −0.123 to −0.123");
  return QStringLiteral("f nears %1 on the left, %1 on the right  ·  saturated %2 and %2 and elsewhere  ·  ")
             .arg(line, stretch) +
         QStringLiteral("not zero-centred: mean −0.123 for x ~ N(0, 1)");
}

QString curveFacts(const ActivationCurve& curve, const Interval& seen) {
  return QStringList{ends(curve), saturation(curve, seen), centre(curve)}.join(QStringLiteral("  ·  "));
}

}  // namespace gradus::ui
