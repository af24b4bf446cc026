#include "ui/network/header_text.h"

#include <QCoreApplication>

#include "core/data/plane_features.h"
#include "core/experiment/layer_names.h"
#include "core/experiment/network_problems.h"
#include "core/nn/initialization.h"
#include "core/nn/layer_registry.h"
#include "core/nn/loss.h"
#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

QString tr(const char* text) {
  return QCoreApplication::translate("gradus::ui::HeaderText", text);
}

QString sizesOf(const Column& column) {
  return (column.inputs == 0 ? QString() : grouped(column.inputs)) + QStringLiteral(" → ") + grouped(column.units);
}

HeaderContent inputContent(const HeaderSource& source, const Column& column) {
  HeaderContent content;
  const bool isPlane = source.data != nullptr && source.data->isPlane();
  content.title = isPlane ? tr("Features") : tr("Input");
  const ImageShape image = source.data == nullptr ? ImageShape{} : source.data->image;
  const QString channels = image.channels > 1 ? QStringLiteral("%1 × ").arg(image.channels) : QString();
  if (column.units == 0) {
    content.subtitle = tr("no data yet");
  } else if (isPlane) {
    content.subtitle = tr("%1 of %2").arg(column.units).arg(planeFeatures().size());
  } else if (image.width == 0) {
    content.subtitle = column.units == 1 ? tr("1 feature") : tr("%1 features").arg(grouped(column.units));
  } else {
    content.subtitle =
        QStringLiteral("%1%2 × %3 = ").arg(channels).arg(image.height).arg(image.width) + grouped(column.units);
  }
  content.shortSubtitle = column.units == 0 ? content.subtitle : grouped(column.units);
  content.toolTip = source.data == nullptr ? tr("The sample the network looks at; its size follows the data set.")
                                           : tr("One sample of %1 · its size follows the data set: %2.")
                                                 .arg(QString::fromStdString(source.data->title), content.subtitle);
  if (isPlane) content.toolTip = tr("What the network is told of a point; the data card chooses.");
  return content;
}

/// How many units the output has, and what the loss makes of them.
QString explainOutput(const HeaderSource& source, const Column& column) {
  const Loss& loss = findLoss(source.loss.name);
  const QString title = QString::fromStdString(loss.title);
  if (source.data == nullptr) return tr("Its units follow the data set, its activation suits the loss.");
  const QString data = QString::fromStdString(source.data->title);
  if (source.data->task == Task::Regression) {
    return tr("1 unit, since %1 has one number to predict: %2. The loss, %3, compares the two.")
        .arg(data, QString::fromStdString(source.data->targetName), title);
  }
  if (isOneForTwo(loss.output)) {
    const QString second = QString::fromStdString(source.data->classNames.back());
    return loss.output == OutputKind::LogOdds
               ? tr("1 unit for the two classes of %1. The loss, %2, takes its sigmoid for the probability of %3.")
                     .arg(data, title, second)
               : tr("1 unit for the two classes of %1. The loss, %2, takes it for the probability of %3.")
                     .arg(data, title, second);
  }
  const QString units = tr("%1 units, one for each class of %2. ").arg(grouped(column.units), data);
  if (!loss.torchOutput.empty())
    return units + tr("The loss, %1, wants logarithms of probabilities: log-softmax makes them.").arg(title);
  return units + (loss.takesSoftmax
                      ? tr("The loss, %1, wants raw numbers and turns them into shares with softmax.").arg(title)
                      : tr("The loss is %1.").arg(title));
}

HeaderContent outputContent(const HeaderSource& source, const Column& column) {
  HeaderContent content;
  content.kind = HeaderContent::Kind::Output;
  content.title = QString::fromStdString(layerName(source.network, source.network.hidden.size()));
  content.mark = tr("output");
  content.subtitle = content.shortSubtitle = sizesOf(column);
  content.tinySubtitle = grouped(column.units);
  const bool classifies = source.data != nullptr && source.data->task == Task::Classification;
  const Loss& loss = findLoss(source.loss.name);
  if (classifies && loss.takesSoftmax)
    content.subtitle += loss.torchOutput.empty() ? tr(" · softmax") : tr(" · log-softmax");
  if (classifies && loss.output == OutputKind::LogOdds) content.subtitle += tr(" · sigmoid");
  content.toolTip = explainOutput(source, column);
  content.activation = source.network.outputActivation;
  return content;
}

/// The settings of a choice but for its units, a line for each.
QString settingsOf(const Choice& choice, const ChoiceInfo& info) {
  QString text;
  for (const ParameterInfo& parameter : info.parameters) {
    if (parameter.name == "units") continue;
    text += QStringLiteral("\n%1 %2: %3")
                .arg(QString::fromStdString(parameter.label), preciseNumber(valueOf(choice, info, parameter.name)),
                     QString::fromStdString(parameter.explanation));
  }
  return text;
}

/// "p 0.5", for layers whose sizes say nothing new.
QString briefSettings(const Choice& choice, const ChoiceInfo& info) {
  if (info.parameters.empty()) return {};
  const ParameterInfo& first = info.parameters.front();
  return QString::fromStdString(first.label).toLower() + u' ' + preciseNumber(valueOf(choice, info, first.name));
}

HeaderContent hiddenContent(const HeaderSource& source, const Column& column, int index) {
  const LayerSpec& layer = source.network.hidden[static_cast<std::size_t>(index - 1)];
  const LayerInfo& info = findLayer(layer.layer.name);
  HeaderContent content;
  content.kind = HeaderContent::Kind::Hidden;
  content.title = QString::fromStdString(layerName(source.network, static_cast<std::size_t>(index - 1)));
  content.shortTitle = content.title.section(u' ', -1);
  content.subtitle = content.shortSubtitle = sizesOf(column);
  content.tinySubtitle = grouped(column.units);
  content.toolTip = QString::fromStdString(info.summary);
  if (column.isDense) {
    const bool isKnown = column.inputs > 0;
    if (isKnown) content.subtitle += tr(" · %1 params").arg(grouped(parametersOf(layer.layer, column.inputs)));
    content.toolTip +=
        tr("\n↑ ↓, Ctrl and the wheel, or the wheel after a click on the number change its units, Delete removes it.");
    content.units = column.units;
  } else {
    if (column.units == 0) content.subtitle = content.shortSubtitle = tr("no data yet");
    const QString brief = briefSettings(layer.layer, info);
    if (column.units > 0 && !brief.isEmpty()) content.subtitle += QStringLiteral(" · ") + brief;
    content.toolTip += tr("\nIt keeps the number of units. Delete removes it.");
  }
  content.toolTip += settingsOf(layer.layer, info);
  if (layer.initialization.name != "default") {
    const QString title = QString::fromStdString(findInitialization(layer.initialization.name).title);
    content.toolTip += tr("\nIts first weights: %1").arg(title);
  }
  content.toolTip.prepend(QStringLiteral("%1: %2\n").arg(content.title, content.subtitle));
  content.activation = layer.activation;
  return content;
}

}  // namespace

HeaderContent headerContent(const HeaderSource& source, int column) {
  const Column& shown = source.layout.at(column);
  if (column == 0) return inputContent(source, shown);
  if (shown.kind == ColumnKind::Output) return outputContent(source, shown);
  return hiddenContent(source, shown, column);
}

}  // namespace gradus::ui
