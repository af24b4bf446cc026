#include "ui/plots/curve_reading.h"

#include <QObject>
#include <cmath>
#include <limits>

#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

constexpr double kSamePlace = 1e-6;
constexpr double kNoDot = std::numeric_limits<double>::quiet_NaN();

}  // namespace

std::vector<CurveReading> readingsAt(double position, double nearby, const RunCurve& curve,
                                     const std::vector<CurveGhost>& ghosts, const std::vector<CurveMark>& marks,
                                     const CurveLook& look, const Theme& theme) {
  std::vector<CurveReading> readings;
  const auto add = [&](const QString& name, double value, const QColor& color, bool isDashed) {
    if (!std::isfinite(value)) return;
    readings.push_back({name, curveNumber(value, look.isPercent), color, isDashed, look.shown(value)});
  };
  const auto epoch = curve.epochNear(position);
  if (epoch && std::abs(epoch->epoch - position) < kSamePlace) {
    for (const DataPart part : kAllParts) {
      if (look.shows(part)) add(nameOf(part), epoch->of(part), colorOf(part, theme), false);
    }
  }
  const CurveSeries& batches = curve.batches();
  if (look.shows(DataPart::Train) && !batches.isEmpty() && position <= curve.lastPosition() + kSamePlace) {
    const std::size_t index = batches.indexNear(position);
    add(QObject::tr("batch"), static_cast<double>(batches.meanOf(index)), faint(theme.train, 0.5), false);
    if (readings.size() > 1) readings.back().height = kNoDot;  // epochs are what is read
  }
  const CurveSeries& rates = curve.rates();
  if (!rates.isEmpty() && position <= curve.lastPosition() + kSamePlace) {
    const auto rate = static_cast<double>(rates.meanOf(rates.indexNear(position)));
    readings.push_back({QObject::tr("learning rate"), withFigures(rate, 3), rateColor(theme), false, kNoDot});
  }
  for (const CurveGhost& ghost : ghosts) {
    const CurveSeries& line = *ghost.line;
    if (line.isEmpty()) continue;
    const std::size_t index = line.indexNear(position);
    if (std::abs(line.positionOf(index) - position) > kSamePlace) continue;
    add(ghost.name, static_cast<double>(line.meanOf(index)), ghostColor(theme, ghost.age), true);
  }
  for (const CurveMark& mark : marks) {
    if (std::abs(mark.position - position) > nearby) continue;
    readings.push_back({mark.words, {}, theme.accent, true, kNoDot});
  }
  return readings;
}

}  // namespace gradus::ui
