#include "ui/inspect/class_scores.h"

#include <QHelpEvent>
#include <QPainter>
#include <algorithm>

#include "ui/theme/legible.h"
#include "ui/widgets/format.h"
#include "ui/widgets/link_button.h"
#include "ui/widgets/tool_tip.h"

namespace gradus::ui {
namespace {

constexpr std::size_t kShown = 5;
constexpr double kLine = 23;
constexpr double kName = 76;
constexpr double kNumber = 62;
constexpr double kBar = 7;

QString noSamples() {
  return ClassScores::tr("no samples in this part");
}

QString numberText(double value) {
  return withDecimals(value, 3);
}

/// The worst first; of those that do not occur nothing is known.
double placeOf(const ClassScore& score) {
  return score.occurs() ? score.f1 : 2;
}

}  // namespace

ClassScores::ClassScores(QWidget* parent) : QWidget(parent), theme_(Theme::dark()), all_(new LinkButton({}, this)) {
  setObjectName(QStringLiteral("classScores"));
  setAccessibleName(QStringLiteral("Scores of the classes"));
  all_->setObjectName(QStringLiteral("allClassesLink"));
  all_->setToolTip(QStringLiteral("Shows every class, or only those that are known worst"));
  connect(all_, &QPushButton::clicked, this, [this] {
    showsAll_ = !showsAll_;
    fill();
  });
  fill();
}

void ClassScores::setTheme(const Theme& theme) {
  theme_ = theme;
  update();
}

void ClassScores::setClasses(const QStringList& names) {
  names_ = names;
  report_ = {};
  showsAll_ = false;
  fill();
}

void ClassScores::setReport(const ClassReport& report) {
  if (std::ssize(report.classes) != names_.size()) return;
  report_ = report;
  fill();
}

void ClassScores::fill() {
  lines_.clear();
  for (std::size_t i = 0; i < report_.classes.size(); ++i) {
    lines_.push_back({names_.at(static_cast<qsizetype>(i)), report_.classes[i]});
  }
  std::ranges::stable_sort(lines_, {}, [](const Line& line) { return placeOf(line.score); });
  const std::size_t classes = lines_.size();
  const bool hasMore = classes > kShown;
  if (hasMore && !showsAll_) lines_.resize(kShown);
  const double top = kLine * static_cast<double>(lines_.size());
  if (!report_.classes.empty()) {
    lines_.push_back({QStringLiteral("macro mean"), report_.macro, true});
    lines_.push_back({QStringLiteral("weighted"), report_.weighted, true});
    lines_.push_back({QStringLiteral("micro"), report_.micro, true});
  }
  all_->setText(showsAll_ ? QStringLiteral("Show the worst five") : QStringLiteral("Show all %1").arg(classes));
  all_->setAccessibleName(all_->text());
  all_->setVisible(hasMore);
  all_->setGeometry(QRect(QPoint(0, static_cast<int>(top)), all_->sizeHint()));
  const double room = kLine * static_cast<double>(lines_.size()) + (hasMore ? kLine : 0) + 4;
  setFixedHeight(report_.classes.empty() ? 0 : static_cast<int>(room));
  setAccessibleDescription(lines().join(QStringLiteral("; ")));
  update();
}

QStringList ClassScores::lines() const {
  QStringList texts;
  for (const Line& line : lines_) {
    if (!line.score.occurs()) {
      texts << line.name + QStringLiteral(": ") + noSamples();
      continue;
    }
    texts << QStringLiteral("%1: precision %2, recall %3, F1 %4")
                 .arg(line.name, numberText(line.score.precision), numberText(line.score.recall),
                      numberText(line.score.f1));
  }
  return texts;
}

QRectF ClassScores::rectOf(std::size_t line) const {
  // The link stands between the classes and their means.
  const double link = lines_[line].isMean && all_->isVisibleTo(this) ? kLine : 0;
  const double gap = lines_[line].isMean ? 4 : 0;
  return {0, kLine * static_cast<double>(line) + link + gap, static_cast<double>(width()), kLine};
}

bool ClassScores::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  QString text;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    if (!rectOf(i).contains(help->pos())) continue;
    const ClassScore& score = lines_[i].score;
    if (lines_[i].isMean) {
      text = lines_[i].name == u"micro" ? QStringLiteral("Counted over all classes together: the accuracy.")
             : lines_[i].name == u"weighted"
                 ? QStringLiteral("The mean over the classes, each weighted by its samples.")
                 : QStringLiteral("The mean over the classes that occur in this part, each counting the same.");
    } else if (!score.occurs()) {
      text = QStringLiteral("%1: the part has no samples of it, so that nothing is known of how well it is recognised.")
                 .arg(lines_[i].name);
    } else {
      text = QStringLiteral(
                 "%1: of the samples taken for it %2 are of it (precision P); of its %3 samples %4 are recognised "
                 "(recall R); F1 is the harmonic mean of both, and the bar.")
                 .arg(lines_[i].name, percent(score.precision), grouped(score.support), percent(score.recall));
    }
  }
  showTip(*help, text, *this);
  return true;
}

void ClassScores::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QFont plain = sizedFont(font(), 12, false);
  const QFont strong = sizedFont(font(), 12, true);
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const Line& line = lines_[i];
    const QRectF place = rectOf(i);
    painter.setFont(line.isMean ? plain : strong);
    painter.setPen(line.isMean ? theme_.muted : theme_.text);
    painter.drawText(QRectF(0, place.top(), kName - 6, kLine), Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(line.name, Qt::ElideRight, static_cast<int>(kName - 6)));
    const double numbers = width() - 3 * kNumber;
    painter.setFont(plain);
    if (!line.score.occurs()) {
      painter.setPen(theme_.muted);
      painter.drawText(QRectF(kName, place.top(), width() - kName, kLine), Qt::AlignVCenter | Qt::AlignRight,
                       noSamples());
      continue;
    }
    painter.setPen(line.isMean ? theme_.muted : theme_.text);
    const std::pair<const char16_t*, double> entries[] = {
        {u"P ", line.score.precision}, {u"R ", line.score.recall}, {u"F1 ", line.score.f1}};
    double right = numbers + kNumber;
    for (const auto& [letter, value] : entries) {
      painter.drawText(QRectF(right - kNumber, place.top(), kNumber, kLine), Qt::AlignVCenter | Qt::AlignRight,
                       QString::fromUtf16(letter) + numberText(value));
      right += kNumber;
    }
    const QRectF track(kName, place.center().y() - kBar / 2, numbers - kName - 2, kBar);
    if (track.width() < 20) continue;
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme_.control);
    painter.drawRoundedRect(track, kBar / 2, kBar / 2);
    painter.setBrush(line.isMean ? theme_.muted : theme_.positive);
    painter.drawRoundedRect(QRectF(track.topLeft(), QSizeF(track.width() * line.score.f1, kBar)), kBar / 2, kBar / 2);
  }
}

}  // namespace gradus::ui
