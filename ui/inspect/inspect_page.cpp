#include "ui/inspect/inspect_page.h"

#include <QBoxLayout>
#include <QPainter>
#include <algorithm>

#include "ui/shell/document.h"
#include "ui/theme/style.h"
#include "ui/widgets/paint.h"

namespace gradus::ui {

InspectPage::InspectPage(Document& document, TrainingSession& session, SnapshotFeed& feed, QWidget* parent)
    : Page({QStringLiteral("Inspect"), QStringLiteral("inspect"),
            QStringLiteral("Look into what the network gets wrong, and why")},
           parent),
      document_(document),
      session_(session),
      feed_(feed),
      left_(new QWidget),
      right_(makeRight()) {
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(left_);
  layout->addStretch(1);
  layout->addWidget(right_);
  connect(&session_, &TrainingSession::dataReady, this, &InspectPage::showData);
  connect(&feed_, &SnapshotFeed::arrived, this, &InspectPage::showSnapshot);
}

/// What there is to know of one sample.
QWidget* InspectPage::makeRight() {
  auto* column = new QWidget;
  auto* layout = new QVBoxLayout(column);
  layout->setContentsMargins(0, 0, 0, 0);
  return column;
}

void InspectPage::setTheme(const Theme&) {}

void InspectPage::showData(const PreparedDataPtr& prepared) {
  prepared_ = prepared;
  sample_ = -1;
}

void InspectPage::showSnapshot(const SnapshotPtr&) {}

void InspectPage::showSample(qint64 row) {
  sample_ = row;
}

void InspectPage::resizeEvent(QResizeEvent*) {
  left_->setFixedWidth(std::clamp(width() * 31 / 100, 372, 430));
  right_->setFixedWidth(std::clamp(width() * 25 / 100, 320, 344));
}

void InspectPage::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), palette().color(role::kCanvas));
  const int border = left_->width();
  const int right = width() - right_->width();
  painter.fillRect(QRect(border, 0, 1, height()), palette().color(role::kBorder));
  painter.fillRect(QRect(right, 0, right_->width(), height()), palette().color(role::kPanel));
  painter.fillRect(QRect(right - 1, 0, 1, height()), palette().color(role::kBorder));
}

}  // namespace gradus::ui
