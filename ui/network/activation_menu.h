// The list that opens under an activation pill: every row of the activation table with its curve and formula.
#pragma once

#include <QFrame>
#include <string>

#include "ui/theme/theme.h"

class QListWidget;
class QListWidgetItem;

namespace gradus::ui {

/// A popup; it closes itself and is deleted when a row was chosen or the person clicked elsewhere.
class ActivationMenu : public QFrame {
  Q_OBJECT
 public:
  /// `current` is the name of the row that is marked.
  ActivationMenu(const Theme& theme, const std::string& current, QWidget* parent);

  /// Opens below `anchor`, or above it where the screen ends.
  void popup(const QWidget& anchor);

 signals:
  void chosen(const std::string& name);

 private:
  void choose(const QListWidgetItem* item);

  QListWidget* list_;
};

}  // namespace gradus::ui
