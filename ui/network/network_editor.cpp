#include "ui/network/network_editor.h"

#include <QClipboard>
#include <QGuiApplication>
#include <algorithm>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/experiment/experiment_json.h"
#include "core/experiment/layer_names.h"
#include "core/nn/activation.h"
#include "core/nn/initialization.h"
#include "core/nn/layer_registry.h"
#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

/// Throws FormatError before anything has changed.
void checkNames(const NetworkSpec& network) {
  for (const LayerSpec& layer : network.hidden) {
    findLayer(layer.layer.name);
    activationOf(layer.activation);
    findInitialization(layer.initialization.name);
  }
  activationOf(network.outputActivation);
  findInitialization(network.outputInitialization.name);
}

}  // namespace

void NetworkEditor::setNetwork(const NetworkSpec& network) {
  checkNames(network);
  const bool atOutput = isOutput(selection_.current());
  network_ = network;
  if (atOutput) {
    selection_.select(hiddenCount());
  } else {
    selection_.limitTo(hiddenCount());
  }
  emit changed();
}

void NetworkEditor::select(int layer, Select how) {
  LayerSelection next = selection_;
  next.select(std::clamp(layer, -1, hiddenCount()), how);
  if (next == selection_) return;
  selection_ = next;
  emit selectionChanged();
}

void NetworkEditor::selectAll() {
  if (network_.hidden.empty()) return;
  selection_.selectRange(0, hiddenCount() - 1, hiddenCount() - 1);
  emit selectionChanged();
}

QString NetworkEditor::nameOf(int layer) const {
  return QString::fromStdString(placedLayerName(network_, static_cast<std::size_t>(layer)));
}

int NetworkEditor::gapBehind() const {
  const std::vector<int> layers = selectedHidden();
  return layers.empty() ? hiddenCount() : layers.back() + 1;
}

std::vector<int> NetworkEditor::selectedHidden() const {
  std::vector<int> layers = selection_.layers();
  std::erase_if(layers, [this](int layer) { return !isHidden(layer); });
  return layers;
}

/// The layers that a change of `layer` concerns.
std::vector<int> NetworkEditor::targets(int layer) const {
  return selection_.contains(layer) ? selection_.layers() : std::vector<int>{layer};
}

QString NetworkEditor::named(const QString& one, const QString& many, const std::vector<int>& layers) const {
  return layers.size() == 1 ? one.arg(nameOf(layers.front())) : many.arg(layers.size());
}

void NetworkEditor::change(const NetworkSpec& next, const LayerSelection& selection, const QString& what) {
  const bool isChange = next != network_;
  network_ = next;
  selection_ = selection;
  if (isChange) {
    emit changed();
    emit edited(NetworkSpec(network_), what);  // a copy: the answer may be another network
  } else {
    emit selectionChanged();
  }
}

void NetworkEditor::insertLayers(int place, const std::vector<LayerSpec>& layers, const QString& what) {
  const int gap = std::clamp(place, 0, hiddenCount());
  const std::size_t all = network_.hidden.size() + layers.size();
  if (all > kMostLayers) {
    emit refused(tr("A network has at most %1 hidden layers; this one would have %2.").arg(kMostLayers).arg(all));
    return;
  }
  LayerSelection selection;
  const int last = gap + static_cast<int>(layers.size()) - 1;
  selection.selectRange(gap, last, last);
  change(withLayersInserted(network_, gap, layers), selection, what);
}

void NetworkEditor::insert(int gap, const std::string& kind) {
  const int place = std::clamp(gap, 0, hiddenCount());
  insertLayers(place, {newLayer(network_, place, kind)},
               tr("Add %1").arg(QString::fromStdString(findLayer(kind).title)));
}

void NetworkEditor::apply(const Preset& preset) {
  change(networkOf(preset), {}, tr("Begin with %1").arg(QString::fromStdString(preset.title)));
}

void NetworkEditor::removeSelected() {
  const std::vector<int> layers = selectedHidden();
  if (layers.empty()) {
    if (isOutput(selection_.current())) emit refused(tr("The output follows the data set and cannot be removed."));
    return;
  }
  const QString what = named(tr("Remove %1"), tr("Remove %1 layers"), layers);
  const NetworkSpec next = withLayersRemoved(network_, layers);
  LayerSelection selection;
  selection.select(std::min(layers.front(), static_cast<int>(next.hidden.size()) - 1));
  change(next, selection, what);
}

void NetworkEditor::duplicateSelected() {
  const std::vector<int> layers = selectedHidden();
  if (layers.empty()) return;
  std::vector<LayerSpec> copies;
  for (const int layer : layers) copies.push_back(network_.hidden[static_cast<std::size_t>(layer)]);
  insertLayers(layers.back() + 1, copies, named(tr("Duplicate %1"), tr("Duplicate %1 layers"), layers));
}

void NetworkEditor::copySelected() {
  std::vector<LayerSpec> copies;
  for (const int layer : selectedHidden()) copies.push_back(network_.hidden[static_cast<std::size_t>(layer)]);
  if (!copies.empty()) QGuiApplication::clipboard()->setText(QString::fromStdString(layersToJson(copies)));
}

void NetworkEditor::cutSelected() {
  copySelected();
  removeSelected();
}

bool NetworkEditor::canPaste() const {
  return QGuiApplication::clipboard()->text().trimmed().startsWith(u'[');
}

void NetworkEditor::paste(int gap) {
  try {
    const std::string text = QGuiApplication::clipboard()->text().toStdString();
    const std::vector<LayerSpec> layers = layersFromJson(text, "clipboard");
    if (layers.empty()) return;
    insertLayers(gap, layers, layers.size() == 1 ? tr("Paste a layer") : tr("Paste %1 layers").arg(layers.size()));
  } catch (const FormatError& error) {
    emit refused(tr("The clipboard holds no layers. Copy some with Ctrl+C first. (%1)")
                     .arg(QString::fromUtf8(error.what()).simplified()));
  }
}

void NetworkEditor::moveSelectedTo(int gap) {
  const std::vector<int> layers = selectedHidden();
  if (layers.empty()) return;
  const MovedLayers moved = withLayersMoved(network_, layers, gap);
  LayerSelection selection;
  const int last = moved.first + static_cast<int>(layers.size()) - 1;
  selection.selectRange(moved.first, last, last);
  change(moved.network, selection, named(tr("Move %1"), tr("Move %1 layers"), layers));
}

void NetworkEditor::moveSelectedBy(int places) {
  const std::vector<int> layers = selectedHidden();
  if (layers.empty()) return;
  const int gap = places < 0 ? layers.front() + places : layers.back() + 1 + places;
  if (gap >= 0 && gap <= hiddenCount()) moveSelectedTo(gap);
}

void NetworkEditor::setUnits(int layer, int units) {
  NetworkSpec next = network_;
  std::vector<int> changed;
  QString limit;
  for (const int each : targets(layer)) {
    if (!isHidden(each) || unitsOf(layerOf(network_, each)) == 0) continue;
    const UnitsRange range = unitsRange(layerOf(network_, each));
    if (units < range.minimum) limit = tr("%1 has at least %2 unit.").arg(nameOf(each)).arg(range.minimum);
    if (units > range.maximum) limit = tr("%1 has at most %2 units.").arg(nameOf(each), grouped(range.maximum));
    next = withUnits(next, each, units);
    changed.push_back(each);
  }
  if (changed.empty()) {
    if (isOutput(layer)) emit refused(tr("The units of the output follow the data set."));
    return;
  }
  change(next, selection_, named(tr("Units of %1"), tr("Units of %1 layers"), changed));
  if (!limit.isEmpty()) emit refused(limit);
}

void NetworkEditor::stepUnits(int layer, int by) {
  const std::vector<int> layers = targets(layer);
  if (layers.size() == 1) return setUnits(layer, isHidden(layer) ? unitsOf(layerOf(network_, layer)) + by : 0);
  NetworkSpec next = network_;
  for (const int each : layers) {
    if (isHidden(each)) next = withUnits(next, each, unitsOf(layerOf(network_, each)) + by);
  }
  change(next, selection_, tr("Units of %1 layers").arg(layers.size()));
}

void NetworkEditor::setActivation(int layer, const std::string& activation) {
  NetworkSpec next = network_;
  const std::vector<int> layers = targets(layer);
  for (const int each : layers) next = withActivation(next, each, activation);
  change(next, selection_, named(tr("Activation of %1"), tr("Activation of %1 layers"), layers));
}

void NetworkEditor::setLayer(int layer, const LayerSpec& spec) {
  change(withLayer(network_, layer, spec), selection_, tr("Settings of %1").arg(nameOf(layer)));
}

}  // namespace gradus::ui
