#include "ui/plots/ghost_legend.h"

#include <QBoxLayout>
#include <QPainter>
#include <algorithm>

#include "ui/plots/curve_graphs.h"
#include "ui/theme/icons.h"
#include "ui/theme/legible.h"
#include "ui/theme/paint.h"
#include "ui/widgets/keys.h"
#include "ui/widgets/tab_order.h"

namespace gradus::ui {
namespace {

constexpr int kHeight = 20;
constexpr int kDash = 16;
constexpr int kCross = 20;

/// A dash in the colour of the run and its words.
class GhostLine : public QAbstractButton {
 public:
  GhostLine(const GhostEntry& entry, std::size_t age, const Theme& theme)
      : entry_(entry), color_(ghostColor(theme, age)), theme_(theme) {
    setFixedHeight(kHeight);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus);
    keepSpace(*this);
    const QString text = entry.name + QStringLiteral(": ") + entry.words;
    setText(text);
    setAccessibleName(text);
    setToolTip(text + u'\n' + (entry.isShown ? tr("Click to hide this run.") : tr("Click to show this run.")));
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(entry_.isShown ? 1 : 0.55);
    painter.setPen(QPen(color_, 1.6, Qt::DashLine));
    const double y = height() / 2.0 + 0.5;
    painter.drawLine(QPointF(0, y), QPointF(kDash, y));
    QFont font = sizedFont(this->font(), 12, false);
    font.setStrikeOut(!entry_.isShown);
    painter.setFont(font);
    painter.setPen(underMouse() ? theme_.text : theme_.muted);
    const QRect room = rect().adjusted(kDash + 7, 0, 0, 0);
    const QString shown = QFontMetrics(font).elidedText(text(), Qt::ElideRight, room.width());
    painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft, shown);
    painter.setOpacity(1);
    if (hasFocus()) paintFocus(painter, rect(), 5, theme_.accent);
  }

 private:
  GhostEntry entry_;
  QColor color_;
  Theme theme_;
};

class Cross : public QAbstractButton {
 public:
  Cross(const QString& run, const Theme& theme) : theme_(theme) {
    setFixedSize(kCross, kHeight);
    setFocusPolicy(Qt::TabFocus);
    keepSpace(*this);
    setAccessibleName(tr("Remove the %1").arg(run));
    setToolTip(tr("Removes this run from the plots."));
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    const QRectF icon(width() / 2.0 - 7, height() / 2.0 - 7, 14, 14);
    drawIcon(painter, icon, QStringLiteral("close"), underMouse() || hasFocus() ? theme_.text : theme_.muted);
    if (hasFocus()) paintFocus(painter, rect(), 5, theme_.accent);
  }

 private:
  Theme theme_;
};

}  // namespace

GhostLegend::GhostLegend(QWidget* parent) : QWidget(parent), theme_(Theme::dark()) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  hide();
}

void GhostLegend::setTheme(const Theme& theme) {
  theme_ = theme;
  rebuild();
}

void GhostLegend::setEntries(const std::vector<GhostEntry>& entries) {
  if (entries == entries_) return;
  entries_ = entries;
  rebuild();
}

void GhostLegend::rebuild() {
  while (QLayoutItem* item = layout()->takeAt(0)) {
    item->widget()->hide();
    item->widget()->deleteLater();  // it may be the one that was clicked
    delete item;
  }
  for (std::size_t i = 0; i < std::min(entries_.size(), kLines); ++i) {
    auto* row = new QWidget;
    auto* rowLayout = new QHBoxLayout(row);
    rowLayout->setContentsMargins(0, 0, 0, 0);
    rowLayout->setSpacing(4);
    auto* line = new GhostLine(entries_[i], i, theme_);
    auto* cross = new Cross(entries_[i].name, theme_);
    rowLayout->addWidget(line, 1);
    rowLayout->addWidget(cross);
    connect(line, &QAbstractButton::clicked, this, [this, i] { emit toggled(static_cast<int>(i)); });
    connect(cross, &QAbstractButton::clicked, this, [this, i] { emit removed(static_cast<int>(i)); });
    layout()->addWidget(row);
  }
  orderTabsWithin(*this);
  setVisible(!entries_.empty());
}

}  // namespace gradus::ui
