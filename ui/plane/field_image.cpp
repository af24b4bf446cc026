#include "ui/plane/field_image.h"

#include <algorithm>
#include <cmath>

namespace gradus::ui {
namespace {

FieldByte toByte(float share) {
  if (std::isnan(share)) return kFieldTrouble;
  return static_cast<FieldByte>(kFieldZero + std::lround(kFieldZero * std::clamp(share, -1.0F, 1.0F)));
}

std::span<const float> placeOf(const FieldSnapshot& field, int row, int column) {
  const auto outputs = static_cast<std::size_t>(field.outputs);
  return std::span(field.output).subspan(static_cast<std::size_t>(row * kFieldSide + column) * outputs, outputs);
}

/// The hues in proportion to their probabilities, darker (in a dark theme) where none stands out.
QRgb blend(std::span<const float> probabilities, bool discrete, const Theme& theme, std::span<const QColor> colors) {
  const auto best = static_cast<std::size_t>(std::ranges::max_element(probabilities) - probabilities.begin());
  if (std::isnan(probabilities[0])) return theme.bad.rgb();
  if (discrete) return colors[best].rgb();
  float red = 0;
  float green = 0;
  float blue = 0;
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    red += probabilities[i] * static_cast<float>(colors[i].red());
    green += probabilities[i] * static_cast<float>(colors[i].green());
    blue += probabilities[i] * static_cast<float>(colors[i].blue());
  }
  const auto count = static_cast<float>(probabilities.size());
  const float sure = std::clamp((count * probabilities[best] - 1) / (count - 1), 0.0F, 1.0F);
  const auto channel = [sure](int zero, float color) {
    return static_cast<int>(std::lround(static_cast<float>(zero) * (1 - sure) + color * sure));
  };
  return qRgb(channel(theme.zero.red(), red), channel(theme.zero.green(), green), channel(theme.zero.blue(), blue));
}

/// How much likelier `label` is than the likeliest other class.
float lead(std::span<const float> probabilities, std::size_t label) {
  float other = -1;
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    if (i != label) other = std::max(other, probabilities[i]);
  }
  return probabilities[label] - other;
}

/// The zero line of numbers on the field's places, by marching squares.
class ZeroLine {
 public:
  ZeroLine(std::span<const float> values, std::vector<QLineF>& lines) : values_(values), lines_(lines) {
    for (int row = 0; row + 1 < kFieldSide; ++row) {
      for (int column = 0; column + 1 < kFieldSide; ++column) cross(row, column);
    }
  }

 private:
  struct Corner {
    QPointF place;
    float value;
  };

  Corner corner(int row, int column) const {
    return {QPointF(column + 0.5, row + 0.5) / kFieldSide,
            values_[static_cast<std::size_t>(row * kFieldSide + column)]};
  }

  void cross(int row, int column) {
    const std::array<Corner, 4> corners{corner(row, column), corner(row, column + 1), corner(row + 1, column + 1),
                                        corner(row + 1, column)};
    std::array<QPointF, 4> points;
    std::size_t count = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      const Corner& a = corners[i];
      const Corner& b = corners[(i + 1) % 4];
      if ((a.value > 0) == (b.value > 0)) continue;
      points[count++] = a.place + (b.place - a.place) * static_cast<double>(a.value / (a.value - b.value));
    }
    // At a saddle there are four; either way to join them is as good.
    for (std::size_t i = 0; i + 1 < count; i += 2) lines_.emplace_back(points[i], points[i + 1]);
  }

  std::span<const float> values_;
  std::vector<QLineF>& lines_;
};

}  // namespace

FieldPalette::FieldPalette(const Theme& theme) {
  for (int byte = 0; byte < kFieldTrouble; ++byte) {
    const double share = static_cast<double>(byte - kFieldZero) / kFieldZero;
    colors_[static_cast<std::size_t>(byte)] = theme.signedColor(share).rgb();
  }
  colors_[kFieldTrouble] = theme.bad.rgb();
}

QImage fieldImage(std::span<const FieldByte> bytes, int side, const FieldPalette& palette) {
  QImage image(side, side, QImage::Format_RGB32);
  const auto width = static_cast<std::size_t>(side);
  for (int row = 0; row < side; ++row) {
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(row));
    const auto from = bytes.subspan(static_cast<std::size_t>(row) * width, width);
    std::ranges::transform(from, line, [&](FieldByte byte) { return palette.at(byte); });
  }
  return image;
}

QImage featureImage(const PlaneFeature& feature, int side, double extent, const FieldPalette& palette) {
  std::vector<float> values;
  for (int row = 0; row < side; ++row) {
    for (int column = 0; column < side; ++column) {
      values.push_back(
          static_cast<float>(feature.value(fieldPlace(column, side, extent), -fieldPlace(row, side, extent))));
    }
  }
  std::vector<float> sizes;
  for (const float value : values) sizes.push_back(std::abs(value));
  const auto high = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() * 3 / 4);
  std::nth_element(sizes.begin(), high, sizes.end());
  std::vector<FieldByte> bytes;
  for (const float value : values) bytes.push_back(toByte(value / *high));
  return fieldImage(bytes, side, palette);
}

QImage classImage(const FieldSnapshot& field, int label, const Theme& theme) {
  QImage image(kUnitFieldSide, kUnitFieldSide, QImage::Format_RGB32);
  const QColor color = theme.classColor(static_cast<std::size_t>(label));
  const auto middle = [](int index) { return index * kUnitFieldStep + kUnitFieldStep / 2; };
  for (int row = 0; row < kUnitFieldSide; ++row) {
    for (int column = 0; column < kUnitFieldSide; ++column) {
      const float share = placeOf(field, middle(row), middle(column))[static_cast<std::size_t>(label)];
      image.setPixel(column, row, (std::isnan(share) ? theme.bad : mix(theme.zero, color, share)).rgb());
    }
  }
  return image;
}

QImage oddsImage(const FieldSnapshot& field, const FieldPalette& palette) {
  std::vector<FieldByte> bytes;
  const auto middle = [](int index) { return index * kUnitFieldStep + kUnitFieldStep / 2; };
  for (int row = 0; row < kUnitFieldSide; ++row) {
    for (int column = 0; column < kUnitFieldSide; ++column) {
      bytes.push_back(toByte(2 * placeOf(field, middle(row), middle(column))[1] - 1));
    }
  }
  return fieldImage(bytes, kUnitFieldSide, palette);
}

float fullColorOf(const Dataset& data) {
  float largest = 1e-6F;
  for (const float target : data.targets) largest = std::max(largest, std::abs(target));
  return largest;
}

QImage outputImage(const FieldSnapshot& field, const OutputStyle& style, const Theme& theme,
                   const FieldPalette& palette) {
  QImage image(kFieldSide, kFieldSide, QImage::Format_RGB32);
  std::vector<QColor> colors;
  for (int label = 0; label < field.outputs; ++label)
    colors.push_back(theme.classColor(static_cast<std::size_t>(label)));
  const auto colorOf = [&](std::span<const float> values) {
    if (style.task == Task::Regression) {
      constexpr float kSteps = 4;
      const float share = values[0] / style.scale;
      return palette.at(toByte(style.discrete ? std::round(share * kSteps) / kSteps : share));
    }
    if (values.size() != 2) return blend(values, style.discrete, theme, colors);
    const float share = 2 * values[1] - 1;
    return palette.at(toByte(style.discrete && !std::isnan(share) ? std::copysign(1.0F, share) : share));
  };
  for (int row = 0; row < kFieldSide; ++row) {
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(row));
    for (int column = 0; column < kFieldSide; ++column) line[column] = colorOf(placeOf(field, row, column));
  }
  return image;
}

std::vector<QLineF> decisionBorder(const FieldSnapshot& field) {
  std::vector<QLineF> lines;
  std::vector<float> leads(static_cast<std::size_t>(kFieldSide) * kFieldSide);
  // The border of the first class is that of the others with it.
  for (int label = 1; label < field.outputs; ++label) {
    for (std::size_t place = 0; place < leads.size(); ++place) {
      const auto outputs = static_cast<std::size_t>(field.outputs);
      leads[place] = lead(std::span(field.output).subspan(place * outputs, outputs), static_cast<std::size_t>(label));
    }
    ZeroLine(leads, lines);
  }
  return lines;
}

std::vector<float> outputAt(const FieldSnapshot& field, double x1, double x2) {
  const auto indexOf = [&field](double place) {
    return std::clamp(((place / field.extent + 1) * kFieldSide - 1) / 2, 0.0, kFieldSide - 1.0);
  };
  const double column = indexOf(x1);
  const double row = indexOf(-x2);
  const int left = std::min(static_cast<int>(column), kFieldSide - 2);
  const int top = std::min(static_cast<int>(row), kFieldSide - 2);
  const auto right = static_cast<float>(column - left);
  const auto down = static_cast<float>(row - top);
  std::vector<float> values;
  for (std::size_t i = 0; i < static_cast<std::size_t>(field.outputs); ++i) {
    const auto at = [&](int addRow, int addColumn) { return placeOf(field, top + addRow, left + addColumn)[i]; };
    const float above = at(0, 0) * (1 - right) + at(0, 1) * right;
    const float below = at(1, 0) * (1 - right) + at(1, 1) * right;
    values.push_back(above * (1 - down) + below * down);
  }
  return values;
}

}  // namespace gradus::ui
