// Which colour is which curve: short dashes with words, for the corner of a card.
#pragma once

#include <QColor>
#include <QWidget>
#include <vector>

namespace gradus::ui {

class Legend : public QWidget {
  Q_OBJECT

 public:
  struct Entry {
    QString words;
    QColor color;
  };

  explicit Legend(QWidget* parent = nullptr);

  void setEntries(std::vector<Entry> entries);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::vector<Entry> entries_;
};

}  // namespace gradus::ui
