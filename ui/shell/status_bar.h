// The bar at the bottom: where the training stands, in numbers.
#pragma once

#include <QWidget>

#include "core/session/snapshot.h"

class QLabel;

namespace gradus::ui {

class SnapshotFeed;

class StatusBar : public QWidget {
  Q_OBJECT

 public:
  explicit StatusBar(QWidget* parent = nullptr);

  /// Which metric the numbers are of, and whether the second part is the test part for want of a validation part.
  void setTask(Task task, bool monitorIsTest);

  void showSnapshot(const Snapshot& snapshot);

  /// What was measured of an earlier network is dimmed from now on.
  void dimWhenOld(SnapshotFeed& feed);

  /// Words of a page in place of the training's numbers; without any, the numbers.
  void setWords(const QStringList& words);

 protected:
  void changeEvent(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  QLabel* addItem(QWidget* parent, const char* name);
  void showSpeed();
  void showLoss(const Snapshot& snapshot);
  void showScores(const Snapshot& snapshot);

  Task task_ = Task::Classification;
  bool monitorIsTest_ = false;
  std::uint64_t run_ = 0;
  EpochPoint last_;  ///< the newest epoch that came
  std::uint64_t lossVersion_ = 0;
  double samplesPerSecond_ = 0;
  QLabel* position_ = nullptr;
  QLabel* speed_ = nullptr;
  QLabel* loss_;
  QLabel* monitor_;
  QLabel* test_;
  QLabel* parameters_;
  QWidget* numbers_ = nullptr;  ///< holds all of these
  QLabel* words_;
};

}  // namespace gradus::ui
