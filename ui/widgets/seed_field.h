// The seed of the experiment: a pill that can be typed into.
#pragma once

#include <QWidget>
#include <cstdint>

class QLabel;
class QLineEdit;

namespace gradus::ui {

class CheckedEdit;

class SeedField : public QWidget {
  Q_OBJECT

 public:
  /// `label` stands before the number; it may be empty.
  explicit SeedField(const QString& label, QWidget* parent = nullptr);
  ~SeedField() override;

  std::uint64_t seed() const { return seed_; }

  /// Shows `seed` without a signal. What is being typed, or was refused, stays where it is as before.
  void setSeed(std::uint64_t seed);

  QLineEdit* lineEdit() const;

 signals:
  void seedEdited(quint64 seed);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  void commit();
  void restore();
  void fitWidth();

  std::uint64_t seed_ = 0;
  QLabel* label_;
  CheckedEdit* edit_;
};

}  // namespace gradus::ui
