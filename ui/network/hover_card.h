// The card at the bottom of the canvas that tells, with real numbers, what lies under the pointer.
#pragma once

#include <QList>
#include <QWidget>

#include "ui/theme/theme.h"

namespace gradus::ui {

/// A fact: quiet text and a value that stands out, such as "z = w·x + b = 1.84 − 0.12 = " and "1.72".
struct HoverFact {
  QString text;
  QString value;

  bool operator==(const HoverFact&) const = default;
};

/// What the card says; nothing where `kind` is empty.
struct HoverContent {
  QString kind;  ///< "Hovering", "Weight"
  QList<HoverFact> facts;

  bool operator==(const HoverContent&) const = default;
};

class HoverCard : public QWidget {
 public:
  static constexpr int kHeight = 58;

  explicit HoverCard(QWidget* parent);

  void setTheme(const Theme& theme);
  void setContent(const HoverContent& content);
  const HoverContent& content() const { return content_; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Theme theme_;
  HoverContent content_;
};

}  // namespace gradus::ui
