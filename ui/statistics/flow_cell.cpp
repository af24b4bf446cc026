#include "ui/statistics/flow_cell.h"

#include <cmath>

#include "core/doctor/doctor_rules.h"
#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

QString stateOf(double flow) {
  if (flow < kVanishing) return QStringLiteral("It vanishes here.");
  if (flow > kExploding) return QStringLiteral("It explodes here.");
  return QStringLiteral("That is healthy.");
}

/// The number that the name ends with; else that of the place.
QString numberOf(const QString& name, std::size_t place) {
  const QString last = name.section(u' ', -1);
  bool isNumber = false;
  last.toInt(&isNumber);
  return isNumber ? last : QString::number(place + 1);
}

}  // namespace

FlowCell flowCellOf(const LayerStatistics& layer, std::size_t place) {
  FlowCell cell;
  cell.name = QString::fromStdString(layer.name);
  cell.number = numberOf(cell.name, place);
  cell.flow = layer.flow;
  cell.isBroken = !std::isfinite(layer.flow);
  cell.value = cell.isBroken ? QStringLiteral("?") : withFigures(layer.flow, 2);
  const bool isPlain = cell.isBroken || cell.flow == 0 || (std::abs(cell.flow) >= 0.01 && std::abs(cell.flow) < 100);
  cell.shortValue = isPlain ? cell.value : withPower(layer.flow, 1);
  cell.layer = static_cast<int>(place);
  if (cell.isBroken) {
    cell.explanation = QStringLiteral("%1: the gradient cannot be measured.").arg(cell.name);
  } else {
    cell.explanation = QStringLiteral(
                           "%1: the gradient that comes back to it is %2 of that at the output. %3\n"
                           "The gradient of its weights has norm %4, its weights %5.")
                           .arg(cell.name, figures(layer.flow), stateOf(layer.flow), figures(layer.gradients.norm),
                                figures(layer.weights.norm));
  }
  return cell;
}

QColor colorOf(const FlowCell& cell, const Theme& theme) {
  if (cell.isBroken || cell.flow > kExploding) return theme.bad;
  return cell.flow < kVanishing ? theme.warning : theme.good;
}

QString verdictOf(const FlowCell& cell) {
  if (cell.isBroken) return QStringLiteral("no number");
  if (cell.flow < kVanishing) return QStringLiteral("vanishes");
  return cell.flow > kExploding ? QStringLiteral("explodes") : QStringLiteral("healthy");
}

}  // namespace gradus::ui
