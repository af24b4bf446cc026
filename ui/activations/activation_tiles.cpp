#include "ui/activations/activation_tiles.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QPainter>
#include <algorithm>

#include "core/nn/activation.h"
#include "ui/network/activation_icon.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/grid_keys.h"
#include "ui/widgets/keys.h"

namespace gradus::ui {
namespace {

constexpr int kColumns = 2;
constexpr QSize kCurve(76, 38);
constexpr int kWords = 24;  // height of the title

}  // namespace

Tile::Tile(const QString& name, const QString& title, QWidget* parent) : QAbstractButton(parent) {
  setObjectName(QStringLiteral("tile:") + name);
  setText(title);
  setAccessibleName(title);
  setCheckable(true);
  setFocusPolicy(Qt::ClickFocus);
  setCursor(Qt::PointingHandCursor);
  setAttribute(Qt::WA_Hover);
  setFont(textFont(12, QFont::Medium));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  keepSpace(*this);
}

void Tile::setActivation(const Choice& activation, const Theme& theme) {
  const Activation row = activationOf(activation);
  curve_ = activationIcon(row, parametersOf(row, activation), kCurve, theme.accent, devicePixelRatioF());
  update();
}

void Tile::setBars(const Theme& theme) {
  curve_ = QPixmap(kCurve * devicePixelRatioF());
  curve_.setDevicePixelRatio(devicePixelRatioF());
  curve_.fill(Qt::transparent);
  QPainter painter(&curve_);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme.accent);
  constexpr double kShares[] = {0.28, 0.95, 0.5, 0.16};
  double left = 11;
  for (const double share : kShares) {
    const double height = share * (kCurve.height() - 6);
    painter.drawRoundedRect(QRectF(left, kCurve.height() - 3 - height, 10, height), 2, 2);
    left += 15;
  }
}

void Tile::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const QColor fill = palette().color(underMouse() && !isChecked() ? role::kControl : role::kCard);
  paintSurface(painter, rect(), kCardRadius, fill, palette().color(role::kBorder));
  if (isChecked()) paintFocus(painter, rect(), kCardRadius, palette().color(role::kAccent));
  if (hasFocus()) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette().color(role::kText), 1, Qt::DotLine));
    painter.drawRoundedRect(QRectF(rect()).adjusted(4.5, 4.5, -4.5, -4.5), kCardRadius - 4, kCardRadius - 4);
  }
  painter.drawPixmap(QPointF((width() - kCurve.width()) / 2.0, 9), curve_);
  painter.setFont(font());
  painter.setPen(palette().color(role::kText));
  painter.drawText(QRect(2, height() - kWords - 3, width() - 4, kWords), Qt::AlignCenter,
                   painter.fontMetrics().elidedText(text(), Qt::ElideRight, width() - 6));
}

ActivationTiles::ActivationTiles(QWidget* parent) : QWidget(parent), grid_(new QGridLayout(this)) {
  setObjectName(QStringLiteral("activationTiles"));
  setAccessibleName(tr("Activation functions"));
  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setSpacing(8);
  for (const Activation& row : activations()) {
    addTile(QString::fromStdString(row.name), QString::fromStdString(row.title), QString::fromStdString(row.summary));
    choices_.push_back({row.name, {}});
  }
  addTile(QString::fromLatin1(kOwnFunction), tr("Custom"),
          tr("A function of your own: what you have typed, differentiated and compiled by the engine."));
  choices_.push_back({kOwnFunction, {}, "x"});
  addTile(QString::fromLatin1(kSoftmax), tr("Softmax"),
          tr("Makes probabilities of several numbers: of the outputs of a classifier. Its temperature says how sure "
             "they look."));
  grid_->setRowStretch(grid_->rowCount(), 1);
  setCurrent(QString::fromStdString(choices_.front().name));
}

Tile* ActivationTiles::addTile(const QString& name, const QString& title, const QString& explanation) {
  auto* tile = new Tile(name, title, this);
  tile->setToolTip(explanation);
  tile->installEventFilter(this);
  const int index = static_cast<int>(tiles_.size());
  connect(tile, &QAbstractButton::clicked, this, [this, index] { choose(index); });
  grid_->addWidget(tile, index / kColumns, index % kColumns);
  tiles_.push_back(tile);
  return tile;
}

void ActivationTiles::setTheme(const Theme& theme) {
  theme_ = theme;
  for (std::size_t i = 0; i < choices_.size(); ++i) tiles_[i]->setActivation(choices_[i], theme);
  tiles_.back()->setBars(theme);
}

int ActivationTiles::indexOf(const QString& name) const {
  const auto found = std::ranges::find(tiles_, QStringLiteral("tile:") + name, &QObject::objectName);
  return found == tiles_.end() ? -1 : static_cast<int>(found - tiles_.begin());
}

void ActivationTiles::setCurrent(const QString& name) {
  const int index = indexOf(name);
  if (index < 0) return;
  current_ = name;
  for (std::size_t i = 0; i < tiles_.size(); ++i) {
    const bool isCurrent = static_cast<int>(i) == index;
    tiles_[i]->setChecked(isCurrent);
    tiles_[i]->setFocusPolicy(isCurrent ? Qt::StrongFocus : Qt::ClickFocus);
  }
}

QWidget* ActivationTiles::currentTile() const {
  return tiles_[static_cast<std::size_t>(std::max(indexOf(current_), 0))];
}

void ActivationTiles::choose(int index) {
  const QString name = tiles_[static_cast<std::size_t>(index)]->objectName().section(u':', 1);
  const bool isOther = name != current_;
  setCurrent(name);
  if (isOther) emit chosen(name);
}

void ActivationTiles::showParameters(const Choice& activation) {
  const auto found = std::ranges::find(choices_, activation.name, &Choice::name);
  if (found == choices_.end()) return;
  *found = activation;
  tiles_[static_cast<std::size_t>(found - choices_.begin())]->setActivation(activation, theme_);
}

bool ActivationTiles::eventFilter(QObject* watched, QEvent* event) {
  // Buttons keep the arrow keys for themselves, and go through a grid in an order of their own.
  if (event->type() == QEvent::KeyPress) {
    auto* key = static_cast<QKeyEvent*>(event);
    keyPressEvent(key);
    if (key->isAccepted()) return true;
  }
  return QWidget::eventFilter(watched, event);
}

void ActivationTiles::keyPressEvent(QKeyEvent* event) {
  const int last = static_cast<int>(tiles_.size()) - 1;
  int index = indexOf(current_);
  if (const std::optional<std::ptrdiff_t> step = gridStep(event->key(), kColumns)) {
    index += static_cast<int>(*step);
  } else if (event->key() == Qt::Key_Home || event->key() == Qt::Key_End) {
    index = event->key() == Qt::Key_Home ? 0 : last;
  } else {
    return event->ignore();
  }
  event->accept();
  if (index < 0 || index > last) return;
  choose(index);
  tiles_[static_cast<std::size_t>(index)]->setFocus(Qt::TabFocusReason);
}

}  // namespace gradus::ui
