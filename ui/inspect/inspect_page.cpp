#include "ui/inspect/inspect_page.h"

#include <QBoxLayout>
#include <QPainter>
#include <algorithm>

#include "ui/inspect/sample_column.h"
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
SampleColumn* InspectPage::makeRight() {
  auto* column = new SampleColumn(session_);
  connect(column, &SampleColumn::sampleChosen, this, &InspectPage::showSample);
  connect(column, &SampleColumn::showInNetworkWanted, this, &InspectPage::showInNetworkWanted);
  connect(column, &SampleColumn::inputShown, &feed_, &SnapshotFeed::showInput);
  connect(column, &SampleColumn::failed, this, &Page::failed);
  return column;
}

void InspectPage::setTheme(const Theme& theme) {
  right_->setTheme(theme);
}

void InspectPage::showData(const PreparedDataPtr& prepared) {
  prepared_ = prepared;
  right_->setData(prepared);
  showSample((prepared->test.empty() ? prepared->train : prepared->test).front());
}

void InspectPage::showSnapshot(const SnapshotPtr& snapshot) {
  right_->setSnapshot(snapshot);
}

void InspectPage::showSample(qint64 row) {
  sample_ = row;
  right_->showSample(row);
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
