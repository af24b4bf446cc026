// What the doctor says about one thing: a dot, a short sentence, the figures, and a command that may help.
#pragma once

#include <QWidget>

#include "core/doctor/observation.h"
#include "ui/theme/theme.h"

class QLabel;

namespace gradus::ui {

class LinkButton;

class ObservationRow : public QWidget {
  Q_OBJECT

 public:
  explicit ObservationRow(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  void setObservation(const Observation& observation);
  const Observation& observation() const { return observation_; }

 signals:
  void treatmentClicked();

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Theme theme_;
  Observation observation_;
  QLabel* title_;
  QLabel* text_;
  LinkButton* treatment_;
};

}  // namespace gradus::ui
