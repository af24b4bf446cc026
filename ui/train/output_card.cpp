#include "ui/train/output_card.h"

#include <QBoxLayout>
#include <QLabel>

#include "core/base/limits.h"
#include "ui/document/document.h"
#include "ui/plane/class_swatches.h"
#include "ui/plane/point_edit.h"
#include "ui/theme/style.h"
#include "ui/widgets/check_box.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/format.h"
#include "ui/widgets/slider_field.h"

namespace gradus::ui {

OutputCard::OutputCard(Document& document, QWidget* parent)
    : Card({}, parent),
      document_(document),
      field_(new PlaneField(this)),
      title_(new ElidedLabel(tr("Output"), this)),
      test_(new CheckBox(tr("test points"), this)),
      discrete_(new CheckBox(tr("discretize"), this)),
      reading_(new QLabel(this)),
      classes_(new ClassSwatches(this)),
      number_(new SliderField({-1, 1, false}, this)) {
  setAccessibleName(tr("Output"));
  field_->setObjectName(QStringLiteral("planeField"));
  reading_->setObjectName(QStringLiteral("planeReading"));
  reading_->setForegroundRole(role::kMuted);
  reading_->setFont(textFont(12));
  body()->addWidget(makeHeader());
  body()->addWidget(field_);
  body()->addWidget(makeFooter());
  connect(test_, &QCheckBox::toggled, field_, &PlaneField::setTestShown);
  connect(discrete_, &QCheckBox::toggled, field_, &PlaneField::setDiscrete);
  connectField();
}

QWidget* OutputCard::makeFooter() {
  classes_->setObjectName(QStringLiteral("classSwatches"));
  number_->setObjectName(QStringLiteral("pointNumber"));
  number_->setValue(1);
  number_->setAccessibleName(tr("Number of new points"));
  number_->setToolTip(tr("The number that a click into the field gives to a new point"));
  auto* footer = new QWidget(this);
  auto* layout = new QHBoxLayout(footer);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(reading_, 1);
  layout->addWidget(classes_);
  layout->addWidget(number_);
  return footer;
}

void OutputCard::connectField() {
  connect(field_, &PlaneField::pointChosen, this, &OutputCard::pointChosen);
  connect(field_, &PlaneField::readingChanged, this,
          [this](const QString& text) { reading_->setText(text.isEmpty() ? legend_ : text); });
  connect(field_, &PlaneField::classChosen, classes_, &ClassSwatches::choose);
  connect(field_, &PlaneField::pointAdded, this, [this](double x1, double x2) {
    const Dataset& shown = *field_->data()->dataset;
    const double answer = shown.task == Task::Classification ? classes_->chosen() : number_->value();
    const Experiment next = withPointAdded(document_.experiment(), shown, {x1, x2, answer});
    if (next == document_.experiment()) {
      reading_->setText(tr("There are %1 points, and no room for more").arg(grouped(std::int64_t{kMostPoints})));
    }
    document_.change(next, tr("Add a point"));
  });
  connect(field_, &PlaneField::pointMoved, this, [this](qint64 row, double x1, double x2) {
    const Dataset& shown = *field_->data()->dataset;
    document_.change(withPointMoved(document_.experiment(), shown, row, x1, x2), tr("Move a point"));
  });
  connect(field_, &PlaneField::pointRemoved, this, [this](qint64 row) {
    const Dataset& shown = *field_->data()->dataset;
    document_.change(withPointRemoved(document_.experiment(), shown, row), tr("Remove a point"));
  });
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
  classes_->setTheme(theme);
}

void OutputCard::setData(const PreparedDataPtr& prepared) {
  field_->setData(prepared);
  QStringList names;
  for (const std::string& name : prepared->dataset->classNames) names += QString::fromStdString(name);
  classes_->setClasses(prepared->dataset->isPlane() ? names : QStringList());
  const bool isNumber = prepared->dataset->task == Task::Regression;
  legend_ = isNumber ? tr("● train   ◆ test") : tr("● train   ◆ test   ◎ wrong");
  reading_->setText(legend_);
  classes_->setVisible(!isNumber);
  number_->setVisible(isNumber);
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
