#include "ui/widgets/banner.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPainter>

#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/button.h"

namespace gradus::ui {
namespace {

constexpr int kIcon = 20;

}  // namespace

Banner::Banner(QWidget* parent)
    : QWidget(parent), title_(new QLabel(this)), message_(new QLabel(this)), action_(new Button({}, {})) {
  setObjectName(QStringLiteral("banner"));
  title_->setFont(textFont(13, QFont::DemiBold));
  message_->setWordWrap(true);
  message_->setTextFormat(Qt::PlainText);
  message_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  message_->setObjectName(QStringLiteral("bannerMessage"));
  message_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);

  auto* dismiss = new Button(QStringLiteral("close"), {}, Button::Look::Quiet, this);
  dismiss->setObjectName(QStringLiteral("bannerDismiss"));
  dismiss->setToolTip(QStringLiteral("Put this message away"));
  dismiss->setAccessibleName(QStringLiteral("Dismiss message"));
  action_->setObjectName(QStringLiteral("bannerAction"));
  action_->hide();
  connect(dismiss, &QPushButton::clicked, this, [this] {
    hide();
    emit dismissed();
  });
  connect(action_, &QPushButton::clicked, this, &Banner::actionClicked);

  auto* words = new QVBoxLayout;
  words->setSpacing(2);
  words->addWidget(title_);
  words->addWidget(message_);

  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(3 * kSpacing + kIcon, 2 * kSpacing - 2, 2 * kSpacing - 4, kSpacing + 2);
  layout->setSpacing(kSpacing);
  layout->addLayout(words, 1);
  layout->addWidget(action_, 0, Qt::AlignTop);
  layout->addWidget(dismiss, 0, Qt::AlignTop);
  hide();
}

void Banner::setTheme(const Theme& theme) {
  edge_ = mix(theme.warning, theme.panel, 0.45);
  fill_ = mix(theme.panel, theme.warning, theme.isDark ? 0.10 : 0.08);
  update();
}

void Banner::showMessage(const QString& title, const QString& message) {
  title_->setText(title);
  message_->setText(message);
  setAccessibleName(title + QStringLiteral(": ") + message);
  show();
}

QString Banner::message() const {
  return message_->text();
}

void Banner::setActionLabel(const QString& label) {
  action_->setText(label);
  action_->setAccessibleName(label);
  action_->setVisible(!label.isEmpty());
}

void Banner::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), palette().color(role::kPanel));
  paintSurface(painter, QRectF(rect()).adjusted(kSpacing, kSpacing, -kSpacing, 0), kCardRadius, fill_, edge_);
  drawIcon(painter, QRectF(2 * kSpacing + 1, 2 * kSpacing - 1, kIcon, kIcon), QStringLiteral("warning"),
           mix(edge_, palette().color(role::kText), 0.2));
}

}  // namespace gradus::ui
