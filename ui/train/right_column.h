// The right side of the Train page: which of its cards are there depends on the data and on the room.
#pragma once

#include <QWidget>

namespace gradus::ui {

class CurvesPanel;
class MistakesCard;
class OutputCard;
class ScoresCard;

class RightColumn : public QWidget {
  Q_OBJECT

 public:
  RightColumn(ScoresCard* scores, OutputCard* output, CurvesPanel* curves, MistakesCard* mistakes,
              QWidget* parent = nullptr);

  /// Whether the data are points of a plane, which have a field.
  void setPlane(bool isPlane);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void arrange();

  ScoresCard* scores_;
  OutputCard* output_;
  CurvesPanel* curves_;
  MistakesCard* mistakes_;
  bool isPlane_ = false;
};

}  // namespace gradus::ui
