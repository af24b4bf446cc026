#include "ui/inspect/sample_column.h"

#include <QBoxLayout>
#include <QLabel>
#include <QScrollArea>

#include "ui/inspect/draw_panel.h"
#include "ui/inspect/sample_depths.h"
#include "ui/inspect/sample_detail.h"
#include "ui/inspect/what_if_panel.h"
#include "ui/theme/style.h"
#include "ui/widgets/scrolling.h"

namespace gradus::ui {
namespace {

constexpr int kMargin = 16;

}  // namespace

SampleColumn::SampleColumn(TrainingSession& session, QWidget* parent)
    : QWidget(parent),
      detail_(new SampleDetail(session)),
      draw_(new DrawPanel(session)),
      whatIf_(new WhatIfPanel(session)),
      depths_(new SampleDepths(session)),
      hint_(new QLabel(tr("Choose a sample to look into it."))) {
  setObjectName(QStringLiteral("sampleColumn"));
  detail_->setObjectName(QStringLiteral("sampleDetail"));
  draw_->setObjectName(QStringLiteral("drawPanel"));
  hint_->setForegroundRole(role::kMuted);
  hint_->setWordWrap(true);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(makeParts());

  connect(detail_, &SampleDetail::explained, depths_, &SampleDepths::showPath);
  connect(depths_, &SampleDepths::sampleChosen, this, &SampleColumn::sampleChosen);
  connect(detail_, &SampleDetail::showInNetworkWanted, this, &SampleColumn::showInNetworkWanted);
  connect(detail_, &SampleDetail::excludeWanted, this, &SampleColumn::excludeWanted);
  connect(detail_, &SampleDetail::restoreWanted, this, &SampleColumn::restoreWanted);
  connect(draw_, &DrawPanel::inputShown, this, &SampleColumn::inputShown);
  connect(draw_, &DrawPanel::failed, this, &SampleColumn::failed);
}

QWidget* SampleColumn::makeParts() {
  auto* content = new QWidget;
  auto* parts = new QVBoxLayout(content);
  parts->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
  parts->setSpacing(20);
  for (QWidget* part : std::initializer_list<QWidget*>{hint_, detail_, draw_, whatIf_, depths_}) {
    parts->addWidget(part);
  }
  parts->addStretch();
  QScrollArea* area = makeScrolling(content);
  keepWidth(*area, *parts);
  return area;
}

void SampleColumn::setTheme(const Theme& theme) {
  detail_->setTheme(theme);
  whatIf_->setTheme(theme);
  depths_->setTheme(theme);
}

void SampleColumn::setData(const PreparedDataPtr& prepared) {
  detail_->setData(prepared);
  draw_->setData(prepared);
  whatIf_->setData(prepared);
  depths_->setData(prepared);
  hint_->show();
}

void SampleColumn::setSnapshot(const SnapshotPtr& snapshot) {
  if (snapshot->version == version_ && snapshot->step == step_) return;
  version_ = snapshot->version;
  step_ = snapshot->step;
  detail_->refresh();
  draw_->refresh();
  whatIf_->refresh();
  depths_->refresh();
}

void SampleColumn::showSample(std::int64_t row) {
  detail_->showSample(row);
  whatIf_->showSample(detail_->sample());
  depths_->showSample(detail_->sample());
  hint_->setVisible(detail_->sample() < 0);
}

void SampleColumn::setActive(bool isActive) {
  detail_->setActive(isActive);
  draw_->setActive(isActive);
  whatIf_->setActive(isActive);
  depths_->setActive(isActive);
}

void SampleColumn::showEvent(QShowEvent*) {
  setActive(true);
}

void SampleColumn::hideEvent(QHideEvent*) {
  setActive(false);
}

}  // namespace gradus::ui
