// The path of one input through the network: of each hidden layer the units that mattered most to the answer, blue
// where they spoke for it and orange where they spoke against it.
#pragma once

#include <QWidget>
#include <vector>

#include "core/explain/explanation.h"
#include "ui/theme/theme.h"

namespace gradus::ui {

class PathView : public QWidget {
  Q_OBJECT

 public:
  explicit PathView(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  void setPath(const std::vector<LayerPart>& path);
  const std::vector<LayerPart>& path() const { return path_; }

  QSize sizeHint() const override;

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  QRectF place(std::size_t line, std::size_t index) const;

  Theme theme_;
  std::vector<LayerPart> path_;
};

}  // namespace gradus::ui
