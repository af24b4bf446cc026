// The menus of the network: kinds of layers and presets as their registries list them, and what can be done with the
// selected layers, with the keys that do the same.
#pragma once

#include <QMenu>
#include <functional>

#include "core/data/dataset.h"

namespace gradus::ui {

class NetworkEditor;

/// An entry for every kind of layer, which inserts one into the gap.
void addLayerKinds(QMenu& menu, NetworkEditor& editor, std::function<int()> gap);

/// An entry for every preset; those that do not suit `data` (which may be null) say why instead.
void addPresets(QMenu& menu, NetworkEditor& editor, const Dataset* data);

/// An entry with the key that does the same, shown and not bound.
QAction* addEntry(QMenu& menu, const QString& text, const QString& keys, const QObject* context,
                  std::function<void()> action);

/// Copy, paste, move and so on, for the selected layers.
void addLayerActions(QMenu& menu, NetworkEditor& editor);

}  // namespace gradus::ui
