// What can be set of points in the plane beside their own parameters: which features the network sees, and other points
// of the same kind.
#pragma once

#include <QAbstractButton>
#include <vector>

#include "core/data/plane_features.h"

class QGridLayout;
class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace gradus::ui {

class Button;
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

  /// Where there is little height the chips of the features in use stand in one row, with a button for the others, as
  /// long as these are few.
  void setOneRow(bool isOne);

 private:
  void arrange();
  void toggle(const FeatureChip& chip);
  void regenerate();

  Document& document_;
  std::vector<FeatureChip*> chips_;
  QHBoxLayout* row_;  ///< of the name, and of the chips where they are in one row
  QGridLayout* grid_;
  Button* more_;
  QLabel* edited_;
  bool isOneRow_ = false;
  bool isOpen_ = false;  ///< all chips are shown all the same
};

}  // namespace gradus::ui
