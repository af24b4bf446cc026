#include "ui/widgets/columns.h"

#include <QPainter>
#include <QSettings>
#include <QSplitterHandle>
#include <algorithm>

#include "ui/theme/style.h"
#include "ui/widgets/remembered.h"

namespace gradus::ui {
namespace {

constexpr int kMostWidth = 10'000;
constexpr int kBorder = 1;  // Qt lets the mouse reach it from a few pixels away

class Border : public QSplitterHandle {
 public:
  explicit Border(Columns& columns) : QSplitterHandle(Qt::Horizontal, &columns), columns_(columns) {
    setToolTip(QStringLiteral("Drag to size the columns; double-click for their usual widths"));
  }

 protected:
  void paintEvent(QPaintEvent*) override { QPainter(this).fillRect(rect(), palette().color(role::kBorder)); }
  void mouseDoubleClickEvent(QMouseEvent*) override { columns_.forget(); }

 private:
  Columns& columns_;
};

QString leftKey(const QString& key) {
  return key + QStringLiteral("/left");
}

QString rightKey(const QString& key) {
  return key + QStringLiteral("/right");
}

}  // namespace

Columns::Columns(const Side& left, QWidget* middle, const Side& right, QString key, QWidget* parent)
    : QSplitter(Qt::Horizontal, parent), left_(left), right_(right), key_(std::move(key)) {
  setHandleWidth(kBorder);
  setChildrenCollapsible(false);
  for (const Side& side : {left_, right_}) {
    side.widget->setMinimumWidth(side.minimum);
    side.widget->setMaximumWidth(side.maximum);
  }
  // Tab comes to the middle first: it is what the page is about.
  addWidget(middle);
  insertWidget(0, left_.widget);
  addWidget(right_.widget);
  const auto widthOf = [](const QString& name) { return rememberedWhole(name, 0, 0, kMostWidth); };
  chosen_ = {widthOf(leftKey(key_)), widthOf(rightKey(key_))};
  connect(this, &QSplitter::splitterMoved, this, [this](int, int border) {
    if (border == 1) chosen_.first = sizes().front();
    if (border == 2) chosen_.second = sizes().back();
  });
}

QSplitterHandle* Columns::createHandle() {
  return new Border(*this);
}

void Columns::resizeEvent(QResizeEvent* event) {
  arrange();
  QSplitter::resizeEvent(event);
}

void Columns::arrange() {
  const auto widthOf = [this](const Side& side, int chosen) {
    return std::clamp(chosen > 0 ? chosen : side.usual(width()), side.minimum, side.maximum);
  };
  const int left = widthOf(left_, chosen_.first);
  const int right = widthOf(right_, chosen_.second);
  setSizes({left, std::max(width() - left - right - 2 * kBorder, 0), right});
}

void Columns::forget() {
  chosen_ = {0, 0};
  arrange();
}

void Columns::save() const {
  QSettings settings;
  settings.setValue(leftKey(key_), chosen_.first);
  settings.setValue(rightKey(key_), chosen_.second);
}

}  // namespace gradus::ui
