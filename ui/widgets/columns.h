// Three columns of a page, whose borders can be dragged: the sides keep their widths, the middle takes the rest.
#pragma once

#include <QSplitter>
#include <functional>
#include <utility>

namespace gradus::ui {

class Columns : public QSplitter {
  Q_OBJECT

 public:
  /// A column at the side of a page, in pixels.
  struct Side {
    QWidget* widget = nullptr;
    int minimum = 0;
    int maximum = 0;
    std::function<int(int width)> usual;  ///< on a page so wide, until a person chooses
  };

  /// `key` is what QSettings calls the widths that a person chose; they are read now.
  Columns(const Side& left, QWidget* middle, const Side& right, QString key, QWidget* parent = nullptr);

  /// Keeps the widths for the next time.
  void save() const;

  /// What a double click on a border does: the usual widths again.
  void forget();

 protected:
  QSplitterHandle* createHandle() override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void arrange();

  Side left_;
  Side right_;
  QString key_;
  std::pair<int, int> chosen_{0, 0};  ///< left and right; 0: the usual one
};

}  // namespace gradus::ui
