// Loss and metric of the three parts of the data, large: a column for each part, whose click shows or hides its curve.
// However the numbers change, nothing moves.
#pragma once

#include <QAbstractButton>
#include <QStringList>
#include <array>
#include <vector>

#include "ui/plots/part_look.h"
#include "ui/theme/theme.h"

namespace gradus::ui {

struct ScoreCell {
  QString number;
  QString unit = {};    ///< smaller, behind it
  bool isWord = false;  ///< it is no number, and says that something is wrong

  bool operator==(const ScoreCell&) const = default;
};

class ScoreColumn : public QAbstractButton {
  Q_OBJECT

 public:
  ScoreColumn(DataPart part, QWidget* parent);

  void setTheme(const Theme& theme);
  void setCells(const std::vector<ScoreCell>& cells);
  const std::vector<ScoreCell>& cells() const { return cells_; }
  void setNumberSize(int pixels);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void paintHead(QPainter& painter) const;
  void paintCell(QPainter& painter, const ScoreCell& cell, double baseLine) const;

  DataPart part_;
  Theme theme_;
  std::vector<ScoreCell> cells_;
  int numberSize_ = 18;
};

class ScoreTable : public QWidget {
  Q_OBJECT

 public:
  explicit ScoreTable(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);

  /// What the rows are called, from above.
  void setRows(const QStringList& names);
  const QStringList& rows() const { return rows_; }

  /// Which parts there are, and whose curves are shown.
  void setParts(const PartFlags& parts);
  void setShown(const PartFlags& shown);

  /// One cell for each row.
  void setColumn(DataPart part, const std::vector<ScoreCell>& cells, const QString& toolTip);
  ScoreColumn& column(DataPart part) const { return *columns_.at(indexOf(part)); }

  int numberSize() const { return numberSize_; }

 signals:
  void partToggled(gradus::DataPart part, bool isShown);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void arrange();
  int labelWidth() const;

  QStringList rows_;
  std::array<ScoreColumn*, kDataParts> columns_{};
  int numberSize_ = 18;
};

}  // namespace gradus::ui
