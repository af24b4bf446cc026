// Precision, recall and F1 of the classes, the worst first, and their means below.
#pragma once

#include <QWidget>
#include <vector>

#include "core/inspect/class_report.h"
#include "ui/theme/theme.h"

namespace gradus::ui {

class LinkButton;

class ClassScores : public QWidget {
  Q_OBJECT

 public:
  explicit ClassScores(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  void setClasses(const QStringList& names);
  void setReport(const ClassReport& report);

  /// Each line as it is read aloud, such as "4: precision 0.902, recall 0.943, F1 0.922".
  QStringList lines() const;

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  struct Line {
    QString name;
    ClassScore score;
    bool isMean = false;
  };

  void fill();
  QRectF rectOf(std::size_t line) const;

  Theme theme_;
  QStringList names_;
  ClassReport report_;
  std::vector<Line> lines_;
  LinkButton* all_;
  bool showsAll_ = false;
};

}  // namespace gradus::ui
