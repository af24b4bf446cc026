// How an input is attacked: by which method, how strongly, towards which class; and what comes of it in words.
#pragma once

#include <QWidget>
#include <optional>

#include "core/data/dataset.h"
#include "core/probe/sample_answer.h"

class QLabel;

namespace gradus::ui {

class ComboBox;
class LinkButton;
class Segments;
class SliderField;

class AttackPanel : public QWidget {
  Q_OBJECT

 public:
  explicit AttackPanel(QWidget* parent = nullptr);

  void setData(const DatasetPtr& dataset);

  /// As the controls say; ε is 0 at first.
  AttackQuestion question() const;

  /// The slider back to 0.
  void reset();

  /// What the network says about the input as it is, and under attack.
  void showOutcome(int answer, const AttackAnswer& attack);

  /// The smallest ε that changes the answer, or none up to the largest; nothing while it is searched.
  void showFlip(const std::optional<std::optional<double>>& flip);

  QString outcome() const;

 signals:
  void changed();

 private:
  QString nameOf(int label) const;

  DatasetPtr dataset_;
  Segments* method_;
  SliderField* epsilon_;
  ComboBox* target_;
  QLabel* targetName_;
  QLabel* outcome_;
  LinkButton* flip_;
  QLabel* noFlip_;
  std::optional<double> flipAt_;
};

}  // namespace gradus::ui
