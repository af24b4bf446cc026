#include "ui/inspect/data_changes.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <algorithm>
#include <array>

#include "core/inspect/sample_edits.h"
#include "ui/document/document.h"
#include "ui/theme/legible.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/format.h"
#include "ui/widgets/keys.h"
#include "ui/widgets/link_button.h"

namespace gradus::ui {
namespace {

constexpr int kLine = 24;
constexpr int kLinesShown = 6;
constexpr int kLink = 62;

}  // namespace

// --- the list

ChangeList::ChangeList(QWidget* parent) : QAbstractScrollArea(parent), theme_(Theme::dark()) {
  setObjectName(QStringLiteral("changeList"));
  setAccessibleName(QStringLiteral("Changes to the data"));
  setToolTip(QStringLiteral("Delete or Restore takes a change back"));
  setFrameShape(QFrame::NoFrame);
  setFocusPolicy(Qt::StrongFocus);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  viewport()->setMouseTracking(true);
  viewport()->setAutoFillBackground(false);
  keepSpace(*this);
}

void ChangeList::setTheme(const Theme& theme) {
  theme_ = theme;
  viewport()->update();
}

void ChangeList::setLines(std::vector<Line> lines) {
  lines_ = std::move(lines);
  hovered_.reset();
  current_ = std::min(current_, lines_.empty() ? 0 : lines_.size() - 1);
  setFixedHeight(kLine * std::min(static_cast<int>(lines_.size()), kLinesShown));
  arrange();
}

void ChangeList::arrange() {
  verticalScrollBar()->setSingleStep(kLine);
  verticalScrollBar()->setPageStep(viewport()->height());
  verticalScrollBar()->setRange(0, std::max(0, kLine * static_cast<int>(lines_.size()) - viewport()->height()));
  viewport()->update();
}

void ChangeList::resizeEvent(QResizeEvent*) {
  arrange();
}

std::optional<std::size_t> ChangeList::lineAt(const QPointF& position) const {
  const double y = position.y() + verticalScrollBar()->value();
  if (y < 0 || y >= static_cast<double>(lines_.size()) * kLine) return std::nullopt;
  return static_cast<std::size_t>(y / kLine);
}

bool ChangeList::isAtLink(const QPointF& position) const {
  return position.x() >= viewport()->width() - kLink;
}

void ChangeList::mousePressEvent(QMouseEvent* event) {
  const auto line = lineAt(event->position());
  if (!line || event->button() != Qt::LeftButton) return;
  current_ = *line;
  const std::int64_t row = lines_[*line].row;
  viewport()->update();
  if (isAtLink(event->position())) {
    emit restoreWanted(row);
  } else {
    emit sampleChosen(row);
  }
}

void ChangeList::mouseMoveEvent(QMouseEvent* event) {
  const auto line = lineAt(event->position());
  viewport()->setCursor(line ? Qt::PointingHandCursor : Qt::ArrowCursor);
  if (line == hovered_) return;
  hovered_ = line;
  viewport()->update();
}

void ChangeList::keyPressEvent(QKeyEvent* event) {
  if (lines_.empty()) return event->ignore();
  const int key = event->key();
  if (key == Qt::Key_Up || key == Qt::Key_Down) {
    current_ =
        key == Qt::Key_Up ? current_ - std::min<std::size_t>(current_, 1) : std::min(current_ + 1, lines_.size() - 1);
    const int top = kLine * static_cast<int>(current_);
    QScrollBar* bar = verticalScrollBar();
    bar->setValue(std::clamp(bar->value(), top + kLine - viewport()->height(), top));
    setAccessibleDescription(lines_[current_].text);
    viewport()->update();
  } else if (key == Qt::Key_Delete || key == Qt::Key_Return || key == Qt::Key_Enter) {
    emit restoreWanted(lines_[current_].row);
  } else if (key == Qt::Key_Space) {
    emit sampleChosen(lines_[current_].row);
  } else {
    event->ignore();
  }
}

void ChangeList::focusInEvent(QFocusEvent*) {
  viewport()->update();
}

void ChangeList::focusOutEvent(QFocusEvent*) {
  viewport()->update();
}

void ChangeList::paintEvent(QPaintEvent*) {
  QPainter painter(viewport());
  painter.setRenderHint(QPainter::Antialiasing);
  const QFont plain = sizedFont(font(), 12, false);
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const QRectF place(0, static_cast<double>(i) * kLine - verticalScrollBar()->value(), viewport()->width(), kLine);
    if (place.bottom() < 0 || place.top() > viewport()->height()) continue;
    const bool isCurrent = hasFocus() && i == current_;
    if (hovered_ == i) {
      painter.setPen(Qt::NoPen);
      painter.setBrush(theme_.hover);
      painter.drawRoundedRect(place.adjusted(0, 1, 0, -1), 5, 5);
    }
    if (isCurrent) paintFocus(painter, place.adjusted(0, 1, 0, -1), 5, theme_.accent);
    painter.setFont(plain);
    painter.setPen(theme_.text);
    painter.drawText(
        place.adjusted(6, 0, -kLink, 0), Qt::AlignVCenter | Qt::AlignLeft,
        painter.fontMetrics().elidedText(lines_[i].text, Qt::ElideRight, static_cast<int>(place.width()) - kLink - 8));
    painter.setFont(sizedFont(font(), 12, true));
    painter.setPen(theme_.accent);
    painter.drawText(place.adjusted(0, 0, -6, 0), Qt::AlignVCenter | Qt::AlignRight, QStringLiteral("Restore"));
  }
}

// --- the list with its title

DataChanges::DataChanges(Document& document, QWidget* parent)
    : QWidget(parent),
      document_(document),
      title_(new QLabel),
      all_(new LinkButton(QStringLiteral("Restore all"))),
      list_(new ChangeList) {
  setObjectName(QStringLiteral("dataChanges"));
  title_->setObjectName(QStringLiteral("dataChangesTitle"));
  title_->setFont(textFont(14, QFont::DemiBold));
  all_->setObjectName(QStringLiteral("restoreAllLink"));
  all_->setAccessibleName(all_->text());
  all_->setToolTip(QStringLiteral("Takes all changes to samples back: they are as the data set has them"));
  auto* header = new QHBoxLayout;
  header->addWidget(title_, 1);
  header->addWidget(all_);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  layout->addLayout(header);
  layout->addWidget(list_);
  connect(all_, &QPushButton::clicked, this,
          [this] { document_.change(withAllRestored(document_.experiment()), QStringLiteral("Restore all samples")); });
  connect(list_, &ChangeList::restoreWanted, this, [this](qint64 row) {
    const std::array<std::int64_t, 1> rows = {row};
    document_.change(withRestored(document_.experiment(), rows), QStringLiteral("Restore a sample"));
  });
  connect(list_, &ChangeList::sampleChosen, this, &DataChanges::sampleChosen);
  connect(&document_, &Document::changed, this, &DataChanges::showDocument);
  showDocument();
}

void DataChanges::setTheme(const Theme& theme) {
  list_->setTheme(theme);
}

void DataChanges::setData(const PreparedDataPtr& prepared) {
  data_ = prepared;
  showDocument();
}

void DataChanges::showDocument() {
  const DataSpec& spec = document_.experiment().data;
  const auto nameOf = [this](std::int32_t label) {
    const bool isKnown = data_ && label >= 0 && label < data_->dataset->classes();
    return isKnown ? QString::fromStdString(data_->dataset->classNames[static_cast<std::size_t>(label)])
                   : QString::number(label);
  };
  std::vector<ChangeList::Line> lines;
  for (const Relabel& change : spec.relabeled) {
    QString before;
    if (data_) {
      const auto given = std::ranges::find(data_->givenLabels, change.row, &Relabel::row);
      if (given != data_->givenLabels.end()) before = nameOf(given->label) + QStringLiteral(" ");
    }
    lines.push_back({change.row, QStringLiteral("%1: %2→ %3").arg(grouped(change.row), before, nameOf(change.label))});
  }
  for (const std::int64_t row : spec.excluded) {
    const auto known = std::ranges::find(lines, row, &ChangeList::Line::row);
    if (known != lines.end()) {
      known->text += QStringLiteral(", excluded");
    } else {
      lines.push_back({row, QStringLiteral("%1: excluded").arg(grouped(row))});
    }
  }
  std::ranges::sort(lines, {}, &ChangeList::Line::row);
  title_->setText(QStringLiteral("Changes to the data · %1").arg(grouped(static_cast<std::int64_t>(lines.size()))));
  title_->setToolTip(
      QStringLiteral("%1 relabelled, %2 excluded from training").arg(spec.relabeled.size()).arg(spec.excluded.size()));
  setVisible(!lines.empty());
  list_->setLines(std::move(lines));
}

}  // namespace gradus::ui
