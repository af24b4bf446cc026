#include "ui/shell/status_bar.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <span>

#include "core/data/shown_numbers.h"
#include "core/session/score_text.h"
#include "ui/document/snapshot_feed.h"
#include "ui/theme/style.h"
#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

constexpr int kHeight = 28;
constexpr std::size_t kMeanOf = 1000;  ///< batches, at most, that the train loss is a mean of

/// A label that has been wide stays so: what stands behind it must not move with every digit.
void setSteadyText(QLabel& label, const QString& text) {
  label.setText(text);
  label.setMinimumWidth(std::max(label.minimumWidth(), label.sizeHint().width()));
}

}  // namespace

StatusBar::StatusBar(QWidget* parent) : QWidget(parent) {
  setFixedHeight(kHeight);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(16, 1, 16, 0);
  numbers_ = new QWidget;
  auto* row = new QHBoxLayout(numbers_);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(22);
  layout->addWidget(numbers_);
  position_ = addItem(numbers_, "statusPosition");
  speed_ = addItem(numbers_, "statusSpeed");
  loss_ = addItem(numbers_, "statusLoss");
  monitor_ = addItem(numbers_, "statusMonitor");
  test_ = addItem(numbers_, "statusTest");
  parameters_ = addItem(numbers_, "statusParameters");
  speed_->setTextFormat(Qt::RichText);
  row->addStretch();
  words_ = addItem(this, "statusWords");
  layout->addStretch();
  position_->setToolTip(QStringLiteral("Epochs completed, and the batch of the epoch in progress"));
  speed_->setToolTip(QStringLiteral("Training samples that go through the network each second"));
  loss_->setToolTip(QStringLiteral("Loss on the training part"));
  setTask(task_, monitorIsTest_);
  parameters_->setToolTip(QStringLiteral("Weights and biases that training changes"));
}

QLabel* StatusBar::addItem(QWidget* parent, const char* name) {
  auto* label = new QLabel(parent);
  label->setObjectName(QString::fromLatin1(name));
  label->setForegroundRole(role::kMuted);
  label->setFont(textFont(12));
  label->setTextFormat(Qt::PlainText);
  label->hide();
  parent->layout()->addWidget(label);
  return label;
}

void StatusBar::setTask(Task task, bool monitorIsTest) {
  task_ = task;
  monitorIsTest_ = monitorIsTest;
  const QString name = task == Task::Regression ? QStringLiteral(". MAE is the mean absolute error") : QString();
  monitor_->setToolTip(QStringLiteral("Measured at the end of each epoch on samples it was not trained with") + name);
  test_->setToolTip(QStringLiteral("Measured once, when the run has finished") + name);
}

void StatusBar::showSnapshot(const Snapshot& snapshot) {
  if (snapshot.run != run_) {
    run_ = snapshot.run;
    last_ = {};
    lossVersion_ = 0;
    for (QLabel* label : numbers_->findChildren<QLabel*>()) {
      label->setMinimumWidth(0);
      label->clear();  // the same text again would keep the size it had
    }
  }
  if (!snapshot.epochs.empty()) last_ = snapshot.epochs.back();

  const bool loaded = snapshot.batchesPerEpoch > 0;
  position_->setVisible(loaded);
  QString position = QStringLiteral("Epoch %1").arg(grouped(snapshot.epoch));
  if (snapshot.batch > 0) {
    position += QStringLiteral(" · batch %1/%2").arg(grouped(snapshot.batch), grouped(snapshot.batchesPerEpoch));
  }
  setSteadyText(*position_, position);
  samplesPerSecond_ = snapshot.samplesPerSecond;
  speed_->setVisible(samplesPerSecond_ > 0);
  showSpeed();
  parameters_->setVisible(snapshot.parameterCount > 0);
  setSteadyText(*parameters_, grouped(snapshot.parameterCount) + QStringLiteral(" parameters"));
  showLoss(snapshot);
  showScores(snapshot);
}

void StatusBar::dimWhenOld(SnapshotFeed& feed) {
  feed.dimWhenOld(*loss_, [this] { return lossVersion_; });
  feed.dimWhenOld(*monitor_, [this] { return last_.version; });
}

void StatusBar::setWords(const QStringList& words) {
  words_->setText(words.join(QString(5, QChar::Nbsp)));
  words_->setVisible(!words.isEmpty());
  numbers_->setVisible(words.isEmpty());
}

void StatusBar::showSpeed() {
  setSteadyText(*speed_, QStringLiteral("<b style='color:%1'>%2</b> samples/s")
                             .arg(palette().color(role::kText).name(), compact(samplesPerSecond_)));
}

void StatusBar::showLoss(const Snapshot& snapshot) {
  loss_->setVisible(snapshot.step > 0);
  double loss = last_.train.loss;
  std::uint64_t version = last_.version;
  const bool betweenEpochs = snapshot.step == last_.steps;
  if (!betweenEpochs && !snapshot.batches.empty()) {
    // One batch is too restless to read; this is the mean of those since the last look, or of the last ones of them.
    version = snapshot.batches.back().version;
    const std::size_t most = std::min(snapshot.batches.size(), kMeanOf);
    const auto last = std::span(snapshot.batches).last(most);
    double sum = 0;
    std::size_t count = 0;
    for (const BatchPoint& batch : last) {
      if (batch.version != version) continue;
      sum += batch.loss;
      ++count;
    }
    loss = sum / static_cast<double>(count);
  } else if (!betweenEpochs && snapshot.state == SessionState::Running) {
    return;
  }
  if (std::isnan(loss)) return;
  lossVersion_ = version;
  setSteadyText(*loss_, QStringLiteral("train loss ") + QString::fromStdString(lossText(loss, shownNumbers())));
}

void StatusBar::showScores(const Snapshot& snapshot) {
  const double metric = monitored(last_).metric;
  monitor_->setVisible(!std::isnan(metric));
  setSteadyText(*monitor_, (monitorIsTest_ ? QStringLiteral("test ") : QStringLiteral("valid ")) +
                               QString::fromStdString(metricText(metric, task_, shownNumbers())));
  const bool finished = snapshot.state == SessionState::Finished && !std::isnan(snapshot.test.metric);
  test_->setVisible(finished);
  test_->setText(QStringLiteral("test loss %1 · test %2")
                     .arg(QString::fromStdString(lossText(snapshot.test.loss, shownNumbers())),
                          QString::fromStdString(metricText(snapshot.test.metric, task_, shownNumbers()))));
}

void StatusBar::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  // The text holds a colour of the theme that was.
  const bool isRestyled = event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange;
  if (isRestyled && speed_ != nullptr) showSpeed();
}

void StatusBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), palette().color(role::kPanel));
  painter.fillRect(QRect(0, 0, width(), 1), palette().color(role::kBorder));
}

}  // namespace gradus::ui
