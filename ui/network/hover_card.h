// The card at the bottom of the canvas that tells, with real numbers, what lies under the pointer. Pinned, it stays,
// and the number that training changes can be changed by hand.
#pragma once

#include <QList>
#include <QWidget>
#include <cstdint>
#include <optional>
#include <vector>

#include "ui/theme/theme.h"

namespace gradus::ui {

class CheckedEdit;
class RoundButton;

/// A fact: quiet text and a value that stands out, such as "z = w·x + b = 1.84 − 0.12 = " and "1.72".
struct HoverFact {
  QString text;
  QString value;
  bool isEditable = false;  ///< the value is that of HoverContent::number

  bool operator==(const HoverFact&) const = default;
};

/// What the card says; nothing where `kind` is empty.
struct HoverContent {
  QString kind;  ///< "Hovering", "Weight"
  QList<HoverFact> facts;
  bool isPinned = false;
  double number = 0;  ///< of the editable fact, if there is one

  bool operator==(const HoverContent&) const = default;
};

class HoverCard : public QWidget {
  Q_OBJECT

 public:
  static constexpr int kHeight = 34;

  explicit HoverCard(QWidget* parent);

  void setTheme(const Theme& theme);
  void setContent(const HoverContent& content);

  /// What the marks of dead units mean, said while nothing is explained: for how many samples they were looked at; 0
  /// where none is marked.
  void setLegend(std::int64_t samples, double epochs);
  const HoverContent& content() const { return content_; }

  /// As high as the facts need: mostly kHeight.
  int wantedHeight() const;

  /// Gives the keyboard to the number; nothing where none can be edited.
  void editNumber();

 signals:
  void numberEdited(double number);
  void closed();        ///< the person wants to unpin it
  void editingEnded();  ///< the keyboard should go back to the canvas
  void wantedHeightChanged();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  /// Where a fact stands: x in pixels, and its line.
  struct Spot {
    int x = 0;
    int line = 0;
  };
  struct Flow {
    std::vector<Spot> spots;
    int lines = 1;
  };
  Flow flowIn(int width) const;
  int widthOf(const HoverFact& fact) const;
  int left() const;
  bool isSentence() const;
  int sentenceHeight() const;
  QString legend() const;
  void describe();
  void paintLegend(QPainter& painter) const;
  void placeField();
  void showNumber();
  void commit();
  void takeTyped();

  Theme theme_;
  HoverContent content_;
  std::int64_t samples_ = 0;
  double epochs_ = 0;
  CheckedEdit* field_;
  RoundButton* close_;
};

}  // namespace gradus::ui
