// Editing the network by hand: the network itself, which of its layers are selected, and everything a person does to
// them, whether by button, key or menu. It knows no widget; the canvas shows it.
#pragma once

#include <QObject>
#include <QString>

#include "core/experiment/presets.h"
#include "ui/network/layer_selection.h"
#include "ui/network/network_edit.h"

namespace gradus::ui {

class NetworkEditor : public QObject {
  Q_OBJECT

 public:
  using QObject::QObject;

  const NetworkSpec& network() const { return network_; }

  /// Another network from elsewhere. Emits nothing. Throws FormatError, changing nothing, for a name that is in no
  /// registry.
  void setNetwork(const NetworkSpec& network);

  const LayerSelection& selection() const { return selection_; }
  void select(int layer, Select how = Select::Only);
  void selectAll();

  int hiddenCount() const { return static_cast<int>(network_.hidden.size()); }
  bool isHidden(int layer) const { return layer >= 0 && layer < hiddenCount(); }
  bool isOutput(int layer) const { return layer == hiddenCount(); }

  /// "Linear 2", "Linear 3 output".
  QString nameOf(int layer) const;

  /// The gap behind the selection, where new layers go: the number of the hidden layer before which it lies.
  int gapBehind() const;

  /// Behind the last layer where there is no such gap.
  void insert(int gap, const std::string& kind);
  void apply(const Preset& preset);
  void removeSelected();
  void duplicateSelected();

  /// The selected layers as text that paste() reads, also in another window.
  void copySelected();
  void cutSelected();
  void paste(int gap);
  bool canPaste() const;

  /// The selected layers, side by side, into that gap, or past so many neighbours.
  void moveSelectedTo(int gap);
  void moveSelectedBy(int places);

  /// Changes `layer`, and the other selected ones if it is among them.
  void setUnits(int layer, int units);
  void stepUnits(int layer, int by);
  void setActivation(int layer, const std::string& activation);

  /// Layer, activation and initialisation at once.
  void setLayer(int layer, const LayerSpec& spec);

 signals:
  void changed();                                                        ///< the network; the selection as well
  void edited(const gradus::NetworkSpec& network, const QString& what);  ///< by a person; after changed()
  void selectionChanged();
  void refused(const QString& why);  ///< nothing was changed

 private:
  std::vector<int> selectedHidden() const;
  std::vector<int> targets(int layer) const;
  void change(const NetworkSpec& next, const LayerSelection& selection, const QString& what);
  void insertLayers(int place, const std::vector<LayerSpec>& layers, const QString& what);
  QString named(const QString& one, const QString& many, const std::vector<int>& layers) const;

  NetworkSpec network_;
  LayerSelection selection_;
};

}  // namespace gradus::ui
