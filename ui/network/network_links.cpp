#include "ui/network/network_links.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "ui/network/link_curve.h"
#include "ui/theme/theme.h"

namespace gradus::ui {
namespace {

constexpr int kMaxLinksPerGap = 170;
constexpr int kStepsOfCurve = 16;  ///< segments that stand for a curve when its distance is taken

int boxesOf(const Column& column) {
  return static_cast<int>(column.boxes.size());
}

Link makeLink(const NetworkLayout& layout, const NetworkValues& values, int column, int from, int to) {
  Link link;
  link.column = column;
  link.from = from;
  link.to = to;
  if (const auto weights = values.weights(column, to); !weights.empty()) {
    link.weight = weights[static_cast<std::size_t>(from)];
    const double strength = std::abs(*link.weight) / values.weightScale(column);
    link.strength = std::isnan(strength) ? 1 : std::min(1.0, strength);
  }
  const Column& source = layout.at(column - 1);
  if (source.kind != ColumnKind::Image) link.start = source.departure(from);
  link.end = layout.at(column).entry(to);
  return link;
}

int strongestInput(std::span<const float> weights) {
  const auto smaller = [](float a, float b) { return std::abs(a) < std::abs(b); };
  return static_cast<int>(std::max_element(weights.begin(), weights.end(), smaller) - weights.begin());
}

/// One link from the image to each row of boxes: 784 pixels would only make a carpet.
std::vector<Link> linksFromImage(const NetworkLayout& layout, const NetworkValues& values, int column) {
  const Column& target = layout.at(column);
  std::vector<Link> links;
  for (int box = 0; box < boxesOf(target); ++box) {
    const auto weights = values.weights(column, box);
    const Link link = makeLink(layout, values, column, weights.empty() ? 0 : strongestInput(weights), box);
    const bool sameRow = !links.empty() && links.back().end.y() == link.end.y();
    if (!sameRow) {
      links.push_back(link);
    } else if (link.strength > links.back().strength) {
      links.back() = link;
    }
  }
  // They leave the image fanned out, in the order of the rows; a fixed place, so that nothing jumps while it learns.
  const QRectF& image = layout.at(column - 1).bounds;
  float strongest = std::numeric_limits<float>::min();
  for (const Link& link : links) strongest = std::max(strongest, std::abs(link.weight.value_or(0)));
  for (std::size_t i = 0; i < links.size(); ++i) {
    const double share = (static_cast<double>(i) + 0.5) / static_cast<double>(links.size());
    links[i].start = {image.right(), image.top() + image.height() * (0.2 + 0.6 * share)};
    // All of them are the strongest of hundreds: only against each other they differ.
    const double strength = std::abs(links[i].weight.value_or(0) / strongest);
    links[i].strength = std::isnan(strength) ? 1 : strength * strength;
  }
  return links;
}

/// Where a layer without weights passes on what comes in: one link for each unit that is shown on both sides.
std::vector<Link> linksThrough(const NetworkLayout& layout, const NetworkValues& values, int column) {
  std::vector<Link> links;
  const int count = std::min(boxesOf(layout.at(column - 1)), boxesOf(layout.at(column)));
  for (int box = 0; box < count; ++box) {
    links.push_back(makeLink(layout, values, column, box, box));
    links.back().start = layout.at(column - 1).departure(box);
    links.back().isPlain = true;
  }
  return links;
}

std::vector<Link> linksBetween(const NetworkLayout& layout, const NetworkValues& values, int column) {
  if (!layout.at(column).isDense) return linksThrough(layout, values, column);
  if (layout.at(column - 1).kind == ColumnKind::Image) return linksFromImage(layout, values, column);
  std::vector<Link> links;
  for (int to = 0; to < boxesOf(layout.at(column)); ++to) {
    for (int from = 0; from < boxesOf(layout.at(column - 1)); ++from) {
      links.push_back(makeLink(layout, values, column, from, to));
    }
  }
  return links;
}

bool weaker(const Link& a, const Link& b) {
  return a.strength < b.strength;
}

/// Keeps the strongest `count`. Before there are weights all are equal; then an even selection stands for them.
void thin(std::vector<Link>& links, std::size_t count) {
  if (links.size() <= count) return;
  if (links.front().weight) {
    const auto kept = links.end() - static_cast<std::ptrdiff_t>(count);
    std::nth_element(links.begin(), kept, links.end(), weaker);
    links.erase(links.begin(), kept);
    return;
  }
  for (std::size_t i = 0; i < count; ++i) links[i] = links[i * links.size() / count];
  links.resize(count);
}

double distanceToSegment(const QPointF& point, const QPointF& from, const QPointF& to) {
  const QPointF way = to - from;
  const double length = QPointF::dotProduct(way, way);
  const double share = length > 0 ? std::clamp(QPointF::dotProduct(point - from, way) / length, 0.0, 1.0) : 0.0;
  const QPointF away = from + share * way - point;
  return std::hypot(away.x(), away.y());
}

/// From `point` to the link, taken as a chain of short segments.
double distanceTo(const Link& link, const QPointF& point) {
  double nearest = std::numeric_limits<double>::infinity();
  QPointF before = link.start;
  for (int step = 1; step <= kStepsOfCurve; ++step) {
    const QPointF next = linkPoint(link.start, link.end, static_cast<double>(step) / kStepsOfCurve);
    nearest = std::min(nearest, distanceToSegment(point, before, next));
    before = next;
  }
  return nearest;
}

}  // namespace

std::vector<Link> strongestLinks(const NetworkLayout& layout, const NetworkValues& values) {
  std::vector<Link> all;
  const int perGap = std::clamp(kMaxLinks / std::max(1, layout.count() - 1), 1, kMaxLinksPerGap);
  for (int column = 1; column < layout.count() && all.size() < kMaxLinks; ++column) {
    std::vector<Link> links = linksBetween(layout, values, column);
    thin(links, std::min(static_cast<std::size_t>(perGap), kMaxLinks - all.size()));
    all.insert(all.end(), links.begin(), links.end());
  }
  std::stable_sort(all.begin(), all.end(), weaker);
  return all;
}

std::vector<Link> linksOf(const NetworkLayout& layout, const NetworkValues& values, int column, int box) {
  std::vector<Link> links;
  if (column > 0) {
    for (const Link& link : linksBetween(layout, values, column)) {
      if (link.to == box) links.push_back(link);
    }
  }
  if (column + 1 < layout.count()) {
    const bool all = layout.at(column).kind == ColumnKind::Image;
    for (const Link& link : linksBetween(layout, values, column + 1)) {
      if (all || link.from == box) links.push_back(link);
    }
  }
  std::stable_sort(links.begin(), links.end(), weaker);
  return links;
}

int linkNear(const std::vector<Link>& links, const QPointF& point, double distance) {
  for (int i = static_cast<int>(links.size()) - 1; i >= 0; --i) {
    const Link& link = links[static_cast<std::size_t>(i)];
    if (point.x() < link.start.x() || point.x() > link.end.x()) continue;
    if (distanceTo(link, point) <= distance) return i;
  }
  return -1;
}

QPen linkPen(const Link& link, const CanvasView& view, const Theme& theme, double emphasis) {
  QColor color = link.isPlain ? mix(theme.border, theme.muted, 0.5) : theme.border;
  if (link.weight) color = std::isnan(*link.weight) ? theme.bad : *link.weight < 0 ? theme.negative : theme.positive;
  const double opacity = link.weight ? 0.08 + 0.72 * link.strength : 0.8;
  color.setAlphaF(static_cast<float>(std::min(1.0, opacity + 0.4 * emphasis)));
  const double width = 0.7 + 2.1 * link.strength * link.strength + emphasis;
  return {color, width * std::clamp(view.scale, 0.6, 2.0), Qt::SolidLine, Qt::FlatCap};
}

}  // namespace gradus::ui
