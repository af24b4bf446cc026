// What can be set of points in the plane beside their own parameters: which features the network sees, and other points
// of the same kind.
#pragma once

#include <QAbstractButton>
#include <vector>

#include "core/data/plane_features.h"

class QLabel;

namespace gradus::ui {

class Document;

/// A feature that is on or off.
class FeatureChip : public QAbstractButton {
  Q_OBJECT

 public:
  FeatureChip(const PlaneFeature& feature, QWidget* parent);

  const PlaneFeature& feature() const { return feature_; }
  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const PlaneFeature& feature_;
};

class PlaneSettings : public QWidget {
  Q_OBJECT

 public:
  explicit PlaneSettings(Document& document, QWidget* parent = nullptr);

  void showDocument();

 private:
  void toggle(const FeatureChip& chip);
  void regenerate();

  Document& document_;
  std::vector<FeatureChip*> chips_;
  QLabel* edited_;
};

}  // namespace gradus::ui
