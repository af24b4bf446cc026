// The lines below a plot that say what earlier runs were: "previous run: ReLU instead of Tanh, same initial weights". A
// click hides a run or shows it again; its cross takes it away.
#pragma once

#include <QAbstractButton>
#include <QWidget>
#include <vector>

#include "ui/theme/theme.h"

namespace gradus::ui {

/// An earlier run in words.
struct GhostEntry {
  QString name;   ///< such as "previous run"
  QString words;  ///< what makes it differ
  bool isShown = true;

  bool operator==(const GhostEntry&) const = default;
};

class GhostLegend : public QWidget {
  Q_OBJECT

 public:
  /// Lines that are shown; the others are in the menu of the plot.
  static constexpr std::size_t kLines = 2;

  explicit GhostLegend(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);

  /// The newest first. Takes no room where there are none.
  void setEntries(const std::vector<GhostEntry>& entries);

 signals:
  void toggled(int index);
  void removed(int index);

 private:
  void rebuild();

  Theme theme_;
  std::vector<GhostEntry> entries_;
};

}  // namespace gradus::ui
