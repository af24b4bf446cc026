#include "ui/inspect/confusion_view.h"

#include <QPainter>
#include <QScrollBar>
#include <algorithm>
#include <cmath>

#include "ui/theme/legible.h"
#include "ui/theme/style.h"
#include "ui/widgets/format.h"
#include "ui/widgets/keys.h"

namespace gradus::ui {
namespace {

constexpr double kSmallestSide = 28;  // a number of three digits is read in it
constexpr double kLargestSide = 58;
constexpr double kGap = 2;
constexpr double kRound = 4;
constexpr double kHeaderSpace = 8;
constexpr double kWidestHeader = 84;
constexpr double kLowestHeader = 20;
constexpr int kMostClassesAtOnce = 15;  // a matrix of more is scrolled
constexpr double kStrongest = 0.75;     // share of colour in a cell
constexpr double kFaintest = 0.08;
constexpr double kRounding = 1e-6;

}  // namespace

ConfusionView::ConfusionView(QWidget* parent) : QAbstractScrollArea(parent), theme_(Theme::dark()) {
  setObjectName(QStringLiteral("confusionView"));
  setAccessibleName(QStringLiteral("Confusion matrix"));
  setFrameShape(QFrame::NoFrame);
  setFocusPolicy(Qt::StrongFocus);
  viewport()->setMouseTracking(true);
  viewport()->setAutoFillBackground(false);
  keepSpace(*this);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ConfusionView::setTheme(const Theme& theme) {
  theme_ = theme;
  viewport()->update();
}

void ConfusionView::setClasses(const QStringList& names) {
  names_ = names;
  matrix_ = {};
  chosen_.reset();
  hovered_.reset();
  current_ = {};
  const QFontMetricsF metrics(sizedFont(font(), 11, true));
  widestName_ = 0;
  for (const QString& name : names_) widestName_ = std::max(widestName_, metrics.horizontalAdvance(name));
  headerWidth_ = std::min(std::ceil(widestName_), kWidestHeader) + kHeaderSpace;
  arrange();
}

void ConfusionView::setMatrix(const ConfusionMatrix& matrix) {
  if (matrix.classes != classes()) return;
  matrix_ = matrix;
  largestRight_ = largestWrong_ = 0;
  for (int truth = 0; truth < classes(); ++truth) {
    for (int predicted = 0; predicted < classes(); ++predicted) {
      std::int64_t& largest = truth == predicted ? largestRight_ : largestWrong_;
      largest = std::max(largest, matrix_.at(truth, predicted));
    }
  }
  setAccessibleDescription(explanation(current_));
  viewport()->update();
}

void ConfusionView::setShow(Show show) {
  show_ = show;
  viewport()->update();
}

void ConfusionView::setChosen(const std::optional<ConfusionCell>& cell) {
  chosen_ = cell;
  if (cell) current_ = *cell;
  viewport()->update();
}

// --- what a cell says

QString ConfusionView::textOf(const ConfusionCell& cell) const {
  if (matrix_.classes == 0) return {};
  if (show_ == Show::Counts) return grouped(matrix_.at(cell.truth, cell.predicted));
  const CellShare of = show_ == Show::ByTruth ? CellShare::Truth : CellShare::Prediction;
  const double percents = 100 * shareOf(matrix_, cell.truth, cell.predicted, of);
  // What is seldom is not never.
  if (percents > 0 && percents < 0.5) return QStringLiteral("<1");
  return withDecimals(percents, 0);
}

QString ConfusionView::explanation(const ConfusionCell& cell) const {
  if (matrix_.classes == 0) return {};
  const std::int64_t count = matrix_.at(cell.truth, cell.predicted);
  const std::int64_t row = matrix_.ofTruth(cell.truth);
  const QString truth = names_.at(cell.truth);
  const QString share = percent(shareOf(matrix_, cell.truth, cell.predicted, CellShare::Truth));
  if (cell.truth == cell.predicted) {
    return QStringLiteral("%1 of %2 samples of class %3 are recognised: %4.")
        .arg(grouped(count), grouped(row), truth, share);
  }
  return QStringLiteral("%1 of %2 samples of class %3 are taken for %4: %5.")
      .arg(grouped(count), grouped(row), truth, names_.at(cell.predicted), share);
}

QColor ConfusionView::colorOf(const ConfusionCell& cell) const {
  const std::int64_t count = matrix_.at(cell.truth, cell.predicted);
  if (count == 0) return theme_.card;
  const bool isRight = cell.truth == cell.predicted;
  double strength = 0;
  if (show_ == Show::Counts) {
    strength = static_cast<double>(count) / static_cast<double>(isRight ? largestRight_ : largestWrong_);
  } else {
    const CellShare of = show_ == Show::ByTruth ? CellShare::Truth : CellShare::Prediction;
    // Shares of mistakes are small; their root keeps them apart.
    const double share = shareOf(matrix_, cell.truth, cell.predicted, of);
    strength = isRight ? share : std::sqrt(share);
  }
  return mix(theme_.card, isRight ? theme_.good : theme_.bad, kFaintest + (kStrongest - kFaintest) * strength);
}

// --- places

double ConfusionView::sideFor(int width) const {
  if (classes() == 0) return kSmallestSide;
  return std::clamp((width - headerWidth_) / classes(), kSmallestSide, kLargestSide);
}

/// Names that are wider than a column are written upwards.
bool ConfusionView::areNamesUpright(double side) const {
  return widestName_ > side - 2;
}

double ConfusionView::headerHeightFor(double side) const {
  return areNamesUpright(side) ? headerWidth_ : kLowestHeader;
}

int ConfusionView::heightForWidth(int width) const {
  const double side = sideFor(width);
  const int shown = std::min(classes(), kMostClassesAtOnce);
  const bool isScrolled = headerWidth_ + side * classes() > width + 0.5;
  return static_cast<int>(std::ceil(headerHeightFor(side) + side * shown - kRounding)) +
         (isScrolled ? horizontalScrollBar()->sizeHint().height() : 0);
}

QSize ConfusionView::sizeHint() const {
  return {380, heightForWidth(380)};
}

void ConfusionView::arrange() {
  setFixedHeight(heightForWidth(width()));
  side_ = sideFor(viewport()->width());
  isUpright_ = areNamesUpright(side_);
  headerHeight_ = headerHeightFor(side_);
  const int width = static_cast<int>(std::ceil(headerWidth_ + side_ * classes() - kRounding));
  const int height = static_cast<int>(std::ceil(headerHeight_ + side_ * classes() - kRounding));
  for (QScrollBar* bar : {horizontalScrollBar(), verticalScrollBar()}) bar->setSingleStep(static_cast<int>(side_));
  horizontalScrollBar()->setPageStep(viewport()->width());
  horizontalScrollBar()->setRange(0, std::max(0, width - viewport()->width()));
  verticalScrollBar()->setPageStep(viewport()->height());
  verticalScrollBar()->setRange(0, std::max(0, height - viewport()->height()));
  viewport()->update();
}

void ConfusionView::resizeEvent(QResizeEvent*) {
  arrange();
}

QRectF ConfusionView::rectOf(const ConfusionCell& cell) const {
  return {headerWidth_ + cell.predicted * side_ - horizontalScrollBar()->value(),
          headerHeight_ + cell.truth * side_ - verticalScrollBar()->value(), side_, side_};
}

std::optional<ConfusionCell> ConfusionView::cellAt(const QPointF& position) const {
  if (position.x() < headerWidth_ || position.y() < headerHeight_ || matrix_.classes == 0) return std::nullopt;
  const QPointF first = rectOf({0, 0}).topLeft();
  const ConfusionCell cell = {static_cast<int>((position.y() - first.y()) / side_),
                              static_cast<int>((position.x() - first.x()) / side_)};
  if (cell.truth >= classes() || cell.predicted >= classes()) return std::nullopt;
  return cell;
}

// --- painting

void ConfusionView::paintEvent(QPaintEvent*) {
  if (classes() == 0) return;
  QPainter painter(viewport());
  painter.setRenderHint(QPainter::Antialiasing);
  paintCells(painter);
  paintHeaders(painter);
}

void ConfusionView::paintCells(QPainter& painter) const {
  painter.save();
  painter.setClipRect(QRectF(headerWidth_, headerHeight_, viewport()->width(), viewport()->height()));
  const QFont plain = sizedFont(font(), 11, false);
  painter.setFont(plain);
  const QRectF first = rectOf({0, 0});
  const auto firstSeen = [this](double begin, double header) {
    return std::max(0, static_cast<int>((header - begin) / side_));
  };
  const auto lastSeen = [this](double begin, double size) {
    return std::min(classes() - 1, static_cast<int>((size - begin) / side_));
  };
  for (int truth = firstSeen(first.top(), headerHeight_); truth <= lastSeen(first.top(), viewport()->height());
       ++truth) {
    for (int predicted = firstSeen(first.left(), headerWidth_);
         predicted <= lastSeen(first.left(), viewport()->width()); ++predicted) {
      const ConfusionCell cell = {truth, predicted};
      const QRectF place = rectOf(cell).adjusted(kGap / 2, kGap / 2, -kGap / 2, -kGap / 2);
      const bool isEmpty = matrix_.classes == 0 || matrix_.at(truth, predicted) == 0;
      const QColor fill = matrix_.classes == 0 ? theme_.card : colorOf(cell);
      painter.setPen(hovered_ == cell ? QPen(theme_.muted, 1) : QPen(Qt::NoPen));
      painter.setBrush(fill);
      painter.drawRoundedRect(place, kRound, kRound);
      painter.setPen(isEmpty ? theme_.muted : readableOn(fill, theme_));
      painter.drawText(place, Qt::AlignCenter, textOf(cell));
      const bool isCurrent = hasFocus() && cell == current_;
      if (chosen_ != cell && !isCurrent) continue;
      painter.setBrush(Qt::NoBrush);
      painter.setPen(QPen(isCurrent ? theme_.accent : theme_.text, 2));
      painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), kRound, kRound);
      if (!isCurrent || chosen_ != cell) continue;
      painter.setPen(QPen(theme_.text, 1));
      painter.drawRoundedRect(place.adjusted(3, 3, -3, -3), kRound - 1, kRound - 1);
    }
  }
  painter.restore();
}

void ConfusionView::paintHeaders(QPainter& painter) const {
  const QFont strong = sizedFont(font(), 11, true);
  const QFontMetricsF metrics(strong);
  painter.setFont(strong);
  const ConfusionCell marked = chosen_.value_or(hovered_.value_or(ConfusionCell{-1, -1}));
  for (int label = 0; label < classes(); ++label) {
    const QRectF place = rectOf({label, label});
    const QString name = metrics.elidedText(names_.at(label), Qt::ElideRight, headerWidth_ - kHeaderSpace + 1);
    painter.setPen(marked.truth == label ? theme_.text : theme_.muted);
    painter.save();
    painter.setClipRect(QRectF(0, headerHeight_, headerWidth_, viewport()->height()));
    painter.drawText(QRectF(0, place.top(), headerWidth_ - kHeaderSpace, side_), Qt::AlignVCenter | Qt::AlignRight,
                     name);
    painter.setClipRect(QRectF(headerWidth_, 0, viewport()->width(), headerHeight_));
    painter.setPen(marked.predicted == label ? theme_.text : theme_.muted);
    if (isUpright_) {
      painter.translate(place.left(), headerHeight_);
      painter.rotate(-90);
      painter.drawText(QRectF(kHeaderSpace / 2, 0, headerHeight_, side_), Qt::AlignVCenter | Qt::AlignLeft, name);
    } else {
      painter.drawText(QRectF(place.left(), 0, side_, headerHeight_), Qt::AlignCenter, name);
    }
    painter.restore();
  }
}

}  // namespace gradus::ui
