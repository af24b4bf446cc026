// What a person has changed in single samples, listed, and the way back.
#pragma once

#include <QAbstractScrollArea>
#include <QWidget>
#include <optional>
#include <vector>

#include "core/data/prepared_data.h"
#include "ui/theme/theme.h"

class QLabel;

namespace gradus::ui {

class Document;
class LinkButton;

/// A line for each change; a click at its right end, Delete or Return takes it back.
class ChangeList : public QAbstractScrollArea {
  Q_OBJECT

 public:
  struct Line {
    std::int64_t row = 0;
    QString text;
  };

  explicit ChangeList(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  void setLines(std::vector<Line> lines);
  const std::vector<Line>& lines() const { return lines_; }

 signals:
  void restoreWanted(qint64 row);
  void sampleChosen(qint64 row);

 protected:
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  std::optional<std::size_t> lineAt(const QPointF& position) const;
  bool isAtLink(const QPointF& position) const;
  void arrange();

  Theme theme_;
  std::vector<Line> lines_;
  std::size_t current_ = 0;
  std::optional<std::size_t> hovered_;
};

class DataChanges : public QWidget {
  Q_OBJECT

 public:
  explicit DataChanges(Document& document, QWidget* parent = nullptr);

  void setTheme(const Theme& theme);

  /// Names of classes, and what rows were before, come from the data; shown as soon as they are there.
  void setData(const PreparedDataPtr& prepared);

 signals:
  void sampleChosen(qint64 row);

 private:
  void showDocument();

  Document& document_;
  PreparedDataPtr data_;
  QLabel* title_;
  LinkButton* all_;
  ChangeList* list_;
};

}  // namespace gradus::ui
