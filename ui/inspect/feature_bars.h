// The numbers of one row of a table in their own units, and what the network makes of each: a bar to the right in blue
// where it is positive, to the left in orange where it is negative.
#pragma once

#include <QWidget>
#include <vector>

#include "core/data/prepared_data.h"
#include "ui/theme/theme.h"

namespace gradus::ui {

class FeatureBars : public QWidget {
  Q_OBJECT

 public:
  explicit FeatureBars(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  void setData(const PreparedDataPtr& prepared);

  /// What the network sees, what it makes of each number, and, where they were changed, the numbers after it.
  void setValues(const std::vector<float>& input, const std::vector<float>& bars, const std::vector<float>& after);

  /// "5.1 → 5.3", in the unit of the column.
  QString valueText(std::size_t feature) const;

  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Theme theme_;
  PreparedDataPtr prepared_;
  std::vector<float> input_;
  std::vector<float> bars_;
  std::vector<float> after_;
};

}  // namespace gradus::ui
