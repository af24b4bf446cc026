#include "ui/shell/speed_button.h"

#include <QActionGroup>
#include <QSettings>
#include <array>

#include "ui/widgets/menu.h"
#include "ui/widgets/remembered.h"

namespace gradus::ui {
namespace {

const QString kSpeedKey = QStringLiteral("training/speed");

struct Choice {
  const char16_t* name;  ///< in the settings
  const char16_t* title;
  const char16_t* explanation;
  Speed speed;
};

constexpr auto kBatches = Speed::Unit::Batches;
constexpr auto kEpochs = Speed::Unit::Epochs;

/// The first one is the automatic choice; its speed is that of points in the plane.
constexpr std::array<Choice, 7> kChoices{{
    {u"auto", u"Automatic", u"Points in the plane at 60 epochs a second, everything else flat out", {60, kEpochs}},
    {u"slow", u"Slow motion: 1 batch a second", u"Every update can be followed", {1, kBatches}},
    {u"batches", u"10 batches a second", u"Every update is seen", {10, kBatches}},
    {u"epoch", u"1 epoch a second", u"Every epoch is seen to grow", {1, kEpochs}},
    {u"epochs", u"10 epochs a second", u"Every epoch is seen", {10, kEpochs}},
    {u"watch", u"60 epochs a second", u"One epoch for each picture on the screen", {60, kEpochs}},
    {u"full", u"Flat out", u"As fast as the device can", {}},
}};

}  // namespace

SpeedButton::SpeedButton(QWidget* parent)
    : Button(QStringLiteral("gauge"), {}, Look::Normal, parent), menu_(makeMenu(this)), group_(new QActionGroup(this)) {
  setObjectName(QStringLiteral("speedButton"));
  const QString saved = rememberedText(kSpeedKey);
  for (int i = 0; i < static_cast<int>(kChoices.size()); ++i) {
    const Choice& choice = kChoices.at(static_cast<std::size_t>(i));
    QAction* action = menu_->addAction(QString::fromUtf16(choice.title));
    action->setObjectName(QStringLiteral("speed:") + QString::fromUtf16(choice.name));
    action->setToolTip(QString::fromUtf16(choice.explanation));
    action->setCheckable(true);
    group_->addAction(action);
    connect(action, &QAction::triggered, this, [this, i] {
      choose(i);
      QSettings().setValue(kSpeedKey, QString::fromUtf16(kChoices.at(static_cast<std::size_t>(i)).name));
      emit speedChosen();
    });
    if (saved == QString::fromUtf16(choice.name)) index_ = i;
  }
  connect(this, &QPushButton::clicked, this, [this] { menu_->popup(mapToGlobal(QPoint(0, height() + 4))); });
  choose(index_);
}

Speed SpeedButton::speedFor(DatasetKind kind) const {
  if (index_ == 0 && kind != DatasetKind::Plane) return {};
  return kChoices.at(static_cast<std::size_t>(index_)).speed;
}

void SpeedButton::choose(int index) {
  index_ = index;
  const QString title = QString::fromUtf16(kChoices.at(static_cast<std::size_t>(index)).title);
  group_->actions().at(index)->setChecked(true);
  setAccessibleName(QStringLiteral("Speed: ") + title);
  setToolTip(QStringLiteral("How fast training goes. Now: %1").arg(title));
}

}  // namespace gradus::ui
