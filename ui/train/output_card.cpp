#include "ui/train/output_card.h"

#include <QBoxLayout>
#include <QLabel>

#include "ui/theme/style.h"
#include "ui/widgets/check_box.h"
#include "ui/widgets/elided_label.h"

namespace gradus::ui {

OutputCard::OutputCard(QWidget* parent)
    : Card({}, parent),
      field_(new PlaneField(this)),
      title_(new ElidedLabel(tr("Output"), this)),
      test_(new CheckBox(tr("test points"), this)),
      discrete_(new CheckBox(tr("discretize"), this)),
      reading_(new QLabel(this)) {
  setAccessibleName(tr("Output"));
  field_->setObjectName(QStringLiteral("planeField"));
  reading_->setObjectName(QStringLiteral("planeReading"));
  reading_->setForegroundRole(role::kMuted);
  reading_->setFont(textFont(12));
  body()->addWidget(makeHeader());
  body()->addWidget(field_);
  body()->addWidget(reading_);
  connect(test_, &QCheckBox::toggled, field_, &PlaneField::setTestShown);
  connect(discrete_, &QCheckBox::toggled, field_, &PlaneField::setDiscrete);
  connect(field_, &PlaneField::pointChosen, this, &OutputCard::pointChosen);
  const QString legend = tr("● train   ◆ test   ○ wrong");
  connect(field_, &PlaneField::readingChanged, this,
          [this, legend](const QString& text) { reading_->setText(text.isEmpty() ? legend : text); });
  reading_->setText(legend);
}

QWidget* OutputCard::makeHeader() {
  title_->setForegroundRole(role::kMuted);
  title_->setFont(textFont(12, QFont::DemiBold));
  test_->setObjectName(QStringLiteral("testPointsCheck"));
  test_->setToolTip(tr("Shows the points of the validation and test parts too"));
  test_->setChecked(true);
  discrete_->setObjectName(QStringLiteral("discretizeCheck"));
  discrete_->setToolTip(tr("Shows only which answer the network gives, not how sure it is"));
  for (CheckBox* box : {test_, discrete_}) {
    box->setFont(textFont(12));
    box->setAccessibleName(box->text());
    box->setBoxFirst(true);
  }
  auto* header = new QWidget(this);
  auto* layout = new QHBoxLayout(header);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(12);
  layout->addWidget(title_, 1);
  layout->addWidget(test_);
  layout->addWidget(discrete_);
  return header;
}

void OutputCard::setTheme(const Theme& theme) {
  field_->setTheme(theme);
}

void OutputCard::setData(const PreparedDataPtr& prepared) {
  field_->setData(prepared);
}

void OutputCard::setSnapshot(const SnapshotPtr& snapshot) {
  field_->setSnapshot(snapshot);
}

void OutputCard::showUnit(const PlaneField::Place& place, const QString& name) {
  field_->showUnit(place);
  title_->setText(name.isEmpty() ? tr("Output") : name);
}

void OutputCard::setWatched(std::int64_t row) {
  field_->setWatched(row);
}

}  // namespace gradus::ui
