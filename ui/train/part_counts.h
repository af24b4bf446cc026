// How many samples are for training, for validation and for the test, and which share of all: three numbers in three
// columns, below a bar that shows the same and deals the samples out anew.
#pragma once

#include <QWidget>
#include <array>

#include "core/data/prepared_data.h"
#include "ui/train/part_bar.h"

class QBoxLayout;
class QLabel;

namespace gradus::ui {

class PartCounts : public QWidget {
  Q_OBJECT

 public:
  explicit PartCounts(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  void setData(const PreparedData& prepared);

  /// The shares of the document; how they are shown until the data come.
  void setShares(const PartShares& shares);

  PartBar& bar() { return *bar_; }

  QSize minimumSizeHint() const override;

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void arrange();
  void showBar();
  void showPercents(const std::array<double, 3>& shares);

  PartBar* bar_;
  std::array<QLabel*, 3> marks_{};
  std::array<QLabel*, 3> numbers_{};
  std::array<QLabel*, 3> percents_{};
  std::array<QBoxLayout*, 3> pairs_{};  ///< number and share, beside each other where there is room
  PartShares shares_;
  std::int64_t rows_ = 0;
  std::int64_t given_ = 0;  ///< rows of a test part that comes with the data
};

}  // namespace gradus::ui
