// How many samples are for training, for validation and for the test: three numbers in three columns.
#pragma once

#include <QWidget>
#include <array>

#include "core/train/snapshot.h"

class QLabel;

namespace gradus::ui {

class PartCounts : public QWidget {
  Q_OBJECT

 public:
  explicit PartCounts(QWidget* parent = nullptr);

  void setData(const PreparedData& prepared);

 private:
  std::array<QLabel*, 3> numbers_{};
};

}  // namespace gradus::ui
