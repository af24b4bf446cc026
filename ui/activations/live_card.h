// What the activation of one hidden layer does in the network that is being trained, measured on some training samples;
// and the buttons that put another one there.
#pragma once

#include <optional>

#include "core/nn/activation_curve.h"
#include "core/probe/layer_statistics.h"
#include "ui/widgets/card.h"

class QLabel;

namespace gradus::ui {

class Button;

class LiveCard : public Card {
  Q_OBJECT

 public:
  explicit LiveCard(QWidget* parent = nullptr);

  /// The layer that is looked at, such as "Linear 2", and the activation that it has; no layer switches the buttons
  /// off.
  void setLayer(const QString& name, const QString& activation);

  /// The activation that the page shows: it is what the buttons use.
  void setCandidate(const QString& name, const ActivationCurve& curve, bool isInUse, bool isEverywhere);

  /// Of that layer, after so many epochs; null until it was measured.
  void setStatistics(const std::optional<LayerStatistics>& statistics, double epochs);

 signals:
  void useClicked();
  void useEverywhereClicked();

 private:
  QLabel* addRow(const QString& label, const char* name, const QString& explanation);
  void showNumbers();
  void showNote();

  QString layer_;
  QString present_;
  QString candidate_;
  ActivationCurve curve_;
  bool isInUse_ = false;
  bool isEverywhere_ = false;
  std::optional<LayerStatistics> statistics_;
  double epochs_ = 0;
  QLabel* silent_;
  QLabel* saturated_;
  QLabel* mean_;
  QLabel* factor_;
  QLabel* note_;
  Button* use_;
  Button* everywhere_;
};

/// The share of the numbers of a histogram at which |f′| < kSaturatedSlope, each bin taken at its middle.
double saturatedShareOf(const Distribution& numbers, const ActivationCurve& curve);

}  // namespace gradus::ui
