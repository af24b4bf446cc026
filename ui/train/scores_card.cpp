#include "ui/train/scores_card.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QTextDocumentFragment>
#include <cmath>

#include "ui/document/snapshot_feed.h"
#include "ui/theme/style.h"
#include "ui/train/score_table.h"
#include "ui/widgets/dimming.h"
#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

constexpr int kBeforeWords = 8;
constexpr int kBelowTitle = 4;
const QString kNothing = QStringLiteral("–");

/// As many digits as there is always room for: "0.1132", "12.346", "4.2e−4".
QString scoreNumber(double value) {
  constexpr double kLeast = 0.001;
  constexpr double kMost = 99999.5;
  if (std::isnan(value)) return kNothing;
  const double size = std::abs(value);
  if (size != 0 && (size < kLeast || size >= kMost)) {
    const bool isShortExponent = size >= 1e-9 && size < 1e10;
    return withPower(value, isShortExponent ? 2 : 1);
  }
  if (size >= 999.995) return withDecimals(value, 0);  // thousands are parted, which takes the room of a digit
  int decimals = 4;
  for (const double limit : {9.99995, 99.9995}) decimals -= size >= limit ? 1 : 0;
  return withDecimals(value, decimals);
}

ScoreCell lossCell(double loss) {
  if (std::isfinite(loss)) return {scoreNumber(loss)};
  return {ScoresCard::tr("diverged"), {}, true};
}

ScoreCell metricCell(double metric, Task task) {
  if (!std::isfinite(metric)) return {kNothing};
  if (task == Task::Regression) return {scoreNumber(metric)};
  constexpr double kAll = 0.99995;  // from here on one digit would be too many
  return {withDecimals(100 * metric, metric < kAll ? 2 : 1), QStringLiteral("%")};
}

}  // namespace

ScoresCard::ScoresCard(QWidget* parent)
    : Card({}, parent),
      theme_(Theme::dark()),
      title_(new QLabel(tr("Scores"))),
      words_(new QLabel),
      table_(new ScoreTable) {
  setObjectName(QStringLiteral("scoresCard"));
  setAccessibleName(tr("Scores"));
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  title_->setForegroundRole(role::kMuted);
  title_->setFont(textFont(12, QFont::DemiBold));
  words_->setObjectName(QStringLiteral("scoresWords"));
  words_->setTextFormat(Qt::RichText);
  words_->setFont(textFont(12));
  words_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  words_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  table_->setObjectName(QStringLiteral("scoreTable"));
  auto* header = new QHBoxLayout;
  header->setSpacing(kBeforeWords);
  header->addWidget(title_);
  header->addWidget(words_, 1);
  body()->setSpacing(kBelowTitle);
  body()->addLayout(header);
  body()->addWidget(table_);
  connect(table_, &ScoreTable::partToggled, this, &ScoresCard::partToggled);
  table_->setRows({tr("loss"), metricName()});
  showNumbers();
}

QString ScoresCard::metricName() const {
  return task_ == Task::Classification ? tr("accuracy") : tr("MAE");
}

void ScoresCard::setTheme(const Theme& theme) {
  theme_ = theme;
  table_->setTheme(theme);
  showWords();
}

void ScoresCard::setData(const PreparedData& prepared) {
  parts_ = {true, !prepared.valid.empty(), !prepared.test.empty()};
  table_->setParts(parts_);
  if (task_ != prepared.dataset->task) {
    task_ = prepared.dataset->task;
    board_.begin(task_);
    table_->setRows({tr("loss"), metricName()});
  }
  showNumbers();
}

void ScoresCard::setSnapshot(const Snapshot& snapshot) {
  const int epoch = board_.last().epoch;
  const int diverged = divergedIn_;
  const bool isOther = board_.note(snapshot);
  divergedIn_ = snapshot.isDiverged ? snapshot.epoch + 1 : 0;
  if (isOther || board_.last().epoch != epoch || divergedIn_ != diverged) showNumbers();
}

void ScoresCard::setShown(const PartFlags& shown) {
  table_->setShown(shown);
  showNumbers();
}

void ScoresCard::dimWhenOld(SnapshotFeed& feed) {
  feed.tellWhenOld([this] { return board_.last().version; },
                   [this](bool isOld) {
                     if (isOld_ == isOld) return;
                     isOld_ = isOld;
                     setDimmed(*table_, isOld);
                     showWords();
                   });
}

void ScoresCard::showNumbers() {
  for (const DataPart part : kAllParts) {
    std::vector<ScoreCell> cells = {{kNothing}, {kNothing}};
    if (divergedIn_ > 0 && part == DataPart::Train) {
      cells[0] = lossCell(kNotMeasured);
    } else if (divergedIn_ == 0 && board_.last().epoch > 0 && parts_.at(indexOf(part))) {
      const Score& score = scoreOf(board_.last(), part);
      cells = {lossCell(score.loss), metricCell(score.metric, task_)};
    }
    table_->setColumn(part, cells, tipOf(part));
  }
  showWords();
}

QString ScoresCard::tipOf(DataPart part) const {
  if (!parts_.at(indexOf(part))) return tr("The %1 part has no samples.").arg(nameOf(part));
  const ScoreBoard::Best& loss = board_.bestLoss(part);
  const ScoreBoard::Best& metric = board_.bestMetric(part);
  QStringList lines;
  const auto add = [&lines](const QString& name, const ScoreCell& cell, int epoch) {
    if (epoch > 0) lines << tr("Best %1: %2 in epoch %3").arg(name, cell.number + cell.unit, grouped(epoch));
  };
  add(tr("loss"), lossCell(loss.value), loss.epoch);
  add(metricName(), metricCell(metric.value, task_), metric.epoch);
  lines << (table_->column(part).isChecked() ? tr("A click hides the curve of the %1 part.").arg(nameOf(part))
                                             : tr("A click shows the curve of the %1 part.").arg(nameOf(part)));
  return lines.join(u'\n');
}

QString ScoresCard::wordsOf(bool isShort) const {
  const auto inColor = [](const QColor& color, const QString& text) {
    return QStringLiteral("<span style='color:%1'>%2</span>").arg(color.name(), text);
  };
  const QString epoch = grouped(board_.last().epoch);
  if (divergedIn_ > 0) return inColor(theme_.bad, tr("<b>diverged</b> in epoch %1").arg(grouped(divergedIn_)));
  if (board_.last().epoch == 0) return inColor(theme_.muted, isShort ? QString() : tr("measured after each epoch"));
  if (!isOld_) return inColor(theme_.text, tr("as of <b>epoch %1</b>").arg(epoch));
  return inColor(theme_.warning, isShort ? tr("<b>epoch %1</b>, before the edit").arg(epoch)
                                         : tr("<b>epoch %1</b> of the network before the edit").arg(epoch));
}

QString ScoresCard::words() const {
  return QTextDocumentFragment::fromHtml(words_->text()).toPlainText();
}

/// Short where there is no room for all of them.
void ScoresCard::showWords() {
  words_->setText(wordsOf(false));
  const QMargins around = layout()->contentsMargins();
  const int room = width() - around.left() - around.right() - title_->sizeHint().width() - kBeforeWords;
  if (words_->sizeHint().width() > room) words_->setText(wordsOf(true));
}

void ScoresCard::changeEvent(QEvent* event) {
  if (event->type() == QEvent::FontChange) showWords();
  Card::changeEvent(event);
}

void ScoresCard::resizeEvent(QResizeEvent*) {
  showWords();
}

}  // namespace gradus::ui
