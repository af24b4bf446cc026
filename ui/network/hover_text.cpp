#include "ui/network/hover_text.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "core/experiment/layer_names.h"
#include "core/nn/activation.h"
#include "core/nn/output_kind.h"
#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

QString tr(const char* text) {
  return QCoreApplication::translate("gradus::ui::HoverText", text);
}

bool isOutput(const HoverSource& source, int column) {
  return column + 1 == source.layout.count();
}

const LayerSpec& hiddenLayer(const HoverSource& source, int column) {
  return source.network.hidden[static_cast<std::size_t>(column - 1)];
}

QString pixelName(const ImageShape& shape, int number) {
  const int pixel = number % std::max(1, shape.width * shape.height);
  return tr("pixel row %1, column %2").arg(pixel / shape.width + 1).arg(pixel % shape.width + 1);
}

QString inputName(const HoverSource& source, int unit) {
  if (source.data == nullptr) return tr("input %1").arg(grouped(unit + 1));
  if (source.data->isImage()) return pixelName(source.data->image, unit);
  const auto& names = source.data->featureNames;
  const auto index = static_cast<std::size_t>(unit);
  return index < names.size() ? QString::fromStdString(names[index]) : tr("feature %1").arg(grouped(unit + 1));
}

QString outputName(const HoverSource& source, int unit) {
  if (source.data == nullptr) return tr("output");
  const auto& classes = source.data->classNames;
  const int units = source.layout.columns.back().units;
  const auto index = static_cast<std::size_t>(classOfUnit(units, unit));
  return index < classes.size() ? tr("output %1").arg(QString::fromStdString(classes[index]))
                                : QString::fromStdString(source.data->targetName);
}

/// w·x of the unit, from the weights and the values of the column before; nothing if one of them is unknown.
std::optional<double> weightedSum(const HoverSource& source, int column, int unit) {
  const auto weights = source.values.weights(column, unit);
  if (weights.empty()) return std::nullopt;
  double sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const auto input = source.values.value(column - 1, static_cast<int>(i));
    if (!input) return std::nullopt;
    sum += static_cast<double>(weights[i]) * *input;
  }
  return sum;
}

/// "− 0.12" or "+ 0.5", to stand in a sum.
QString signedTerm(double number) {
  return (number < 0 ? QStringLiteral("− ") : QStringLiteral("+ ")) + preciseNumber(std::abs(number));
}

/// "0.5·1.2 − 0.06·1 + 0.5": each weight with what comes to it, and the bias; nothing if one of them is unknown.
QString writtenOut(const HoverSource& source, int column, std::span<const float> weights, std::optional<double> bias) {
  QString sum;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const auto input = source.values.value(column - 1, static_cast<int>(i));
    if (!input) return {};
    const auto weight = static_cast<double>(weights[i]);
    const QString factor = *input < 0 ? u'(' + preciseNumber(*input) + u')' : preciseNumber(*input);
    sum += (i == 0 ? preciseNumber(weight) : u' ' + signedTerm(weight)) + u'·' + factor;
  }
  return bias ? sum + u' ' + signedTerm(*bias) : sum;
}

/// How the number before the activation comes about: term by term where they are few.
void addSum(HoverContent& content, const HoverSource& source, int column, int unit) {
  constexpr std::size_t kWrittenOut = 4;
  const LayerSnapshot* layer = source.values.layer(column);
  std::optional<double> bias;
  if (!layer->bias.empty()) bias = static_cast<double>(layer->bias[static_cast<std::size_t>(unit)]);
  const auto sum = weightedSum(source, column, unit);
  if (!sum) {
    if (bias) content.facts.append({tr("bias "), preciseNumber(*bias)});
    return;
  }
  const auto weights = source.values.weights(column, unit);
  const QString z = preciseNumber(*sum + bias.value_or(0));
  if (weights.size() <= kWrittenOut) {
    content.facts.append({tr("z = %1 = ").arg(writtenOut(source, column, weights, bias)), z});
  } else if (bias) {
    content.facts.append({tr("z = w·x + b = %1 %2 = ").arg(preciseNumber(*sum), signedTerm(*bias)), z});
  } else {
    content.facts.append({tr("z = w·x = "), z});
  }
}

/// What a step on the sample makes of a number: the whole formula where it is that of plain gradient descent.
void addStep(HoverContent& content, const HoverSource& source, const QString& symbol) {
  const UnitDetail& detail = *source.detail;
  if (std::isnan(detail.parameter)) return;
  content.facts.append({tr("∂L/∂%1 = ").arg(symbol), preciseNumber(detail.gradient)});
  const double plain = detail.parameter - detail.learningRate * detail.gradient;
  const double tolerance = 1e-6 * std::max({std::abs(detail.parameter), std::abs(detail.next), 1e-3});
  const double change = detail.next - detail.parameter;
  const QString before = preciseNumber(detail.parameter);
  QString way = before + u' ' + signedTerm(change);
  if (std::abs(detail.next - plain) <= tolerance) {
    const QString gradient = preciseNumber(detail.gradient);
    const QString factor = detail.gradient < 0 ? u'(' + gradient + u')' : gradient;
    way = QStringLiteral("%1 − %2 × %3").arg(before, preciseNumber(detail.learningRate), factor);
  }
  content.facts.append({tr("a step on sample %1: %2 = ").arg(grouped(detail.row), way), preciseNumber(detail.next)});
}

/// What a layer without weights makes of the one value that comes to the unit.
void addWay(HoverContent& content, const HoverSource& source, int column, int unit) {
  if (const auto input = source.values.value(column - 1, unit)) {
    content.facts.append({tr("comes in: "), preciseNumber(*input)});
  }
  const auto value = source.values.value(column, unit);
  if (!value) return;
  const Activation activation = activationOf(hiddenLayer(source, column).activation);
  const bool isPlain = activation.name == "identity";
  const QString title = QString::fromStdString(activation.title);
  content.facts.append({isPlain ? tr("goes out: ") : tr("goes out, after %1: ").arg(title), preciseNumber(*value)});
}

void addStrongestWeight(HoverContent& content, const HoverSource& source, int column, int unit) {
  const auto weights = source.values.weights(column, unit);
  const auto smaller = [](float a, float b) { return std::abs(a) < std::abs(b); };
  const auto strongest = std::max_element(weights.begin(), weights.end(), smaller);
  const int from = static_cast<int>(strongest - weights.begin());
  content.facts.append({tr("strongest weight, from %1: ").arg(unitName(source, column - 1, from)),
                        preciseNumber(static_cast<double>(*strongest))});
}

}  // namespace

QString columnName(const HoverSource& source, int column) {
  if (column == 0) return tr("Input");
  return QString::fromStdString(placedLayerName(source.network, static_cast<std::size_t>(column - 1)));
}

QString unitName(const HoverSource& source, int column, int unit) {
  if (column == 0) return inputName(source, unit);
  if (isOutput(source, column)) return outputName(source, unit);
  if (source.layout.at(column).kind == ColumnKind::Image) {
    return columnName(source, column) + QStringLiteral(" · ") + inputName(source, unit);
  }
  return tr("%1 · unit %2").arg(columnName(source, column), grouped(unit + 1));
}

/// The probability that the sample has the class of an output unit.
void addShare(HoverContent& content, const HoverSource& source, int unit) {
  if (source.values.sample() == nullptr) return;
  const auto& shares = source.values.sample()->probabilities;
  const int units = source.layout.columns.back().units;
  const auto index = static_cast<std::size_t>(classOfUnit(units, unit));
  if (shares.size() < 2 || index >= shares.size() || source.data == nullptr) return;
  const QString percent = withUnit(preciseNumber(100.0 * static_cast<double>(shares[index])), QStringLiteral("%"));
  const QString name = QString::fromStdString(source.data->classNames.at(index));
  content.facts.append({units == 1 ? tr("P(%1) = ").arg(name) : tr("softmax(z) = "), percent});
}

HoverContent describeUnit(const HoverSource& source, int column, int unit) {
  HoverContent content{source.isPinned ? tr("Pinned") : tr("Hovering"), {{QString(), unitName(source, column, unit)}}};
  content.isPinned = source.isPinned;
  const auto value = source.values.value(column, unit);
  if (column == 0) {
    if (value) content.facts.append({tr("the network sees "), preciseNumber(*value)});
    return content;
  }
  const LayerSnapshot* layer = source.values.layer(column);
  if (layer == nullptr) {
    content.facts.append({tr("no weights yet"), QString()});
    return content;
  }
  if (!source.layout.at(column).isDense) {
    addWay(content, source, column, unit);
    return content;
  }
  addSum(content, source, column, unit);
  const Choice& choice =
      isOutput(source, column) ? source.network.outputActivation : hiddenLayer(source, column).activation;
  if (value && !(isOutput(source, column) && choice.name == "identity")) {
    const QString title =
        choice.name == kOwnFunction ? QStringLiteral("f") : QString::fromStdString(activationOf(choice).title);
    content.facts.append({tr("%1(z) = ").arg(title), preciseNumber(*value)});
  }
  if (isOutput(source, column)) addShare(content, source, unit);
  const bool isExplained = source.detail != nullptr && !std::isnan(source.detail->sumGradient);
  if (isExplained) content.facts.append({tr("∂L/∂z = "), preciseNumber(source.detail->sumGradient)});
  if (!source.isPinned) {
    addStrongestWeight(content, source, column, unit);
    return content;
  }
  if (!layer->bias.empty()) {
    content.number = static_cast<double>(layer->bias[static_cast<std::size_t>(unit)]);
    content.facts.append({tr("bias b = "), preciseNumber(content.number), true});
    if (isExplained) addStep(content, source, QStringLiteral("b"));
  }
  return content;
}

HoverContent describeLink(const HoverSource& source, const Link& link) {
  const bool isDense = source.layout.at(link.column).isDense;
  HoverContent content{isDense ? tr("Weight") : tr("Link"), {}};
  content.isPinned = source.isPinned;
  const QString from = unitName(source, link.column - 1, link.from);
  const QString to = unitName(source, link.column, link.to);
  if (!isDense) {
    const bool isImage = source.layout.at(link.column).kind == ColumnKind::Image;
    const QString names =
        isImage ? columnName(source, link.column - 1) + QStringLiteral(" → ") + columnName(source, link.column)
                : from + QStringLiteral(" → ") + to;
    content.facts = {{QString(), names}, {tr("no weight: each value goes to the unit of its number"), QString()}};
    return content;
  }
  if (!link.weight) {
    content.facts = {{QString(), columnName(source, link.column - 1) + QStringLiteral(" → ") + to},
                     {tr("no weights yet"), QString()}};
    return content;
  }
  content.facts.append({QString(), from + QStringLiteral(" → ") + to});
  content.number = static_cast<double>(*link.weight);
  content.facts.append({QStringLiteral("w = "), preciseNumber(content.number), source.isPinned});
  if (const auto input = source.values.value(link.column - 1, link.from)) {
    content.facts.append({tr("w · x = %1 · %2 = ").arg(preciseNumber(content.number), preciseNumber(*input)),
                          preciseNumber(content.number * *input)});
  }
  if (source.detail != nullptr) addStep(content, source, QStringLiteral("w"));
  return content;
}

}  // namespace gradus::ui
