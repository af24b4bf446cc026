// Everything that can be set for one layer, in a popup under its header: the forms are built from the rows of the
// registries, so that a new layer, activation or initialisation needs no line here.
#pragma once

#include <QFrame>

#include "core/experiment/experiment.h"
#include "ui/theme/theme.h"

class QVBoxLayout;

namespace gradus::ui {

class ComboBox;
class Form;

/// What the popup says above its forms.
struct LayerTitle {
  QString name;     ///< "Linear 2"
  QString summary;  ///< one or two sentences
};

/// It closes itself and is deleted when the person clicks elsewhere or presses Escape.
class LayerPopover : public QFrame {
  Q_OBJECT

 public:
  /// `isOutput`: the layer itself follows the data and is not offered.
  LayerPopover(const Theme& theme, const LayerTitle& title, const LayerSpec& layer, bool isOutput, QWidget* parent);

  /// As it has been edited.
  const LayerSpec& layer() const { return layer_; }

  /// Opens below `anchor`.
  void popup(const QWidget& anchor);

 signals:
  void edited(const gradus::LayerSpec& layer);

 private:
  void addLayerForm(QVBoxLayout& layout);
  void addActivation(QVBoxLayout& layout);
  void addInitialization(QVBoxLayout& layout);
  void tell();

  LayerSpec layer_;
};

}  // namespace gradus::ui
